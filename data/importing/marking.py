"""Lines as a person marked them: the reading goes by the mark, whatever the line looks like."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from data.importing.passage import Passage, SourceLine, compact, join
from data.importing.role_words import opening_label
from data.vocabulary import LineMark

SET_ASIDE = frozenset({LineMark.FURNITURE, LineMark.PREAMBLE, LineMark.CLOSING, LineMark.PERSON})
"""A line marked so is no part of any heading, task or list of departments."""

OF_TASKS = frozenset(LineMark) - SET_ASIDE - {LineMark.TITLE, LineMark.HEADING}
"""A line marked so belongs to a task."""

_LABELS = {
    LineMark.RESPONSIBLE: "责任单位：",
    LineMark.LEAD: "牵头单位：",
    LineMark.SUPPORT: "配合单位：",
    LineMark.DEADLINE: "完成时限：",
}


class MarkedLine(NamedTuple):
    """A line with what a person says that it is."""

    line: SourceLine
    mark: LineMark

    @property
    def number(self) -> int:
        """The number of the line."""
        return self.line.number

    @property
    def passage(self) -> Passage:
        """What is to be read of it: of a row of a table its longest cell, before a list the label that says what it is."""
        passage = _longest_cell(self.line.passage)
        label = _LABELS.get(self.mark)
        if label is None:
            return passage
        folded = passage.folded
        own = opening_label(folded)
        start = own.end if own else int(folded.startswith("("))
        bracketed = folded.startswith("(") and folded.rstrip("。;.").endswith(")")
        end = len(folded.rstrip("。;.")) - 1 if bracketed else len(folded)
        bare = passage.cut(start, end).strip()
        return join([Passage(label, ((0, bare.span().start),)), bare])


def _longest_cell(passage: Passage) -> Passage:
    cells, start = [], 0
    for index, sign in enumerate(passage.folded):
        if sign == "|":
            cells.append(passage.cut(start, index).strip())
            start = index + 1
    return max([*cells, passage.cut(start).strip()], key=lambda cell: len(compact(cell.text)))


def marked_lines(lines: Iterable[SourceLine], marks: Mapping[int, LineMark]) -> list[MarkedLine]:
    """The lines that are marked as a part of the plan, in order."""
    return [
        MarkedLine(line, mark)
        for line in lines
        if (mark := marks.get(line.number)) is not None and mark not in SET_ASIDE
    ]
