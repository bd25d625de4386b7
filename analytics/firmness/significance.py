"""Which ties are more than chance: the tasks that two departments share, held against random plans of the same degrees.

Three references stand side by side, because the answer turns with them: all tasks exchange their departments, or joint
tasks only, or tasks of one section only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.firmness.random_plans import REFERENCES, SEED, Reference, lists
from analytics.firmness.shared_tasks import BATCHES, SharedTasks, tails
from analytics.scope import ScopedPlan
from analytics.ties import collaboration

LEVEL = 0.05
CONFIDENCE = 0.99  # of the Monte Carlo intervals
AT_LEAST = 2  # tasks of a department, below which its pairs cannot be tested
PLACEMENTS = (
    4_000_000  # of departments in random plans, of all references together; then what is open stays open
)


class Adjustment(StrEnum):
    """How p values are corrected for looking at many pairs at once."""

    FALSE_DISCOVERY = "fdr"  # Benjamini–Hochberg
    HOLM = "holm"
    NONE = "none"


class Verdict(StrEnum):
    """What is said of a tie under a reference."""

    MORE = "more"  # 同列显著偏多
    NOT_SHOWN = "not_shown"  # 证据不足
    UNDECIDED = "undecided"  # 未定: more draws could turn it
    UNTESTABLE = "untestable"  # 不能检验


VERDICTS = {
    Verdict.MORE: "同列显著偏多",
    Verdict.NOT_SHOWN: "证据不足",
    Verdict.UNDECIDED: "未定",
    Verdict.UNTESTABLE: "不能检验",
}
"""The words for the verdicts."""


@dataclass(frozen=True, eq=False, slots=True)
class Significance:
    """Ties held against random plans under one reference."""

    reference: Reference
    draws: int  # random plans
    seed: int
    comparisons: int  # pairs that can be tested, tied or not
    frame: pd.DataFrame
    """A row for each row of ``collaboration.ties``, in its order. source_id, target_id, source_name, target_name, shared,
    same_parent (bool: two offices of one department), expected (mean of the random plans), p_value, low and high (0 to 1:
    its Monte Carlo interval at 99%), tested (bool)."""

    def adjusted(self, adjustment: Adjustment = Adjustment.FALSE_DISCOVERY) -> pd.DataFrame:
        """A row for each of ``frame``: value, low and high, corrected as asked, and verdict (``Verdict``).

        ``low`` and ``high`` correct all lower and all upper ends together. A verdict is given where both are on one side
        of the level; NaN for what is not tested.
        """
        tested = self.frame["tested"].to_numpy(bool)
        found = pd.DataFrame(
            {
                name: _corrected(self.frame[column].to_numpy(float), tested, self.comparisons, adjustment)
                for name, column in (("value", "p_value"), ("low", "low"), ("high", "high"))
            }
        )
        verdict = np.select(
            [~tested, found["high"] <= LEVEL, found["low"] > LEVEL],
            [Verdict.UNTESTABLE.value, Verdict.MORE.value, Verdict.NOT_SHOWN.value],
            Verdict.UNDECIDED.value,
        )
        return found.assign(verdict=pd.array(verdict, dtype="str"))

    @property
    def method(self) -> str:
        """How it was found, in Chinese, for the page and for downloads."""
        return (
            f"{REFERENCES[self.reference]}：加权抽取{self.draws}份随机方案，仍未定的加倍抽取"
            f"（随机种子{self.seed}）；{self.comparisons}对部门参加比较并校正。"
        )


class Trials:
    """The ties of a scope held against random plans under every reference, as far as the trials have come.

    Sequential Monte Carlo (Besag & Clifford 1991): after some draws for every tie, the first of them for all references, only
    those go on that more draws could still turn, each time with as many draws as before.
    """

    def __init__(self, scoped: ScopedPlan, seed: int = SEED) -> None:
        self._trials = [_Trial(scoped, reference, seed) for reference in Reference]

    def go_on(self) -> Iterator[int]:
        """Draw further: the departments placed in random plans so far, again and again, until nothing is open."""
        placed, turns = 0, self._trials
        while turns := [trial for trial in turns if trial.open()]:
            for trial in turns:
                for more in trial.go_on():
                    placed += more
                    yield placed

    def found(self) -> dict[Reference, Significance]:
        """What is known now. Where ``go_on`` has ended no tie is undecided."""
        return {trial.reference: trial.found() for trial in self._trials}


def significance(
    scoped: ScopedPlan, seed: int = SEED, placements: int = PLACEMENTS
) -> dict[Reference, Significance]:
    """Hold every tie against random plans of the same degrees (FDSM: Zweig & Kaufmann 2011) under every reference.

    p is the probability that the pair shares at least as many tasks in a plan in which every task keeps its number of
    departments and every department its number of tasks (under ``Reference.SECTIONS`` in each section). It is estimated by
    weighted draws (``analytics.firmness.shared_tasks``), with its interval at 99% from how far independent batches of them
    differ. A tie is ``UNTESTABLE`` where a department has one task only under the reference (it can
    share one at most), or no exchange changes what the two share. All other pairs are compared, also those that share
    nothing: to count only the pairs found tied would be to choose the comparisons by their outcome. Corrections: Benjamini
    & Hochberg 1995, Holm 1979.

    After so many ``placements`` of departments in all, what is open stays ``UNDECIDED``. The same seed gives the same. Without
    ties: frames without rows.
    """
    trials = Trials(scoped, seed)
    for placed in trials.go_on():
        if placed >= placements:
            break
    return trials.found()


def adjusted(p_values: np.ndarray, comparisons: int) -> tuple[np.ndarray, np.ndarray]:
    """p values adjusted for ``comparisons`` ≥ len(p_values), by Benjamini–Hochberg and by Holm.

    The comparisons that are not given are taken to have p = 1.
    """
    order = np.argsort(p_values, kind="stable")
    rising, rank = p_values[order], np.arange(1, len(order) + 1)
    q_value, holm = np.empty((2, len(order)))
    q_value[order] = np.minimum(np.minimum.accumulate((rising * comparisons / rank)[::-1])[::-1], 1)
    holm[order] = np.minimum(np.maximum.accumulate(rising * (comparisons - rank + 1)), 1)
    return q_value, holm


def _corrected(
    values: np.ndarray, tested: np.ndarray, comparisons: int, adjustment: Adjustment
) -> np.ndarray:
    """The tested of some p values, corrected; NaN for the others."""
    found = np.full(len(values), np.nan)
    found[tested] = values[tested]
    if adjustment != Adjustment.NONE:
        found[tested] = adjusted(values[tested], comparisons)[adjustment == Adjustment.HOLM]
    return found


class _Trial:
    """The trials under one reference."""

    def __init__(self, scoped: ScopedPlan, reference: Reference, seed: int) -> None:
        self.scoped, self.reference, self.seed = scoped, reference, seed
        self.ties = collaboration.ties(scoped)
        self.shared = self.ties["shared"].to_numpy(int)
        rows = pd.Index(scoped.departments["department_id"])
        self.pair = np.array(
            [rows.get_indexer(pd.Index(self.ties[f"{end}_id"])) for end in ("source", "target")], int
        ).T
        named = lists(scoped, reference)
        often, varies = named.degree.sum(axis=1) >= AT_LEAST, named.varies()
        testable = np.outer(often, often) & varies
        self.comparisons = int(testable.sum()) // 2
        self.varies, self.tested = (of[self.pair[:, 0], self.pair[:, 1]] for of in (varies, testable))
        # Ties × blocks × 2: how often each of the two is named. Ties with the same numbers are alike.
        degrees = np.sort(named.degree[self.pair], axis=1).transpose(0, 2, 1)
        alike, self.kind = np.unique(
            degrees.reshape(len(degrees), 2 * len(named.sizes)), axis=0, return_inverse=True
        )
        self.kinds = alike.reshape(len(alike), len(named.sizes), 2)
        most = np.zeros(len(self.kinds), int)
        np.maximum.at(most, self.kind, self.shared)
        self.blocks: list[SharedTasks] = []
        self.place = np.full(self.kinds.shape[:2], -1)  # of each kind in each block: which of its pairs
        for block, sizes in enumerate(named.sizes):
            here = np.flatnonzero(self.kinds[:, block].all(axis=1))
            pairs, self.place[here, block] = np.unique(self.kinds[here, block], axis=0, return_inverse=True)
            matter = np.zeros(len(pairs), int)
            np.maximum.at(matter, self.place[here, block], most[here])
            degree = named.degree[:, block]
            self.blocks.append(SharedTasks(sizes, degree[degree > 0], pairs, matter, seed))
        self.p_value, self.low, self.high = (
            np.ones(len(self.ties)),
            np.zeros(len(self.ties)),
            np.ones(len(self.ties)),
        )
        self.expected = np.where(self.varies, np.nan, self.shared)
        self.low[~self.varies] = 1

    def open(self) -> bool:
        """Whether more draws could turn a verdict, or give a tie its p."""
        return bool(self._going_on().any())

    def go_on(self) -> Iterator[int]:
        """Draw for what is open: how many departments were placed, now and then."""
        kinds = np.unique(self.kind[self._going_on()])
        for block, place in zip(self.blocks, self.place[kinds].T, strict=True):
            asked = np.isin(np.arange(len(block.pairs)), place)
            if asked.any():
                yield from block.go_on(asked)
        for kind in kinds.tolist():
            self._take(kind)

    def found(self) -> Significance:
        """What is known now."""
        departments = self.scoped.departments
        parent = departments["parent_id"].to_numpy(object)[self.pair]
        same = np.array([one is not None and one == other for one, other in parent], bool)
        columns = ["source_id", "target_id", "source_name", "target_name", "shared"]
        frame = self.ties[columns].assign(
            same_parent=same,
            expected=self.expected,
            p_value=self.p_value,
            low=self.low,
            high=self.high,
            tested=self.tested,
        )
        draws = sum(block.drawn for block in self.blocks)
        return Significance(self.reference, draws, self.seed, self.comparisons, frame)

    def _going_on(self) -> np.ndarray:
        """Which ties go on (a mask): those that more trials could still turn, and those of which nothing is known."""
        open_ = self.varies & (self.low == 0)
        for adjustment in Adjustment:
            low, high = (
                _corrected(end, self.tested, self.comparisons, adjustment) for end in (self.low, self.high)
            )
            open_ |= (low <= LEVEL) & (high > LEVEL)
        return open_

    def _take(self, kind: int) -> None:
        """What the ties of a kind share, from all blocks: independent of each other, so that their weights are convolved."""
        weights, draws = np.ones((1, BATCHES)), 0
        for block, place in zip(self.blocks, self.place[kind].tolist(), strict=True):
            if place >= 0:
                own = block.weights[place]
                both = np.zeros((len(weights) + len(own) - 1, BATCHES))
                for shared, weight in enumerate(own):
                    both[shared : shared + len(weights)] += weight * weights
                weights, draws = both, draws + int(block.draws[place])
        share, low, high = tails(weights, draws, CONFIDENCE)
        ties = np.flatnonzero((self.kind == kind) & self.varies)
        at = self.shared[ties]
        self.p_value[ties], self.low[ties], self.high[ties] = share[at], low[at], high[at]
        self.expected[ties] = share[1:].sum()
