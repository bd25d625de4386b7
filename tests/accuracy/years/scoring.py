"""How well the changes between two plans are told: what was planted against what was found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from analytics.years.changes import Change, changes
from analytics.years.plans import YearPlan
from tests.accuracy.years.pairs import Pair, make_pair, read

PARTS = ("links", "new", "dropped", "kinds", "departments", "targets")
Key = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class Score:
    """What was right of what was expected and of what was found; ``wrong`` says where, in words."""

    right: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false_moves: int = 0
    missed_moves: int = 0
    moves: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, part: str, expected: Iterable, found: Iterable) -> None:
        """Compare two sets of things."""
        left, right = set(expected), set(found)
        self.right[part] += len(left & right)
        self.expected[part] += len(left)
        self.found[part] += len(right)

    def value(self, part: str) -> float:
        """F1: the harmonic mean of precision and recall; 1 where nothing was expected and nothing found."""
        both = self.expected[part] + self.found[part]
        return 2 * self.right[part] / both if both else 1.0


def _links(keys: Iterable[Key]) -> set[tuple[int, int]]:
    return {(one, other) for ones, others in keys for one in ones for other in others}


def _differences(one: set[str], other: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(other - one), frozenset(one - other)


def score_pair(
    whole: Score, pair: Pair, found: tuple[Change, ...], earlier: YearPlan, later: YearPlan
) -> None:
    """Add the figures of one pair."""
    got = {(change.earlier, change.later): change for change in found}
    untouched = _links(key for key, kind in pair.kinds.items() if kind == "unchanged")
    whole.add("links", _links(pair.kinds) - untouched, _links(got) - untouched)
    for kind in ("new", "dropped"):
        whole.add(
            kind,
            (key for key, own in pair.kinds.items() if own == kind),
            (key for key, change in got.items() if change.kind == kind),
        )
    for key, kind in pair.kinds.items():
        change = got.get(key)
        if kind != "unchanged":
            whole.expected["kinds"] += 1
            whole.found["kinds"] += 1
            whole.right["kinds"] += change is not None and change.kind == kind
        if change is None or change.kind != kind:
            whole.wrong.append(_told(kind, key, earlier, later))
        if change is None or not all(key):
            continue
        for part in ("departments", "targets"):
            sides = [
                {
                    name
                    for place in places
                    for name in (
                        plan.tasks[place - 1].departments
                        if part == "departments"
                        else [target.text for target in plan.tasks[place - 1].targets]
                    )
                }
                for places, plan in zip(key, (earlier, later), strict=True)
            ]
            difference = getattr(change, part)
            whole.expected[part] += 1
            whole.found[part] += 1
            told = frozenset(difference.added), frozenset(difference.removed)
            whole.right[part] += told == _differences(*sides)
    moved = {key for key, change in got.items() if change.moved}
    whole.moves += len(pair.moved)
    whole.false_moves += len(_links(moved) - _links(pair.moved))
    whole.missed_moves += sum(not _links([key]) & _links(moved) for key in pair.moved)


def _told(kind: str, key: Key, earlier: YearPlan, later: YearPlan) -> str:
    return " ".join(
        [
            kind,
            *(f"- {place} {earlier.tasks[place - 1].text}" for place in key[0]),
            *(f"+ {place} {later.tasks[place - 1].text}" for place in key[1]),
        ]
    )


def score_half(half: str, count: int) -> Score:
    """The figures of the first ``count`` pairs of a half."""
    whole = Score()
    for seed in range(count):
        pair = make_pair(half, seed)
        earlier, later = read(pair.earlier), read(pair.later)
        score_pair(whole, pair, changes(earlier, later), earlier, later)
    return whole
