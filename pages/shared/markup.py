"""Tables as HTML: text that wraps, headings that are whole; the same on the screen and on paper."""

from collections.abc import Iterable, Sequence

import pandas as pd

from analytics.safe.html import as_html


def table(
    heads: Sequence[object], rows: Iterable[Sequence[str]], look: str, columns: Sequence[str] = ()
) -> str:
    """A table of some headings and rows of cells that are HTML already.

    ``look``: its classes of the style sheet. ``columns``: a class for each column, empty for none; not given: none.
    """
    kinds = [f' class="{kind}"' if kind else "" for kind in columns or [""] * len(heads)]
    head = _row("th", map(as_html, heads), kinds)
    body = "".join(_row("td", row, kinds) for row in rows)
    return f'<table class="{look}"><thead>{head}</thead><tbody>{body}</tbody></table>'


def heading(text: str, anchor: str = "") -> str:
    """The heading of a part of a page. ``anchor``: by which a link on the page leads to it."""
    return f'<h3 class="part"{f" id={anchor}" if anchor else ""}>{as_html(text)}</h3>'


def note(text: str) -> str:
    """A remark, small."""
    return f'<p class="legend">{as_html(text)}</p>'


def frame(frame: pd.DataFrame, look: str = "") -> str:
    """A frame as a table. ``look``: a further class of the style sheet."""
    rows = (map(as_html, row) for row in frame.itertuples(index=False))
    return table(list(frame.columns), map(list, rows), f"directory {look}".strip())


def _row(tag: str, cells: Iterable[str], kinds: Sequence[str]) -> str:
    written = (f"<{tag}{kind}>{cell}</{tag}>" for cell, kind in zip(cells, kinds, strict=True))
    return f"<tr>{''.join(written)}</tr>"
