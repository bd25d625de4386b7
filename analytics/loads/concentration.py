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
