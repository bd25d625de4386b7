"""Tables to take away, with their scope, date and source in the file."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from analytics.exports.tables import to_csv, to_notes, to_xlsx
from pages.shared import paper


def buttons(table: pd.DataFrame, notes: Sequence[tuple[str, str]], name: str) -> None:
    """Buttons that give the table as XLSX, and as CSV with its notes beside it. A file is made when it is asked for."""
    with st.container(horizontal=True):
        csv(table, notes, name)
        st.download_button(
            "下载 XLSX",
            data=lambda: to_xlsx(table, notes, name),
            file_name=f"{name}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key=f"xlsx_{name}",
            on_click="ignore",
            icon=":material/download:",
        )


def csv(table: pd.DataFrame, notes: Sequence[tuple[str, str]], name: str) -> None:
    """Buttons for the table as CSV, which programs read as it is, and for what it is a table of."""
    st.download_button(
        "下载 CSV",
        data=lambda: to_csv(table),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"csv_{name}",
        on_click="ignore",
        icon=":material/download:",
    )
    st.download_button(
        "CSV 的说明",
        data=lambda: to_notes(notes),
        file_name=f"{name}_说明.txt",
        mime="text/plain",
        key=f"notes_{name}",
        on_click="ignore",
    )


def data_table(table: pd.DataFrame, notes: Sequence[tuple[str, str]], name: str) -> None:
    """The table behind a chart, folded, with its downloads: what the chart shows, for reading; on paper in full."""
    with st.expander("数据表", icon=":material/table:"):
        st.dataframe(table, hide_index=True)
        buttons(table, notes, name)
    paper.table(table, "数据表")


def file(label: str, made: Callable[[], bytes], name: str, mime: str) -> None:
    """A button that gives a file, made when it is asked for."""
    st.download_button(label, data=made, file_name=name, mime=mime, key=f"file_{name}", on_click="ignore")
