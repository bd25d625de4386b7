"""A scenario's changes made in a plan's frames: a plan again, so that every measure runs on it as it is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import Any

import pandas as pd

from analytics.rows import each_row
from analytics.scope import STRONGEST_FIRST
from data.errors import ScenarioError
from data.scenarios.changes import (
    AddUnit,
    AllowUnit,
    Change,
    DropTask,
    ExpandCollective,
    ForbidUnit,
    MergeUnits,
    MoveUnit,
    PinTask,
    RemoveUnit,
    ReplaceUnit,
    SplitUnit,
    UnpinTask,
    changing,
    told,
)
from data.scenarios.form import Scenario, write_scenario
from data.store.plan import Plan
from data.vocabulary import Resolution, Role

ANNOUNCED = "（情景：{}）"
"""What stands behind the title of a document that is seen through a scenario, wherever the title is told."""

SCENARIO = "scenario:"
"""What the part of a version begins with that tells of a scenario."""


def is_scenario(plan: Plan) -> bool:
    """Whether a plan is seen through a scenario."""
    return any(own.startswith(SCENARIO) for own, _ in plan.version)


@dataclass(frozen=True, slots=True)
class Fault:
    """A change that could not be made."""

    number: int  # of the change in the scenario, from 1
    text: str  # why, in Chinese, with the change


@dataclass(frozen=True, eq=False)
class Applied:
    """A plan with the changes of a scenario made in it."""

    plan: Plan
    faults: tuple[Fault, ...]  # changes that were left out, in their order


def apply(plan: Plan, scenario: Scenario) -> Applied:
    """The plan as it would be with the changes of a scenario, one after the other; the plan itself stays as it is.

    Only the document of the scenario is changed. A change that cannot be made – its task is gone, its department is not
    named there – is left out and told in ``faults``; the others are made. Texts, lines, sections and targets stay as they
    are, but for tasks that are dropped. Without changes the frames hold what they held. The document's title says the
    scenario (``ANNOUNCED``), and ``version`` is that of the plan and the changes, so that what is kept of it is kept apart.
    Who is named anew has no ``mention``: the document does not write it.

    Raises ``ScenarioError`` where the plan does not hold the document.
    """
    if scenario.document_id not in set(plan.documents["document_id"]):
        raise ScenarioError("数据库里没有情景所说的文件", f"编号 {scenario.document_id}", "先读入这份文件")
    working = _Working(plan, scenario.document_id)
    faults = []
    for number, change in enumerate(scenario.changes, 1):
        try:
            working.make(change)
        except _Cannot as error:
            faults.append(Fault(number, f"{told(change, working.numbers)}：{error}"))
    made = replace(scenario, changes=changing(scenario.changes))  # what may be proposed is no other plan
    mark = blake2b(write_scenario(made).encode(), digest_size=12).hexdigest()
    return Applied(
        replace(
            plan,
            version=(*plan.version, (f"{SCENARIO}{mark}", len(made.changes))),
            documents=_announced(plan.documents, scenario),
            **working.frames(),
        ),
        tuple(faults),
    )


def _announced(documents: pd.DataFrame, scenario: Scenario) -> pd.DataFrame:
    own = documents["document_id"] == scenario.document_id
    told = documents["title"].where(~own, documents["title"] + ANNOUNCED.format(scenario.name))
    return documents.assign(title=told.astype("str"))


class _Cannot(Exception):
    """Why a change cannot be made, in Chinese."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A department on the list of a task; the other columns of ``Plan.responsibilities``."""

    department_id: str
    role: str
    mention: str
    resolution: str
    start: int
    end: int

    def as_of(self, department_id: str) -> "_Named":
        """The same place and role on the list, of another department, which the document does not write there."""
        return replace(self, department_id=department_id, mention="", resolution=Resolution.EXACT.value)


class _Working:
    """The lists of a document's tasks while changes are made in them."""

    def __init__(self, plan: Plan, document_id: str) -> None:
        self.plan = plan
        own = plan.tasks[plan.tasks["document_id"] == document_id]
        self.numbers = dict(zip(own["task_id"], own["number"], strict=True))
        self.lists: dict[str, list[_Named]] = {task: [] for task in own["task_id"]}
        stated = plan.responsibilities
        for row in each_row(
            stated[stated["task_id"].isin(own["task_id"])].sort_values(["task_id", "position"])
        ):
            self.lists[row.task_id].append(
                _Named(**{field.name: getattr(row, field.name) for field in fields(_Named)})
            )
        document = plan.documents[plan.documents["document_id"] == document_id]
        self.body = document["body"].iloc[0]
        self.first_leads = bool(document["first_listed_leads"].iloc[0])
        known = plan.departments[plan.departments["body"] == self.body]
        self.ids = dict(zip(known["name"], known["department_id"], strict=True))
        self.new: list[dict[Any, Any]] = []  # rows of departments
        self.touched: set[str] = set()

    def make(self, change: Change) -> None:
        """Make one change, or raise ``_Cannot`` and leave everything as it was."""
        _MAKE[type(change)](self, change)

    # ── tasks and departments that are meant ──

    def task(self, task_id: str) -> list[_Named]:
        """The list of a task that is there."""
        if task_id not in self.lists:
            gone = "这项任务已取消" if task_id in self.numbers else "文件里没有这项任务"
            raise _Cannot(gone)
        return self.lists[task_id]

    def unit(self, name: str) -> str:
        """The id of a department that is known."""
        if name not in self.ids:
            raise _Cannot(f"名录和文件里没有“{name}”")
        return self.ids[name]

    def place(self, task_id: str, name: str) -> int:
        """Where a department stands on the list of a task, from 0."""
        wanted = self.unit(name)
        for at, named in enumerate(self.task(task_id)):
            if named.department_id == wanted:
                return at
        raise _Cannot(f"{self.where(task_id)}没有列{name}")

    def where(self, task_id: str) -> str:
        return f"第{self.numbers[task_id]}项"

    def refuse_twice(self, task_id: str, name: str) -> str:
        """The id of a known department that the task does not name yet."""
        wanted = self.unit(name)
        if any(named.department_id == wanted for named in self.task(task_id)):
            raise _Cannot(f"{self.where(task_id)}已经列了{name}")
        return wanted

    def set(self, task_id: str, named: Iterable[_Named]) -> None:
        """Another list for a task: each department once, at its first place and in its strongest role.

        Where the document says that the first leads, so it does of the list as it is now.
        """
        found: dict[str, _Named] = {}
        for one in named:
            before = found.get(one.department_id)
            stronger = before is None or _strength(one.role) < _strength(before.role)
            found[one.department_id] = (
                one if before is None else replace(before, role=one.role if stronger else before.role)
            )
        listed, old = list(found.values()), self.lists[task_id]
        if self.first_leads and old and listed and old[0].role == Role.LEAD and listed[0].role != Role.LEAD:
            leading = [
                Role.LEAD.value,
                *(Role.RESPONSIBLE.value if one.role == Role.LEAD else one.role for one in listed[1:]),
            ]
            listed = [replace(one, role=role) for one, role in zip(listed, leading, strict=True)]
        self.lists[task_id] = listed
        self.touched.add(task_id)

    def naming(self, department_id: str, task: str | None = None) -> list[str]:
        """The tasks that name a department; only the one that is asked about, where one is."""
        among = self.lists if task is None else [task]
        return [
            own for own in among if any(named.department_id == department_id for named in self.lists[own])
        ]

    def known_or_new(self, name: str, like: str) -> str:
        """The id of a department by its name; one that is not known yet is of the kind of another, beside it."""
        if name not in self.ids:
            rows: list[dict[Any, Any]] = [*self.plan.departments.to_dict("records"), *self.new]
            model = next(row for row in rows if row["department_id"] == like)
            own = f"{self.body}:{name}"  # no id of the directory looks like it
            self.new.append({**model, "department_id": own, "name": name, "note": ""})
            self.ids[name] = own
        return self.ids[name]

    # ── the changes ──

    def add(self, change: AddUnit) -> None:
        listed = [*self.task(change.task)]
        wanted = self.refuse_twice(change.task, change.unit)
        new = _Named(wanted, change.role.value, "", Resolution.EXACT.value, 0, 0)
        listed.insert(_at(change.place, len(listed)), new)
        self.set(change.task, listed)

    def remove(self, change: RemoveUnit) -> None:
        at, listed = self.place(change.task, change.unit), self.lists[change.task]
        self.set(change.task, [*listed[:at], *listed[at + 1 :]])

    def move(self, change: MoveUnit) -> None:
        at = self.place(change.task, change.unit)
        to = change.task if change.to is None else change.to
        own = self.lists[change.task][at]
        rest = [*self.lists[change.task][:at], *self.lists[change.task][at + 1 :]]
        if to != change.task:
            self.task(to)
            self.refuse_twice(to, change.unit)
            self.set(change.task, rest)
            rest = [*self.lists[to]]
        rest.insert(_at(change.place, len(rest)), own)
        self.set(to, rest)

    def replace(self, change: ReplaceUnit) -> None:
        at, listed = self.place(change.task, change.unit), self.lists[change.task]
        by = self.refuse_twice(change.task, change.by)
        self.set(change.task, [*listed[:at], listed[at].as_of(by), *listed[at + 1 :]])

    def drop(self, change: DropTask) -> None:
        self.task(change.task)
        del self.lists[change.task]

    def merge(self, change: MergeUnits) -> None:
        units = [self.unit(name) for name in change.units]
        tasks = dict.fromkeys(task for unit in units for task in self.naming(unit))
        if not tasks:
            raise _Cannot("没有任务列这些部门")
        into = self.known_or_new(change.into, units[0])
        self.exchange(tasks, lambda task, named: [into] if named.department_id in units else None)

    def split(self, change: SplitUnit) -> None:
        unit = self.unit(change.unit)
        tasks = self.naming(unit)
        if not tasks:
            raise _Cannot(f"没有任务列{change.unit}")
        for part in change.parts:
            for task in part.tasks:
                self.place(task, change.unit)
        parts = [(self.known_or_new(part.unit, unit), set(part.tasks)) for part in change.parts]

        def of(task: str, named: _Named) -> list[str] | None:
            if named.department_id != unit:
                return None
            return [own for own, taken in parts if task in taken] or [parts[0][0]]

        self.exchange(tasks, of)

    def expand(self, change: ExpandCollective) -> None:
        collective = self.unit(change.collective)
        if change.task is not None:
            self.place(change.task, change.collective)
        tasks = self.naming(collective, change.task)
        if not tasks:
            raise _Cannot(f"没有任务列{change.collective}")
        members = [self.unit(name) for name in change.members]
        if not members:
            held = self.plan.members
            members = held.loc[held["collective_id"] == collective, "department_id"].tolist()
        if not members:
            raise _Cannot(f"名录没有写明{change.collective}的成员，要逐个写出")
        if collective in members:
            raise _Cannot(f"{change.collective}不能是它自己的成员")
        self.exchange(tasks, lambda task, named: members if named.department_id == collective else None)

    def pin(self, change: PinTask) -> None:
        self.task(change.task)

    def forbid(self, change: ForbidUnit) -> None:
        self.task(change.task)
        self.unit(change.unit)

    def free(self, change: UnpinTask | AllowUnit) -> None:
        """What may be proposed again need not be there."""

    def exchange(self, tasks: Iterable[str], by: Callable[[str, _Named], Sequence[str] | None]) -> None:
        """Put others in the place of a department; None: it stays."""
        for task in tasks:
            listed = []
            for named in self.lists[task]:
                others = by(task, named)
                listed += [named] if others is None else [named.as_of(own) for own in others]
            self.set(task, listed)

    # ── the frames ──

    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames of the plan in which something changed."""
        dropped = self.numbers.keys() - self.lists.keys()
        touched = self.touched - dropped
        tasks = self.plan.tasks[~self.plan.tasks["task_id"].isin(dropped)].reset_index(drop=True)
        size = {task: len(self.lists[task]) for task in touched}
        counts = [
            size.get(task, count)
            for task, count in zip(tasks["task_id"], tasks["departments_count"], strict=True)
        ]
        stated, targets = self.plan.responsibilities, self.plan.targets
        new = pd.DataFrame(
            [
                {"task_id": task, "position": at}
                | {field.name: getattr(named, field.name) for field in fields(_Named)}
                for task in touched
                for at, named in enumerate(self.lists[task], 1)
            ],
            columns=list(stated.columns),
        ).astype(dict(stated.dtypes))
        left = pd.concat([stated[~stated["task_id"].isin(touched | dropped)], new], ignore_index=True)
        order = {task: at for at, task in enumerate(tasks["task_id"])}
        departments = self.plan.departments
        if self.new:
            more = pd.DataFrame(self.new, columns=list(departments.columns)).astype(dict(departments.dtypes))
            departments = pd.concat([departments, more], ignore_index=True)
        return {
            "tasks": tasks.assign(departments_count=pd.Series(counts, dtype="int64")),
            "targets": targets[~targets["task_id"].isin(dropped)].reset_index(drop=True),
            "departments": departments,
            "responsibilities": left.assign(order=left["task_id"].map(order))
            .sort_values(["order", "position"], ignore_index=True)
            .drop(columns="order"),
        }


def _strength(role: str) -> int:
    return STRONGEST_FIRST.index(Role(role))


def _at(place: int | None, length: int) -> int:
    """A place on a list (from 1; None: last) as an index, at most behind the last."""
    return length if place is None else min(place - 1, length)


_MAKE: Mapping[type[Change], Callable[[_Working, Any], None]] = {
    AddUnit: _Working.add,
    RemoveUnit: _Working.remove,
    MoveUnit: _Working.move,
    ReplaceUnit: _Working.replace,
    DropTask: _Working.drop,
    MergeUnits: _Working.merge,
    SplitUnit: _Working.split,
    ExpandCollective: _Working.expand,
    PinTask: _Working.pin,
    UnpinTask: _Working.free,
    ForbidUnit: _Working.forbid,
    AllowUnit: _Working.free,
}
