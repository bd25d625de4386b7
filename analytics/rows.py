"""The rows of a table, one after the other."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each_row(table: pd.DataFrame) -> Iterator[Any]:
    """Each row, with its columns as attributes; what a column holds is told where its table is made.

    Not typed: the stubs of pandas let every field of a row be whatever a table can hold.
    """
    return iter(table.itertuples(index=False))
