"""From the file of a ledger that came back to its rows: guarded, then read in a limited process."""

from dataclasses import replace

import msgspec

from data.errors import DocumentError
from data.importing.guard import Container, identify
from data.importing.readers.whole import Whole, as_text, read_whole
from data.limited import run_limited
from data.progress.form import FILLED_ON, HIDDEN_SHEET, from_hidden
from data.progress.returned import Returned, read_sheets

PLAUSIBLE_YEARS = range(2000, 2100)


def read_returned(content: bytes, file_name: str) -> Returned:
    """The ledger in a file of this name and content; nothing of the store is asked.

    Raises ``DocumentError`` with the file's name where it is no ledger that was sent, or cannot be read.
    """
    try:
        _expect_workbook(content, file_name)
        answer = run_limited(f"{__name__}:read_limited", content, needs=(__name__,))
    except DocumentError as error:
        raise error.of_file(file_name) from error
    return msgspec.msgpack.decode(answer, type=Returned)


def _expect_workbook(content: bytes, file_name: str) -> None:
    """Raise ``DocumentError`` where a file is no workbook; what to do is the same whatever it is."""
    what = "不是 .xlsx 文件"
    try:
        if identify(content, file_name) is Container.WORKBOOK:
            return
    except DocumentError as error:
        what = error.what
    raise DocumentError(what, todo="单位重新交 Excel 台账（看板发出、填好的 .xlsx）")


def read_limited(content: bytes) -> bytes:
    """What the limited process does: from the bytes of a workbook to an encoded ``Returned``."""
    whole = read_whole(content)
    hidden = [sheet for sheet in whole.sheets if sheet.name == HIDDEN_SHEET]
    if len(hidden) != 1:
        what = f"没有发出时的隐藏表「{HIDDEN_SHEET}」，不是看板发出的单位台账"
        raise DocumentError(what, todo="在收到的台账上填写，不要把内容复制到新的文件里")
    sent = from_hidden(hidden[0].texts())
    if sent is None:
        raise DocumentError(f"隐藏表「{HIDDEN_SHEET}」被改动或损坏", todo="重新发出台账，在新的一份上填写")
    read = read_sheets(sent, [sheet for sheet in whole.sheets if sheet is not hidden[0]])
    rows = tuple(replace(row, values=_with_day(row.values, whole)) for row in read.rows)
    return msgspec.msgpack.encode(Returned(sent, rows, (*read.notes, *whole.notes)))


def _with_day(values: dict[str, str], whole: Whole) -> dict[str, str]:
    """The values of a row, with a day where its cell has lost the format of one and shows a bare number."""
    day = whole.values.day_of(values.get(FILLED_ON, "").strip())
    return {**values, FILLED_ON: as_text(day)} if day and day.year in PLAUSIBLE_YEARS else values
