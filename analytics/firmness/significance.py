"""Which ties are more than chance: the tasks that two departments share, held against random plans of the same degrees.

Three references stand side by side, because the answer turns with them: all tasks exchange their departments, or joint
tasks only, or tasks of one section only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd
from scipy.stats import beta

from analytics.firmness.random_plans import (
    ATTEMPTS,
    DRAWS,
    REFERENCES,
    SEED,
    RandomPlans,
    Reference,
    drawing,
    lists,
)
from analytics.firmness.rare_ties import RareTies
from analytics.scope import ScopedPlan
from analytics.ties import collaboration

LEVEL = 0.05
CONFIDENCE = 0.99  # of the Monte Carlo intervals
AT_LEAST = 2  # tasks of a department, below which its pairs cannot be tested
FIRST_EXCHANGES = 4_000_000  # of a reference's plain draws, at most
FEWEST_DRAWS = 200
EXCHANGES = 40_000_000  # of all references together, after which what is open stays open


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
    draws: int  # plain random plans
    exchanges: int  # tried in all, with those of the chains that are drawn towards rare ties
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
            f"{REFERENCES[self.reference]}：{self.draws}份随机方案，仍未定的另行朝其共同任务数抽样，"
            f"共尝试交换{self.exchanges}次（随机种子{self.seed}）；{self.comparisons}对部门参加比较并校正。"
        )


class Trials:
    """The ties of a scope held against random plans under every reference, as far as the trials have come.

    Sequential Monte Carlo (Besag & Clifford 1991): all pairs are counted in some plain draws, those of one class together;
    pairs for which that decides stop there. The others go on in chains of their own that are drawn towards what they share
    (``analytics.firmness.rare_ties``), a reference in turn with the others, until the interval of their p decides.
    """

    def __init__(self, scoped: ScopedPlan, seed: int = SEED) -> None:
        self._trials = [_Trial(scoped, reference, seed) for reference in Reference]

    def go_on(self) -> Iterator[int]:
        """Try further exchanges: how many were tried in all, again and again, until nothing is open."""
        turns = [trial.go_on() for trial in self._trials]
        while turns:
            left = []
            for turn in turns:
                for more in turn:
                    yield sum(trial.exchanges for trial in self._trials)
                    if more:
                        left.append(turn)
                        break
            turns = left

    def found(self) -> dict[Reference, Significance]:
        """What is known now. Where ``go_on`` has ended no tie is undecided."""
        return {trial.reference: trial.found() for trial in self._trials}


def significance(
    scoped: ScopedPlan, seed: int = SEED, exchanges: int = EXCHANGES
) -> dict[Reference, Significance]:
    """Hold every tie against random plans of the same degrees (FDSM: Zweig & Kaufmann 2011) under every reference.

    p is the probability that the pair shares at least as many tasks in a plan in which every task keeps its number of
    departments and every department its number of tasks (under ``Reference.SECTIONS`` in each section). It is estimated as
    ``Trials`` tells, with its interval at 99%: Clopper–Pearson of the plain draws, or from how far the independent chains
    differ. A tie is ``UNTESTABLE`` where a department has one task only under the reference (it can
    share one at most), or no exchange changes what the two share. All other pairs are compared, also those that share
    nothing: to count only the pairs found tied would be to choose the comparisons by their outcome. Corrections: Benjamini
    & Hochberg 1995, Holm 1979.

    After so many ``exchanges`` tried in all, what is open stays ``UNDECIDED``. The same seed gives the same. Without ties:
    frames without rows.
    """
    trials = Trials(scoped, seed)
    for tried in trials.go_on():
        if tried >= exchanges:
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
        self.exchanges = 0
        self.lists = lists(scoped, reference)
        self.ties = collaboration.ties(scoped)
        rows = pd.Index(scoped.departments["department_id"])
        self.pair = np.array(
            [rows.get_indexer(pd.Index(self.ties[f"{end}_id"])) for end in ("source", "target")], int
        ).T
        self.shared = self.ties["shared"].to_numpy()
        often = self.lists.degree.sum(axis=1) >= AT_LEAST
        varies = self.lists.varies()
        testable = np.outer(often, often) & varies
        self.comparisons = int(testable.sum()) // 2
        one, other = self.pair.T
        self.varies, self.tested = varies[one, other], testable[one, other]
        self.of = self.lists.classes[one, other]
        named = len(self.lists.task)
        self.draws = int(np.clip(FIRST_EXCHANGES // max(ATTEMPTS * named, 1), FEWEST_DRAWS, DRAWS))
        self.plans: RandomPlans = next(drawing(self.lists, 0, seed))
        self.p_value, self.low, self.high = (
            np.ones(len(self.of)),
            np.zeros(len(self.of)),
            np.ones(len(self.of)),
        )

    def go_on(self) -> Iterator[bool]:
        """Try some exchanges, again and again: whether a part is done, after which it is another reference's turn."""
        if not len(self.ties):
            return
        before = 0
        for plans in drawing(self.lists, self.draws, self.seed):
            self.exchanges += (plans.draws - before) * ATTEMPTS * len(self.lists.task)
            self.plans, before = plans, plans.draws
            yield False
        self._count()
        yield True
        if not (ties := self._first_of_their_class(self._going_on())).size:
            return
        rare = RareTies(self.lists, self.pair[ties], self._most(self.of[ties]), self.plans.latest, self.seed)
        classes = self.of[ties]
        while True:
            for tried in rare.round():
                self.exchanges += tried
                self._take(rare, classes)
                yield False
            yield True
            kept = np.isin(classes, self.of[self._going_on()])
            if not kept.any():
                return
            if not kept.all():
                rare.keep(kept)
                classes = classes[kept]

    def found(self) -> Significance:
        departments = self.scoped.departments
        parent = departments["parent_id"].to_numpy(object)[self.pair]
        same = np.array([one is not None and one == other for one, other in parent], bool)
        columns = ["source_id", "target_id", "source_name", "target_name", "shared"]
        frame = self.ties[columns].assign(
            same_parent=same,
            expected=self.plans.expected()[self.of],
            p_value=self.p_value,
            low=self.low,
            high=self.high,
            tested=self.tested,
        )
        return Significance(
            self.reference, self.plans.draws, self.exchanges, self.seed, self.comparisons, frame
        )

    def _going_on(self) -> np.ndarray:
        """Which ties go on (a mask): those that more trials could still turn, and those of which nothing is known but a bound."""
        undecided = (self.found().adjusted()["verdict"] == Verdict.UNDECIDED).to_numpy(bool)
        return undecided | (self.tested & (self.low == 0))

    def _count(self) -> None:
        """p of all pairs from the plain draws.

        The mean over a class varies less than the share of one pair, so that the interval of one pair is a safe one for it.
        """
        times, draws = self.plans.at_least()[self.of, self.shared], self.plans.draws
        self.p_value = np.minimum((1 + times) / (1 + draws), 1)
        outside = (1 - CONFIDENCE) / 2
        with np.errstate(invalid="ignore"):
            self.low = np.where(times > 0, beta.ppf(outside, times, draws - times + 1), 0)
            self.high = np.where(times < draws, beta.ppf(1 - outside, times + 1, draws - times), 1)
        self.p_value[~self.varies] = self.low[~self.varies] = self.high[~self.varies] = 1

    def _take(self, rare: RareTies, classes: np.ndarray) -> None:
        """p of the pairs of some classes from the chains that are drawn towards them, once these have come there."""
        tails = rare.tails(CONFIDENCE)
        row = pd.Index(classes).get_indexer(pd.Index(self.of))
        ties = np.flatnonzero((row >= 0) & self.varies)
        at = row[ties], self.shared[ties]
        known = tails.low[at] > 0
        ties, at = ties[known], (at[0][known], at[1][known])
        self.p_value[ties], self.low[ties], self.high[ties] = tails.share[at], tails.low[at], tails.high[at]

    def _first_of_their_class(self, chosen: np.ndarray) -> np.ndarray:
        """Of some ties (a mask) the first of each class."""
        ties = np.flatnonzero(chosen)
        return ties[np.unique(self.of[ties], return_index=True)[1]]

    def _most(self, classes: np.ndarray) -> np.ndarray:
        """For some classes the most tasks that a tie of theirs shares."""
        return np.array([self.shared[self.of == one].max() for one in classes])
