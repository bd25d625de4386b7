"""Scenarios are kept beside their document: made, changed, undone, renamed, removed, restored; nothing else changes."""

from datetime import timedelta
from pathlib import Path

import pytest

from data.errors import DocumentError, ScenarioError, StoreChanged
from data.requests import Result, ask
from data.requests.scenarios import (
    ChangeScenario,
    MakeScenario,
    RemoveScenario,
    RenameScenario,
    RestoreScenario,
)
from data.scenarios.changes import DropTask, PinTask, RemoveUnit
from data.scenarios.form import History, Scenario
from data.store.activities import activities, now
from data.store.checks import verify
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.removing import BIN_DAYS, purge_bin, remove_document
from data.store.scenarios import StoredScenario, load_scenarios
from data.store.storing import document_id_of
from tests import years
from tests.people import maintainer

TEXT = "虚构省高级人民法院2030年工作要点\n\n1. 推进虚构平台建设。\n\n责任部门：研究室\n\n2. 组织虚构培训。\n"
OWN = document_id_of(TEXT.encode())
DROP, REMOVE = DropTask(f"{OWN}-t002"), RemoveUnit(f"{OWN}-t001", "研究室")


@pytest.fixture
def store(tmp_path: Path):
    years.build(tmp_path / "dashboard.duckdb", TEXT)
    with open_store(tmp_path / "dashboard.duckdb") as opened:
        yield opened


def make(store: Store, name: str = "试一试", *changes) -> StoredScenario:
    outcome = ask(store, MakeScenario(Scenario(OWN, name, changes)), maintainer("甲"))
    assert outcome.result is Result.DONE, outcome.text
    return next(own for own in load_scenarios(store) if own.scenario_id == outcome.value)


def one(store: Store, *, removed: bool = False) -> StoredScenario:
    (own,) = load_scenarios(store, removed=removed)
    return own


def test_a_scenario_is_made_changed_undone_and_redone(store: Store) -> None:
    own = make(store, " 试\n一试 ", DROP)
    assert (own.scenario_id, own.name, own.history, own.created_by) == (
        "q1",
        "试 一试",
        History((DROP,)),
        "甲",
    )
    seen = load_plan(store, [OWN]).version
    for after, said in (
        (own.history.with_more(REMOVE), "情景“试 一试”：第1项：减列研究室"),
        (own.history.with_more(REMOVE).undo(), "撤销“第1项：减列研究室”"),
        (own.history.with_more(REMOVE), "重做“第1项：减列研究室”"),
        (own.history.with_more(REMOVE).without(1), "情景“试 一试”：去掉第 1 处：第2项：取消"),
        (own.history.with_more(REMOVE).without(1).undo(), "撤销“去掉第 1 处：第2项：取消”"),
        (own.history.with_more(REMOVE).without(1), "重做“去掉第 1 处：第2项：取消”"),
        (own.history.with_more(PinTask(DROP.task)), "由改动 1 处变为改动 1 处，建议的限制 1 处"),
    ):
        outcome = ask(store, ChangeScenario("q1", after, one(store).revision), maintainer("乙"))
        assert (outcome.result, said in outcome.text) == (Result.DONE, True), outcome.text
        assert one(store).history == after
    assert (
        ask(store, ChangeScenario("q1", after, one(store).revision), maintainer("乙")).result
        is Result.UNCHANGED
    )
    assert (one(store).created_by, one(store).changed_by) == ("甲", "乙")
    assert load_plan(store, [OWN]).version == seen
    assert verify(store).faults == ()
    log = activities(store)
    assert [(done.kind, done.label, done.document_id) for done in log[:8]] == [
        ("scenario", "情景推演", OWN)
    ] * 8


def test_what_was_changed_meanwhile_is_not_overwritten(store: Store) -> None:
    own = make(store)
    change = ChangeScenario("q1", History((DROP,)), own.revision)
    assert ask(store, change, maintainer("甲")).result is Result.DONE
    assert (
        "刚刚有了别的改动"
        in ask(store, ChangeScenario("q1", History((REMOVE,)), own.revision), maintainer("乙")).text
    )
    assert one(store).history == History((DROP,))
    with pytest.raises(StoreChanged):
        RenameScenario("q1", "别名", own.revision).perform(store, "乙")


def test_names_are_of_one_scenario_in_use(store: Store) -> None:
    first, second = make(store, "一"), make(store, "二")
    assert ask(store, MakeScenario(Scenario(OWN, "一 ")), maintainer("甲")).result is Result.REFUSED
    assert ask(store, RenameScenario("q2", "一", second.revision), maintainer("甲")).result is Result.REFUSED
    assert ask(store, RenameScenario("q2", "三", second.revision), maintainer("甲")).text.endswith(
        "情景“二”改名为“三”"
    )
    assert ask(store, RemoveScenario("q1", first.revision), maintainer("甲")).result is Result.DONE
    make(store, "一")
    gone = one(store, removed=True)
    assert "同名" in ask(store, RestoreScenario("q1", gone.revision), maintainer("甲")).text
    assert {own.name for own in load_scenarios(store)} == {"一", "三"}


def test_a_removed_scenario_is_brought_back_as_it_was(store: Store) -> None:
    own = make(store, "一", DROP)
    assert ask(store, RemoveScenario("q1", own.revision), maintainer("甲")).result is Result.DONE
    assert load_scenarios(store) == ()
    assert (
        ask(store, ChangeScenario("q1", History(), own.revision), maintainer("甲")).result is Result.REFUSED
    )
    assert (
        ask(store, RestoreScenario("q1", one(store, removed=True).revision), maintainer("甲")).result
        is Result.DONE
    )
    assert (one(store).name, one(store).history) == ("一", History((DROP,)))


def test_what_cannot_be_kept_is_refused(store: Store) -> None:
    with pytest.raises(DocumentError, match="没有这份文件"):
        MakeScenario(Scenario("nowhere", "一")).perform(store, "甲")
    with pytest.raises(ScenarioError, match="要有名称"):
        MakeScenario(Scenario(OWN, " ")).perform(store, "甲")
    with pytest.raises(ScenarioError, match="“task”应有"):
        MakeScenario(Scenario(OWN, "一", (DropTask("t" * 300),))).perform(store, "甲")
    assert load_scenarios(store) == ()


def test_scenarios_leave_with_their_document_for_good(store: Store) -> None:
    make(store)
    remove_document(store, OWN, "甲")
    assert load_scenarios(store) == ()
    with store.write() as cursor:
        cursor.execute(
            "UPDATE documents SET removed_at = ? WHERE removed_at IS NOT NULL",
            [now() - timedelta(days=BIN_DAYS + 1)],
        )
    assert len(purge_bin(store)) == 1
    with store.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM scenarios").fetchall() == [(0,)]
    assert verify(store).faults == ()
