"""Tables to take away, with their scope, date and source in the file."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analytics.exports.tables import to_csv, to_notes, to_xlsx
from pages.shared import drawing, paper, provenance
from pages.shared.page import View

_OFFICE = "application/vnd.openxmlformats-officedocument."
PPTX, DOCX = f"{_OFFICE}presentationml.presentation", f"{_OFFICE}wordprocessingml.document"
XLSX, PDF, ZIP = f"{_OFFICE}spreadsheetml.sheet", "application/pdf", "application/zip"
"""What kinds of files are called."""

_ICON = ":material/download:"


def buttons(table: pd.DataFrame, notes: Sequence[tuple[str, str]], name: str) -> None:
    """Buttons that give the table as XLSX, and as CSV with its notes beside it. A file is made when it is asked for."""
    with st.container(horizontal=True):
        csv(table, notes, name)
        file("下载 XLSX", lambda: to_xlsx(table, notes, name), f"{name}.xlsx", XLSX, _ICON)


def csv(table: pd.DataFrame, notes: Sequence[tuple[str, str]], name: str) -> None:
    """Buttons for the table as CSV, which programs read as it is, and for what it is a table of."""
    file("下载 CSV", lambda: to_csv(table), f"{name}.csv", "text/csv", _ICON)
    file("CSV 的说明", lambda: to_notes(notes), f"{name}_说明.txt", "text/plain")


def data_table(table: pd.DataFrame, notes: Sequence[tuple[str, str]], name: str) -> None:
    """The table behind a chart, folded, with its downloads: what the chart shows, for reading; on paper in full."""
    _folded(table, lambda: notes, name)
    paper.table(table, "数据表")


def foot(
    view: View, table: pd.DataFrame, name: str, *more: tuple[str, str], on_paper: str | None = "数据表"
) -> None:
    """The end of a page: its ``data_table``, and the line that names the source.

    ``more``: notes of the table beside the usual. ``on_paper``: its heading there; None: the page itself says on paper what
    the table says.
    """
    plan, scope = view.plan, view.scope
    _folded(table, lambda: [*provenance.notes(plan, scope), *more], name)
    printed = "" if on_paper is None else paper.html(paper.printed(table, on_paper))
    st.html(printed + provenance.source_html(plan, scope))


def _folded(table: pd.DataFrame, notes: Callable[[], Sequence[tuple[str, str]]], name: str) -> None:
    def shown() -> None:
        drawing.screen(table)
        buttons(table, notes(), name)

    drawing.folded("数据表", "table", shown, ":material/table:")


def file(label: str, made: Callable[[], bytes], name: str, mime: str, icon: str | None = None) -> None:
    """A button that gives a file, made when it is asked for."""
    st.download_button(
        label, data=made, file_name=name, mime=mime, key=f"file_{name}", on_click="ignore", icon=icon
    )
