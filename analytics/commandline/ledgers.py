"""The ledgers of a period are sent: recorded in the store, then written as files."""

from datetime import date, datetime
from pathlib import Path

from analytics.exports.sent_ledgers import to_workbooks
from data.commandline.commands import asked
from data.progress.reported import Sending
from data.requests.looking import ShowPlan
from data.requests.progress import SendLedgers
from data.serving.reaching import reach
from data.store.exporting import write_export
from data.store.plan import plan_of_files


def send_ledgers(
    period: str, as_of: date | None, document_id: str | None, folder: Path, database: Path | str | None
) -> int:
    """Send the ledgers of a period into a folder; a line for each file."""
    today = datetime.now().astimezone().date()
    with reach(database) as desk:
        sending: Sending = asked(desk, SendLedgers(period, today, as_of, document_id)).value
        plan = plan_of_files(asked(desk, ShowPlan((sending.progress.document_id,))).files)
        files = to_workbooks(plan, sending)
    there = {name for name in files if (folder / name).exists()}
    write_export(files, folder)
    for name in files:
        print(f"{folder / name}{'（换下了原有的同名文件）' if name in there else ''}")
    return 0
