"""Values for a cell of CSV, which spreadsheets read as if typed in."""

import re

import pandas as pd

RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; it reads full-width signs as the narrow ones."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_csv(value: object) -> object:
    """A number as it is, everything else as text; before what could be a formula stands an apostrophe."""
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        text = _CONTROL.sub("", str(value))
        return f"'{text}" if text.lstrip().startswith(RISKY) or text.startswith(RISKY) else text
    return value
