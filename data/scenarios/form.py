"""A scenario as JSON: the file that is taken away and brought back, and how its history is stored."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, TypeAlias

from data.errors import ScenarioError
from data.importing.cleaning import clean
from data.scenarios.changes import KINDS, Change, MergeUnits, Part, SplitUnit
from data.vocabulary import ROLE_LABELS, Role

VERSION = 1
"""Of the form."""

LONGEST_FILE, CHANGES_AT_MOST, LONGEST_TEXT, LONGEST_NAME = 2_000_000, 2_000, 200, 60
"""Bytes of a file, changes of a scenario, characters of a department's name and of a scenario's name."""

TAKE_OUT = "take_out"
"""What a step that takes a change out is called in a stored history; a scenario's file holds only what is left."""

TODO = "对照导出的文件改正后再试"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A plan's document with changes, under a name."""

    document_id: str
    name: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeOut:
    """A step back that is one forward: the change of this number, from 1, of those that are made then, is taken out (去掉)."""

    number: int


Step: TypeAlias = Change | TakeOut


@dataclass(frozen=True, slots=True)
class History:
    """The steps that are made, in order, and those that were undone, the next to be made again last."""

    steps: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    @property
    def done(self) -> tuple[Change, ...]:
        """The changes that the steps come to, in order."""
        made: list[Change] = []
        for step in self.steps:
            if isinstance(step, TakeOut):
                del made[step.number - 1]
            else:
                made.append(step)
        return tuple(made)

    def with_more(self, *steps: Step) -> "History":
        """After further steps: what was undone is forgotten."""
        return History((*self.steps, *steps))

    def undo(self) -> "History":
        """Without the last step; as it is where there is none."""
        return History(self.steps[:-1], (*self.undone, *self.steps[-1:]))

    def redo(self) -> "History":
        """With the step again that was undone last; as it is where there is none."""
        return History((*self.steps, *self.undone[-1:]), self.undone[:-1])

    def without(self, number: int) -> "History":
        """Without the change of this number, from 1, of those done: a step of its own, which can be undone."""
        return self.with_more(TakeOut(number))


def write_scenario(scenario: Scenario) -> str:
    """The file of a scenario; ``read_scenario`` gives it back."""
    return json.dumps(
        {
            "version": VERSION,
            "document": scenario.document_id,
            "name": scenario.name,
            "changes": written(scenario.changes),
        },
        ensure_ascii=False,
        indent=2,
    )


def read_scenario(content: bytes | str) -> Scenario:
    """The scenario of a file. A list of changes alone is one without a document and a name.

    Raises ``ScenarioError`` for what is none: what is wrong, with the number of the change.
    """
    held = _loaded(content)
    if isinstance(held, list):
        return Scenario("", "", _changes(held))
    _expect(isinstance(held, dict), "应是一组键和值，或只是一列改动", "文件")
    _only(held, ("version", "document", "name", "changes"), "文件")
    _expect(held.get("version") == VERSION, f"“version”应是 {VERSION}", "文件")
    document, name = (_text(held.get(key, ""), key, "文件", empty=True) for key in ("document", "name"))
    return Scenario(document, name, _changes(held.get("changes")))


def write_history(history: History) -> str:
    """How a history is stored; ``read_history`` gives it back."""
    sides = {
        side: [{TAKE_OUT: step.number} if isinstance(step, TakeOut) else _written(step) for step in steps]
        for side, steps in (("done", history.steps), ("undone", history.undone))
    }
    return json.dumps({"version": VERSION, **sides}, ensure_ascii=False)


def written(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Changes as JSON has them."""
    return [_written(change) for change in changes]


def read_history(text: str) -> History:
    """A stored history; raises ``ScenarioError`` for what is none."""
    held = _loaded(text)
    _expect(isinstance(held, dict) and held.get("version") == VERSION, f"“version”应是 {VERSION}", "情景")
    steps, undone = (_steps(held.get(side)) for side in ("done", "undone"))
    made = 0
    for step in (*steps, *reversed(undone)):  # as they would be made again
        _expect(not isinstance(step, TakeOut) or 1 <= step.number <= made, "没有要去掉的那处改动", "情景")
        made += -1 if isinstance(step, TakeOut) else 1
    return History(steps, undone)


def checked_name(name: str) -> str:
    """The name of a scenario, cleaned; raises ``ScenarioError`` for none, or for one that is too long."""
    own = " ".join(clean(name).split())
    if not 0 < len(own) <= LONGEST_NAME:
        raise ScenarioError("情景要有名称", f"1 至 {LONGEST_NAME} 个字", "写一个名称")
    return own


def checked(history: History) -> History:
    """The history as it can be read back; raises ``ScenarioError`` where it cannot."""
    return read_history(write_history(history))


# ── one change ──────────────────────────────────────────────────────────────────────────────────────────────


def _written(change: Change) -> dict[str, Any]:
    """A change as JSON has it; what it does not say is left out."""
    kind = next(kind for kind, own in KINDS.items() if isinstance(change, own))
    held = {field.name: getattr(change, field.name) for field in fields(change)}
    if isinstance(change, SplitUnit):
        held["parts"] = [{"unit": part.unit, "tasks": list(part.tasks)} for part in change.parts]
    return {"kind": kind} | {key: value for key, value in held.items() if value is not None}


def _changes(held: Any) -> tuple[Change, ...]:
    _expect(isinstance(held, list), "“changes”应是一列改动", "文件")
    _expect(len(held) <= CHANGES_AT_MOST, f"改动不能超过 {CHANGES_AT_MOST} 处", "文件")
    return tuple(_change(one, f"第 {number} 处改动") for number, one in enumerate(held, 1))


def _steps(held: Any) -> tuple[Step, ...]:
    """The steps of one side of a history: changes as a file has them, and what was taken out."""
    _expect(isinstance(held, list) and len(held) <= CHANGES_AT_MOST, f"应是至多 {CHANGES_AT_MOST} 步", "情景")
    return tuple(
        TakeOut(_place(one[TAKE_OUT], TAKE_OUT, where))
        if isinstance(one, dict) and list(one) == [TAKE_OUT]
        else _change(one, where)
        for number, one in enumerate(held, 1)
        for where in (f"第 {number} 步",)
    )


def _change(held: Any, where: str) -> Change:
    _expect(isinstance(held, dict), "应是一组键和值", where)
    kind = KINDS.get(held.get("kind")) if isinstance(held.get("kind"), str) else None
    if kind is None:
        raise ScenarioError(f"没有这种改动：{held.get('kind')}", where, f"“kind”写 {'、'.join(KINDS)} 之一")
    own = {field.name: field for field in fields(kind)}
    _only(held, ("kind", *own), where)
    for name, field in own.items():
        _expect(name in held or field.default is not MISSING, f"缺少“{name}”", where)
    change = kind(
        **{name: _READ[name](held[name], name, where) for name in own if held.get(name) is not None}
    )
    return _whole(change, where)


def _whole(change: Change, where: str) -> Change:
    """The change, where its departments make sense together."""
    if isinstance(change, MergeUnits):
        units = tuple(dict.fromkeys(change.units))
        _expect(len(units) > 1, "“units”至少是两个部门", where)
        return replace(change, units=units)
    if isinstance(change, SplitUnit):
        _expect(
            len({part.unit for part in change.parts}) == len(change.parts) > 1,
            "“parts”至少是两个部门，名称各不相同",
            where,
        )
    return change


def _text(held: Any, name: str, where: str, *, empty: bool = False) -> str:
    _expect(isinstance(held, str), f"“{name}”应是文字", where)
    own = " ".join(clean(held).split())
    _expect(
        len(own) <= LONGEST_TEXT and (empty or bool(own)), f"“{name}”应有 1 至 {LONGEST_TEXT} 个字", where
    )
    return own


def _texts(held: Any, name: str, where: str) -> tuple[str, ...]:
    _expect(isinstance(held, (list, tuple)), f"“{name}”应是一列文字", where)
    return tuple(_text(one, name, where) for one in held)


def _place(held: Any, name: str, where: str) -> int:
    whole = isinstance(held, int) and not isinstance(held, bool)
    _expect(whole and 1 <= held <= 1000, f"“{name}”应是 1 以上的整数", where)
    return int(held)


def _role(held: Any, name: str, where: str) -> Role:
    _expect(
        isinstance(held, str) and held in list(Role), f"“{name}”应是 {'、'.join(ROLE_LABELS)} 之一", where
    )
    return Role(held)


def _parts(held: Any, name: str, where: str) -> tuple[Part, ...]:
    _expect(isinstance(held, list), f"“{name}”应是一列部门", where)
    found = []
    for one in held:
        _expect(isinstance(one, dict), f"“{name}”中每个部门应是一组键和值", where)
        _only(one, ("unit", "tasks"), where)
        found.append(
            Part(_text(one.get("unit"), "unit", where), _texts(one.get("tasks", []), "tasks", where))
        )
    return tuple(found)


_READ: Mapping[str, Callable[[Any, str, str], Any]] = {
    **dict.fromkeys(("task", "unit", "to", "by", "into", "collective"), _text),
    **dict.fromkeys(("units", "members"), _texts),
    "place": _place,
    "role": _role,
    "parts": _parts,
}
"""How the value of each field is read."""


def _loaded(content: bytes | str) -> Any:
    if len(content) > LONGEST_FILE:
        raise ScenarioError("情景文件太大", f"超过 {LONGEST_FILE // 1_000_000} MB", "选导出的情景文件")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:  # broken, in no encoding of JSON, or nested without end
        raise ScenarioError("不是情景文件：读不出 JSON", todo="选导出的情景文件") from error


def _only(held: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    unknown = [str(key) for key in held if key not in known]
    _expect(not unknown, f"不认识的键：{'、'.join(unknown)[:LONGEST_TEXT]}", where)


def _expect(holds: bool, otherwise: str, where: str) -> None:
    if not holds:
        raise ScenarioError(otherwise, where, TODO)
