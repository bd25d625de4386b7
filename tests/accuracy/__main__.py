"""``python -m tests.accuracy``: how well each invented document is read, and where it fails."""

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from data.names.directory import load_directory
from tests.accuracy.scoring import DOCUMENTS, HELD_OUT, KINDS, PARTS, Score, score_file


def main() -> None:
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


if __name__ == "__main__":
    main()
