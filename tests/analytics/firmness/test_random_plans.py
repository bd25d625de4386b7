"""Random plans: every plan with the same degrees equally likely, by enumeration and by another sampler."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given

from analytics.firmness import random_plans
from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties.incidence import incidence
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
    exact, drawn = shared(every_plan(scoped)), random_plans.draw(scoped, 20_000, seed=1)
    for a, b in combinations(range(len(scoped.departments)), 2):
        of = drawn.classes[a, b]
        for tasks in range(1, drawn.histogram.shape[1]):
            expected = (exact[:, a, b] >= tasks).mean()
            assert drawn.at_least()[of, tasks] / 20_000 == pytest.approx(expected, abs=0.015)
        assert drawn.expected()[of] == pytest.approx(exact[:, a, b].mean(), abs=0.02)
        assert drawn.networks[:, a, b].mean() == pytest.approx((exact[:, a, b] > 0).mean(), abs=0.06)


def curveball(matrix: np.ndarray, draws: int, trades: int, seed: int) -> np.ndarray:
    """Mean shared tasks over random matrices: rows trade what only one of them has (Strona et al. 2014)."""
    random = np.random.default_rng(seed)
    rows = [set(np.flatnonzero(row).tolist()) for row in matrix]
    total = np.zeros((len(rows), len(rows)))
    for _ in range(draws):
        for _ in range(trades):
            a, b = random.choice(len(rows), 2, replace=False)
            both, either = rows[a] & rows[b], sorted(rows[a] ^ rows[b])
            mixed = random.permutation(either).tolist()
            given = len(rows[a]) - len(both)
            rows[a], rows[b] = both | set(mixed[:given]), both | set(mixed[given:])
        drawn = np.zeros(matrix.shape, int)
        for row, tasks in enumerate(rows):
            drawn[row, list(tasks)] = 1
        total += drawn @ drawn.T
    return total / draws


def test_another_sampler_expects_the_same_of_the_davis_women() -> None:
    women = davis()
    drawn = random_plans.draw(women, 4000)
    found = drawn.expected()[drawn.classes]
    other = curveball(incidence(women).toarray(), draws=800, trades=30, seed=1)
    upper = np.triu_indices(18, 1)
    assert np.abs(found - other)[upper].max() < 0.2
    assert np.abs(found - other)[upper].mean() < 0.03
    assert found[upper].sum() == pytest.approx(other[upper].sum())  # both keep the sizes of the tasks


def test_more_steps_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = random_plans.draw(davis(), 3000)
    monkeypatch.setattr(random_plans, "ATTEMPTS", 20)
    after = random_plans.draw(davis(), 3000)
    assert before.expected() == pytest.approx(after.expected(), abs=0.12)


def test_the_same_seed_gives_the_same_plans() -> None:
    one, same, other = (random_plans.draw(davis(), 50, seed=seed) for seed in (1, 1, 2))
    assert (one.networks == same.networks).all()
    assert (one.histogram == same.histogram).all()
    assert (one.networks != other.networks).any()


@given(LISTS)
def test_sizes_of_tasks_and_numbers_of_pairs_are_kept(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    drawn = random_plans.draw(scoped, 20)
    size, departments = scoped.tasks["size"].to_numpy(), len(scoped.departments)
    assert (drawn.histogram @ np.arange(drawn.histogram.shape[1])).sum() == 20 * (
        size * (size - 1) // 2
    ).sum()
    assert (drawn.histogram.sum(axis=1) == 20 * drawn.pairs).all()
    assert drawn.pairs.sum() == departments * (departments - 1) // 2
    assert drawn.networks.shape == (20, departments, departments)
    assert not drawn.networks[:, np.arange(departments), np.arange(departments)].any()
    ties = np.triu(drawn.networks).sum()
    assert ties == drawn.histogram[:, 1:].sum()


def test_where_there_is_one_plan_it_is_the_one() -> None:
    drawn = random_plans.draw(scoped_of("甲乙", "甲乙", "甲乙"), 10)
    assert drawn.histogram.tolist() == [[0, 0, 0, 10]]
    assert drawn.expected().tolist() == [3.0]
