"""Which section of the later plan is the counterpart of which of the earlier one: by titles, then by where tasks went."""

from collections import Counter
from collections.abc import Iterable

from analytics.years.plans import YearPlan
from analytics.years.wording import plain

Beside = set[tuple[int | None, int | None]]
"""Pairs of sections (ordinals; None: outside any) that are counterparts."""


def counterparts(earlier: YearPlan, later: YearPlan, links: Iterable[tuple[int, int]]) -> Beside:
    """The pairs of sections that are counterparts, by titles and by the links found so far (positions from 0).

    Sections of one title are. A section without a namesake is the counterpart of that to which more than half of its
    tasks went, or from which more than half of them came: so sections that are renamed, joined or parted are no moves.
    """
    flows = Counter((earlier.tasks[one].section, later.tasks[other].section) for one, other in links)
    titles = [
        {plain(title): ordinal for ordinal, title in enumerate(plan.sections, 1)} for plan in (earlier, later)
    ]
    beside: Beside = {
        (ordinal, titles[1][title]) for title, ordinal in titles[0].items() if title in titles[1]
    }
    named = [{pair[side] for pair in beside} for side in (0, 1)]
    totals = [Counter[int | None](), Counter[int | None]()]
    for pair, count in flows.items():
        for side in (0, 1):
            totals[side][pair[side]] += count
    for pair, count in flows.items():
        if any(pair[side] not in named[side] and 2 * count > totals[side][pair[side]] for side in (0, 1)):
            beside.add(pair)
    return beside
