"""What may be asked of a store by whom: every request against every access, the list, and the ledgers of one's own unit."""

import inspect
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import Any

import pytest

from data import requests
from data.__main__ import main
from data.access import ACCESS_LABELS, Access, Grant, Identity, Person, Unit, person_of
from data.errors import ScopeError
from data.importing.returned import read_returned
from data.progress.form import WHOLE
from data.progress.reported import Sending
from data.requests import Outcome, Result, ask, needed
from data.requests.people import GiveAccess, ListAccess, TakeAccess
from data.requests.progress import Collection, CollectLedgers, SendLedgers, TakeLedger
from data.store.activities import activities
from data.store.checks import verify
from data.store.database import Store
from data.store.people import give_access, grants, take_access
from data.store.plan import load_plan
from tests.data.documents import SEED_ID

VIEW, FILL, MAINTAIN, ADMINISTER = Access
STUDIES = Unit("研究室")
DAY = date(2023, 9, 20)
NOWHERE: Any = SimpleNamespace(audit=None)
"""In the place of a store that is not asked for anything."""


def every_request() -> Iterator[type[requests.Request]]:
    """All classes of ``data.requests`` that can be asked."""
    for found in iter_modules(requests.__path__, "data.requests."):
        module = import_module(found.name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__ and hasattr(kind, "perform"):
                yield kind


REQUESTS = sorted(every_request(), key=lambda kind: kind.__name__)
READING = {"CheckStore", "ExportDocument", "FindTask", "ListDocuments", "PreviewDirectory", "RereadDocument", "ShowActions",
    "ShowDirectory", "ShowLinks", "ShowNames", "ShowPlan", "ShowProgress", "ShowTemplate"}  # fmt: skip
FILLING = {"CollectLedgers", "TakeLedger"}
ADMINISTERING = {"CopyStore", "GiveAccess", "ListAccess", "Recover", "ShowActivities", "TakeAccess"}


def test_what_needs_no_maintainer_is_named_here() -> None:
    assert {kind.__name__ for kind in REQUESTS if needed(kind) is VIEW} == READING
    assert {kind.__name__ for kind in REQUESTS if needed(kind) is FILL} == FILLING
    assert {kind.__name__ for kind in REQUESTS if needed(kind) is ADMINISTER} == ADMINISTERING
    assert [
        kind.__name__ for kind in REQUESTS if needed(kind) is FILL and not hasattr(kind, "of_units")
    ] == []


@pytest.mark.parametrize("access", Access)
@pytest.mark.parametrize("kind", REQUESTS, ids=lambda kind: kind.__name__)
def test_every_request_is_refused_below_what_it_needs(
    kind: type[requests.Request], access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``perform`` is put aside: whether it is reached is what is asked; no store is needed to refuse."""
    done = Outcome(Result.DONE, "到了")
    monkeypatch.setattr(kind, "perform", lambda self, store, who: done)
    monkeypatch.setattr(kind, "of_units", lambda self, units: self, raising=False)
    noted: list[tuple[Any, ...]] = []
    monkeypatch.setattr(requests, "record_refusal", lambda *said: noted.append(said))
    outcome = ask(NOWHERE, object.__new__(kind), Person("甲", access, login=True))
    if access >= needed(kind):
        assert outcome is done
        assert noted == []
    else:
        assert outcome.refused
        assert noted == [(NOWHERE, "甲", kind.called)]  # type: ignore[attr-defined]  # of all that not everybody may ask
        assert f"需要“{needed(kind).label}”权限，您的权限是“{access.label}”" in outcome.text


def test_a_request_that_says_nothing_needs_a_maintainer(store: Store) -> None:
    class Silent:
        def perform(self, store: Store, who: str) -> Outcome:
            return Outcome(Result.DONE, who)

    assert ask(store, Silent(), Person("甲", FILL)).refused
    assert (activities(store)[0].label, activities(store)[0].detail) == ("没有权限", "没有做：操作")
    assert ask(NOWHERE, Silent(), Person("甲", MAINTAIN)).text == "甲"


def test_rights_are_given_by_nobody_who_has_only_said_a_name() -> None:
    for request in (GiveAccess(Grant("甲", False, ADMINISTER)), TakeAccess(Grant("甲", False, ADMINISTER))):
        assert "没有设登录" in ask(NOWHERE, request, Person("甲", ADMINISTER)).text


def test_who_somebody_is_by_the_list() -> None:
    listed = (
        Grant("甲", False, VIEW),
        Grant("庭室", True, FILL, STUDIES),
        Grant("甲", True, ADMINISTER),  # a group that is called as a person is
    )
    one = Identity("甲", "甲")
    assert person_of(one, listed, None) == Person("甲", VIEW, login=True)
    of_group = Identity("甲", "甲", frozenset({"庭室"}))
    assert person_of(of_group, listed, None) == Person("甲", FILL, frozenset({STUDIES}), login=True)
    assert person_of(Identity("丙", "丙"), listed, None) is None
    assert person_of(Identity("丙", "丙"), listed, VIEW) == Person("丙", VIEW, login=True)
    assert person_of(Identity("7", "丙"), (), None, {"7"}) == Person("丙（7）", ADMINISTER, login=True)
    assert person_of(Identity("7", "丙"), (), None, {"丙"}) is None  # a name is not who somebody is
    assert person_of(Identity("7", "丙"), listed, None, {"7"}) is None  # the list has an administrator


def test_access_is_given_changed_and_taken(store: Store) -> None:
    def listed() -> list[tuple[str, bool, Access, Unit | None, str]]:
        return [(*_parts(one.grant), one.set_by) for one in grants(store)]

    def _parts(grant: Grant) -> tuple[str, bool, Access, Unit | None]:
        return grant.subject, grant.is_group, grant.access, grant.unit

    assert listed() == []
    assert give_access(store, Grant("甲", False, ADMINISTER), "初")
    assert not give_access(store, Grant(" 甲 ", False, ADMINISTER), "乙")
    assert give_access(store, Grant("丙", False, FILL, STUDIES), "甲")
    assert give_access(store, Grant("丙", False, FILL, Unit("政治部")), "甲")
    assert give_access(store, Grant("庭室", True, VIEW), "")
    assert listed() == [
        ("甲", False, ADMINISTER, None, "初"),
        ("丙", False, FILL, Unit("政治部"), "甲"),
        ("丙", False, FILL, STUDIES, "甲"),
        ("庭室", True, VIEW, None, "未署名"),
    ]
    assert give_access(store, Grant("丙", False, MAINTAIN), "甲")  # in place of what they filled
    assert take_access(store, Grant("庭室", True, VIEW), "甲")
    assert not take_access(store, Grant("庭室", True, VIEW), "甲")
    assert [row[:3] for row in listed()] == [("甲", False, ADMINISTER), ("丙", False, MAINTAIN)]
    assert [(done.label, done.who, done.detail) for done in activities(store)[:3]] == [
        ("设定权限", "甲", "收回组“庭室”：查看"),
        ("设定权限", "甲", "“丙”：维护"),
        ("设定权限", "未署名", "组“庭室”：查看"),
    ]
    assert verify(store).faults == ()


def test_what_cannot_be_given_or_taken_changes_nothing(store: Store) -> None:
    give_access(store, Grant("甲", False, ADMINISTER), "初")
    revision = store.revision()
    for change, why in (
        (lambda: take_access(store, Grant("甲", False, ADMINISTER), "甲"), "最后一个"),
        (lambda: give_access(store, Grant("甲", False, VIEW), "甲"), "最后一个"),
        (lambda: give_access(store, Grant("乙", False, FILL, Unit("没有的庭")), "甲"), "没有这个单位"),
        (lambda: give_access(store, Grant("乙", False, FILL), "甲"), "要写明单位"),
        (lambda: give_access(store, Grant("乙", False, VIEW, STUDIES), "甲"), "要写明单位"),
        (lambda: give_access(store, Grant(" ", False, VIEW), "甲"), "没有写是谁"),
    ):
        with pytest.raises(ScopeError, match=why):
            change()
    assert store.revision() == revision
    give_access(store, Grant("管理组", True, ADMINISTER), "甲")
    assert take_access(store, Grant("甲", False, ADMINISTER), "甲")  # the group is one too


def test_requests_on_the_list(store: Store) -> None:
    administrator, grant = Person("甲", ADMINISTER, login=True), Grant("乙", False, MAINTAIN)
    assert ask(store, GiveAccess(grant), administrator).text == "已设定“乙”：维护"
    assert ask(store, GiveAccess(grant), administrator).result is Result.UNCHANGED
    assert [one.grant for one in ask(store, ListAccess(), administrator).value] == [grant]
    assert ask(store, TakeAccess(grant), administrator).text == "已收回“乙”：维护"
    assert ask(store, TakeAccess(grant), administrator).result is Result.UNCHANGED


def books(store: Store, sending: Sending) -> dict[str, bytes]:
    from analytics.exports.sent_ledgers import to_workbooks

    return to_workbooks(load_plan(store, [SEED_ID]), sending)


def test_a_filler_gets_and_hands_in_the_ledger_of_their_unit_alone(store: Store) -> None:
    from analytics.exports.sent_ledgers import to_workbook

    filler = Person("丙", FILL, frozenset({STUDIES}), login=True)
    assert "还没有给这个单位发出过台账" in ask(store, TakeLedger(STUDIES), filler).text
    maintainer = Person("甲", MAINTAIN)
    sent = ask(store, SendLedgers("2023-09", DAY, DAY, SEED_ID), maintainer).value
    taken = ask(store, TakeLedger(STUDIES), filler)
    assert (taken.value.number, taken.value.units) == (sent.number, ("研究室",))
    assert [(done.label, done.who, done.detail) for done in activities(store)[:1]] == [
        ("导出", "丙", "下载研究室 2023-09 的台账")
    ]
    own = to_workbook(load_plan(store, [SEED_ID]), taken.value, "研究室")
    others = books(store, sent)
    other = next(unit for unit in sent.units if unit != "研究室")
    assert read_returned(own, "甲.xlsx") == read_returned(others["台账_2023-09_研究室.xlsx"], "甲.xlsx")
    revision = store.revision()
    for unit in (Unit(other), Unit("研究室", "虚构法院")):
        assert "只能下载自己单位的" in ask(store, TakeLedger(unit), filler).text
    assert ask(store, SendLedgers("2023-10", DAY, DAY, SEED_ID), filler).refused
    files = (("自己.xlsx", own), ("别人.xlsx", others[f"台账_2023-09_{other}.xlsx"]), (WHOLE, others[WHOLE]))
    assert store.revision() == revision + 3
    assert [one.detail for one in activities(store, 3)] == [
        "没有做：发出台账",
        "没有做：取台账（虚构法院研究室）",
        f"没有做：取台账（{other}）",
    ]
    collection: Collection = ask(store, CollectLedgers(files), filler).value
    assert [(file.name, file.refused) for file in collection.files] == [
        ("自己.xlsx", False),
        ("别人.xlsx", True),
        (WHOLE, True),
    ]
    assert collection.files[1].why == f"这是{other}的台账，您只能交自己单位的"
    assert "不是看板发出的单位台账" in collection.files[2].why
    # Whoever asks for more in the request itself gets no more.
    forged = CollectLedgers(files[1:2], units=frozenset({Unit(other)}))
    assert ask(store, forged, filler).value.files[0].refused
    assert not ask(store, CollectLedgers(files[1:2]), maintainer).value.files[0].refused
    assert ask(store, CollectLedgers(files[:1]), replace(filler, units=frozenset())).value.files[0].refused
    assert ask(store, CollectLedgers(files[:1]), Person("乙", VIEW)).refused


def test_the_command_line(store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--database", str(store_path)]

    def said(*arguments: str) -> str:
        assert main(["access", *arguments, *place]) == 0
        return capsys.readouterr().out

    assert said() == "还没有设定权限。\n"
    assert said("甲", "管理") == "已设定“甲”：管理\n"
    assert said("庭室", "fill", "--group", "--unit", "研究室") == "已设定组“庭室”：填报（研究室）\n"
    assert [line.split()[:4] for line in said().splitlines()] == [
        ["权限", "人或组", "是", "单位"],
        ["管理", "甲", "人", "—"],
        ["填报", "庭室", "组", "研究室"],
    ]
    assert said("庭室", "填报", "--group", "--unit", "研究室", "--take") == "已收回组“庭室”：填报（研究室）\n"
    assert main(["access", "甲", "管理", "--take", *place]) == 1
    assert "最后一个" in capsys.readouterr().err
    for wrong in (["甲"], ["甲", "主管"], ["甲", "填报"], ["甲", "查看", "--unit", "研究室"]):
        with pytest.raises(SystemExit):
            main(["access", *wrong, *place])
    complaints = capsys.readouterr().err
    assert all(label in complaints for label in ACCESS_LABELS.values())
