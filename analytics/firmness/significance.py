"""How firm is a tie: does a pair share more tasks than random plans with the same numbers would give it?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from analytics.firmness.random_plans import DRAWS, SEED, RandomPlans, draw
from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties import collaboration

LEVEL = 0.05  # a tie is called steady at or below
AT_LEAST = 2  # one task in common is never called steady: without that task nothing is left


class Adjustment(StrEnum):
    """How the comparison of many pairs is allowed for."""

    FALSE_DISCOVERY = "fdr"  # Benjamini–Hochberg: of the ties called steady, at most 5% are not, on average
    HOLM = "holm"  # Holm: with 95% certainty none of the ties called steady is not
    NONE = "none"  # each pair for itself: of pairs that mean nothing, up to 5% pass


@dataclass(frozen=True, eq=False, slots=True)
class Significance:
    """Every tie held against random plans."""

    draws: int  # random plans
    seed: int
    comparisons: int  # pairs that could pass: both departments named for two tasks or more, tied or not
    frame: pd.DataFrame
    """A row for each row of ``collaboration.ties``, in its order. source_id, target_id, source_name,
    target_name, shared; expected (mean of the random plans), p_value (0 to 1), q_value (Benjamini–Hochberg),
    adjusted_holm (NaN, both, for a pair that is not tested), tested (bool), steady (bool, by q_value)."""

    def steady(self, adjustment: Adjustment = Adjustment.FALSE_DISCOVERY, level: float = LEVEL) -> np.ndarray:
        """Which ties are steady (稳定协作; the rest may be 偶然同列), for each row of ``frame``.

        At least two tasks in common, tested, and the p value, corrected as asked, at or below the level.
        """
        column = {Adjustment.FALSE_DISCOVERY: "q_value", Adjustment.HOLM: "adjusted_holm"}
        value = self.frame[column.get(adjustment, "p_value")].to_numpy()
        shared, tested = self.frame["shared"].to_numpy(), self.frame["tested"].to_numpy(bool)
        return tested & (shared >= AT_LEAST) & (value <= level)

    @property
    def smallest(self) -> float:
        """The smallest adjusted value that one single tie could reach with so many draws.

        Above the level, Holm passes nothing, however firm: more draws are needed. 0 without comparisons.
        """
        return self.comparisons / (1 + self.draws)

    @property
    def method(self) -> str:
        """How it was found, in Chinese, for the page and for downloads."""
        return (
            f"固定度数随机模型：每项任务的部门数、每个部门的任务数不变，随机交换列名，共{self.draws}次"
            f"（随机种子{self.seed}）；p 值为随机结果不少于实际共同承担数的比例；"
            f"两个部门各列名两项及以上的{self.comparisons}对参加比较并校正。"
        )


def significance(scoped: ScopedPlan, draws: int = DRAWS, seed: int = SEED) -> Significance:
    """Hold every tie against random plans of the same degrees (Zweig & Kaufmann 2011). See ``judge``."""
    return judge(scoped, draw(scoped, draws, seed))


def judge(scoped: ScopedPlan, plans: RandomPlans) -> Significance:
    """Hold every tie against the given random plans of the scope.

    p_value = (1 + g)/(1 + N): N draws, g of them in which the pair shares at least as many tasks; g is the
    mean over all pairs whose departments are named equally often, for which chance is the same. A department named once
    can share one task at most, so its pairs cannot show more than chance and are not tested: known before
    looking. All others are compared, also the pairs that share nothing: to count only the pairs found tied
    would be to choose the comparisons by their outcome. Corrections: Benjamini & Hochberg 1995, Holm 1979.

    Without ties: a frame without rows.
    """
    tied = collaboration.ties(scoped)
    rows = pd.Index(scoped.departments["department_id"])
    source, target = (rows.get_indexer(pd.Index(tied[f"{end}_id"])) for end in ("source", "target"))
    shared, of = tied["shared"].to_numpy(), plans.classes[source, target]
    p_value = (1 + plans.at_least()[of, shared]) / (1 + plans.draws)
    often = workload.counts(scoped)[0] >= AT_LEAST
    tested = often[source] & often[target]
    comparisons = int(often.sum()) * (int(often.sum()) - 1) // 2
    q_value, holm = np.full((2, len(tied)), np.nan)
    q_value[tested], holm[tested] = adjusted(p_value[tested], comparisons)
    frame = tied[["source_id", "target_id", "source_name", "target_name", "shared"]].assign(
        expected=plans.expected()[of],
        p_value=p_value,
        q_value=q_value,
        adjusted_holm=holm,
        tested=tested,
    )
    found = Significance(plans.draws, plans.seed, comparisons, frame)
    frame["steady"] = found.steady()
    return found


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
