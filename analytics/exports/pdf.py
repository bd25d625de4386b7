"""A paper as PDF in the layout of official documents, set by typst with the fonts of this machine."""

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path

import typst

from analytics.exports.paper import ANNEX, Block, Heading, Paper, Paragraph, Source, Table, Tracked, Tracking
from analytics.safe.office import as_line
from analytics.slides.paging import lines_of
from data.errors import DashboardError
from data.importing.own import MARK

LINE, HIGHEST = (
    36.0,
    30,
)  # characters of a table over the whole width; lines of a row that a page surely holds
STAYING = 160  # characters of a paragraph that goes to the next page rather than being parted
LAYOUT = Path(__file__).with_name("paper.typ")

# The font that official documents want, then what other systems have for it.
_SONG = (
    "SimSun",
    "NSimSun",
    "STSong",
    "Songti SC",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
)
WANTED = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", *_SONG),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", *_SONG),
    "first": (
        "SimHei",
        "STHeiti",
        "Heiti SC",
        "Noto Sans CJK SC",
        "Source Han Sans SC",
        "Microsoft YaHei",
        *_SONG,
    ),
    "second": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", *_SONG),
    "song": _SONG,
}


def to_pdf(paper: Paper) -> bytes:
    """The paper as PDF: A4, margins of 37/35/28/26 mm, text of 三号, tables with repeated headers.

    A row is split only where it is too high for a page; what is followed by a table stays with it.

    Raises ``DashboardError`` where the machine has none of the Chinese fonts that are looked for.
    """
    data = {
        "mark": MARK,
        "title": [as_line(line) for line in paper.title_lines],
        "fonts": {use: list(names) for use, names in _fonts().items()},
        "blocks": _plain_all(paper.blocks, last=2 if paper.signature else 0),
        "signature": [{"text": as_line(text), "right": right} for text, right in paper.signature],
        "annex": _plain_all(paper.annex),
        "annex_mark": ANNEX,
        "annex_title": as_line(paper.annex_title),
    }
    return typst.compile(LAYOUT, sys_inputs={"data": json.dumps(data, ensure_ascii=False)})


def _plain_all(blocks: Sequence[Block], last: int = 0) -> list[dict[str, object]]:
    """The blocks; what is followed by a table stays with it, the ``last`` with what follows all of them.

    A long paragraph never does: it would leave the page before it empty.
    """
    return [
        _plain(block)
        | {"stays": (isinstance(after, Table) or at >= len(blocks) - last) and len(str(block)) < STAYING}
        for at, (block, after) in enumerate(zip_longest(blocks, blocks[1:]))
    ]


def available() -> bool:
    """Whether this machine has the Chinese fonts that a PDF needs."""
    try:
        return bool(_fonts())
    except DashboardError:
        return False


@lru_cache(maxsize=1)
def _fonts() -> dict[str, tuple[str, ...]]:
    """What is installed of the fonts wanted for each use."""
    installed = set(typst.Fonts().families())
    found = {use: tuple(name for name in names if name in installed) for use, names in WANTED.items()}
    if not all(found.values()):
        raise DashboardError(
            "这台服务器没有可用的中文字体，不能生成 PDF", todo="安装宋体或思源宋体，或下载 Word 后另存为 PDF"
        )
    return found


def _plain(block: Block) -> dict[str, object]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": as_line(block.text)}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": as_line(block.text)}
    if isinstance(block, Source):
        return {"kind": "source", "text": as_line(block.text)}
    if isinstance(block, Tracked):
        as_changed = "".join(text for text, tracking in block.pieces if tracking is not Tracking.DELETED)
        return {"kind": "paragraph", "text": as_line(as_changed)}
    return {
        "kind": "table",
        "caption": as_line(block.caption),
        "columns": [as_line(column) for column in block.columns],
        "shares": list(block.shares),
        "centred": list(block.centred),
        "rows": [
            {"high": _high(row, block.shares), "cells": [as_line(cell) for cell in row]} for row in block.rows
        ],
    }


def _high(row: Sequence[str], shares: Sequence[float]) -> bool:
    """Whether a row is about as high as a page."""
    return any(lines_of(cell, LINE * share - 1) > HIGHEST for cell, share in zip(row, shares, strict=True))
