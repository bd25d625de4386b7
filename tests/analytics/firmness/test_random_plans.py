"""Random plans: every plan with the same degrees equally likely, by enumeration and by another sampler."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given

from analytics.firmness import random_plans
from analytics.loads import workload
from analytics.scope import ScopedPlan
from tests.analytics.scopes import LISTS, davis, scoped_of


def every_plan(scoped: ScopedPlan) -> np.ndarray:
    """All 0/1 matrices with the row and column sums of the scope's, one by one."""
    departments = len(scoped.departments)
    degree, size = workload.counts(scoped)[0], scoped.tasks["size"].to_numpy()
    columns = [
        [np.isin(np.arange(departments), chosen) for chosen in combinations(range(departments), k)]
        for k in size.tolist()
    ]
    plans = [np.array(choice).T for choice in product(*columns)]
    return np.array([plan for plan in plans if (plan.sum(axis=1) == degree).all()], dtype=int)


def shared(plans: np.ndarray) -> np.ndarray:
    """Plans × departments × departments: shared tasks."""
    return plans @ plans.transpose(0, 2, 1)


@pytest.mark.parametrize(
    "lists",
    [
        ("甲乙", "甲乙", "甲丙", "乙丁", "丙"),
        ("甲乙丙", "甲乙", "甲丁", "丁", "甲"),
        ("甲乙丙", "甲乙丙", "甲丁戊", "丁"),
    ],
)
def test_all_plans_of_the_same_degrees_are_equally_likely(lists: tuple[str, ...]) -> None:
    scoped = scoped_of(*lists)
    exact = shared(every_plan(scoped)) > 0
    drawn = random_plans.draw(scoped, 10_000, seed=1)
    for a, b in combinations(range(len(scoped.departments)), 2):
        assert drawn[:, a, b].mean() == pytest.approx(exact[:, a, b].mean(), abs=0.02)


def test_more_steps_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = random_plans.draw(davis(), 1000).mean(axis=0)
    monkeypatch.setattr(random_plans, "ATTEMPTS", 20)
    after = random_plans.draw(davis(), 1000).mean(axis=0)
    assert before == pytest.approx(after, abs=0.08)


def test_the_same_seed_gives_the_same_plans() -> None:
    one, same, other = (random_plans.draw(davis(), 50, seed=seed) for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


@given(LISTS)
def test_a_network_is_one_that_tasks_of_these_sizes_can_make(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    drawn = random_plans.draw(scoped, 20)
    size, departments = scoped.tasks["size"].to_numpy(), len(scoped.departments)
    assert drawn.shape == (20, departments, departments)
    assert not drawn[:, np.arange(departments), np.arange(departments)].any()
    assert (drawn == drawn.transpose(0, 2, 1)).all()
    joint = set(scoped.assignments["task"][size[scoped.assignments["task"]] > 1])
    assert drawn.any() == bool(joint)
    assert np.triu(drawn).sum(axis=(1, 2)).max(initial=0) <= (size * (size - 1) // 2).sum()


def test_where_there_is_one_plan_it_is_the_one() -> None:
    drawn = random_plans.draw(scoped_of("甲乙", "甲乙", "甲乙"), 10)
    assert drawn[:, 0, 1].all()


def test_very_many_departments_have_fewer_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(random_plans, "CELLS", 4 * 9)
    assert random_plans.draw(scoped_of("甲乙", "丙"), 10).shape == (4, 3, 3)
