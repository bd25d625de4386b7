"""What only stands on paper: a table with all of its rows, a picture that is a canvas on the screen, settings in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics.exports.tables import text_width
from analytics.safe.html import as_html
from pages.shared import loading, markup

ROWS_AT_MOST = 500
"""Rows of a table that are printed; of more the paper says so."""


HEIGHT = 775
"""Pixels that a title and its lines leave of the first sheet."""

WIDTH = 688
"""Pixels between the margins of A4."""

LINE = 47
"""Chinese characters side by side in the columns of a table; one that needs more is printed row by row."""


def only(said: str) -> None:
    """Show HTML on paper, never on the screen; nothing for none."""
    if said:
        st.html(html(said))


def html(said: str) -> str:
    """HTML that only paper shows, to stand among other HTML; empty for nothing."""
    return f'<div class="on-paper">{said}</div>' if said else ""


def settings(*said: tuple[str, str]) -> None:
    """Say in words what the controls of a page say: (label, text); what has no text is left out."""
    only(settings_in_words(*said))


def settings_in_words(*said: tuple[str, str]) -> str:
    """``settings`` as HTML; empty where none has a text."""
    told = [f"{label}：{text.removesuffix('。')}" for label, text in said if text]
    return f"<p>{as_html('；'.join(told))}。</p>" if told else ""


def table(frame: pd.DataFrame, title: str = "") -> None:
    """All rows of a table, which the screen shows as a grid; nothing for a table without rows."""
    only(printed(frame, title))


def printed(frame: pd.DataFrame, title: str = "") -> str:
    """``table`` as HTML; empty for a table without rows."""
    return "" if frame.empty else loading.answer(_printed, frame, title)


def _printed(frame: pd.DataFrame, title: str) -> str:
    heading = f"<h3>{as_html(title)}</h3>" if title else ""
    rest = len(frame) - ROWS_AT_MOST
    more = f"<p>另有 {rest} 行，见下载的表。</p>" if rest > 0 else ""
    return f"{heading}{_html(frame.head(ROWS_AT_MOST))}{more}"


def _html(frame: pd.DataFrame) -> str:
    columns = [_column(frame[name]) for name in frame.columns]
    kinds = [
        _kind(frame[name], texts, at) for at, (name, texts) in enumerate(zip(frame, columns, strict=True))
    ]
    whole = [True, *map(bool, kinds[1:])]  # the first column is not broken either
    if sum(map(_needed, frame.columns, columns, whole)) > LINE:
        return "".join(_record(list(frame.columns), row) for row in zip(*columns, strict=True))
    cells = (map(as_html, row) for row in zip(*columns, strict=True))
    return markup.table(list(frame.columns), map(list, cells), "directory", kinds)


def _needed(name: object, written: Sequence[str], whole: bool) -> float:
    """Chinese characters that a column takes at least: ``whole``, one that is not broken, all of its text, another some of it."""
    longest = max(map(text_width, written)) / 2
    head = min(3, text_width(str(name)) / 2)
    return max(longest if whole else min(5, longest), head) + 0.3


def _record(names: Sequence[str], row: Sequence[str]) -> str:
    """A row of a table that is too wide for the sheet, as running text."""
    said = "；".join(
        f"{name}：{cell.rstrip('。')}" for name, cell in zip(names[1:], row[1:], strict=True) if cell
    )
    return f"<p><b>{as_html(row[0])}</b>{as_html(f'　{said}。') if said else ''}</p>"


def _column(values: pd.Series) -> list[str]:
    """The cells as text; numbers of a column with the same decimals, what is missing empty."""
    written = [_text(value) for value in values]
    decimals = max((len(text.partition(".")[2]) for text in written), default=0)
    if not pd.api.types.is_float_dtype(values):
        return written
    return [text and f"{float(text):.{decimals}f}" for text in written]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return "" if pd.isna(value) else f"{value:.4g}" if isinstance(value, float) else str(value)


def _kind(values: pd.Series, written: Sequence[str], at: int) -> str:
    """How a column is set: numbers on the right; names and short words are not broken."""
    if pd.api.types.is_numeric_dtype(values):
        return "number"
    return "unbroken" if max(map(text_width, written)) <= (8 if at else 24) else ""
