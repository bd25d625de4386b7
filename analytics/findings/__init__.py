"""结论句: what the figures say, in sentences computed from them.

A sentence says no more than the data hold: being listed is not effort, being listed together is not working
together, and what a scope cannot carry (no tasks, one unit) is left unsaid: the list is shorter or empty.
"""

from analytics.findings.levels import collective_changes, level_changes
from analytics.findings.loads import concentration_findings, workload_findings
from analytics.findings.networks import network_findings
from analytics.findings.sections import section_findings
from analytics.findings.sentences import Figure, Finding
from analytics.findings.tasks import alone_or_together, overview
from analytics.findings.units import department_findings

__all__ = [
    "Figure",
    "Finding",
    "alone_or_together",
    "collective_changes",
    "concentration_findings",
    "department_findings",
    "level_changes",
    "network_findings",
    "overview",
    "section_findings",
    "workload_findings",
]
