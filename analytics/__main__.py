"""The command line: ``python -m analytics workload|network|significance|meetings|scenario|compare|check-draft|ledger|directory|template``."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from analytics.commandline import answers
from analytics.commandline.arguments import parse_arguments, scope_of
from analytics.commandline.directories import write_directory
from analytics.commandline.ledgers import send_ledgers
from analytics.commandline.plans import (
    attendance,
    decided_of,
    draft_of,
    one_year,
    plan_of,
    scenario_of,
    scoped,
)
from analytics.commandline.templates import set_template
from analytics.scenarios.applying import apply
from analytics.scope import ScopedPlan
from data.commandline import commands
from data.commandline.printing import Progress
from data.store.plan import Plan


def _compare(options: Namespace) -> answers.Answer:
    earlier, later = (one_year(asked, options.database) for asked in (options.earlier, options.later))
    decided = decided_of(options.earlier, options.later, options.database)
    bar: Progress | None = None

    def told(done: int, total: int) -> None:
        nonlocal bar
        bar = bar or Progress(total)
        bar.show(done, "对照")
        if done == total:
            bar.clear()

    return answers.comparison_answer(earlier, later, told, decided)


def _check_draft(options: Namespace) -> answers.Answer:
    draft = draft_of(Path(options.draft), options.database)
    against = one_year(options.against, options.database) if options.against else None
    return answers.draft_answer(draft, against)


def _scenario(options: Namespace, plan: Plan, seen: ScopedPlan) -> answers.Answer:
    scenario = scenario_of(options.changes, plan)
    applied = apply(plan, scenario)
    after = scoped(applied.plan, scope_of(options), options.sections)
    answer = answers.scenario_answer(plan, scenario, applied, seen, after)
    if options.propose:
        answer["proposals"] = answers.proposals_answer(
            applied.plan, after.scope, options.at_most, scenario.changes
        )
    return answer


OF_A_PLAN: dict[str, Callable[[Namespace, Plan, ScopedPlan], answers.Answer]] = {
    "workload": lambda options, plan, seen: answers.workload_answer(plan, seen),
    "network": lambda options, plan, seen: answers.network_answer(seen),
    "significance": lambda options, plan, seen: answers.significance_answer(seen),
    "meetings": lambda options, plan, seen: answers.meetings_answer(
        seen, options.at_most, attendance(seen, options.always, options.never, options.together)
    ),
    "scenario": _scenario,
}
"""What a page shows of one plan, seen through the switches."""

OTHERS: dict[str, Callable[[Namespace], answers.Answer]] = {"compare": _compare, "check-draft": _check_draft}


def _answer(options: Namespace) -> answers.Answer:
    if options.command in OTHERS:
        return OTHERS[options.command](options)
    plan = plan_of(options.plan, options.database)
    return OF_A_PLAN[options.command](options, plan, scoped(plan, scope_of(options), options.sections))


def _run(options: Namespace) -> int:
    if options.command == "ledger":
        return send_ledgers(options.period, options.as_of, options.document, options.target, options.database)
    if options.command == "directory":
        return write_directory(options.body, options.target, options.database)
    if options.command == "template":
        return set_template(options.file, options.database, remove=options.remove)
    print(json.dumps(_answer(options), ensure_ascii=False, indent=2, allow_nan=False))
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 on an error, 2 on a wrong call, 130 when interrupted."""
    commands.speak_utf_8()
    options = parse_arguments(arguments)
    return commands.run(lambda: _run(options))


if __name__ == "__main__":
    sys.exit(main())
