"""The command line: ``python -m analytics workload|network|significance|meetings|ledger``."""

import json
import sys
from io import TextIOWrapper

from analytics.commandline import answers
from analytics.commandline.arguments import parse_arguments, scope_of
from analytics.commandline.ledgers import send_ledgers
from analytics.commandline.plans import plan_of, scoped
from data.commandline.commands import print_error
from data.errors import DashboardError


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
        plan = plan_of(options.plan, options.database)
        seen = scoped(plan, scope_of(options), options.sections)
        answer = {
            "workload": lambda: answers.workload_answer(plan, seen),
            "network": lambda: answers.network_answer(seen),
            "significance": lambda: answers.significance_answer(seen),
            "meetings": lambda: answers.meetings_answer(seen, options.at_most),
        }[options.command]()
    except DashboardError as error:
        return print_error(error)
    print(json.dumps(answer, ensure_ascii=False, indent=2, allow_nan=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
