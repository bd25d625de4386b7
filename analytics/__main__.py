"""The command line: ``python -m analytics workload|network|significance|meetings|compare|check-draft|ledger``."""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from analytics.commandline import answers
from analytics.commandline.arguments import parse_arguments, scope_of
from analytics.commandline.ledgers import send_ledgers
from analytics.commandline.plans import draft_of, one_year, plan_of, scoped
from data.commandline.commands import print_error
from data.commandline.printing import Progress
from data.errors import DashboardError


def _of_plan(options: Namespace) -> answers.Answer:
    """What a page shows of one plan."""
    plan = plan_of(options.plan, options.database)
    seen = scoped(plan, scope_of(options), options.sections)
    if options.command == "workload":
        return answers.workload_answer(plan, seen)
    if options.command == "network":
        return answers.network_answer(seen)
    if options.command == "significance":
        return answers.significance_answer(seen)
    return answers.meetings_answer(seen, options.at_most)


def _compare(options: Namespace) -> answers.Answer:
    earlier, later = (one_year(asked, options.database) for asked in (options.earlier, options.later))
    bar: Progress | None = None

    def told(done: int, total: int) -> None:
        nonlocal bar
        bar = bar or Progress(total)
        bar.show(done, "对照")
        if done == total:
            bar.clear()

    return answers.comparison_answer(earlier, later, told)


def _check_draft(options: Namespace) -> answers.Answer:
    draft = draft_of(Path(options.draft), options.database)
    against = one_year(options.against, options.database) if options.against else None
    return answers.draft_answer(draft, against)


ANSWERS: dict[str, Callable[[Namespace], answers.Answer]] = {
    "workload": _of_plan,
    "network": _of_plan,
    "significance": _of_plan,
    "meetings": _of_plan,
    "compare": _compare,
    "check-draft": _check_draft,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 on an error, 2 on a wrong call."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parse_arguments(arguments)
    try:
        if options.command == "ledger":
            return send_ledgers(
                options.period, options.as_of, options.document, options.target, options.database
            )
        answer = ANSWERS[options.command](options)
    except DashboardError as error:
        return print_error(error)
    try:
        print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False), flush=True)
    except BrokenPipeError:  # the reader of our output has left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
