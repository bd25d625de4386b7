"""文件导入 and 名称核定, on a store of their own: preview before storing, decisions, removal, backups."""

from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.names.decisions import Decision, DecisionKind
from data.names.proposals import Proposal
from data.store.backups import list_backups
from data.store.database import PATH_VARIABLE, Store
from data.store.listing import list_documents
from data.store.opening import open_store
from data.store.storing import document_id_of
from data.vocabulary import DepartmentKind, LineMark
from pages.steward.correcting_lines import KEPT_LINES
from pages.steward.deciding import decisions_of
from tests import years
from tests.data.documents import invented_document
from tests.pages.conftest import ROOT, field, open_tab, press
from tests.pages.uploads import CONTENT, NAMING, SOURCES, TITLE, titles, upload


def test_nothing_is_stored_before_it_was_seen(own_store):
    app = upload(open_tab(SOURCES))
    assert {metric.label: metric.value for metric in app.metric} == {
        "部分": "1 个", "任务": "2 项", "责任": "4 条", "责任部门": "4 个", "目标": "1 个", "未识别": "0 行",
    }  # fmt: skip
    assert TITLE not in titles()
    press(app, "存入")
    assert app.success[0].value.startswith("已导入《2001年虚构法院工作要点")
    assert TITLE in titles()
    assert not app.metric  # the uploader is empty again
    press(app, "知道了")
    assert not app.success


def test_an_import_says_what_is_seen_first_now_and_how_to_keep_the_former(own_store):
    app = press(upload(open_tab(SOURCES), years.next_year().encode(), "2024.txt"), "存入")
    said = app.success[0].value
    assert (
        "现在打开看板先看《2024年全省法院司法改革工作要点》；要仍先看《2023年全省法院司法改革工作要点》"
        in said
    )
    assert any("打开看板先看：2024年" in box.label for box in app.expander)


def test_cancelling_stores_nothing(own_store):
    app = press(upload(open_tab(SOURCES)), "取消")
    assert not app.metric
    assert TITLE not in titles()


def test_the_same_file_again_changes_nothing(own_store):
    app = press(upload(open_tab(SOURCES)), "存入")
    upload(app, CONTENT, "改名.txt")
    assert "已经导入过" in app.warning[0].value
    press(app, "存入")
    assert app.success[0].value.startswith("已导入过，内容没有变化")
    assert titles().count(TITLE) == 1


def test_another_version_is_told_before_and_after(own_store):
    app = press(upload(open_tab(SOURCES)), "存入")
    upload(app, CONTENT.replace(b"90%", b"91%"), "另一版.txt")
    assert "两份并存" in app.warning[0].value
    press(app, "存入")
    assert "两份都已保存" in app.warning[0].value
    assert titles().count(TITLE) == 2


def test_several_files_have_each_their_state(own_store):
    app = open_tab(SOURCES)
    other = invented_document(2)[0]
    files = [
        ("甲.txt", CONTENT, "text/plain"),
        ("乙.txt", other, "text/plain"),
        ("丙.txt", b"", "text/plain"),
    ]
    app.file_uploader[0].set_value(files).run()
    assert not app.exception
    states = next(frame.value for frame in app.dataframe if "状态" in frame.value)
    assert states["状态"].tolist()[:2] == ["可以存入", "可以存入"]
    assert states["状态"].iloc[2].startswith("读不出来：")
    press(app, "存入没有疑点的 2 份")
    assert len([title for title in titles() if title.startswith("2001年虚构法院")]) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("空.txt", b"", "空"), ("假.docx", b"PK\x03\x04" + bytes(50), "假"), ("文.txt", bytes(999), "文本")],
)
def test_what_cannot_be_read_is_told(own_store, name, content, words):
    app = upload(open_tab(SOURCES), content, name)
    assert words in app.error[0].value
    assert not app.metric
    assert not [button for button in app.button if button.label == "存入"]


@pytest.mark.parametrize("name", ["旧.doc", "文.wps", "表.xls", "版.ceb", "图.png", "无扩展名"])
def test_any_file_is_taken_and_told_in_chinese(own_store, monkeypatch, name):
    monkeypatch.setenv("PATH", "")  # a server without LibreOffice
    app = upload(open_tab(SOURCES), b"x", name)
    assert "不能读取" in app.error[0].value or "没有扩展名" in app.error[0].value


def test_what_was_told_is_over_when_another_file_is_chosen(own_store):
    app = press(upload(open_tab(SOURCES)), "存入")
    assert app.success
    upload(app, "虚构的散文。".encode(), "另一份.txt")
    assert not app.success


def test_a_file_waits_while_the_visitor_is_elsewhere(own_store):
    app = upload(open_tab(SOURCES))
    field(app.text_input, "标题").set_value("改过的标题").run()
    app.switch_page(NAMING).run()
    app.session_state[KEPT_LINES] = {document_id_of(CONTENT): {5: LineMark.PERSON}}
    app.switch_page(SOURCES).run()
    assert "有 1 份未存入的文件" in app.info[0].value
    assert field(app.text_input, "标题").value == "改过的标题"  # a mark does not wipe it
    assert field(app.metric, "责任").value == "3 条"  # 办公室 stands on the marked line
    press(app, "存入")
    assert "改过的标题" in titles()
    assert not app.info


def test_a_file_that_was_taken_out_does_not_wait(own_store):
    app = upload(open_tab(SOURCES))
    press(app, "取消")
    app.switch_page(NAMING).run()
    app.switch_page(SOURCES).run()
    assert not app.metric
    assert not app.info


def test_a_text_that_is_no_plan_cannot_be_stored(own_store):
    app = upload(open_tab(SOURCES), "虚构的散文。\n没有任务。\n".encode())
    assert "没有读到任务" in app.warning[-1].value
    assert field(app.button, "存入").disabled
    assert len(titles()) == 1


def test_what_to_look_at_is_told_above_the_button_without_names(own_store):
    text = CONTENT.decode().replace("2. 虚构任务乙。", "3. 虚构任务乙。\n4. 虚构任务丙。\n4. 虚构任务丁。")
    app = upload(open_tab(SOURCES), text.encode())
    told = next(one.value for one in app.warning if "存入前请看" in one.value)
    assert "编号不连续，缺少2" in told
    assert "编号重复" in told
    assert "没有写明责任部门" in told
    assert "名录中没有" not in told
    assert not [text for text in app.text if "名录中没有「虚构新设处」，请核定" in text.value]


def test_an_empty_reading_has_words_of_its_own(own_store):
    app = upload(open_tab(SOURCES), "虚构的散文。\n没有任务。\n".encode())
    assert {"没有读到任务。", "没有读到责任部门。"} <= {text.value for text in app.text}


HOSTILE = "<img src=x onerror=alert(1)>**粗**$x$[a](https://example.invalid)处"


def test_names_and_titles_are_shown_literally(own_store):
    text = CONTENT.decode().replace("虚构新设处", HOSTILE).replace("之1", "<b>$1$")
    app = upload(open_tab(SOURCES), text.encode(), "<b>$虚构$.txt")
    press(app, "存入")
    app.switch_page(NAMING).run()
    app.selectbox(key="naming_body").set_value("虚构市中级人民法院").run()
    assert not app.exception
    spoken = [*app.title, *app.subheader, *app.caption, *app.success, *app.warning, *app.info, *app.markdown]
    assert not [element.value for element in spoken if "<" in element.value or "$" in element.value]
    assert not [block.proto.body for block in app.get("html") if "<img" in block.proto.body]


def forget_backups() -> None:
    for backup in list_backups(Store.open()):
        backup.path.unlink()


def test_a_document_is_read_again_then_removed(own_store):
    app = press(upload(open_tab(SOURCES)), "存入")
    stored = next(one for one in list_documents(Store.open()) if one.title == TITLE)
    app.selectbox(key="stored").set_value(stored.document_id).run()
    press(app, "重读")
    assert "完全相同" in app.info[0].value
    with Store.open().write() as cursor:
        cursor.execute("UPDATE tasks SET text = '旧读法' WHERE text = '虚构任务乙。'")
    press(app, "重读")
    assert "1 处不同" in "".join(text.value for text in app.text)
    forget_backups()
    press(app, "按重读的结果保存")
    assert "改变 1 处" in app.success[0].value
    assert len(list_backups(Store.open())) == 1
    app.selectbox(key="stored").set_value(stored.document_id).run()
    forget_backups()
    press(app, "确定移除")
    (backup,) = list_backups(Store.open())
    with Store.open(backup.path) as copy:
        assert TITLE in [one.title for one in list_documents(copy)]
    assert app.success[0].value.startswith("已移除")
    assert TITLE not in titles()


def test_a_backup_is_made_after_an_import(own_store):
    press(upload(open_tab(SOURCES)), "存入")
    assert len(list_backups(Store.open())) == 1


def test_all_open_names_are_decided_at_once_and_undone_at_once(own_store):
    app = press(upload(open_tab(SOURCES)), "存入")
    assert "有 1 个名称待核定" in "".join(text.value for text in app.text)
    app.switch_page(NAMING).run()
    names = next(frame.value for frame in app.dataframe if "采用建议" in frame.value)
    assert names[["采用建议", "名称", "机关", "点名", "建议"]].to_numpy().tolist() == [
        [False, "虚构新设处", "虚构市中级人民法院", 1, "新的部门（未归类）"]
    ]
    assert field(app.button, "保存核定").disabled  # nothing is chosen for the visitor
    field(app.button, "采用下面 1 个的建议").click().run()
    press(app, "保存 1 个核定")
    assert "1 份文件中 1 处" in app.success[0].value
    assert next(one for one in list_documents(Store.open()) if one.title == TITLE).open_names == 0
    press(app, "撤销")
    assert app.success[0].value.startswith("已撤销")
    assert next(one for one in list_documents(Store.open()) if one.title == TITLE).open_names == 1


def test_what_is_chosen_for_names_is_what_is_decided():
    first, second, third, fourth = (
        Proposal(name, (name,), ("第 1 项",), ("理由",), None, None, 1) for name in "甲乙丙丁"
    )
    second = replace(second, suggested=Decision("乙", DecisionKind.NOT_DEPARTMENT))
    chosen = {
        Decision(name, DecisionKind.SAME).decision_id: choice
        for name, choice in {
            "甲": (True, "是一个新的部门", "办公室", None, "审判"),
            "乙": (True, None, None, None, None),
            "丙": (False, "是某部门的另一种写法", None, None, None),
            "丁": (True, None, None, None, None),
        }.items()
    }
    assert decisions_of([first, second, third, fourth], chosen) == (
        [
            Decision("甲", DecisionKind.DEPARTMENT, parent="办公室", department_kind=DepartmentKind.TRIAL),
            Decision("乙", DecisionKind.NOT_DEPARTMENT),
        ],
        ["丙"],
    )


def test_a_name_is_decided_before_the_document_is_stored(own_store):
    app = upload(open_tab(SOURCES))
    field(app.button, "采用下面 1 个的建议").click().run()
    press(app, "保存 1 个核定")
    assert not [button for button in app.button if button.label.startswith("采用下面")]
    press(app, "存入")
    assert next(one for one in list_documents(Store.open()) if one.title == TITLE).open_names == 0


@pytest.mark.parametrize("page", [SOURCES, NAMING])
def test_an_empty_store(tmp_path, monkeypatch, page):
    path = tmp_path / "dashboard.duckdb"
    Store.create(path).close()
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv(PATH_VARIABLE, str(path))
    st.cache_resource.clear()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.switch_page(page).run()
    assert not app.exception
    assert any("没有" in element.value for element in app.text)
    st.cache_resource.clear()
    open_store(path, build=True).close()


def test_what_a_document_is_filed_as_stands_below_the_chosen_one(own_store):
    app = open_tab("pages/steward/sources.py")
    (chosen,) = (box.value for box in app.selectbox if box.label == "选择一份")
    assert any(f"；编号：{chosen}" in one.value for one in app.caption)
