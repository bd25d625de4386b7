"""What a sentence is made of: words and figures; how names, ties and ranks are told in Chinese."""

from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.evidence import Mark
from analytics.loads.workload import TOLERANCE
from analytics.scope import COUNTINGS, Counting, ScopedPlan

NAMES_AT_MOST = 5  # more would hide the sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence, with the tasks behind it (ids in printed order; empty: none to list)."""

    text: str
    task_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence in Chinese; ``str(finding)`` is its text."""

    parts: tuple[str | Figure, ...]
    about: tuple[Mark, ...] = ()  # what it names: the marks that stand out in a picture beside it

    def __str__(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


def say(*parts: str | Figure, about: Iterable[Mark] = ()) -> Finding:
    """A sentence from its parts, with what it names."""
    return Finding(parts, tuple(about))


def named(findings: Iterable[Finding]) -> frozenset[Mark]:
    """The marks that sentences name."""
    return frozenset(mark for finding in findings for mark in finding.about)


def tasks(task_ids: Iterable[str]) -> Figure:
    """「n项」 with the tasks."""
    ids = tuple(task_ids)
    return Figure(f"{len(ids)}项", ids)


def listing(names: Sequence[str], measure_word: str = "个部门") -> str:
    """「A、B」; from six on 「A、B、C等8个部门」."""
    if len(names) <= NAMES_AT_MOST:
        return "、".join(names)
    return f"{'、'.join(names[:3])}等{len(names)}{measure_word}"


def tied(names: Sequence[str], measure_word: str = "个部门") -> str:
    """「A」; with others on the same figure 「A、B并列」."""
    return listing(names, measure_word) + ("并列" if len(names) > 1 else "")


def each(several: Sized) -> str:
    """「各」 where a figure holds for each of several."""
    return "各" if len(several) > 1 else ""


def highest(values: np.ndarray) -> np.ndarray:
    """Rows of the largest value (≥ 0), all of them where several share it; none of nothing."""
    return np.flatnonzero(values >= values.max(initial=0) - TOLERANCE)


def place(rank: int, ranks: np.ndarray) -> str:
    """「第3」, 「并列第3」."""
    return f"{'并列' if (ranks == rank).sum() > 1 else ''}第{rank}"


def counting_name(counting: Counting) -> str:
    """「参与数」 or 「分担数」."""
    return COUNTINGS[counting]


def units(departments: int, collectives: int) -> str:
    """「7个部门和1个集合名称」: how many are named, collective names told apart."""
    told = [f"{departments}个部门"] * bool(departments or not collectives)
    return "和".join([*told, *[f"{collectives}个集合名称"] * bool(collectives)])


def units_with_collectives(scoped: ScopedPlan) -> str:
    """「27个责任部门和1个集合名称」: what a concentration is of; a collective name is no department."""
    collectives = int(scoped.departments["collective"].sum())
    return f"{len(scoped.departments) - collectives}个责任部门{f'和{collectives}个集合名称' if collectives else ''}"


def listing_with_collectives(departments: pd.DataFrame) -> str:
    """「A、B和集合名称“各庭”」: units by name, the collective names told as what they are.

    ``departments``: name, collective (bool).
    """
    collective = departments["collective"].to_numpy(bool)
    quoted = [f"“{name}”" for name in departments["name"][collective]]
    parts = [listing(departments["name"][~collective].tolist())]
    parts += [f"集合名称{listing(quoted, '个')}"] * bool(quoted)
    return "和".join(filter(None, parts))
