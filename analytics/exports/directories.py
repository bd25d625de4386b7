"""A directory of departments as a workbook, to be changed there and brought back."""

from collections.abc import Iterable, Sequence

import pandas as pd

from analytics.exports.tables import to_xlsx

SHEET = "部门名录"


def directory_workbook(
    columns: Iterable[str], rows: Iterable[Sequence[str]], notes: Sequence[tuple[str, str]]
) -> bytes:
    """A row for each department under the headings of a directory; ``notes``: pairs of label and text."""
    return to_xlsx(pd.DataFrame(list(rows), columns=list(columns)), notes, SHEET)


def version_notes(body: str, who: str, moment: str) -> list[tuple[str, str]]:
    """What the workbook of a stored version says of itself."""
    return [("机关", body), ("版本", f"{who}，{moment}")]
