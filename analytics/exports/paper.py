"""汇报材料: a briefing paper as a row of headings, paragraphs and tables, laid out by ``word`` and ``pdf``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from analytics.slides.paging import width
from analytics.slides.presentation import (
    PART_LABELS,
    Bars,
    Cell,
    Cells,
    Network,
    Part,
    Rows,
    Slide,
    Tile,
)
from data.numerals import chinese
from data.vocabulary import STATUS_SIGNS, UNREPORTED, Status

HAN = re.compile("[\u2e80-\ufaff]")
ORDINAL = re.compile("^([一二三四五六七八九十]+|[0-9]+)、")  # of a section, in its title
TITLE_LINE = 20.0  # characters of the title in a line
SOURCES = "数据来源与口径"
ANNEX = "附件"
NO_PICTURE = "网络图见同一范围的演示文稿。"


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
    """A title and what follows it. Where the title has a line break, it may be parted.

    ``signed``: who and the day (落款); either may be empty or None. ``annex``: what stands after it on pages of its own.
    """

    title: str
    blocks: tuple[Block, ...]
    signed: tuple[str, date | None] = ("", None)
    annex: tuple[Block, ...] = ()

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title in one line if it fits, else parted where it may be."""
        lines = tuple(self.title.split("\n"))
        return lines if width("".join(lines)) > TITLE_LINE else ("".join(lines),)

    @property
    def annex_title(self) -> str:
        """What the tables at the end are called."""
        return f"{self.title.rpartition(chr(10))[2]}附表"

    @property
    def signature(self) -> tuple[tuple[str, float], ...]:
        """The lines of who and when, each with the characters that stay empty at its right.

        The day begins two characters further right than the name, and neither comes nearer to the edge than two
        (GB/T 9704—2012, 7.3.5.2).
        """
        who, day = self.signed
        told = "" if day is None else f"{day.year}年{day.month}月{day.day}日"
        if not (who and told):
            return tuple((text, 2.0) for text in (who, told) if text)
        right = max(2.0, width(who) - width(told))
        return (who, right + width(told) + 2 - width(who)), (told, right)


def paper(
    title: str,
    topics: Sequence[Slide],
    notes: Sequence[tuple[str, str]],
    signed: tuple[str, date | None] = ("", None),
) -> Paper:
    """The topics as a paper: parts and topics numbered as in official documents, sentences; numbered tables as the annex.

    A chart is a table of its figures. The cover is the title. The
    sections of the plan keep their own numbers; a department's figures and tasks are under one heading; a single part
    has no heading. A sentence names the table that shows more. The last lines tell the sources and the ways of counting.

    Parameters
    ----------
    topics : of ``analytics.slides.topics.topics``
    notes : pairs of label and text: document, scope, counting, date, assumptions
    signed : who and the day
    """
    content = [topic for topic in topics if topic.part is not Part.COVER]
    parts = [(part, list(own)) for part, own in groupby(content, key=lambda topic: topic.part)]
    blocks: list[Block] = []
    tables: list[Block] = []
    for number, (part, own) in enumerate(parts, 1):
        if len(parts) > 1:
            blocks.append(Heading(f"{chinese(number)}、{PART_LABELS[part]}", 1))
        blocks += _topics(own, tables)
    sources = (Source(SOURCES), *(Source(f"{label}：{text.rstrip('。')}") for label, text in notes))
    if not tables:
        return Paper(title, (*blocks, *sources), signed)
    several = f"（表1至表{len(tables)}）" if len(tables) > 1 else ""
    made = Paper(title, (), signed)
    listed = Paragraph(f"{ANNEX}：{made.annex_title}{several}")
    return replace(made, blocks=(*blocks, listed), annex=(*tables, *sources))


def _topics(topics: Sequence[Slide], tables: list[Block]) -> Iterator[Block]:
    """The headings and sentences of some topics; their tables are added to those that there are."""
    headed = [topic for topic in topics if not _goes_on(topic)]
    for topic in topics:
        if topic in headed and (len(headed) > 1 or topic.part is Part.SECTIONS):
            yield Heading(_heading(topic, headed.index(topic) + 1), 2)
        table = _table(topic)
        if table is not None:
            tables.append(replace(table, caption=f"表{len(tables) + 1}　{table.caption}"))
        see = "" if table is None else f"（见{ANNEX}表{len(tables)}）"
        said = _text(topic) if topic.part is not Part.DEPARTMENTS or topic in headed else ""
        if said or see:
            yield Paragraph(_with(said or f"{_title(topic)}。", see))


def _with(text: str, see: str) -> str:
    """A paragraph that names a table before its last full stop."""
    return f"{text[:-1]}{see}。" if text.endswith("。") else f"{text}{see}"


def _table(topic: Slide) -> Table | None:
    """What a topic shows, as a table; None where it shows nothing, or what no table can."""
    if isinstance(topic.body, Rows):
        return Table(_title(topic), topic.body.columns, topic.body.shares, topic.body.rows)
    if isinstance(topic.body, Cells):
        return _cells(topic.title, topic.body)
    if isinstance(topic.body, Bars):
        of_department = topic.part is Part.DEPARTMENTS
        return _figures(f"{topic.title}：各部分的任务" if of_department else topic.title, topic.body)
    return None


def _cells(caption: str, cells: Cells) -> Table:
    """The cells as a table: for each section its tasks by their status."""
    statuses = [*Status, ""]
    rows = [
        (name, *("、".join(_number(cell) for cell in own if cell.status == status) for status in statuses))
        for name, own in cells.rows
    ]
    columns = ("部分", *(f"{STATUS_SIGNS[status]}{status}" for status in Status), UNREPORTED)
    wide = [0.162 if len(column) > 4 else 0.134 for column in columns[1:]]  # a sign and its word in one line
    return Table(caption, columns, (1 - sum(wide), *wide), tuple(rows))


def _number(cell: Cell) -> str:
    return f"{cell.number}{'✓' if cell.verified else ''}{'（时限已过）' if cell.late else ''}"


def _goes_on(topic: Slide) -> bool:
    """Whether a topic has no heading of its own: a department's tasks, and the sections side by side."""
    by_sections = topic.part is Part.SECTIONS and isinstance(topic.body, Bars)
    return by_sections or (topic.part is Part.DEPARTMENTS and isinstance(topic.body, Rows))


def _text(topic: Slide) -> str:
    """The sentences, and the figures that they do not tell: after them, or before where they tell none of them."""
    figures = [tile for tile in topic.tiles if not tile.in_text]
    sentences = "".join(map(str, topic.findings)) + (NO_PICTURE if isinstance(topic.body, Network) else "")
    more = "，".join(map(_figure, figures)) + "。" if figures else ""
    return more + sentences if len(figures) == len(topic.tiles) else sentences + more


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
    """The figures of a chart as a table."""
    first = 0.4
    each = (1 - first) / len(bars.series)
    values = [[f"{value:.{one.decimals}f}" for value in one.values] for one in bars.series]
    return Table(
        caption,
        (bars.of, *(one.name for one in bars.series)),
        (first, *[each] * len(bars.series)),
        tuple(zip(bars.categories, *values, strict=True)),
    )
