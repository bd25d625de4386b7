"""备份与记录, on a store of its own: a backup, what restoring it changes, the way back and forth."""

import pytest
from streamlit.testing.v1 import AppTest

from analytics.exports.tables import to_csv
from data.store.activities import activities
from data.store.backups import list_backups
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import load_catalogue
from data.store.removing import remove_document
from pages.steward import recorded
from tests.data.documents import SEED_ID, put
from tests.pages.conftest import field, open_tab, press

UPKEEP = "pages/steward/upkeep.py"


def in_use(store: Store) -> set[str]:
    return set(load_catalogue(store).documents["document_id"])


def tables(app: AppTest) -> list[list[list[object]]]:
    return [table.value.to_numpy().tolist() for table in app.dataframe]


@pytest.fixture
def desk(own_store):
    """A store of which a backup was made on the page, and in which a document was added and another removed since."""
    store = open_store(own_store)
    app = press(open_tab(UPKEEP), "现在备份")
    assert app.success[0].value.endswith("打开核对过")
    added = put(store)
    remove_document(store, SEED_ID, "甲")
    return store, press(app, "看恢复会改变什么"), added


def test_a_restore_is_shown_then_confirmed_and_can_be_taken_back(desk):
    store, app, added = desk
    assert [
        ["2001年虚构法院工作要点（之1）", "在用", "没有", "不见", added],
        ["2023年全省法院司法改革工作要点", "在回收站", "在用", "回来", SEED_ID],
    ] in tables(app)
    assert in_use(store) == {added}
    press(app, "确定恢复")
    assert "文件不见 1 份、回来 1 份" in app.success[0].value
    assert in_use(store) == {SEED_ID}
    assert not [button for button in app.button if button.label == "确定恢复"]
    again = press(open_tab(UPKEEP), "看恢复会改变什么")  # the newest backup: of the state before
    press(again, "确定恢复")
    assert in_use(store) == {added}


def test_what_is_gone_or_changed_since_is_refused(desk):
    store, app, added = desk
    other = put(store, 2)
    press(app, "确定恢复")
    assert "在您看过对比之后，数据库或备份有了改动，没有恢复" in app.error[0].value
    assert in_use(store) == {added, other}
    app = press(open_tab(UPKEEP), "看恢复会改变什么")
    for backup in list_backups(store):
        backup.path.unlink()
    press(app, "确定恢复")
    assert "没有这份备份，或者已经被清理" in app.error[0].value
    assert in_use(store) == {added, other}


def test_a_backup_of_the_present_state_has_nothing_to_restore(own_store):
    app = press(press(open_tab(UPKEEP), "现在备份"), "看恢复会改变什么")
    assert "与现在的内容相同" in app.info[0].value


# ── the record ──────────────────────────────────────────────────────────────────────────────────────────────


def listed(app: AppTest) -> list[str]:
    return [str(row[3]) for row in tables(app)[-1]]


def test_the_record_is_looked_through_and_taken_away(own_store):
    store = open_store(own_store)
    put(store)
    remove_document(store, SEED_ID, "=丙")
    app = open_tab(UPKEEP)
    assert listed(app) == ["移除", "导入", "导入", "更新名录"]
    field(app.multiselect, "操作").set_value(["移除"])
    app.run()
    assert listed(app) == ["移除"]
    field(app.multiselect, "操作").set_value([])
    field(app.text_input, "文件").set_value("虚构1")
    app.run()
    assert listed(app) == ["导入"]
    field(app.text_input, "谁").set_value("没有这个人")
    app.run()
    assert "没有这样的操作记录。" in [text.value for text in app.text]


def test_the_record_is_safe_in_a_spreadsheet(own_store):
    store = open_store(own_store)
    remove_document(store, SEED_ID, "=cmd|calc")
    taken = to_csv(recorded.table(activities(store))).decode("utf-8-sig").splitlines()
    assert taken[1].split(",")[2] == '"\'=cmd|calc"'


def test_a_record_that_cannot_be_written_is_told(own_store, monkeypatch):
    store = open_store(own_store)
    monkeypatch.setattr(store.audit, "fault", "操作记录没有写进文件")
    assert "操作记录没有写进文件" in [error.value for error in open_tab(UPKEEP).error]
