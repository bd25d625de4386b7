"""结论句: what the figures say, in sentences computed from them.

A sentence says no more than the data hold: being listed is not effort, being listed together is not working
together, and what a scope cannot carry (no tasks, one department) is left unsaid: the list is shorter or empty.
"""

from analytics.findings.agenda import agenda_findings
from analytics.findings.departments import department_figures, department_findings
from analytics.findings.dependencies import (
    dependency_findings,
    without_department_findings,
    without_task_findings,
)
from analytics.findings.firmness import group_findings, position_findings, tie_findings
from analytics.findings.headline import headline
from analytics.findings.levels import (
    against_the_default,
    collective_load_changes,
    collective_tie_changes,
    department_changes,
    level_changes,
    level_tie_changes,
)
from analytics.findings.loads import concentration_findings, first_places, workload_findings
from analytics.findings.meetings import meeting_findings, meeting_title
from analytics.findings.networks import network_findings
from analytics.findings.pairs import compared_findings, direction_findings, pair_findings
from analytics.findings.pictures import LoadPicture, picture_findings
from analytics.findings.scenarios import scenario_findings, scenario_headline
from analytics.findings.sections import section_findings
from analytics.findings.sentences import Figure, Finding, named
from analytics.findings.series import (
    department_series_findings,
    life_findings,
    series_headline,
    tie_series_findings,
)
from analytics.findings.structure import structure_findings
from analytics.findings.targets import target_findings
from analytics.findings.tasks import alone_or_together, figures, overview, roles_unstated
from analytics.findings.turns import (
    concentration_turns,
    first_place_turns,
    joint_turns,
    place_turns,
    widest_section_turns,
)
from analytics.findings.years import (
    change_findings,
    change_headline,
    department_year_findings,
    resizing_findings,
    section_year_findings,
    spread_year_findings,
    tie_year_findings,
    year_reservations,
)

__all__ = [
    "Figure",
    "Finding",
    "LoadPicture",
    "against_the_default",
    "agenda_findings",
    "alone_or_together",
    "change_findings",
    "change_headline",
    "collective_load_changes",
    "collective_tie_changes",
    "compared_findings",
    "concentration_findings",
    "concentration_turns",
    "department_changes",
    "department_figures",
    "department_findings",
    "department_series_findings",
    "department_year_findings",
    "dependency_findings",
    "direction_findings",
    "figures",
    "first_place_turns",
    "first_places",
    "group_findings",
    "headline",
    "joint_turns",
    "level_changes",
    "level_tie_changes",
    "life_findings",
    "meeting_findings",
    "meeting_title",
    "named",
    "network_findings",
    "overview",
    "pair_findings",
    "picture_findings",
    "place_turns",
    "position_findings",
    "resizing_findings",
    "roles_unstated",
    "scenario_findings",
    "scenario_headline",
    "section_findings",
    "section_year_findings",
    "series_headline",
    "spread_year_findings",
    "structure_findings",
    "target_findings",
    "tie_findings",
    "tie_series_findings",
    "tie_year_findings",
    "widest_section_turns",
    "without_department_findings",
    "without_task_findings",
    "workload_findings",
    "year_reservations",
]
