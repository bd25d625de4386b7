"""The one thing to take away from a scope: who has how much of it."""

import numpy as np

from analytics.evidence import Mark
from analytics.findings.sections import most_of_a_section
from analytics.findings.sentences import NAMES_AT_MOST, Figure, Finding, listing, say, tasks
from analytics.loads import workload
from analytics.scope import ScopedPlan


def headline(scoped: ScopedPlan) -> list[Finding]:
    """How few departments have half of all namings, in how many tasks they are named; who has most of a section.

    Namings (次) and tasks (项) are never added up to one another. Nothing where no departments stand out.
    """
    return [*_half_of_all(scoped), *most_of_a_section(scoped)[:1]]


def _half_of_all(scoped: ScopedPlan) -> list[Finding]:
    """The departments with most tasks that have together nearest to half of the namings; those level are not parted.

    So few that they can be named, and with a third of the namings at least; else nothing.
    """
    table = workload.by_department(scoped)
    table = table[~table["collective"]].sort_values("full", ascending=False, kind="stable")
    full, every = table["full"].to_numpy(), len(scoped.assignments)
    ends = np.flatnonzero(np.diff(full)) + 1  # after so many a smaller count begins
    ends = ends[ends <= NAMES_AT_MOST]
    if not len(ends):
        return []
    most = int(min(ends, key=lambda end: abs(full[:end].sum() / every - 0.5)))
    if full[:most].sum() * 3 < every:
        return []
    first = table.head(most)
    ids = workload.tasks_of_any(scoped, first["department_id"])
    return [
        say(
            f"{most}个部门（{listing(first['name'].tolist())}）占全部{every}次列名中的",
            Figure(f"{full[:most].sum()}次"),  # namings are not tasks: nothing to list
            "；",
            tasks(scoped.tasks["task_id"]),
            "任务中，",
            Figure(f"{len(ids)}项", ids),
            "列有其中的部门。",
            about=[Mark((department,)) for department in first["department_id"]],
        )
    ]
