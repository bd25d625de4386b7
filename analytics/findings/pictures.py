"""Which sentences belong to which picture of 部门负荷: what is found in it, and where that turns with a switch."""

from collections.abc import Callable
from enum import StrEnum

from analytics.findings.loads import concentration_findings, workload_findings
from analytics.findings.sections import section_findings
from analytics.findings.sentences import Finding
from analytics.findings.tasks import alone_or_together
from analytics.findings.turns import (
    Ask,
    apply,
    concentration_turns,
    first_place_turns,
    joint_turns,
    widest_section_turns,
)
from analytics.scope import ScopedPlan
from data.store.plan import Plan


class LoadPicture(StrEnum):
    """The pictures, by their names."""

    LOAD = "参与与分担"
    TOGETHER = "独立与共同"
    SECTIONS = "按部分"
    CONCENTRATION = "集中程度"


_SENTENCES: dict[LoadPicture, tuple[Callable[..., list[Finding]], Callable[..., list[Finding]]]] = {
    LoadPicture.LOAD: (workload_findings, first_place_turns),
    LoadPicture.TOGETHER: (alone_or_together, joint_turns),
    LoadPicture.SECTIONS: (section_findings, widest_section_turns),
    LoadPicture.CONCENTRATION: (concentration_findings, concentration_turns),
}


def picture_findings(plan: Plan, scoped: ScopedPlan, picture: LoadPicture, ask: Ask = apply) -> list[Finding]:
    """The sentences beside a picture. ``ask``: gives a measure of what it is asked with; empty where there is nothing to say."""
    found, turns = _SENTENCES[picture]
    return [*ask(found, scoped), *ask(turns, plan, scoped.scope, ask)]
