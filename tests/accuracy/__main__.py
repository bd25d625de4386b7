"""``python -m tests.accuracy``: how well invented documents are read, compared and checked, and where it fails."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from data.importing.directory_files import load_directory
from tests.accuracy import drafts
from tests.accuracy.scoring import DOCUMENTS, HELD_OUT, KINDS, PARTS, Score, score_file
from tests.accuracy.years import scoring as years
from tests.accuracy.years.pairs import HALVES

PAIRS, DRAFTS = 30, 40
"""Pairs of plans, and drafts, of each half."""


def main() -> None:
    """Print what reading, comparing and checking reach."""
    reading()
    comparing()
    checking()


def reading() -> None:
    """Print a row for each document, the differences under it, and the whole of each group."""
    for name, paths in (("documents", DOCUMENTS), ("kinds", KINDS), ("held out", HELD_OUT)):
        _group(name, paths, details=paths is not HELD_OUT)


def _group(name: str, paths: Sequence[Path], *, details: bool) -> None:
    """A group of documents; of those held out, no differences: nobody is to mend by them."""
    directory, whole = load_directory(), Score()
    print(f"\n{name:26}" + "".join(f"{part:>12}" for part in (*PARTS, "silent", "warned", "ms")))
    seconds = 0.0
    for path in paths:
        start = perf_counter()
        found = score_file(path, directory)
        seconds += perf_counter() - start
        whole.merge(found)
        _row(path.stem, found, perf_counter() - start)
        for difference in found.wrong if details else ():
            print(f"    {difference}")
    _row(f"{len(paths)} {name}", whole, seconds / len(paths))


def _row(name: str, found: Score, seconds: float) -> None:
    figures = "".join(f"{found.value(part):12.3f}" for part in PARTS)
    print(f"{name:26}{figures}{found.silent:12}{found.warned:12}{seconds * 1000:12.1f}")


def comparing() -> None:
    """Print a row for each half of the pairs of plans; what was wrong only of the half that the matching was tuned on."""
    print(
        f"\n{'pairs of plans':26}" + "".join(f"{part:>12}" for part in years.PARTS) + "   moves false missed"
    )
    for half in HALVES:
        found = years.score_half(half, PAIRS)
        row = "".join(f"{found.value(part):12.3f}" for part in years.PARTS)
        print(f"{f'{PAIRS} {half}':26}{row}{found.moves:8}{found.false_moves:6}{found.missed_moves:7}")
        for difference in found.wrong if half == HALVES[0] else ():
            print(f"    {difference}")


def checking() -> None:
    """Print for each half of the drafts how many planted faults are found, and how many findings are no fault."""
    print(f"\n{'drafts':26}     planted       found       false  of tasks")
    for half in HALVES:
        found = drafts.score_half(half, DRAFTS)
        counts = (found.planted.total(), found.found.total(), found.false.total(), found.tasks)
        print(f"{f'{DRAFTS} {half}':26}" + "".join(f"{count:12}" for count in counts))
        for difference in found.wrong if half == HALVES[0] else ():
            print(f"    {difference}")


if __name__ == "__main__":
    main()
