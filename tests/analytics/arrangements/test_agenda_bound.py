"""What every order waits at least: the bound of the linear programme against the search."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules, Sections
from analytics.arrangements.agenda.bound import BLOCKS_AT_MOST, bounds
from analytics.arrangements.agenda.parts import parts
from analytics.arrangements.agenda.search import search
from analytics.scope import Scope, ScopedPlan, select
from data.errors import ScopeError
from tests.analytics.arrangements.agendas import ALL, TASKS, items_of
from tests.analytics.scopes import scoped_of
from tests.plans import plan_of


@given(TASKS, st.sampled_from(Sections))
def test_no_order_falls_below_the_bound_of_the_linear_programme(tasks: list, sections: Sections) -> None:
    try:
        items = items_of(tasks, sections, placed_at_most=2)
    except ScopeError:
        return
    for part in parts(items):
        far = 1 + int(part.weight.sum()) * part.named.shape[1]
        least = search(part, far, 10**6, lambda: None).waiting
        assert least is not None
        assert max(bounds(part, lambda: None)) <= least


def test_three_departments_in_pairs_and_a_star() -> None:
    """Of three pairs one comes between the others; of four tasks around one, two stand on a side: somebody waits twice."""
    (pairs,) = parts(agenda.items(scoped_of("甲乙", "乙丙", "丙甲"), ALL))
    assert list(bounds(pairs, lambda: None)) == [0, 1]
    (star,) = parts(agenda.items(scoped_of("甲乙丙丁", "甲", "乙", "丙", "丁"), ALL))
    assert max(bounds(star, lambda: None)) == 2


def test_too_many_blocks_have_no_programme() -> None:
    """All pairs of 21 departments: 210 blocks."""
    names = [f"部门{n}" for n in range(21)]
    tasks = [(str(n), None, list(pair)) for n, pair in enumerate(combinations(names, 2), 1)]
    (part,) = parts(agenda.items(select(plan_of(tasks), Scope()), ALL))
    assert len(part) > BLOCKS_AT_MOST
    assert list(bounds(part, lambda: None)) == [0]


def test_the_joint_tasks_by_the_linear_programme_alone(offices: ScopedPlan) -> None:
    part = max(parts(agenda.items(offices, Rules())), key=len)
    assert max(bounds(part, lambda: None)) == 10
    assert list(bounds(part, lambda: None, seconds_left=lambda: 0.0)) == [0]
