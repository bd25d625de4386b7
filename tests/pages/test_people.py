"""Who may do what, on the pages: what each access sees, is told and can do; the page 人员与权限."""

from collections.abc import Callable
from pathlib import Path
from threading import enumerate as enumerate_threads

import pytest
from streamlit.testing.v1 import AppTest

from data.access import Access, Grant, Identity, Unit
from data.store.activities import activities
from data.store.database import Store
from data.store.people import give_access, grants
from pages.shared import identity
from pages.shared.identity import Login, Settings
from pages.shared.operator import NEEDS
from tests.pages.conftest import field, navigation, open_tab, press
from tests.progress import report

PAGES = {
    "ledgers": "pages/meeting/ledgers.py",
    "collecting": "pages/meeting/collecting.py",
    "sources": "pages/steward/sources.py",
    "naming": "pages/steward/naming.py",
    "upkeep": "pages/steward/upkeep.py",
    "people": "pages/steward/people.py",
}
VIEW, FILL, MAINTAIN, ADMINISTER = Access


@pytest.fixture
def logged_in(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Access | None], None]:
    """Lets the visitor be one who has logged in and may do this; None: who is not listed."""

    def as_who(access: Access | None) -> None:
        known = Settings(login=Login.PROXY, header="X-User")
        monkeypatch.setattr(identity, "settings", lambda: known)
        monkeypatch.setattr(identity, "of_visit", lambda: Identity("甲", "甲"))
        if access is not None:
            unit = Unit("研究室") if access is FILL else None
            give_access(Store.open(own_store), Grant("甲", False, access, unit), "初")

    return as_who


def linked(app: AppTest) -> set[str]:
    return {*navigation(app)}


def told(app: AppTest) -> str:
    return " ".join(one.value for kind in (app.info, app.error, app.caption) for one in kind)


@pytest.mark.parametrize("access", Access)
def test_everybody_sees_the_pages_that_they_may_use_and_no_others(
    access: Access, logged_in: Callable[[Access | None], None], own_store: Path
) -> None:
    logged_in(access)
    app = open_tab("pages/steward/methods.py")
    assert {page for page in NEEDS if page in linked(app)} == {
        page for page, needed in NEEDS.items() if access >= needed
    }
    for page, needed in NEEDS.items():
        app.switch_page(PAGES[page]).run()
        assert not app.exception
        titles = [title.value for title in app.title]
        assert (titles == ["没有权限"]) is (access < needed)
        if access < needed:
            assert f"这一页需要“{needed.label}”权限，您的权限是“{access.label}”" in told(app)
            assert not app.button
            assert not app.file_uploader
    refused = [one.detail for one in activities(Store.open(own_store)) if one.label == "没有权限"]
    assert len(refused) == sum(access < needed for needed in NEEDS.values())
    assert access is not MAINTAIN or refused == ["没有做：打开“人员与权限”页"]


def test_who_is_not_listed_sees_nothing(logged_in: Callable[[Access | None], None]) -> None:
    logged_in(None)
    app = open_tab("pages/leadership/overview.py")
    assert ([title.value for title in app.title], linked(app)) == (["没有权限"], set())
    assert "没有在人员名单里" in told(app)


def test_a_viewer_is_told_what_is_not_drawn(
    own_store: Path, logged_in: Callable[[Access | None], None]
) -> None:
    report(Store.open(own_store))
    logged_in(VIEW)
    app = open_tab("pages/meeting/progress.py")
    assert [button.label for button in app.button if button.label == "销号"] == []
    app.switch_page("pages/steward/draft.py").run()
    assert not app.file_uploader
    assert "需要“填报”权限的操作没有显示；您的权限是“查看”" in told(app)


def test_a_filler_sees_the_ledger_of_their_unit_alone(
    own_store: Path, logged_in: Callable[[Access | None], None]
) -> None:
    report(Store.open(own_store))
    logged_in(FILL)
    app = open_tab(PAGES["ledgers"])
    assert [button.proto.label for button in app.get("download_button")] == ["下载研究室的台账"]
    assert not app.button
    app.switch_page(PAGES["collecting"]).run()
    assert len(app.file_uploader) == 1
    assert "操作人：甲（填报）" in told(app)


def test_an_administrator_gives_and_takes(
    own_store: Path, logged_in: Callable[[Access | None], None]
) -> None:
    logged_in(ADMINISTER)
    app = open_tab(PAGES["people"])
    field(app.text_input, "登录时的标识，或组的名称").set_value("庭室")
    field(app.selectbox, "是").set_value(True)
    field(app.selectbox, "权限").set_value(FILL).run()
    field(app.selectbox, "单位").set_value(Unit("政治部")).run()
    press(app, "设定")
    given = Grant("庭室", True, FILL, Unit("政治部"))
    assert app.success[0].value == "已设定组“庭室”：填报（政治部）"
    store = Store.open(own_store)
    assert given in [one.grant for one in grants(store)]
    assert activities(store)[0].who == "甲"
    field(app.selectbox, "收回哪一条").set_value(given).run()
    press(app, "收回")
    assert given not in [one.grant for one in grants(store)]
    press(app, "收回")  # their own, the last
    assert "最后一个" in app.error[0].value


def test_what_was_taken_since_the_button_was_drawn_is_not_done(
    own_store: Path, logged_in: Callable[[Access | None], None]
) -> None:
    logged_in(MAINTAIN)
    app = open_tab(PAGES["upkeep"])
    give_access(Store.open(own_store), Grant("甲", False, VIEW), "初")
    made = activities(Store.open(own_store))
    next(button for button in app.button if button.label == "现在备份").click().run()
    assert [title.value for title in app.title] == ["没有权限"]
    for thread in enumerate_threads():
        if thread.name == "job":  # nobody is left to be told of it
            thread.join()
    first, second, *before = activities(Store.open(own_store))
    assert {first.detail, second.detail} == {"没有做：备份", "没有做：打开“备份与记录”页"}
    assert (first.label, second.label, tuple(before)) == ("没有权限", "没有权限", made)


def test_without_a_login_nothing_is_kept_from_anybody_but_the_list(own_store: Path) -> None:
    app = open_tab(PAGES["sources"])
    assert field(app.text_input, "操作人").value == ""
    assert "没有设登录" in field(app.text_input, "操作人").help
    assert set(NEEDS) - linked(app) == {"people"}
    app.switch_page(PAGES["people"]).run()
    assert not app.exception
    assert [button.label for button in app.button] == []
