"""The commands of the loop of ledgers: collect what came back, show what is stored, decide who fills a task."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.commandline.commands import asked, handed_in, print_error
from data.errors import DashboardError, DocumentError
from data.importing.reading import load_file
from data.progress.comparing import TOLD, Difference
from data.progress.form import HEADERS, OPINION
from data.progress.reported import Progress, TaskProgress
from data.requests import Outcome
from data.requests.looking import FindTask
from data.requests.progress import Collection, CollectLedgers, FileOutcome, SetFiller, ShowProgress
from data.serving.reaching import reach
from data.vocabulary import BIN_LABELS, UNREPORTED, Bin

ALL_STORED, WAITING, ALL_REFUSED = 0, 3, 1
"""Exit codes of ``collect``."""

SHORTENED = 40  # characters of a text in a line


def collect_ledgers(
    names: Sequence[str],
    database: Path | str | None,
    period: str | None,
    confirmed: frozenset[tuple[int, str]],
    *,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Collect files and print what became of each cell that differs; ``ALL_STORED``, ``WAITING`` or ``ALL_REFUSED``."""
    files = tuple((Path(name).name or name, _content(name)) for name in names)
    try:
        with reach(database) as desk:
            outcome = handed_in(desk, CollectLedgers(files, period, dry_run, confirmed))
    except DashboardError as error:
        if as_json:
            listed = [_file(name, None, True, str(error)) for name, _ in files]
            _print({"period": None, "files": listed, "rows": [], "not_returned": [], "stored": 0})
        return print_error(error)
    if outcome.value is None:  # the store refused
        return _told_refusal(outcome, files, as_json)
    collection: Collection = outcome.value
    if as_json:
        _print(_collection_as_json(collection))
    else:
        _print_collection(collection, outcome)
    if all(file.refused for file in collection.files):
        return ALL_REFUSED
    return WAITING if collection.waits else ALL_STORED


def _content(name: str) -> bytes | DashboardError:
    try:
        if not name.strip():
            raise DocumentError("文件名是空的", todo="写上文件的路径")
        return load_file(Path(name))
    except DashboardError as error:
        return error


def _told_refusal(outcome: Outcome, files: Sequence[tuple[str, object]], as_json: bool) -> int:
    if as_json:
        listed = [_file(name, None, True, outcome.text) for name, _ in files]
        _print({"period": None, "files": listed, "rows": [], "not_returned": [], "stored": 0})
    else:
        print_error(DashboardError(outcome.text.rstrip("。")))
    return ALL_REFUSED


def _why(file: FileOutcome) -> str:
    """Why a file was refused, with the option that takes one of another period."""
    return f"{file.why}；要收它，请加 --period {file.other_period}" if file.other_period else file.why


def _file(name: str, unit: str | None, refused: bool, why: str) -> dict[str, Any]:
    return {"file": name, "unit": unit, "outcome": "refused" if refused else "read", "why": why}


def _collection_as_json(collection: Collection) -> dict[str, Any]:
    collected = collection.collected
    return {
        "period": collected.period,
        "files": [_file(file.name, file.unit, file.refused, _why(file)) for file in collection.files],
        "rows": [_row_as_json(one) for one in collected.differences],
        "not_returned": list(collected.not_returned),
        "stored": collected.stored,
    }


def _row_as_json(one: Difference) -> dict[str, Any]:
    row = {
        "position": one.position,
        "task": one.task,
        "unit": one.unit,
        "bin": one.bin.value,
        "field": one.field,
        "sent": one.sent,
        "returned": one.returned,
        "stored": one.stored,
    }
    return row | {"suggestion": one.suggestion} if one.bin is Bin.BAD_STATUS else row


def _print_collection(collection: Collection, outcome: Outcome) -> None:
    collected = collection.collected
    for index, file in enumerate(collection.files):
        print(f"{file.name}：{f'没有读入。{_why(file)}' if file.refused else file.unit}")
        if file.why and not file.refused:
            print(f"  提示：{file.why}")
        own = [one for one in collected.differences if one.file == index]
        for one in own:
            if one.bin is not Bin.UNCHANGED:
                print(f"  {_line(one)}")
        unchanged = sum(one.bin is Bin.UNCHANGED for one in own)
        if unchanged:
            print(f"  {BIN_LABELS[Bin.UNCHANGED]} {unchanged} 行")
    print(f"填报期 {collected.period or '没有'}：{outcome.text}")
    if collected.not_returned:
        print(f"未交回（{len(collected.not_returned)} 个单位）：{'、'.join(collected.not_returned)}")
    if any(one.to_decide for one in collected.differences):
        print("要存入有待决定的值，加 --confirm 次序:栏，例如 --confirm 5:完成状态")


def _line(one: Difference) -> str:
    """A difference in a line: 新填 第 3 项（次序 3）进展情况：「已启动」."""
    place = f"第 {one.task} 项（次序 {one.position}）" if one.position else f"第 {one.row} 行"
    cells = "，".join(
        f"{word}「{_short(text)}」"
        for word, text in (("交回", one.returned), ("发出", one.sent), ("已存", one.stored))
        if text is not None and (word == "交回" or one.bin not in TOLD)
    )
    suggestion = f"；是不是「{one.suggestion}」？" if one.suggestion else ""
    return f"{BIN_LABELS[one.bin]} {place}{one.field or ''}：{cells}{suggestion}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORTENED else f"{line[:SHORTENED]}…"


def show_progress(period: str, document_id: str | None, database: Path | str | None, *, as_json: bool) -> int:
    """Print what is stored of a period."""
    with reach(database) as desk:
        outcome = asked(desk, ShowProgress(period, document_id))
    progress: Progress = outcome.value
    if as_json:
        _print(
            {
                "tasks": [_task_as_json(task) for task in progress.tasks],
                "reported": progress.reported,
                "not_reported": len(progress.tasks) - progress.reported,
            }
        )
        return 0
    print(f"填报期 {progress.period}：{outcome.text}；以下为部门自报")
    for task in progress.tasks:
        texts = "；".join(f"{header}：{_short(text)}" for header, text in _texts(task).items())
        print(
            f"{task.position}. 第 {task.number} 项 {task.filler or '没有单位'} {task.status or UNREPORTED} {texts}".rstrip()
        )
    return 0


def _texts(task: TaskProgress) -> dict[str, str]:
    texts = {**task.texts, OPINION: task.opinion}
    return {header: texts[header] for header in HEADERS if texts.get(header)}


def _task_as_json(task: TaskProgress) -> dict[str, Any]:
    return {
        "position": task.position,
        "task": task.number,
        "unit": task.filler,
        "status": task.status,
        "texts": _texts(task),
        "file": task.file_name,
        "received_at": task.received_at.isoformat() if task.received_at else None,
    }


def fill_by(position: int, unit: str | None, document_id: str | None, database: Path | str | None) -> int:
    """Decide which unit fills the task at a position of a document; None: the first-listed again."""
    with reach(database) as desk:
        print(asked(desk, SetFiller(asked(desk, FindTask(position, document_id)).value, unit)).text)
    return 0


def _print(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False, indent=2))
