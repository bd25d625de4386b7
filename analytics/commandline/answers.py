"""What each command prints: the measures of a page as plain values, names whole and numbers unrounded."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from math import isnan
from typing import Any

import pandas as pd

from analytics import findings
from analytics.arrangements import coverage
from analytics.arrangements.coverage import AS_LISTED, Attendance
from analytics.drafts.draft import Draft
from analytics.drafts.rules import check
from analytics.firmness.significance import Adjustment, significance
from analytics.loads import concentration, workload
from analytics.loads.workload import TOLERANCE
from analytics.scenarios.applying import Applied
from analytics.scenarios.comparing import Totals, before_after
from analytics.scenarios.proposals import even_firsts, limits_of, relieve
from analytics.scenarios.wording import edits
from analytics.scope import Collectives, Level, Scope, ScopedPlan, select
from analytics.ties import collaboration
from analytics.years.changes import changes
from analytics.years.matching import Decided, Progress
from analytics.years.plans import YearPlan
from data.scenarios.changes import Change, told
from data.scenarios.form import Scenario, written
from data.store.plan import Plan

Answer = dict[str, Any]

UNIT = ("full", "fractional", "sole", "joint", "first_listed", "sections", "full_rank", "fractional_rank")


def workload_answer(plan: Plan, scoped: ScopedPlan) -> Answer:
    """What 部门负荷 shows: every unit with its counts and ranks, how concentrated they are, and the sentences.

    ``concentration`` is of the units as the scope takes them, collective names among them; ``null`` where a figure has
    no meaning, and for the rank of a collective name.
    """
    table = workload.by_department(scoped)
    spread, chance = concentration.describe(scoped), concentration.reference(scoped)
    sentences = [
        said for picture in findings.LoadPicture for said in findings.picture_findings(plan, scoped, picture)
    ]
    return {
        "tasks": len(scoped.tasks),
        "units": [
            {"name": row["name"], "collective": bool(row["collective"])}
            | {column: _plain(row[column]) for column in UNIT}
            for row in table.to_dict("records")
        ],
        "concentration": {
            "units": spread.n,
            "namings": len(scoped.assignments),
            "gini": _plain(spread.gini),
            "gini_corrected": _plain(spread.gini_corrected),
            "effective_number": _plain(spread.effective_number),
            "reference": {
                name: _plain(getattr(chance, name))
                for name in ("effective_number", "gini_corrected", "low", "high")
            },
        },
        "sentences": [str(sentence) for sentence in sentences],
    }


def network_answer(scoped: ScopedPlan) -> Answer:
    """What 协同网络 shows: who is tied to whom by which tasks, in which group, and without whom a group falls apart.

    ``degree``: departments that share a task with the unit. ``component``: number of its group, 1 the largest.
    ``cut_off``: those that lose the rest of their group without the unit.
    """
    departments, ties, numbers = scoped.departments, collaboration.ties(scoped), _numbers(scoped)
    names = dict(zip(departments["department_id"], departments["name"], strict=True))
    degree = pd.concat([ties["source_id"], ties["target_id"]]).value_counts()
    group = {
        department: number
        for number, members in enumerate(collaboration.components(scoped), 1)
        for department in members
    }
    return {
        "units": [
            {"name": row["name"], "kind": row["kind"], "degree": int(degree.get(row["department_id"], 0))}
            | {"component": group[row["department_id"]]}
            for row in departments.to_dict("records")
        ],
        "ties": [
            {
                "units": [row["source_name"], row["target_name"]],
                "shared": row["shared"],
                "newman": row["newman"],
                "tasks": [numbers[task] for task in row["task_ids"]],
            }
            for row in ties.to_dict("records")
        ],
        "connecting_units": [
            {"name": unit.name, "cut_off": [names[own] for part in unit.cut_off for own in part]}
            for unit in collaboration.connecting_departments(scoped)
        ],
    }


def significance_answer(scoped: ScopedPlan) -> Answer:
    """What 联系强弱 shows of every pair that shares a task: whether chance gives as many, under each reference.

    ``expected``: mean of the random plans; ``p_interval``: Monte Carlo interval of ``p`` at 99%; ``adjusted``: corrected by
    Benjamini–Hochberg over the pairs that can be tested under the reference (``comparisons``), ``null`` for the others.
    """
    found = significance(scoped)
    first = next(iter(found.values()))
    references = {}
    for reference, judged in found.items():
        frame, adjusted = judged.frame, judged.adjusted()
        references[reference.value] = [
            {
                "expected": _plain(row["expected"]),
                "p": _plain(row["p_value"]),
                "p_interval": [_plain(row["low"]), _plain(row["high"])],
                "adjusted": _plain(corrected["value"]),
                "verdict": corrected["verdict"],
            }
            for row, corrected in zip(frame.to_dict("records"), adjusted.to_dict("records"), strict=True)
        ]
    return {
        "pairs": [
            {
                "units": [row["source_name"], row["target_name"]],
                "shared": row["shared"],
                "same_parent": bool(row["same_parent"]),
                "references": {reference: rows[at] for reference, rows in references.items()},
            }
            for at, row in enumerate(first.frame.to_dict("records"))
        ],
        "correction": Adjustment.FALSE_DISCOVERY.value,
        "comparisons": {reference.value: judged.comparisons for reference, judged in found.items()},
        "seed": first.seed,
    }


def meetings_answer(scoped: ScopedPlan, seats_at_most: int, attendance: Attendance = AS_LISTED) -> Answer:
    """What 联席会议 shows: the fewest meetings that bring the units of every joint task together, and what is proven.

    ``unseated``: tasks with more units than a meeting has seats.
    """
    found, numbers = coverage.meetings(scoped, seats_at_most, attendance=attendance), _numbers(scoped)
    return {
        "meetings": [
            {"units": list(meeting.names), "tasks": [numbers[task] for task in meeting.task_ids]}
            for meeting in found.meetings
        ],
        "seats": found.seats,
        "bound_meetings": found.meetings_bound,
        "bound_seats": found.seats_bound,
        "optimal": found.optimal,
        "unseated": [numbers[task] for task in found.unseated],
    }


def comparison_answer(earlier: YearPlan, later: YearPlan, progress: Progress, decided: Decided) -> Answer:
    """What became of every task: what 年度对照 is made of. ``decided``: by a person. Positions are from 1, in the order of each document."""
    return {
        "earlier": {"title": earlier.title, "year": earlier.year},
        "later": {"title": later.title, "year": later.year},
        "tasks": [
            {
                "kind": change.kind.value,
                "earlier": list(change.earlier),
                "later": list(change.later),
                "moved": change.moved,
                "similarity": change.similarity,
                "units": {
                    "added": list(change.departments.added),
                    "removed": list(change.departments.removed),
                },
                "targets": {"added": list(change.targets.added), "removed": list(change.targets.removed)},
            }
            for change in changes(earlier, later, progress, decided)
        ],
    }


def draft_answer(draft: Draft, against: YearPlan | None) -> Answer:
    """What 草案检查 finds. ``position``: of the task, from 1; None for what is about the whole draft."""
    return {
        "findings": [
            {
                "rule": finding.rule.value,
                "position": finding.position,
                "line": finding.line,
                "text": finding.text,
                "suggestion": finding.suggestion,
            }
            for finding in check(draft, against)
        ]
    }


def scenario_answer(
    plan: Plan, scenario: Scenario, applied: Applied, before: ScopedPlan, after: ScopedPlan
) -> Answer:
    """What 情景推演 shows: what the changes make of the plan, whom they touch, and which places of the text say so.

    ``unapplied``: changes that could not be made, by their place from 1, and why. ``units`` and ``ties``: those that differ.
    """
    both = before_after(before, after)
    numbers = dict(zip(plan.tasks["task_id"], plan.tasks["number"], strict=True))
    names = "原要点", "情景"
    return {
        "scenario": scenario.name,
        "changes": [told(change, numbers) for change in scenario.changes],
        "unapplied": [{"change": fault.number, "text": fault.text} for fault in applied.faults],
        "before": _totals(both.before),
        "after": _totals(both.after),
        "units": [
            {
                "name": row["name"],
                "full": [row["earlier_full"], row["later_full"]],
                "fractional": [row["earlier_fractional"], row["later_fractional"]],
            }
            for row in both.departments.to_dict("records")
            if row["more"] or abs(row["later_fractional"] - row["earlier_fractional"]) > TOLERANCE
        ],
        "ties": [
            {
                "units": [row["source_name"], row["target_name"]],
                "shared": [row["earlier_shared"], row["later_shared"]],
            }
            for row in both.changed_ties.to_dict("records")
        ],
        "edits": [
            {"line": edit.line, "task": edit.number, "old": edit.old, "new": edit.new}
            for edit in edits(plan, applied.plan, scenario.document_id)
        ],
        "sentences": [
            str(sentence)
            for sentence in (
                findings.scenario_headline(both, names),
                *findings.scenario_findings(both, names),
            )
        ],
    }


def proposals_answer(plan: Plan, scope: Scope, at_most: int, made: Sequence[Change] = ()) -> Answer:
    """What 情景推演 proposes for a plan, departments taken as the document names them: changes in the form of a scenario's file.

    ``made``: the changes of the scenario, of which some say what proposals leave alone.
    """
    named = replace(scope, level=Level.OFFICE, collectives=Collectives.NODE)
    seen = select(plan, named)
    limits = limits_of(made, seen)
    even, relief = even_firsts(seen, limits), relieve(seen, at_most, limits)
    return {
        "even_firsts": {
            "before": even.before,
            "after": even.after,
            "bound": even.after_bound,
            "bound_changes": even.changes_bound,
            "optimal": even.optimal,
            "changes": written(even.changes),
        },
        "relieve": {
            "unit": relief.unit,
            "counting": named.counting.value,
            "before": relief.before,
            "after": relief.after,
            "bound": relief.after_bound,
            "receiving": relief.receiving,
            "optimal": relief.optimal,
            "changes": written(relief.changes),
        },
    }


def _totals(totals: Totals) -> Answer:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(totals).items()
    }


def _numbers(scoped: ScopedPlan) -> dict[str, int | str]:
    """Task id → its number as printed; a whole number where it is nothing else."""
    return {
        task: int(number) if number.isascii() and number.isdecimal() else number
        for task, number in zip(scoped.tasks["task_id"], scoped.tasks["number"], strict=True)
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it; None for what is missing."""
    if value is None or value is pd.NA or (isinstance(value, float) and isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value
