"""How firm ties are: p values by enumeration, corrections by SciPy, and what may be called steady."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from analytics.firmness.significance import Adjustment, Significance, adjusted, significance
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from tests.analytics.firmness.test_random_plans import every_plan, shared
from tests.analytics.scopes import davis, scoped_of


def test_p_values_by_enumeration() -> None:
    scoped = scoped_of("甲乙", "甲乙", "甲乙", "丙丁", "丙", "丁")
    exact = shared(every_plan(scoped))
    found = significance(scoped, 20_000)
    first = found.frame.iloc[0]
    assert first[["source_id", "target_id", "shared"]].tolist() == ["甲", "乙", 3]
    assert first["p_value"] == pytest.approx((exact[:, 0, 1] >= 3).mean(), abs=0.01)
    assert first["expected"] == pytest.approx(exact[:, 0, 1].mean(), abs=0.02)
    assert found.comparisons == 6  # all four departments are named twice or more


def test_departments_named_once_are_not_tested_and_one_task_is_never_steady() -> None:
    frame = significance(scoped_of("甲乙", "丙丁", "丙丁", *["戊"] * 30, *["己"] * 30), 500).frame
    found = frame[["source_id", "shared", "tested", "steady"]].to_numpy().tolist()
    assert found == [["丙", 2, True, True], ["甲", 1, False, False]]
    assert frame[["q_value", "adjusted_holm"]].isna().to_numpy().tolist() == [[False, False], [True, True]]
    one_task = significance(scoped_of("甲乙", "甲", "乙", *["戊"] * 60), 500)
    assert one_task.frame["p_value"][0] < 0.05
    assert one_task.frame["tested"].tolist() == [True]
    assert not one_task.steady(Adjustment.NONE).any()


def test_more_comparisons_than_draws_can_carry() -> None:
    found = significance(davis(), draws=100)
    assert found.comparisons == 153
    assert found.smallest == pytest.approx(153 / 101)
    assert not found.steady(Adjustment.HOLM).any()
    assert "共100次（随机种子2023）" in found.method


def test_the_davis_women() -> None:
    """What is steady stays within the two groups of the literature (Freeman 2003: 1–9, 10–18)."""
    found = significance(davis())
    assert (len(found.frame), found.comparisons) == (139, 153)
    steady = {adjustment: found.frame[found.steady(adjustment)] for adjustment in Adjustment}
    assert {adjustment.value: len(ties) for adjustment, ties in steady.items()} == {
        "fdr": 0,
        "holm": 0,
        "none": 5,
    }
    women = nx.davis_southern_women_graph().graph["top"]
    first = set(women[:9])
    for source, target in steady[Adjustment.NONE][["source_id", "target_id"]].to_numpy():
        assert (source in first) == (target in first), (source, target)


@given(st.lists(st.floats(0.0001, 1), max_size=8), st.integers(0, 5))
def test_corrections_agree_with_scipy_and_with_the_textbook(values: list[float], untied: int) -> None:
    p_values, comparisons = np.array(values), len(values) + untied
    q_value, holm = adjusted(p_values, comparisons)
    everyone = np.append(p_values, np.ones(untied))
    if len(everyone):
        assert q_value == pytest.approx(false_discovery_control(everyone)[: len(values)])
    for at, p in enumerate(p_values):
        smaller = np.sort(everyone)[: (everyone <= p).sum()]
        steps = [min(1, (comparisons - rank) * value) for rank, value in enumerate(smaller)]
        assert holm[at] == pytest.approx(max(steps))
    assert (holm >= q_value - 1e-12).all()


def whole(found: Significance, scoped: ScopedPlan) -> bool:
    pairs = ["source_id", "target_id", "shared"]
    return found.frame[pairs].equals(collaboration.ties(scoped)[pairs])


def test_rows_are_those_of_the_ties() -> None:
    scoped = scoped_of("乙甲", "丙丁", "乙丙")
    assert whole(significance(scoped, 10), scoped)


@pytest.mark.parametrize("lists", [(), ("",), ("甲",), ("甲", "乙")])
def test_without_ties_there_is_nothing_to_test(lists: tuple[str, ...]) -> None:
    found = significance(scoped_of(*lists), 10)
    assert len(found.frame) == 0
    assert found.steady().tolist() == []
    assert found.frame.columns.tolist() == significance(scoped_of("甲乙"), 10).frame.columns.tolist()
