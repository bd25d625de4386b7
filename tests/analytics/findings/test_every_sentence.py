"""What holds for every sentence: of nothing there is none, and whatever the plan, each is whole and claims no more."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import findings
from analytics.scope import Collectives, Counting, Level, Scope, select
from tests.analytics.findings.sentences import is_sound
from tests.analytics.scopes import DEPARTMENTS, of_lists, scoped_of
from tests.plans import plan_of


@pytest.mark.parametrize("lists", [(), ("",)])
def test_nothing_is_said_of_nothing(lists: tuple[str, ...]) -> None:
    plan, scoped = of_lists(*lists), scoped_of(*lists)
    for say in SCOPED:
        assert say(scoped) == []
    assert findings.level_changes(plan, Scope()) == []
    assert findings.collective_tie_changes(plan, Scope()) == []
    assert findings.collective_load_changes(plan, Scope(collectives=Collectives.OMIT)) == []
    assert findings.first_place_turns(plan, Scope()) == []
    assert findings.overview(plan, scoped) == [] or lists == ("",)


SCOPED = (
    findings.workload_findings,
    findings.section_findings,
    findings.alone_or_together,
    findings.concentration_findings,
    findings.network_findings,
)


@given(
    st.lists(
        st.tuples(st.sampled_from(["一", "二", None]), st.lists(st.sampled_from(DEPARTMENTS), unique=True)),
        max_size=10,
    ),
    st.sampled_from(list(itertools.product(Level, Collectives, Counting))),
)
def test_whatever_the_plan_sentences_are_whole_and_claim_no_more(
    tasks: list[tuple[str | None, list[str]]], ways: tuple[Level, Collectives, Counting]
) -> None:
    plan = plan_of(
        [(str(n), section, departments) for n, (section, departments) in enumerate(tasks, 1)],
        parents={"甲": "局", "乙": "局"},
        collectives={"丙": ["丁", "戊"], "己": []},
    )
    level, collectives, counting = ways
    scope = Scope(level=level, collectives=collectives, counting=counting)
    scoped = select(plan, scope)
    found = [finding for say in SCOPED for finding in say(scoped)]
    found += [*findings.overview(plan, scoped), *findings.level_changes(plan, scope)]
    found += findings.collective_tie_changes(plan, scope) + findings.collective_load_changes(plan, scope)
    found += findings.first_place_turns(plan, scope)
    for department in scoped.departments["department_id"]:
        found += findings.department_findings(scoped, department)
    for finding in found:
        is_sound(finding, plan.tasks["task_id"].tolist())
