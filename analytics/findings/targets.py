"""Sentences on targets: how many tasks state one, of which kinds, how many state none."""

from typing import NamedTuple

from analytics.findings.sentences import Figure, Finding, say, tasks
from analytics.loads import targets
from analytics.scope import ScopedPlan
from analytics.task_list import Stating, find
from data.store.plan import Plan
from data.vocabulary import TARGET_LABELS, TargetKind


class TargetFindings(NamedTuple):
    """What is said of the targets of a scope."""

    headline: Finding
    kinds: tuple[Finding, ...]  # 「比例 2 个」, of each kind that occurs, with the tasks that state it
    stating: tuple[str, ...]  # tasks that state a target, in printed order
    unstated: int  # tasks that state none


def target_findings(plan: Plan, scoped: ScopedPlan) -> TargetFindings:
    """What the scope's tasks state; without targets, no kinds."""
    stated = targets.stated(plan, scoped)
    stating = tuple(find(scoped, stating=Stating.STATED))
    by_kind = [(kind, stated["task_id"][stated["kind"] == kind]) for kind in TargetKind]
    return TargetFindings(
        say(tasks(scoped.tasks["task_id"]), "任务中，", tasks(stating), "写明了目标或时限。"),
        tuple(
            say(f"{TARGET_LABELS[kind]} ", Figure(f"{len(ids)} 个", tuple(dict.fromkeys(ids))))
            for kind, ids in by_kind
            if len(ids)
        ),
        stating,
        len(scoped.tasks) - len(stating),
    )
