"""The ledgers of a period are sent: recorded in the store, then written as files."""

from datetime import date, datetime
from pathlib import Path

from analytics.exports.sent_ledgers import to_workbooks
from data.commandline.commands import asked
from data.progress.reported import Sending
from data.requests.progress import SendLedgers
from data.store.database import Store
from data.store.exporting import write_export
from data.store.opening import open_store
from data.store.plan import load_plan


def send_ledgers(
    period: str, as_of: date | None, document_id: str | None, folder: Path, database: Path | None
) -> int:
    """Send the ledgers of a period into a folder; a line for each file."""
    today = datetime.now().astimezone().date()
    with open_store(database) as store:
        files = workbooks(store, asked(store, SendLedgers(period, today, as_of, document_id)).value)
    there = {name for name in files if (folder / name).exists()}
    write_export(files, folder)
    for name in files:
        print(f"{folder / name}{'（换下了原有的同名文件）' if name in there else ''}")
    return 0


def workbooks(store: Store, sending: Sending) -> dict[str, bytes]:
    """The workbooks of a sending, by their file names."""
    return to_workbooks(load_plan(store, [sending.progress.document_id]), sending)
