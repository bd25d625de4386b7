"""The ledgers of a period are sent: recorded in the store, then written as files."""

from datetime import date, datetime
from pathlib import Path

from analytics.exports.sent_ledgers import SendingNotes, Statement, to_workbooks
from data.commandline.commands import asked
from data.errors import DocumentError
from data.progress.form import STATEMENT, STATUS
from data.requests.progress import SendLedgers
from data.store.database import Store
from data.store.exporting import write_export
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.progress import Progress, Sending


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
    progress = sending.progress
    plan = load_plan(store, [progress.document_id])
    if plan.documents.empty:
        raise DocumentError("数据库里没有这份文件", f"编号 {progress.document_id}", "在文件列表中查看编号")
    title = str(plan.documents["title"].iloc[0])
    notes = SendingNotes(progress.document_id, title, progress.period, progress.as_of, sending.number)
    return to_workbooks(plan, notes, sending.units, statements(progress, sending.before))


def statements(progress: Progress, before: Progress | None) -> dict[str, Statement]:
    """What is stored of a period and the one before it, as the ledgers show it."""
    past = {task.task_id: task for task in before.tasks} if before else {}
    answer = {}
    for task in progress.tasks:
        texts = dict(task.texts) | ({STATUS: task.status} if task.status else {})
        earlier = past.get(task.task_id)
        answer[task.task_id] = Statement(
            task.filler,
            task.assumed,
            texts,
            task.opinions,
            (earlier.status or "") if earlier else "",
            earlier.texts.get(STATEMENT, "") if earlier else "",
        )
    return answer
