"""How fast the dashboard is: ``python -m tests.benchmarks [part …]``; the parts are listed in ``PARTS``.

Without a name, all parts run. Every figure is a median of one run, and stands beside that of something bare that
was timed in turn with it: the ratio is what to compare, milliseconds are of this machine.
"""

import argparse
from collections.abc import Sequence
from importlib import import_module

PARTS = (
    "reading",
    "containers",
    "storing",
    "recovery",
    "measures",
    "networks",
    "agenda",
    "exports",
    "ledgers",
    "pages",
    "load",
    "servers",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the parts asked for, in their usual order."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=" | ".join(PARTS))
    asked = parser.parse_args(arguments).parts
    if unknown := sorted(set(asked) - set(PARTS)):
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    for part in PARTS:
        if part in asked or not asked:
            import_module(f"tests.benchmarks.{part}").main()


if __name__ == "__main__":
    main()
