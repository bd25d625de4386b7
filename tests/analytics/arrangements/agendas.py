"""Invented agendas."""

from typing import Any

from hypothesis import strategies as st

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Items, Rules, Sections
from analytics.scope import Scope, select
from analytics.task_list import Sharing
from tests.analytics.scopes import DEPARTMENTS
from tests.plans import plan_of

ALL = Rules(Sharing.ANY)

TASKS = st.lists(
    st.tuples(
        st.sampled_from(["一", "二", None]),
        st.lists(st.sampled_from(DEPARTMENTS), unique=True, max_size=4),
        st.integers(1, 9),
        st.sampled_from(["", "", "", "first", "last", "in_order"]),
    ),
    max_size=6,
)
"""Section, departments, minutes and place of each task."""


def items_of(tasks: list, sections: Sections, placed_at_most: int | None = None) -> Items:
    """The items of such tasks, placed as they say, at most so many in each place. ``ScopeError`` where that cannot be."""
    named = [(str(n), section, departments) for n, (section, departments, _, _) in enumerate(tasks, 1)]
    placed: dict[str, Any] = {
        place: tuple(str(n) for n, task in enumerate(tasks, 1) if task[3] == place)[:placed_at_most]
        for place in ("first", "last", "in_order")
    }
    minutes = tuple((str(n), task[2]) for n, task in enumerate(tasks, 1))
    rules = Rules(Sharing.ANY, sections, own_minutes=minutes, **placed)
    return agenda.items(select(plan_of(named, departments=DEPARTMENTS), Scope()), rules)
