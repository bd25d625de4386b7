"""部门名录 on the page: brought in, looked at before it is stored, and back to an earlier version."""

import pandas as pd

from data.importing.directory_files import COLUMNS, as_rows, load_directory, read_rows
from data.store.database import Store
from data.store.directories import directory_versions
from pages.steward.directory import PLACE, rows_of
from tests.pages.conftest import field, open_tab, press

NAMING = "pages/steward/naming.py"


def way(app, label):
    field(app.segmented_control, "改名录").set_value(label).run()
    assert not app.exception
    return app


def lines(directory):
    return "\n".join("\t".join(row) for row in as_rows(directory))


def said(app):
    return [text.value for text in app.text]


def test_a_pasted_directory_is_looked_at_stored_and_taken_back(own_store):
    app = way(open_tab(NAMING), "粘贴")
    directory = load_directory()
    field(app.text_area, "每行一个部门").set_value(lines(directory)).run()
    assert any(caption.value == "与现在的名录相同。" for caption in app.caption)
    kept = [row for row in as_rows(directory) if row[0] != "技术处"]
    field(app.text_area, "每行一个部门").set_value("\n".join(map("\t".join, kept))).run()
    assert "存入以后，名录：去掉 1 个。" in said(app)
    tables = [table.value for table in app.dataframe if "存入以后" in table.value]
    assert tables[0]["任务"].tolist() != []
    press(app, "存入名录")
    assert app.success[0].value.startswith("已更新「吉林省高级人民法院」的部门名录（30 个部门）")
    way(app, "回到以前的版本")
    assert "存入以后，名录：新增 1 个。" in said(app)
    press(app, "存入名录")
    assert len(directory_versions(Store.open(), None)) == 3


def test_a_faulty_directory_is_told_and_cannot_be_stored(own_store):
    app = way(open_tab(NAMING), "选择文件")
    app.file_uploader[0].upload("名录.toml", "[[department]]\nname = '甲'".encode(), "x").run()
    assert "缺少 name 或 kind" in app.error[0].value
    assert "存入名录" not in [button.label for button in app.button]


def test_the_edited_table_is_the_directory_in_the_order_of_its_places():
    directory = load_directory()
    table = pd.DataFrame(as_rows(directory), columns=list(COLUMNS)).astype("object")
    table.insert(0, PLACE, range(1, len(table) + 1))
    assert read_rows(rows_of(table), directory.body).directory == directory
    table.loc[len(table)] = [None, "虚构处", None, None, None, None, None]
    table.loc[len(table)] = [None] * 7
    table.loc[1, PLACE] = 0.5
    names = [one.name for one in read_rows(rows_of(table), directory.body).directory.departments]
    first, second, *rest = [one.name for one in directory.departments]
    assert names == [second, first, *rest, "虚构处"]
