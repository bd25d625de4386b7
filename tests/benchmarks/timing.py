"""What every benchmark does: alternatives timed in turn within one run, and told as a table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

WIDTH = 34  # characters of the column of names


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: milliseconds, and those of what it is held against."""

    name: str
    ms: float
    bare: float | None = None
    note: str = ""

    @property
    def times(self) -> float | None:
        """How many times the bare one it takes; None where there is none."""
        return self.ms / self.bare if self.bare else None


def milliseconds(measured: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    measured()
    return (perf_counter() - start) * 1000


def in_turn(rounds: int, *measured: Callable[[], object]) -> list[float]:
    """The median milliseconds of each: called in turn (A B A B …) after one round that is not counted.

    What else the machine does meets all of them alike, so that their ratio can be compared between machines.
    """
    times = [[milliseconds(one) for one in measured] for _ in range(rounds + 1)]
    return [median(column) for column in zip(*times[1:], strict=True)]


def against(
    name: str, rounds: int, measured: Callable[[], object], bare: Callable[[], object] | None = None
) -> Row:
    """Time one thing, in turn with the bare one where there is one."""
    ms, *of_bare = in_turn(rounds, *filter(None, (measured, bare)))
    return Row(name, ms, of_bare[0] if of_bare else None)


def show(title: str, rows: Iterable[Row], bare: str = "bare") -> None:
    """Print rows under a title; ``bare`` says what the second column is."""
    print(f"\n{title}\n{'':{WIDTH}}{'ms':>10}{bare:>18}{'times':>8}")
    for row in rows:
        second = "" if row.bare is None else f"{row.bare:.2f}"
        times = "" if row.times is None else f"{row.times:.2f}"
        print(f"  {row.name:{WIDTH - 2}}{row.ms:10.2f}{second:>18}{times:>8}  {row.note}".rstrip())
