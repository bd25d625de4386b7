"""What became of every task of two plans, and what changed in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from analytics.years.matching import Decided, Group, Progress, match
from analytics.years.plans import YearPlan, YearTarget, YearTask
from analytics.years.sections import Beside, counterparts
from analytics.years.wording import Weighed, plain, wording


class ChangeKind(StrEnum):
    """What became of a task, judged by its text alone."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    DROPPED = "dropped"


CHANGES = {
    ChangeKind.UNCHANGED: "延续",
    ChangeKind.REWORDED: "修改",
    ChangeKind.SPLIT: "拆分",
    ChangeKind.MERGED: "合并",
    ChangeKind.NEW: "新增",
    ChangeKind.DROPPED: "未再列入",
}
"""What the kinds are called."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What the later plan has that the earlier one has not, and the other way round; each in printed order, once."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Tasks that are one, and what changed between two plans."""

    kind: ChangeKind
    earlier: tuple[int, ...]  # positions, from 1
    later: tuple[int, ...]
    moved: bool  # nothing of it stands in the counterpart of a section where it stood
    similarity: float | None  # cosine of the texts, 0 to 1; None for what is new or dropped
    departments: Difference  # full names of departments
    targets: Difference  # as printed


def changes(
    earlier: YearPlan,
    later: YearPlan,
    progress: Progress = lambda done, total: None,
    decided: Decided = Decided(),  # noqa: B008 (frozen)
) -> tuple[Change, ...]:
    """What became of every task: each stands in exactly one change, in the order of the later plan, what is dropped last.

    ``decided``: which tasks a person said are one, or are not. ``similarity``: Σ w of the character n-grams that both texts have, against the root of the product of both sums; w is
    the inverse document frequency to the power 1.5, less for stock words.
    """
    groups = match(earlier, later, progress, decided)
    links = [(one, other) for group in groups for one in group.earlier for other in group.later]
    beside = counterparts(earlier, later, links)
    joined = [
        ["".join(wording(plan.tasks[place]) for place in getattr(group, side)) for group in groups]
        for side, plan in (("earlier", earlier), ("later", later))
    ]
    places = np.arange(len(groups))
    weighed = Weighed(*joined)
    products = weighed.rows(places).multiply(weighed.rows(places + len(groups))).sum(axis=1)
    return tuple(
        _change(group, earlier, later, beside, _similarity(one, other, float(product)))
        for group, one, other, product in zip(groups, *joined, products, strict=True)
    )


def _similarity(one: str, other: str, cosine: float) -> float:
    return 1.0 if one == other else min(cosine, 1.0)


def _change(group: Group, earlier: YearPlan, later: YearPlan, beside: Beside, similarity: float) -> Change:
    ones = [earlier.tasks[place] for place in group.earlier]
    others = [later.tasks[place] for place in group.later]
    return Change(
        _kind(ones, others),
        tuple(place + 1 for place in group.earlier),
        tuple(place + 1 for place in group.later),
        bool(ones and others)
        and not any((one.section, other.section) in beside for one in ones for other in others),
        similarity if ones and others else None,
        _departments(ones, others),
        _targets(ones, others),
    )


def _kind(ones: Sequence[YearTask], others: Sequence[YearTask]) -> ChangeKind:
    if not ones:
        return ChangeKind.NEW
    if not others:
        return ChangeKind.DROPPED
    if len(ones) > 1:
        return ChangeKind.MERGED
    if len(others) > 1:
        return ChangeKind.SPLIT
    same = wording(ones[0]) == wording(others[0])
    return ChangeKind.UNCHANGED if same else ChangeKind.REWORDED


def _departments(ones: Iterable[YearTask], others: Iterable[YearTask]) -> Difference:
    before, after = ({name: None for task in tasks for name in task.departments} for tasks in (ones, others))
    return Difference(
        tuple(name for name in after if name not in before),
        tuple(name for name in before if name not in after),
    )


def _targets(ones: Iterable[YearTask], others: Iterable[YearTask]) -> Difference:
    """Targets that only one side states: the same is what has the same words, or demands the same."""
    before, after = ([target for task in tasks for target in task.targets] for tasks in (ones, others))
    return Difference(_beyond(after, before), _beyond(before, after))


def _beyond(stated: Sequence[YearTarget], known: Sequence[YearTarget]) -> tuple[str, ...]:
    words = {plain(target.text) for target in known}
    values = {(target.kind, target.value) for target in known}
    return tuple(
        dict.fromkeys(
            target.text
            for target in stated
            if plain(target.text) not in words and (target.kind, target.value) not in values
        )
    )
