"""The loop of ledgers: sending those of the first document (53 tasks, 28 units), and collecting all 28 filled in."""

import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from analytics.exports.sent_ledgers import to_workbooks
from data.progress.form import STATUS, WHOLE
from data.requests.progress import CollectLedgers
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.progress import record_sending
from tests.benchmarks.timing import Row, milliseconds, show

PERIOD, DAY = "2023-09", date(2023, 9, 20)
SENDING_LIMIT, COLLECTING_LIMIT = 3_000, 10_000  # milliseconds


def sent(store: Store) -> dict[str, bytes]:
    """The ledgers of a new sending."""
    sending = record_sending(store, None, PERIOD, DAY, DAY, "甲")
    return to_workbooks(load_plan(store, [sending.progress.document_id]), sending)


def filled_in(content: bytes) -> bytes:
    """A ledger in which every open status and text of its unit is filled in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=4):
        for cell, header in zip(row, sheet[3], strict=True):
            if not cell.protection.locked:
                cell.value = "推进中" if header.value == STATUS else "虚构的内容"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def main() -> None:
    """Print the times of sending, collecting, and collecting the same again; say which is longer than it may be."""
    with (
        TemporaryDirectory() as folder,
        open_store(Path(folder) / "ledgers.duckdb", build=True) as store,
    ):
        files = sent(store)
        sending = milliseconds(lambda: sent(store))
        returned = tuple((name, filled_in(content)) for name, content in files.items() if name != WHOLE)
        request = CollectLedgers(returned)
        collecting = milliseconds(lambda: request.perform(store, "甲"))
        again = milliseconds(lambda: request.perform(store, "甲"))
    rows = [
        Row("sending", sending, note=f"{len(files)} workbooks"),
        Row("collecting, all filled in", collecting, note=f"{len(returned)} files"),
        Row("collecting the same again", again),
    ]
    show("Ledgers, the first document", rows)
    late = [
        row.name
        for row, limit in zip(rows, (SENDING_LIMIT, COLLECTING_LIMIT), strict=False)
        if row.ms > limit
    ]
    print(f"\nlonger than it may be: {', '.join(late) or 'none'}")


if __name__ == "__main__":
    main()
