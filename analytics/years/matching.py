"""Which task of the later plan continues which of the earlier one.

In this order: the same words; one-to-one by what the texts share (assignment: Kuhn 1955; sparse: Jonker & Volgenant 1987);
parts of a task that its first partner does not cover, and the other way round; last, what is left, on weaker evidence.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from analytics.years.plans import YearPlan, YearTask
from analytics.years.sections import Beside, counterparts
from analytics.years.subjects import apart
from analytics.years.wording import Weighed, grams, signs, without_stock, wording

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

SURE, WEAK = 0.34, 0.2
"""Scores from which on two tasks are the same: in the first assignment, and among what is left in one section."""

NEAR = 0.06
"""Cosine from which on a pair is looked at."""

LOOKED_AT = 12
"""Pairs of an earlier task that are looked at, the likest first."""

ROWS = 256
"""Earlier tasks that are compared in one step: what bounds the memory."""

DEPARTMENTS, SECTION, TARGETS = 0.12, 0.05, 0.03
"""What the same departments, the counterpart of the section and a shared target add to a score."""

REPLACED, APART, OTHER_UNITS = 1.0, 0.35, 0.06
"""What takes from a score: another subject in the same phrase, other subjects at all, another department in the first place."""

RIVALS = 0.25
"""The share of what the best pair of either task has above a score that is taken from it."""

IN_PLACE, OUT_OF_PLACE = (0.1, 0.2), (0.2, 0.5)
"""Shares of a whole and of a part that must be common beyond what other parts cover: in the counterpart of its section
or for a unit of the whole, and elsewhere."""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of two plans that are one: positions from 0; one of the two is empty for what is new or dropped."""

    earlier: tuple[int, ...]
    later: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided of pairs of tasks: positions from 1, of the earlier and of the later plan."""

    same: tuple[tuple[int, int], ...] = ()
    apart: tuple[tuple[int, int], ...] = ()


@dataclass
class _Side:
    """The tasks of one plan, and what is linked to each."""

    tasks: Sequence[YearTask]
    texts: list[str] = field(init=False)
    partners: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = [wording(task) for task in self.tasks]

    def free(self, place: int) -> bool:
        return place not in self.partners


class _Matching:
    def __init__(self, earlier: YearPlan, later: YearPlan, decided: Decided) -> None:
        self.plans = earlier, later
        self.apart = {(one - 1, other - 1) for one, other in decided.apart}
        self.earlier, self.later = _Side(earlier.tasks), _Side(later.tasks)
        self.weighed = Weighed(self.earlier.texts, self.later.texts)
        self.exact: set[int] = set()  # earlier tasks that are found word for word
        self.evidence: dict[tuple[int, int], float] = {}
        for one, other in decided.same:
            self.link(one - 1, other - 1)

    def link(self, one: int, other: int) -> None:
        self.earlier.partners.setdefault(one, []).append(other)
        self.later.partners.setdefault(other, []).append(one)

    def links(self) -> list[tuple[int, int]]:
        return [(one, other) for one, others in self.earlier.partners.items() for other in others]

    def same_words(self) -> None:
        """Link what is the same word for word; of several, those of the same section or departments first, then in order."""
        for key in (_same_place, _same_departments, _anything):
            waiting: dict[Hashable, deque[int]] = defaultdict(deque)
            for other, text in enumerate(self.later.texts):
                if self.later.free(other):
                    waiting[text, key(self.later.tasks[other])].append(other)
            for one, text in enumerate(self.earlier.texts):
                queue = waiting.get((text, key(self.earlier.tasks[one]))) if self.earlier.free(one) else None
                if queue and (one, queue[0]) not in self.apart:
                    self.link(one, queue.popleft())
                    self.exact.add(one)

    def candidates(self, progress: Progress) -> dict[tuple[int, int], float]:
        """Pairs that share something, of tasks that are not the same word for word, with their cosine."""
        ones = np.array(
            [one for one in range(len(self.earlier.tasks)) if one not in self.exact], dtype=np.intp
        )
        taken = {other for one in self.exact for other in self.earlier.partners[one]}
        others = np.array(
            [other for other in range(len(self.later.tasks)) if other not in taken], dtype=np.intp
        )
        found: dict[tuple[int, int], float] = {}
        if not len(ones) or not len(others):
            return found
        right = self.weighed.rows(others + len(self.earlier.tasks)).T.tocsr()
        for start in range(0, len(ones), ROWS):
            block = ones[start : start + ROWS]
            product = (self.weighed.rows(block) @ right).tocsr()
            for row, one in enumerate(block):
                begin, end = product.indptr[row], product.indptr[row + 1]
                values, columns = product.data[begin:end], product.indices[begin:end]
                near = np.flatnonzero(values >= NEAR)
                if len(near) > LOOKED_AT:
                    near = near[np.argsort(-values[near], kind="stable")[:LOOKED_AT]]
                for place in near:
                    if (pair := (int(one), int(others[columns[place]]))) not in self.apart:
                        found[pair] = float(values[place])
            progress(min(start + ROWS, len(ones)), len(ones))
        return found

    def in_place(self, one: int, other: int, beside: Beside) -> bool:
        """Whether the sections of two tasks are counterparts."""
        return (self.earlier.tasks[one].section, self.later.tasks[other].section) in beside

    def scores(self, cosines: dict[tuple[int, int], float], beside: Beside) -> dict[tuple[int, int], float]:
        """How much speaks for each pair being one task, less what speaks for rivals of the two."""
        if not self.evidence:
            self.evidence = {pair: self._evidence(*pair, cosine) for pair, cosine in cosines.items()}
        return _against_rivals(
            {pair: own + SECTION * self.in_place(*pair, beside) for pair, own in self.evidence.items()}
        )

    def _evidence(self, one: int, other: int, cosine: float) -> float:
        """What speaks for a pair, wherever the two stand."""
        left, right = self.earlier.tasks[one], self.later.tasks[other]
        score = cosine + DEPARTMENTS * _jaccard(left.departments, right.departments)
        score += TARGETS * bool({target.value for target in left.targets} & {t.value for t in right.targets})
        texts = self.earlier.texts[one], self.later.texts[other]
        others = _other_departments(left, right)
        score -= OTHER_UNITS * others
        other_subject = apart(*texts)
        if cosine >= WEAK and (other_subject or others) and _replaced(*texts):
            return score - REPLACED
        return score - APART * other_subject

    def assign(self, scores: dict[tuple[int, int], float], least: float) -> None:
        """Link free tasks one to one so that the scores above ``least`` sum up to the most."""
        pairs = [
            (one, other, score - least)
            for (one, other), score in scores.items()
            if score >= least and self.earlier.free(one) and self.later.free(other)
        ]
        for one, other in _assignment(pairs):
            self.link(one, other)

    def parts(self, pairs: Iterable[tuple[int, int]], beside: Beside) -> None:
        """Link free tasks to what they are a part of: splits, then merges."""
        near = {*pairs, *self._neighbours()} - self.apart
        splits = [pair for pair in near if self.later.free(pair[1])]
        self._join(splits, self.earlier, self.later, beside, self.link)
        merges = [(other, one) for one, other in near if self.earlier.free(one)]
        turned = {(other, one) for one, other in beside}
        self._join(merges, self.later, self.earlier, turned, lambda whole, part: self.link(part, whole))

    def _neighbours(self) -> Iterator[tuple[int, int]]:
        """Pairs of a task and what stands before or behind its partner, on either side."""
        for one, other in self.links():
            for step in (-1, 1):
                if 0 <= other + step < len(self.later.tasks):
                    yield one, other + step
                if 0 <= one + step < len(self.earlier.tasks):
                    yield one + step, other

    def _join(
        self,
        pairs: Iterable[tuple[int, int]],
        wholes: _Side,
        parts: _Side,
        beside: Beside,
        link: Callable[[int, int], None],
    ) -> None:
        rated = [(self._rate(*pair, wholes, parts, beside), pair) for pair in pairs]
        for rate, (whole, part) in sorted(rated, key=lambda entry: (-entry[0], entry[1])):
            if rate and parts.free(part) and self._rate(whole, part, wholes, parts, beside):
                link(whole, part)

    def _rate(self, whole: int, part: int, wholes: _Side, parts: _Side, beside: Beside) -> float:
        """How much of a whole and of a part they have in common that other parts have not; 0 where it is no part."""
        partners = wholes.partners.get(whole, [])
        if not partners or any(len(parts.partners[partner]) > 1 for partner in partners):
            return 0.0
        left, right = wholes.tasks[whole], parts.tasks[part]
        in_place = (left.section, right.section) in beside or not set(left.departments).isdisjoint(
            right.departments
        )
        least = IN_PLACE if in_place else OUT_OF_PLACE
        texts = [wholes.texts[whole], parts.texts[part], *(parts.texts[partner] for partner in partners)]
        rates = []
        for cut, weight in ((grams, self.weighed.weight), (signs, len)):
            own, of_part, *covered = map(cut, texts)
            gain = weight((own & of_part).difference(*covered))
            shares = gain / max(weight(own), 1), gain / max(weight(of_part), 1)
            rates.append(sum(shares) if shares[0] >= least[0] and shares[1] >= least[1] else 0.0)
        return max(rates)

    def groups(self) -> Iterator[Group]:
        """Every task of both in one group, in the order of the later plan; what is dropped, at the end."""
        done: set[int] = set()
        for other in range(len(self.later.tasks)):
            if other in done:
                continue
            ones = sorted(self.later.partners.get(other, []))
            others = sorted({at for one in ones for at in self.earlier.partners[one]} | {other})
            done |= set(others)
            yield Group(tuple(ones), tuple(others))
        for one in range(len(self.earlier.tasks)):
            if self.earlier.free(one):
                yield Group((one,), ())


def match(
    earlier: YearPlan,
    later: YearPlan,
    progress: Progress = lambda done, total: None,
    decided: Decided = Decided(),
) -> tuple[Group, ...]:
    """The tasks of two plans in groups that are one task; every task of both stands in exactly one group.

    Splits have one earlier and several later tasks, merges the other way round. A plan without tasks gives groups of
    one task. What a person ``decided`` holds whatever the texts say; no task of a pair that is decided to be one may be
    both split and merged. Memory grows with the pairs that are alike, not with the product of both plans.
    """
    work = _Matching(earlier, later, decided)
    work.same_words()
    cosines = work.candidates(progress)
    beside = counterparts(earlier, later, work.links())
    work.assign(work.scores(cosines, beside), SURE)
    beside = counterparts(earlier, later, work.links())
    work.parts(cosines, beside)
    scores = work.scores(cosines, beside)
    work.assign({pair: score for pair, score in scores.items() if work.in_place(*pair, beside)}, WEAK)
    work.parts(cosines, beside)
    return tuple(work.groups())


def _against_rivals(scores: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Scores less a share of what the best score of either task is above them."""
    best: tuple[dict[int, float], dict[int, float]] = {}, {}
    for pair, score in scores.items():
        for side in (0, 1):
            best[side][pair[side]] = max(score, best[side].get(pair[side], score))
    return {
        (one, other): score - RIVALS * (best[0][one] + best[1][other] - 2 * score)
        for (one, other), score in scores.items()
    }


def _same_place(task: YearTask) -> Hashable:
    return task.section, task.departments


def _same_departments(task: YearTask) -> Hashable:
    return task.departments


def _anything(task: YearTask) -> Hashable:
    return None


def _jaccard(one: Sequence[str], other: Sequence[str]) -> float:
    both = set(one) | set(other)
    return len(set(one) & set(other)) / len(both) if both else 0.0


def _other_departments(one: YearTask, other: YearTask) -> bool:
    """Whether the first-listed department of neither task is named for the other; False where one names none."""
    if not one.departments or not other.departments:
        return False
    return one.departments[0] not in other.departments and other.departments[0] not in one.departments


def _replaced(one: str, other: str) -> bool:
    """Whether two texts are one phrase in which rare words stand in the place of others; stock words are all alike."""
    if len(signs(one) & signs(other)) < 0.35 * max(len(one), len(other)):
        return False
    one, other = without_stock(one), without_stock(other)
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    same = sum(end - start for kind, start, end, _, _ in steps if kind == "equal")
    changed = [(one[i1:i2], other[j1:j2]) for kind, i1, i2, j1, j2 in steps if kind == "replace"]
    return same >= 0.6 * max(len(one), len(other)) and any(
        all(words.strip() for words in pair) for pair in changed
    )


def _assignment(pairs: Sequence[tuple[int, int, float]]) -> Iterator[tuple[int, int]]:
    """The one-to-one choice among weighed pairs (row, column, gain > 0) with the most gain; nobody need be chosen."""
    if not pairs:
        return
    rows = {one: place for place, one in enumerate(sorted({one for one, _, _ in pairs}))}
    columns = {other: place for place, other in enumerate(sorted({other for _, other, _ in pairs}))}
    # Each row can also stay alone, in a column of its own that gains nothing.
    row = [rows[one] for one, _, _ in pairs] + list(range(len(rows)))
    column = [columns[other] for _, other, _ in pairs] + [len(columns) + place for place in range(len(rows))]
    gain = [1 + gained for _, _, gained in pairs] + [1.0] * len(rows)
    shape = (len(rows), len(columns) + len(rows))
    graph = sparse.csr_array((gain, (row, column)), shape=shape)
    ones, others = list(rows), list(columns)
    for at, to in zip(*min_weight_full_bipartite_matching(graph, maximize=True), strict=True):
        if to < len(columns):
            yield ones[at], others[to]
