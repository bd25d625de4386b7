"""In which section a department has more or fewer tasks than the year before; sections by their counterparts."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from analytics.loads.workload import OUTSIDE_SECTIONS
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.years.comparison import Comparison
from analytics.years.sections import Beside, counterparts


@dataclass(frozen=True, eq=False)
class Cells:
    """Departments by sections of the later plan, in both years."""

    sections: pd.DataFrame
    """A row for each section of the later plan that has a task in either year, in printed order, then those of the earlier
    plan that have no counterpart; tasks outside any section last. section_id (``OUTSIDE_SECTIONS`` outside), before and
    after (tasks), of_earlier (bool: a section of the earlier plan alone), counterparts (titles of the earlier sections
    that it takes up, where one has another title), task_ids (of both, the earlier first)."""

    cells: pd.DataFrame
    """A row for each department in such a section that has a task in either year: section_id, department_id, name, before,
    after (tasks), more (after − before), task_ids (of both, the earlier first)."""


def cells_of_years(earlier: ScopedPlan, later: ScopedPlan, compared: Comparison) -> Cells:
    """Tasks of two plans by department and section; a task of the earlier plan stands in the counterpart of its section.

    Where that is parted, it stands in the part that continues it, else in the one that most of its tasks went to; of a
    section without a counterpart it stays there. ``earlier``, ``later``: the plans compared, seen through one scope. Each
    task of each plan is counted in one section. Plans without tasks: no rows.
    """
    beside = _beside(compared)
    column_of = _columns(compared, earlier, later, beside)
    sections: dict[str, list[list[str]]] = {}
    cells: dict[tuple[str, str], list[list[str]]] = {}
    names: dict[str, str] = {}
    for side, scoped in ((1, later), (0, earlier)):
        ids = scoped.tasks["task_id"].tolist()
        for task in ids:
            sections.setdefault(column_of[task], [[], []])[side].append(task)
        departments = list(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
        for row in each_row(scoped.assignments):
            department, name = departments[row.department]
            names.setdefault(department, name)
            own = cells.setdefault((column_of[ids[row.task]], department), [[], []])
            own[side].append(ids[row.task])
    return Cells(_section_rows(compared, earlier, later, beside, sections), _cell_rows(cells, names))


def _columns(compared: Comparison, earlier: ScopedPlan, later: ScopedPlan, beside: Beside) -> dict[str, str]:
    """task_id → the section in which it is counted."""
    before, after = compared.earlier, compared.later
    ids = _section_ids(earlier), _section_ids(later)
    columns = {task: ids[1][own.section] for task, own in zip(compared.later_ids, after.tasks, strict=True)}
    partners: dict[int, list[int]] = {}
    for change in compared.changes:
        for one in change.earlier:
            partners.setdefault(one - 1, []).extend(other - 1 for other in change.later)
    flows = Counter(
        (before.tasks[one].section, after.tasks[other].section)
        for one, others in partners.items()
        for other in others
    )
    for at, (task, own) in enumerate(zip(compared.earlier_ids, before.tasks, strict=True)):
        met = [after.tasks[other].section for other in partners.get(at, ())]
        choices = [to for one, to in beside if one == own.section and to in ids[1]]
        best = sorted(choices, key=lambda to: (to not in met, -flows[own.section, to], to or 0))
        columns[task] = ids[1][best[0]] if best else ids[0][own.section]
    return columns


def _beside(compared: Comparison) -> Beside:
    links = [
        (one - 1, other - 1)
        for change in compared.changes
        for one in change.earlier
        for other in change.later
    ]
    return counterparts(compared.earlier, compared.later, links)


def _section_ids(scoped: ScopedPlan) -> dict[int | None, str]:
    """Ordinals of the sections with tasks → their ids; outside any: ``OUTSIDE_SECTIONS``."""
    found: dict[int | None, str] = {None: OUTSIDE_SECTIONS}
    own = scoped.tasks.dropna(subset="section_id")
    found |= dict(zip(map(int, own["section_ordinal"]), own["section_id"], strict=True))
    return found


def _section_rows(
    compared: Comparison,
    earlier: ScopedPlan,
    later: ScopedPlan,
    beside: Beside,
    sections: dict[str, list[list[str]]],
) -> pd.DataFrame:
    ordinals = [{own: at for at, own in _section_ids(scoped).items()} for scoped in (earlier, later)]

    def place(section: str) -> tuple[bool, bool, int]:
        of_earlier = section not in ordinals[1]
        return section == OUTSIDE_SECTIONS, of_earlier, ordinals[0 if of_earlier else 1][section] or 0

    rows = [
        (
            section,
            len(sections[section][0]),
            len(sections[section][1]),
            section not in ordinals[1],
            _titles(compared, beside, ordinals[1].get(section)),
            tuple(task for own in sections[section] for task in own),
        )
        for section in sorted(sections, key=place)
    ]
    columns = ["section_id", "before", "after", "of_earlier", "counterparts", "task_ids"]
    return pd.DataFrame(rows, columns=columns)


def _titles(compared: Comparison, beside: Beside, section: int | None) -> tuple[str, ...]:
    """The titles of the earlier sections that one takes up; none where that is its namesake alone."""
    taken = sorted(
        one for one, other in beside if section is not None and other == section and one is not None
    )
    titles = tuple(compared.earlier.sections[one - 1] for one in taken)
    return () if section and titles == (compared.later.sections[section - 1],) else titles


def _cell_rows(cells: dict[tuple[str, str], list[list[str]]], names: dict[str, str]) -> pd.DataFrame:
    rows = [
        (
            section,
            department,
            names[department],
            len(before),
            len(after),
            len(after) - len(before),
            (*before, *after),
        )
        for (section, department), (before, after) in cells.items()
    ]
    columns = ["section_id", "department_id", "name", "before", "after", "more", "task_ids"]
    return pd.DataFrame(rows, columns=columns)
