"""Readers: from the bytes of a Word, Excel or PDF file to a text that people read and the parser takes.

Every reader gives the same form: a paragraph is a line, a row of a table is a line of cells between pipes, a line
break inside a cell is ``<br>``, a number that the program counts by itself stands in front as printed. They run in a
process of their own with limits on memory and time: see ``data.importing.sandbox``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file, and what was left out of it."""

    text: str
    notices: tuple[str, ...] = ()  # in Chinese, for the person who imports
