"""How evenly a load is spread: Gini, Herfindahl, the effective number of departments, Lorenz curve.

``loads`` is an array of figures ≥ 0, one for each department. Where a measure has no meaning (no department, nothing to
share out) it is NaN. Only departments that are named count: the document does not tell of those without a task.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.loads import workload
from analytics.scope import Counting, ScopedPlan


@dataclass(frozen=True, slots=True)
class Concentration:
    """How evenly the load of a scope is spread; NaN where a figure has no meaning."""

    counting: Counting  # what the load is: tasks named for, or shares of them
    n: int  # departments with a task (个); always named beside the figures
    total: float  # the load of all
    gini: float  # 0 (all equal) to (n − 1)/n
    gini_corrected: float  # 0 to 1; NaN for n < 2
    herfindahl: float  # 1/n to 1
    effective_number: float  # 1 to n departments
    top_three_share: float  # 0 to 1


def describe(scoped: ScopedPlan) -> Concentration:
    """How evenly the load is spread by the scope's counting."""
    loads = workload.loads(scoped)
    return Concentration(
        counting=scoped.scope.counting,
        n=len(loads),
        total=float(loads.sum()),
        gini=gini(loads),
        gini_corrected=gini_corrected(loads),
        herfindahl=herfindahl(loads),
        effective_number=effective_number(loads),
        top_three_share=top_share(loads, 3),
    )


REFERENCE_DRAWS = 2000
REFERENCE_SEED = 20230


@dataclass(frozen=True, slots=True)
class ByChance:
    """How even a load is that nobody has shared out: the same namings, dealt at random. NaN where there is nothing to deal."""

    effective_number: float  # mean over the draws
    gini_corrected: float  # mean over the draws
    low: float  # of the corrected Gini: 95 % of the draws lie between
    high: float


def reference(scoped: ScopedPlan) -> ByChance:
    """What chance alone gives: each naming of the scope (84 of the first document) falls to one of its n departments.

    Each with the same probability, independently, and with the share that it counts for (1, or 1/k). Departments that no
    naming falls to do not count, as in the plan. ``REFERENCE_DRAWS`` draws from ``REFERENCE_SEED``. NaN with fewer than
    two departments.
    """
    n = len(scoped.departments)
    if n < 2:
        return ByChance(*[float("nan")] * 4)
    shares, times = np.unique(workload.shares(scoped).round(12), return_counts=True)
    if scoped.scope.counting == Counting.FULL:
        shares, times = np.ones(1), np.array([len(scoped.assignments)])
    random = np.random.default_rng(REFERENCE_SEED)
    loads = np.zeros((REFERENCE_DRAWS, n))
    for share, number in zip(shares.tolist(), times.tolist(), strict=True):
        loads += share * random.multinomial(number, np.full(n, 1 / n), size=REFERENCE_DRAWS)
    ginis = _gini_of_rows(loads)
    low, high = np.quantile(ginis, [0.025, 0.975])
    effective = loads.sum(axis=1) ** 2 / (loads**2).sum(axis=1)
    return ByChance(float(effective.mean()), float(ginis.mean()), float(low), float(high))


def against_chance(spread: Concentration, chance: ByChance) -> int:
    """Whether a load is more concentrated than chance gives (1), less (−1), or not to be told from it (0)."""
    return int(spread.gini_corrected > chance.high) - int(spread.gini_corrected < chance.low)


def _gini_of_rows(loads: np.ndarray) -> np.ndarray:
    """``gini_corrected`` of the figures above 0 in each row; 0 where one department has all."""
    x = np.sort(loads, axis=1)
    n = (x > 0).sum(axis=1)
    place = np.arange(1, x.shape[1] + 1) - (x.shape[1] - n)[:, None]
    return ((2 * place - n[:, None] - 1) * x).sum(axis=1) / (np.maximum(n - 1, 1) * x.sum(axis=1))


def gini(loads: np.ndarray) -> float:
    """Gini coefficient: mean difference of all pairs / (2 · mean) = Σ(2i − n − 1)·xᵢ / (n·Σx), x rising.

    0 when all are equal, (n − 1)/n when one has all. NaN without departments or load. Gini 1912.
    """
    x = np.sort(np.asarray(loads, float))
    n, total = len(x), x.sum()
    if not total:
        return float("nan")
    return float((2 * np.arange(1, n + 1) - n - 1) @ x / (n * total))


def gini_corrected(loads: np.ndarray) -> float:
    """Gini for small n: G·n/(n − 1), which reaches 1 when one of n has all. NaN for n < 2. Deltas 2003."""
    n = len(loads)
    return gini(loads) * n / (n - 1) if n > 1 else float("nan")


def herfindahl(loads: np.ndarray) -> float:
    """Herfindahl–Hirschman index: Σs² over the shares s. 1/n when equal, 1 when one has all; else NaN."""
    x = np.asarray(loads, float)
    total = x.sum()
    return float(((x / total) ** 2).sum()) if total else float("nan")


def effective_number(loads: np.ndarray) -> float:
    """Number of departments that, carrying it equally, would be as concentrated: 1/Σs². NaN without load."""
    return 1 / herfindahl(loads)


def top_share(loads: np.ndarray, n: int) -> float:
    """Share of the n largest loads in all, 0 to 1; 1 with fewer departments than n, NaN without load."""
    x = np.sort(np.asarray(loads, float))[::-1]
    total = x.sum()
    return float(x[:n].sum() / total) if total else float("nan")


def lorenz(loads: np.ndarray) -> pd.DataFrame:
    """Lorenz curve, smallest loads first: department_share and load_share, from (0, 0) to (1, 1).

    n + 1 rows; only (0, 0) without departments or load. Lorenz 1905.
    """
    x = np.sort(np.asarray(loads, float))
    if not x.sum():
        x = x[:0]
    return pd.DataFrame(
        {
            "department_share": np.arange(len(x) + 1) / max(len(x), 1),
            "load_share": np.append(0.0, np.cumsum(x)) / (x.sum() or 1.0),
        }
    )
