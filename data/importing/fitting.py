"""What the cells of a table look like, and which columns a row's cells belong to where some are missing or one is divided."""

import re
from collections.abc import Sequence
from functools import lru_cache

from data.importing.columns import ColumnKind
from data.importing.lists import complete, split_list
from data.importing.passage import Passage, compact, fold
from data.importing.targets import is_deadline
from data.names.institutions import looks_like_a_person

_FIGURE = re.compile(r"[(第]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.、项条]?$")
_RECURRENT = re.compile(r"持续|长期|全年|每|常态|贯穿|适时|按")
_SEVERAL = frozenset({ColumnKind.TASK, ColumnKind.DEPARTMENTS, ColumnKind.TARGET, ColumnKind.NOTE})
"""What may take up several cells or lines: wrapped text, units one below another."""

SKIPPED, LEADING, JOINED = (
    -0.2,
    -0.1,
    -0.3,
)  # a column without a cell; one at the beginning; a cell beside another
UNLIKE = -3.0
_LONG = 20  # characters of what is no heading


@lru_cache(maxsize=4096)  # a cell is asked about by several columns
def names_departments(text: str) -> bool:
    """Whether the words of a cell are names of departments, with or without verbs, and nothing else."""
    folded = fold(text)
    if len(folded) > 400 or re.search(r"[。:!?]", folded):
        return False
    names = [item.name for item in split_list(Passage(text, ((0, 0),)), frozenset()) if item.name]
    return bool(names) and all(complete(name, frozenset()) for name in names)


def _names_persons(text: str) -> bool:
    names = re.split(r"[、,;\s]+", fold(text).strip())
    return all(looks_like_a_person(name) or not name for name in names)


def _speaks_of_time(text: str) -> bool:
    words = compact(fold(text))
    return is_deadline(words) or bool(_RECURRENT.match(words))


@lru_cache(maxsize=8192)
def fit(text: str, kind: ColumnKind | None) -> float:
    """How well a cell with words fits a column of a kind; below 0 where it looks like something else."""
    figure = bool(_FIGURE.match(fold(text).strip()))
    if kind is ColumnKind.NUMBER:
        return 2 if figure else UNLIKE
    if kind is ColumnKind.DEPARTMENTS:
        return 3 if names_departments(text) else UNLIKE
    if kind is ColumnKind.DEADLINE:
        return 2 if _speaks_of_time(text) else UNLIKE
    if kind is ColumnKind.PERSON:
        return 2 if _names_persons(text) else UNLIKE
    other = figure or names_departments(text) or _names_persons(text) or _speaks_of_time(text)
    if kind in (ColumnKind.TASK, ColumnKind.TARGET):
        return -1 if other else 1
    return -1 if kind is ColumnKind.SECTION and (other or len(text) > _LONG or "。" in text) else 0


def deal(texts: Sequence[str], kinds: Sequence[ColumnKind | None]) -> list[int]:
    """For each text of a row (none blank) the index of its column: in order, together as good a fit as there is.

    Columns may stay empty, those at the beginning rather than others; text and departments may take several.
    """
    columns = range(len(kinds))
    best = [LEADING * index + fit(texts[0], kind) for index, kind in enumerate(kinds)]
    came: list[list[int]] = []
    for text in texts[1:]:
        fits = [fit(text, kind) for kind in kinds]
        step, source = [], []
        for index in columns:
            choices = [
                (best[left] + SKIPPED * (index - left - 1) + fits[index], left) for left in range(index)
            ]
            if kinds[index] in _SEVERAL:  # another line of text is no better fit than one
                more = fits[index] if kinds[index] is ColumnKind.DEPARTMENTS else min(fits[index], 0)
                choices.append((best[index] + JOINED + more, index))
            score, left = max(choices, default=(float("-inf"), 0))
            step.append(score)
            source.append(left)
        best, came = step, [*came, source]
    index = max(columns, key=lambda column: best[column] + SKIPPED * (len(kinds) - 1 - column))
    dealt = [index]
    for source in reversed(came):
        index = source[index]
        dealt.append(index)
    return dealt[::-1]


def misplaced(cells: Sequence[str], kinds: Sequence[ColumnKind | None]) -> bool:
    """Whether a row's cells, one under each column, do not fit: departments stand elsewhere, or something else for them."""
    if ColumnKind.DEPARTMENTS not in kinds:
        return False
    pairs = [(cell, kind) for cell, kind in zip(cells, kinds, strict=False) if compact(cell)]
    if any(kind is ColumnKind.NUMBER and fit(cell, kind) < 0 for cell, kind in pairs):
        return True
    under = [cell for cell, kind in pairs if kind is ColumnKind.DEPARTMENTS]
    if under:
        return not all(map(names_departments, under))
    others = [cell for cell, kind in pairs if kind is not ColumnKind.DEPARTMENTS]
    return any(map(names_departments, [*others, *filter(compact, cells[len(kinds) :])]))


def replaced(cells: Sequence[str], kinds: Sequence[ColumnKind | None]) -> list[int] | None:
    """Where the cells of a row (none blank) belong if not one under each column; None where that is no better."""
    dealt = deal(cells, kinds)
    under = [cell for cell, index in zip(cells, dealt, strict=True) if kinds[index] is ColumnKind.DEPARTMENTS]
    return dealt if under and all(map(names_departments, under)) else None
