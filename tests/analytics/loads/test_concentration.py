"""Measures of concentration on loads that a person can check."""

import math
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from analytics.definitions import DEFINITIONS
from analytics.loads import concentration
from analytics.loads.concentration import Concentration
from analytics.scope import Counting, Scope, select
from tests.plans import plan_of

LOADS = st.lists(st.integers(1, 60), min_size=2, max_size=40).map(np.array)


@pytest.mark.parametrize(
    ("counts", "gini", "corrected", "herfindahl", "effective", "top_two"),
    [
        ([1, 3], 0.25, 0.5, 0.625, 1.6, 1.0),
        ([2, 2, 2, 2], 0.0, 0.0, 0.25, 4.0, 0.5),
        ([0, 0, 0, 8], 0.75, 1.0, 1.0, 1.0, 1.0),
        ([1, 2, 3, 4], 0.25, 1 / 3, 0.3, 10 / 3, 0.7),
        ([5], 0.0, math.nan, 1.0, 1.0, 1.0),
        ([], math.nan, math.nan, math.nan, math.nan, math.nan),
        ([0, 0], math.nan, math.nan, math.nan, math.nan, math.nan),
    ],
)
def test_known_loads(
    counts: list[int], gini: float, corrected: float, herfindahl: float, effective: float, top_two: float
) -> None:
    loads = np.array(counts)
    found = [
        concentration.gini(loads),
        concentration.gini_corrected(loads),
        concentration.herfindahl(loads),
        concentration.effective_number(loads),
        concentration.top_share(loads, 2),
    ]
    assert found == pytest.approx([gini, corrected, herfindahl, effective, top_two], nan_ok=True)


def test_lorenz_runs_from_nothing_to_all() -> None:
    assert_frame_equal(
        concentration.lorenz(np.array([6, 1, 3])),
        pd.DataFrame({"department_share": [0, 1 / 3, 2 / 3, 1], "load_share": [0.0, 0.1, 0.4, 1.0]}),
    )
    for nothing in ([], [0, 0]):
        curve = concentration.lorenz(np.array(nothing))
        assert curve.to_numpy().tolist() == [[0.0, 0.0]]


def test_describe_follows_the_scopes_counting() -> None:
    plan = plan_of([("1", None, ["甲", "乙"]), ("2", None, ["甲"]), ("3", None, ["甲"])])
    full, fractional = (
        concentration.describe(select(plan, Scope(counting=counting))) for counting in Counting
    )
    assert full == Concentration(Counting.FULL, 2, 4.0, 0.25, 0.5, 0.625, 1.6, 1.0)
    assert (fractional.counting, fractional.n, fractional.total) == (Counting.FRACTIONAL, 2, 3.0)
    assert fractional.gini == pytest.approx(1 / 3)


def test_describe_of_nothing() -> None:
    found = concentration.describe(select(plan_of([]), Scope()))
    assert (found.n, found.total) == (0, 0.0)
    assert all(map(math.isnan, (found.gini, found.gini_corrected, found.herfindahl, found.top_three_share)))


@given(LOADS)
def test_gini_is_the_mean_difference_of_all_pairs(loads: np.ndarray) -> None:
    differences = np.abs(loads[:, None] - loads[None, :]).mean()
    assert concentration.gini(loads) == pytest.approx(differences / (2 * loads.mean()))


@given(LOADS)
def test_gini_is_twice_the_area_between_the_lorenz_curve_and_the_diagonal(loads: np.ndarray) -> None:
    curve = concentration.lorenz(loads)
    below = np.trapezoid(curve["load_share"], curve["department_share"])
    assert concentration.gini(loads) == pytest.approx(1 - 2 * below)


@given(LOADS, st.integers(2, 9))
def test_scale_and_order_do_not_matter(loads: np.ndarray, factor: int) -> None:
    other = loads[::-1] * factor
    for measure in (concentration.gini, concentration.herfindahl, concentration.gini_corrected):
        assert measure(other) == pytest.approx(measure(loads))
    assert 1 <= concentration.effective_number(loads) <= len(loads) + 1e-9
    assert 0 <= concentration.gini_corrected(loads) <= 1


# ── against chance ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("counting", Counting)
def test_the_reference_is_what_dealing_one_by_one_gives(counting: Counting) -> None:
    """The same by plain loops over each naming, with another generator of random numbers."""
    lists = [(str(n), None, ["甲", "乙", "丙"][: n % 3 + 1]) for n in range(12)]
    scoped = select(plan_of(lists), Scope(counting=counting))
    shares = [1 / len(own) if counting is Counting.FRACTIONAL else 1 for _, _, own in lists for _ in own]
    dice = Random(7)
    effective, ginis = [], []
    for _ in range(4000):
        dealt = [0.0, 0.0, 0.0]
        for share in shares:
            dealt[dice.randrange(3)] += share
        named = np.array([load for load in dealt if load])
        effective.append(concentration.effective_number(named))
        ginis.append(np.nan_to_num(concentration.gini_corrected(named)))
    found = concentration.reference(scoped)
    assert found.effective_number == pytest.approx(np.mean(effective), abs=0.03)
    assert found.gini_corrected == pytest.approx(np.mean(ginis), abs=0.012)
    assert [found.low, found.high] == pytest.approx(np.quantile(ginis, [0.025, 0.975]).tolist(), abs=0.1)


def test_the_definition_tells_the_draws_and_the_seed() -> None:
    told = DEFINITIONS["reference"].formula
    assert f"重复 {concentration.REFERENCE_DRAWS} 次（随机种子 {concentration.REFERENCE_SEED}）" in told


def test_nothing_to_deal_has_no_reference() -> None:
    found = concentration.reference(select(plan_of([("1", None, ["甲"])]), Scope()))
    assert all(map(math.isnan, (found.effective_number, found.gini_corrected, found.low, found.high)))
