"""Every measure is defined once, and every definition is of something that exists."""

import importlib
import inspect

import pytest

from analytics.arrangements import coverage
from analytics.definitions import DEFINITIONS
from analytics.drafts import rules
from analytics.firmness import brokerage, random_plans, resilience, shared_tasks, significance
from analytics.loads import concentration, targets, workload
from analytics.progress import standing
from analytics.scenarios import applying, comparing, proposals
from analytics.scope import Scope, select
from analytics.ties import collaboration, combinations, direction, groups, incidence, matrix, pairs
from analytics.years import cells, changes, departments, lives, matching, sections, spread
from tests.plans import plan_of

NO_MEASURES = {
    "loads.workload.tasks_of",  # the tasks behind a figure
    "loads.workload.tasks_of_any",
    "loads.workload.tasks_of_all",
    "loads.workload.row_of",
    "loads.workload.known_of_leading",  # which columns a table can tell
    "ties.collaboration.ties_shown",
    "ties.collaboration.is_shown",
    "ties.collaboration.between",  # parts of an answer, as a picture has room for them
    "ties.collaboration.connecting_names",
    "ties.collaboration.part_of",
    "ties.collaboration.strongest",
    "ties.combinations.largest_tasks",
    "ties.direction.direction_matrix",
    "ties.matrix.only",
    "loads.concentration.against_chance",  # a figure beside its reference, in a word
    "loads.targets.deadlines",  # dates as the document states them
    "loads.targets.deadline_text",
    "loads.targets.as_date",
    "scenarios.applying.is_scenario",  # of a plan, not a figure
    "scenarios.proposals.limits_of",  # what a person set
    "progress.standing.with_status",  # the tasks behind a figure
    "progress.standing.by_filler",
    "progress.standing.needing",
    "loads.targets.seen_from",
    "years.spread.figure_table",  # figures under their headings
    "years.spread.side_by_side",
}
MEASURING = (
    *(brokerage, collaboration, combinations, concentration, coverage, direction, groups, incidence),
    *(cells, changes, departments, lives, matching, rules, sections, spread, standing),
    *(applying, comparing, proposals),
    *(matrix, pairs, random_plans, resilience, shared_tasks, significance, targets, workload),
)
PLAIN = {
    "department_id",
    "name",
    "kind",
    "collective",
    "source_id",
    "target_id",
    "source_name",
    "target_name",
    "task_ids",
}
RANKS = {"full_rank", "fractional_rank"}  # defined together as "rank"


def test_every_public_function_that_measures_has_its_definition() -> None:
    public = {
        f"{module.__name__.removeprefix('analytics.')}.{name}"
        for module in MEASURING
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    }
    defined = {function for definition in DEFINITIONS.values() for function in definition.functions}
    assert public - defined == NO_MEASURES


def test_every_function_named_by_a_definition_exists() -> None:
    for definition in DEFINITIONS.values():
        for named in definition.functions:
            module, _, function = named.rpartition(".")
            assert callable(getattr(importlib.import_module(f"analytics.{module}"), function)), named


def test_every_figure_of_the_tables_has_its_definition() -> None:
    scoped = select(plan_of([("1", None, ["甲", "乙"])]), Scope())
    figures = {*workload.by_department(scoped), *collaboration.ties(scoped)} - PLAIN - RANKS
    assert figures - set(DEFINITIONS) == set()


@pytest.mark.parametrize("key", DEFINITIONS)
def test_a_definition_is_whole(key: str) -> None:
    definition = DEFINITIONS[key]
    assert definition.key == key
    for text in (definition.name, definition.formula, definition.reads, definition.caveat, definition.source):
        assert text.strip() == text != ""
    for sentence in (definition.reads, definition.caveat):
        assert sentence.endswith("。")


def test_names_are_not_used_twice() -> None:
    names = [definition.name for definition in DEFINITIONS.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("word", ["影响力", "重要", "忙", "工作量"])
def test_no_definition_claims_more_than_the_lists_hold(word: str) -> None:
    assert [d.key for d in DEFINITIONS.values() if word in d.name + d.formula + d.reads + d.caveat] == []
