"""汇报材料: a briefing paper as a row of headings, paragraphs and tables, laid out by ``word`` and ``pdf``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from analytics.slides.paging import width
from analytics.slides.presentation import (
    PART_LABELS,
    Bars,
    Cells,
    Network,
    Part,
    Rows,
    Slide,
    Tile,
    source_line,
)
from data.numerals import chinese
from data.vocabulary import STATUS_SIGNS, UNREPORTED, Status

HAN = re.compile("[\u2e80-\ufaff]")
ORDINAL = re.compile("^([一二三四五六七八九十]+|[0-9]+)、")  # of a section, in its title
TITLE_LINE = 20.0  # characters of the title in a line
SOURCES = "数据来源与口径"
SIGNS = "■□"  # of the first and the second series of a bar
LONGEST = 12  # signs that the column of bars holds in one line
NO_PICTURE = "网络图见同一范围的演示文稿，下表为其中共同任务较多的部门。"


class Tracking(StrEnum):
    """What became of a piece of a text, as Word marks it."""

    KEPT = "kept"
    DELETED = "del"
    INSERTED = "ins"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）), with its number; what the plan does not number has none."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figures come from and how they are counted, in small type."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts with its caption (表 1 …). ``shares``: of the width, one for each column, 1 in all."""

    caption: str
    columns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def centred(self) -> tuple[bool, ...]:
        """For each column, whether all of it is short: numbers, a printed number, a kind of target."""
        cells = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return tuple(all(len(cell) <= 5 and not HAN.search(cell) for cell in column) for column in cells)


@dataclass(frozen=True, slots=True)
class Tracked:
    """A paragraph in which changes are marked: pieces of text with what became of each.

    Only Word marks them; a PDF has the text as it was changed to."""

    pieces: tuple[tuple[str, Tracking], ...]


Block = Heading | Paragraph | Table | Source | Tracked


@dataclass(frozen=True, slots=True)
class Paper:
    """A title and what follows it. Where the title has a line break, it may be parted."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title in one line if it fits, else parted where it may be."""
        lines = tuple(self.title.split("\n"))
        return lines if width("".join(lines)) > TITLE_LINE else ("".join(lines),)


def paper(title: str, topics: Sequence[Slide], notes: Sequence[tuple[str, str]]) -> Paper:
    """The topics as a paper: parts and topics numbered as in official documents, sentences, numbered tables.

    A chart is a table of its figures with the bars drawn in its last column, of signs: text, that can be edited
    and is the same in Word and PDF. The cover is the title. The
    sections of the plan keep their own numbers; a department's figures and tasks are under one heading; a single part
    has no heading. The last lines tell the sources and the ways of counting.

    Parameters
    ----------
    topics : of ``analytics.slides.topics.topics``
    notes : pairs of label and text: document, scope, counting, date, assumptions
    """
    content = [topic for topic in topics if topic.part is not Part.COVER]
    parts = [(part, list(own)) for part, own in groupby(content, key=lambda topic: topic.part)]
    blocks: list[Block] = []
    for number, (part, own) in enumerate(parts, 1):
        if len(parts) > 1:
            blocks.append(Heading(f"{chinese(number)}、{PART_LABELS[part]}", 1))
        blocks += _topics(own)
    blocks.append(Source(f"{SOURCES}　{source_line(notes)}"))
    return Paper(title, tuple(_numbered(blocks)))


def _topics(topics: Sequence[Slide]) -> Iterator[Block]:
    headed = [topic for topic in topics if not _goes_on(topic)]
    for topic in topics:
        if topic in headed and (len(headed) > 1 or topic.part is Part.SECTIONS):
            yield Heading(_heading(topic, headed.index(topic) + 1), 2)
        if topic.part is not Part.DEPARTMENTS or topic in headed:
            yield from _texts(topic)
        if isinstance(topic.body, Rows):
            yield Table(_title(topic), topic.body.columns, topic.body.shares, topic.body.rows)
        elif isinstance(topic.body, Cells):
            yield _cells(topic.title, topic.body)
        elif isinstance(topic.body, Bars):
            of_department = topic.part is Part.DEPARTMENTS
            yield _figures(f"{topic.title}：各部分的任务" if of_department else topic.title, topic.body)


def _cells(caption: str, cells: Cells) -> Table:
    """The cells as a table: for each section its tasks by their status."""
    statuses = [*Status, ""]
    rows = [
        (name, *("、".join(cell.number for cell in own if cell.status == status) for status in statuses))
        for name, own in cells.rows
    ]
    columns = ("部分", *(f"{STATUS_SIGNS[status]}{status}" for status in Status), UNREPORTED)
    return Table(caption, columns, (0.16, *[0.14] * 6), tuple(rows))


def _goes_on(topic: Slide) -> bool:
    """Whether a topic has no heading of its own: a department's tasks, and the sections side by side."""
    by_sections = topic.part is Part.SECTIONS and isinstance(topic.body, Bars)
    return by_sections or (topic.part is Part.DEPARTMENTS and isinstance(topic.body, Rows))


def _texts(topic: Slide) -> Iterator[Paragraph]:
    """The sentences, and the figures that they do not tell."""
    figures = [tile for tile in topic.tiles if not tile.in_text]
    sentences = "".join(map(str, topic.findings)) + (NO_PICTURE if isinstance(topic.body, Network) else "")
    more = "，".join(map(_figure, figures)) + "。" if figures else ""
    texts = (more, sentences) if len(figures) == len(topic.tiles) else (sentences + more,)
    yield from (Paragraph(text) for text in texts if text)


def _heading(topic: Slide, number: int) -> str:
    """The numbered heading; sections have the number that the plan gives them."""
    if topic.part is not Part.SECTIONS:
        return f"（{chinese(number)}）{topic.title}"
    own = ORDINAL.match(topic.title)
    return f"（{own[1]}）{_title(topic)}" if own else topic.title


def _title(topic: Slide) -> str:
    """The title; that of a section without its number."""
    return ORDINAL.sub("", topic.title) if topic.part is Part.SECTIONS else topic.title


def _figure(tile: Tile) -> str:
    return f"{tile.label}{tile.value}" + (f"（{tile.note}）" if tile.note else "")


def _figures(caption: str, bars: Bars) -> Table:
    """The figures of a chart as a table, with its bars in the last column."""
    first, last = 0.32, 0.36
    each = (1 - first - last) / len(bars.series)
    values = [[f"{value:.{one.decimals}f}" for value in one.values] for one in bars.series]
    return Table(
        caption,
        (
            bars.of,
            *(s.name for s in bars.series),
            _legend(bars),
        ),
        (first, *[each] * len(bars.series), last),
        tuple(zip(bars.categories, *values, _drawn(bars), strict=True)),
    )


def _legend(bars: Bars) -> str:
    """The heading of the drawn bars: what is drawn, and what a sign stands for where it is one task."""
    drawn = bars.series if bars.stacked else bars.series[:1]
    names = "、".join(f"{sign} {one.name}" for sign, one in zip(SIGNS, drawn, strict=False))
    return f"图示（{names}" + ("，一格一项）" if _department(bars) == 1 else "）")


def _drawn(bars: Bars) -> list[str]:
    """For each category its bar: the series one after the other where they add up, else the first."""
    drawn, department = bars.series if bars.stacked else bars.series[:1], _department(bars)
    parts = [
        [sign * round(value / department) for value in one.values]
        for sign, one in zip(SIGNS, drawn, strict=False)
    ]
    return ["".join(signs) for signs in zip(*parts, strict=True)]


def _department(bars: Bars) -> float:
    """What a sign stands for: one task, or more where the longest bar would not fit."""
    return max(1.0, bars.longest / LONGEST)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            block = Table(f"表{number}　{block.caption}", block.columns, block.shares, block.rows)
        yield block
