"""What is to be put in order, and what the order must keep to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analytics.scope import ScopedPlan
from analytics.task_list import Sharing, find
from analytics.ties.incidence import incidence
from data.errors import ScopeError

MINUTES = 5  # for an item, where nothing else is said
MINUTES_AT_MOST = 480


class Sections(StrEnum):
    """What becomes of the document's sections."""

    MIXED = "mixed"  # tasks of different sections may alternate
    TOGETHER = "together"  # the tasks of a section follow one another; the sections in any order
    PRINTED = "printed"  # the same, the sections in the order of the document


@dataclass(frozen=True, slots=True)
class Rules:
    """What an agenda holds and keeps to. Hashable, so that it can be the key of a cache."""

    sharing: Sharing = Sharing.JOINT  # which tasks of the scope
    sections: Sections = Sections.MIXED
    minutes: int = MINUTES  # for each item
    own_minutes: tuple[tuple[str, int], ...] = ()  # (task_id, minutes) where an item takes others
    first: tuple[str, ...] = ()  # ids of tasks that open the agenda, in printed order
    last: tuple[str, ...] = ()  # … that close it
    in_order: tuple[str, ...] = ()  # … that follow one another in printed order, others between them or not
    only: tuple[str, ...] = ()  # ids of tasks: no others; empty: those of ``sharing``


@dataclass(frozen=True, eq=False, slots=True)
class Items:
    """The items of an agenda in printed order, and who is named for each. Never changed."""

    task_ids: tuple[str, ...]
    department_ids: tuple[str, ...]  # those named for an item, in the order of the directory
    names: tuple[str, ...]  # of the departments
    named: np.ndarray  # bool, items × departments
    listed: tuple[tuple[int, ...], ...]  # of each item: columns of ``named``, in printed order
    minutes: np.ndarray  # int, of each item
    group: np.ndarray  # int, of each item; items of one group follow one another, each of its own where free
    before: np.ndarray  # bool, items × items: the first must come before the second; transitive

    def __len__(self) -> int:
        """The number of items."""
        return len(self.task_ids)


def items(scoped: ScopedPlan, rules: Rules) -> Items:
    """The tasks of a scope as items of an agenda. Tasks that the rules name but the scope lacks are passed over.

    A department counts once, however many tasks it has; a collective name counts as one. Raises
    ``ScopeError`` where the minutes of an item are not 1 to 480, or the rules contradict one another.
    """
    chosen = set(rules.only or find(scoped, sharing=rules.sharing))
    rows = np.flatnonzero(scoped.tasks["task_id"].isin(chosen).to_numpy())
    named = incidence(scoped)[:, rows].toarray().T > 0
    departments = np.flatnonzero(named.any(axis=0))
    task_ids = tuple(scoped.tasks["task_id"].array[rows])
    group = _groups(scoped, rows, rules)
    return Items(
        task_ids,
        tuple(scoped.departments["department_id"].array[departments]),
        tuple(scoped.departments["name"].array[departments]),
        named[:, departments],
        _listed(scoped, rows, departments),
        _minutes(task_ids, rules),
        group,
        _before(task_ids, group, rules),
    )


def _listed(scoped: ScopedPlan, rows: np.ndarray, departments: np.ndarray) -> tuple[tuple[int, ...], ...]:
    """The departments of each item as the document lists them."""
    listed: dict[int, list[int]] = {row: [] for row in rows.tolist()}
    given = scoped.assignments[scoped.assignments["task"].isin(rows)]  # in printed order
    columns = np.searchsorted(departments, given["department"].to_numpy())
    for task, column in zip(given["task"].tolist(), columns.tolist(), strict=True):
        listed[task].append(column)
    return tuple(map(tuple, listed.values()))


def keeps(items: Items, order: Sequence[int]) -> bool:
    """Whether an order of the items (rows) keeps to the rules."""
    place = np.argsort(np.asarray(order, int))
    group = items.group[np.asarray(order, int)]
    turns = int((group[1:] != group[:-1]).sum()) + 1 if len(group) else 0
    return turns == len(set(group.tolist())) and not (items.before & (place[:, None] > place)).any()


def _groups(scoped: ScopedPlan, rows: np.ndarray, rules: Rules) -> np.ndarray:
    """The group of each item; a task outside any section is one of its own."""
    own = np.arange(len(rows))
    if rules.sections is Sections.MIXED:
        return own
    sections = scoped.tasks["section_id"].array[rows]
    first: dict[str, int] = {}
    return np.array(
        [
            at if missing else first.setdefault(section, at)
            for at, section, missing in zip(own.tolist(), sections, sections.isna(), strict=True)
        ],
        int,
    )


def _minutes(task_ids: Sequence[str], rules: Rules) -> np.ndarray:
    own = dict(rules.own_minutes)
    minutes = np.array([own.get(task, rules.minutes) for task in task_ids], int)
    if wrong := minutes[(minutes < 1) | (minutes > MINUTES_AT_MOST)].tolist():
        raise ScopeError(
            "议题的时长不在范围内", f"{wrong[0]}分钟", f"把每项时长改为 1 至 {MINUTES_AT_MOST} 分钟"
        )
    return minutes


def _before(task_ids: Sequence[str], group: np.ndarray, rules: Rules) -> np.ndarray:
    """Which item must come before which, with all that follows from it.

    An item before one of another group is before all of it, and so is all of its own group: closed under this,
    an order exists exactly if no item comes before itself.
    """
    count, row = len(task_ids), {task: at for at, task in enumerate(task_ids)}
    first, last, in_order = (
        sorted(row[task] for task in set(named) if task in row)
        for named in (rules.first, rules.last, rules.in_order)
    )
    before = np.zeros((count, count), bool)
    for chain in (first, last, in_order):
        before[chain[:-1], chain[1:]] = True
    before[np.ix_(first, _others(count, first))] = True
    before[np.ix_(_others(count, last), last)] = True
    if rules.sections is Sections.PRINTED:
        before |= group[:, None] < group
    before = _closed(before, group)
    if before.diagonal().any():
        raise ScopeError(
            "对次序的要求互相矛盾",
            "排在最前、排在最后、保持先后与各部分的次序不能同时满足",
            "减少排在最前、最后的任务，或者改为各部分可以交替",
        )
    return before


def _others(count: int, rows: Iterable[int]) -> list[int]:
    return sorted(set(range(count)) - set(rows))


def _closed(before: np.ndarray, group: np.ndarray) -> np.ndarray:
    """The relation with its consequences, for groups that stay together."""
    same = group[:, None] == group
    while True:
        across = before & ~same
        lifted = same.astype(np.float32) @ across @ same > 0
        further = before | lifted | (before.astype(np.float32) @ before > 0)
        if (further == before).all():
            return before
        before = further
