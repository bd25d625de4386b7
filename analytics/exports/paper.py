"""汇报材料: a briefing paper as a row of headings, paragraphs and tables, laid out by ``word`` and ``pdf``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from analytics.briefing import PART_LABELS, Bars, Network, Part, Rows, Slide, Tile
from analytics.findings.sentences import chinese

HAN = re.compile("[\u2e80-\ufaff]")
ORDINAL = re.compile("^[一二三四五六七八九十]+、")  # of a section, in its title
SOURCES = "数据来源与口径"
NO_PICTURE = "网络图见同一范围的演示文稿，下表为其中共同任务较多的部门。"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）), with its number."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

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


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A title and what follows it."""

    title: str
    blocks: tuple[Block, ...]


def paper(title: str, topics: Sequence[Slide], notes: Sequence[tuple[str, str]]) -> Paper:
    """The topics as a paper: parts and topics numbered as in official documents, sentences, numbered tables.

    Charts become tables of their figures: Word has no native way for them here. The cover is the title. The
    last heading tells the sources and the ways of counting.

    Parameters
    ----------
    topics : of ``analytics.topics.topics``
    notes : pairs of label and text: document, scope, counting, date, assumptions
    """
    content = [topic for topic in topics if topic.part is not Part.COVER]
    parts = [(part, list(own)) for part, own in groupby(content, key=lambda topic: topic.part)]
    blocks: list[Block] = []
    for number, (part, own) in enumerate(parts, 1):
        blocks.append(Heading(f"{chinese(number)}、{PART_LABELS[part]}", 1))
        blocks += _topics(own)
    blocks.append(Heading(f"{chinese(len(parts) + 1)}、{SOURCES}", 1))
    blocks += [Paragraph(f"{label}：{text}") for label, text in notes]
    return Paper(title, tuple(_numbered(blocks)))


def _topics(topics: Sequence[Slide]) -> Iterator[Block]:
    for number, topic in enumerate(topics, 1):
        if len(topics) > 1:
            yield Heading(f"（{chinese(number)}）{_title(topic)}", 2)
        if topic.tiles:
            yield Paragraph("，".join(map(_figure, topic.tiles)) + "。")
        told = "".join(map(str, topic.told)) + (NO_PICTURE if isinstance(topic.body, Network) else "")
        if told:
            yield Paragraph(told)
        if isinstance(topic.body, Rows):
            yield Table(_title(topic), topic.body.columns, topic.body.shares, topic.body.rows)
        elif isinstance(topic.body, Bars):
            yield _figures(topic.title, topic.body)


def _title(topic: Slide) -> str:
    """The title; that of a section without its number, since it gets one here."""
    return ORDINAL.sub("", topic.title) if topic.part is Part.SECTIONS else topic.title


def _figure(tile: Tile) -> str:
    return f"{tile.label}{tile.value}" + (f"（{tile.note}）" if tile.note else "")


def _figures(caption: str, bars: Bars) -> Table:
    """The figures of a chart as a table."""
    first, each = 0.4, 0.6 / len(bars.series)
    values = [[f"{value:.{one.decimals}f}" for value in one.values] for one in bars.series]
    return Table(
        caption,
        (
            "部门" if bars.categories and "部分" not in bars.categories[0] else "部分",
            *(s.name for s in bars.series),
        ),
        (first, *[each] * len(bars.series)),
        tuple(zip(bars.categories, *values, strict=True)),
    )


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    number = 0
    for block in blocks:
        if isinstance(block, Table):
            number += 1
            block = Table(f"表{number}　{block.caption}", block.columns, block.shares, block.rows)
        yield block
