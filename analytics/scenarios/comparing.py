"""Two plans of one document side by side, a scenario and what it is held against: what changes for whom."""

from dataclasses import dataclass

import pandas as pd

from analytics.arrangements import agenda, coverage
from analytics.arrangements.agenda import Rules
from analytics.loads import workload
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.ties import collaboration
from analytics.years.departments import departments_of_both, ties_of_both

SECONDS = 2.0
"""For the meetings of a plan, and as much for its agenda; what is not proven by then is told as such."""

ARRANGED_AT_MOST = 500
"""Joint tasks of which meetings and an agenda are looked for; of more nobody makes one agenda, and it would take too long."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a plan comes to, seen through its scope."""

    tasks: int
    namings: int  # 列名次数: departments and collective names of tasks
    departments: int  # that are named, collective names not among them
    collectives: int  # collective names that are named
    joint: int  # 共同承担: tasks with several departments
    ties: int  # pairs of departments with a task in common
    components: int  # groups of departments that are joined by tasks: of two or more, as 协同网络 counts them
    isolated: int  # that share no task with another, collective names among them
    connecting: tuple[str, ...]  # departments without which a group falls apart, in the order of the measure
    meetings: int | None  # the fewest found, of at most ``coverage.SEATS_AT_MOST`` departments
    seats: int | None  # of all these meetings
    meetings_optimal: bool  # whether fewer, and fewer seats with so many, are proven impossible
    waiting_slots: int | None  # of the agenda of the joint tasks: items times departments that wait
    waiting_minutes: int | None
    waiting_optimal: bool  # whether less is proven impossible
    # None where there are more joint tasks than ``ARRANGED_AT_MOST``


@dataclass(frozen=True, eq=False)
class BeforeAfter:
    """What becomes of a plan."""

    before: Totals
    after: Totals

    departments: pd.DataFrame
    """``analytics.years.departments.departments_of_both``: before as the earlier, after as the later."""

    ties: pd.DataFrame
    """``analytics.years.departments.ties_of_both``."""

    cells: pd.DataFrame
    """``cells_of_both``."""

    @property
    def changed_ties(self) -> pd.DataFrame:
        """Those of ``ties`` that rest on more or fewer tasks than before."""
        differs = self.ties["earlier_shared"] != self.ties["later_shared"]
        return self.ties[differs].reset_index(drop=True)


def before_after(before: ScopedPlan, after: ScopedPlan, seconds: float = SECONDS) -> BeforeAfter:
    """Two plans, seen through one scope, side by side: 参与数 and 分担数 of each department, ties, and what each comes to.

    ``seconds``: at most for the meetings of each, and for its agenda. Plans without tasks give zeros and no rows.
    """
    return BeforeAfter(
        totals(before, seconds),
        totals(after, seconds),
        departments_of_both(before, after),
        ties_of_both(before, after),
        cells_of_both(before, after),
    )


def totals(scoped: ScopedPlan, seconds: float = SECONDS) -> Totals:
    """What a plan comes to; ``seconds``: at most for its meetings, and for its agenda."""
    summary = workload.summary(scoped)
    arranged = summary.joint_tasks <= ARRANGED_AT_MOST
    met = coverage.meetings(scoped, seconds=seconds) if arranged else None
    items = agenda.items(scoped, Rules()) if arranged else None
    order = agenda.arrange(items, seconds) if items is not None and len(items) else None
    waiting = order.waiting if order else agenda.Waiting(0, 0) if arranged else None
    return Totals(
        tasks=summary.tasks,
        namings=summary.responsibilities,
        departments=summary.departments,
        collectives=summary.collectives,
        joint=summary.joint_tasks,
        ties=len(collaboration.ties(scoped)),
        components=sum(len(group) > 1 for group in collaboration.components(scoped)),
        isolated=len(collaboration.isolates(scoped)),
        connecting=tuple(unit.name for unit in collaboration.connecting_departments(scoped)),
        meetings=len(met.meetings) if met else None,
        seats=met.seats if met else None,
        meetings_optimal=met.optimal if met else False,
        waiting_slots=waiting.slots if waiting else None,
        waiting_minutes=waiting.minutes if waiting else None,
        waiting_optimal=order.optimal if order else arranged,
    )


def cells_of_both(before: ScopedPlan, after: ScopedPlan) -> pd.DataFrame:
    """Where the departments have more or fewer tasks: a row for each section and department whose number differs.

    Columns: section_id (missing outside any section), department_id, name, before, after (tasks), more (after − before, never
    0). In the order of ``analytics.loads.workload.by_section``, of ``before`` first. Equal plans: no rows.
    """
    columns = ["section_id", "department_id", "name", "before", "after", "more"]
    counts: dict[tuple[object, str], list] = {}
    for side, scoped in enumerate((before, after)):
        for row in each_row(workload.by_section(scoped)):
            section = None if pd.isna(row.section_id) else row.section_id
            own = counts.setdefault((section, row.department_id), [row.name, 0, 0])
            own[1 + side] = int(row.full)
    rows = [
        (*place, name, one, other, other - one)
        for place, (name, one, other) in counts.items()
        if one != other
    ]
    return pd.DataFrame(rows, columns=columns).astype({"before": int, "after": int, "more": int})
