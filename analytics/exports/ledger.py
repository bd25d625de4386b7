"""The ledger (台账) that every department knows, as a workbook to fill in and to print on A4."""

import io
from collections.abc import Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from analytics import task_list
from analytics.exports.summary import NAME, write_summary
from analytics.exports.tables import text_width
from analytics.exports.worksheets import (
    FONT_LINE,
    HIGHEST,
    Filled,
    height_of,
    print_set_up,
    quoted,
    styles_of,
    write_heading,
)
from analytics.loads import workload
from analytics.safe.office import SheetNames, as_cell
from analytics.scope import ScopedPlan
from data.importing.own import MARK
from data.store.plan import Plan
from data.vocabulary import UNREPORTED, Status, TargetKind

STATUSES = (UNREPORTED, *Status)  # an empty cell counts as the first
STATUS, PROBLEMS, REMARKS, DEADLINE = "完成状态", "存在问题", "备注", "完成时限"
WIDTHS = {
    "序号": 6, "工作任务": 46, "所属部分": 20, "牵头部门": 18, "责任部门": 20, "配合部门": 18, "目标要求": 13,
    DEADLINE: 12, STATUS: 12, PROBLEMS: 18, REMARKS: 12,
}  # fmt: skip
ORDER = tuple(WIDTHS)
WHOLE = "台账"
WIDEST = 150.0  # characters of the widest column of tasks


def table(plan: Plan, task_ids: Sequence[str]) -> pd.DataFrame:
    """Tasks in the usual columns, in the order given.

    Columns: 序号, 工作任务, 所属部分, 牵头部门, 责任部门, 配合部门 (roles that none of the tasks has are left
    out), 目标要求, 完成时限, 完成状态 (未填报 everywhere: documents hold no progress), 存在问题, 备注 (both empty).
    """
    known = task_list.table(plan, task_ids)
    stated = plan.targets.assign(due=plan.targets["kind"] == TargetKind.DEADLINE)
    texts = stated.groupby(["task_id", "due"])["text"].agg("；".join)
    known["目标要求"] = [texts.get((task, False), "") for task in task_ids]
    known[DEADLINE] = [texts.get((task, True), "") for task in task_ids]
    known[STATUS], known[PROBLEMS], known[REMARKS] = STATUSES[0], "", ""
    return known[[column for column in ORDER if column in known]]


def to_ledger(
    plan: Plan, scoped: ScopedPlan, notes: Sequence[tuple[str, str]], *, by_department: bool = False
) -> bytes:
    """The scope's tasks as a workbook: a summary with charts, then one sheet of all tasks or one for each department.

    Text is text: nothing of it becomes a formula or a link. The only formulas are counts of what is filled in.
    Every sheet names its source. An empty scope gives headers.

    Parameters
    ----------
    notes : pairs of label and text: document, scope, counting, date, assumptions
    by_department : a sheet for each department of the scope, in the order of its load, instead of one for all
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"keywords": MARK})
        styles = styles_of(workbook)
        summary = workbook.add_worksheet(NAME)
        names = SheetNames(NAME)
        filled = []
        for name, task_ids in _sheets(scoped, by_department):
            page = workbook.add_worksheet(names.unique(name))
            filled.append(_write(page, styles, table(plan, task_ids), name, notes))
        write_summary(workbook, summary, styles, plan, scoped, filled, STATUSES, notes)
    return buffer.getvalue()


def _sheets(scoped: ScopedPlan, by_department: bool) -> list[tuple[str, list[str]]]:
    if not by_department or scoped.departments.empty:
        return [(WHOLE, scoped.tasks["task_id"].tolist())]
    departments = workload.by_department(scoped)
    return [
        (name, workload.tasks_of(scoped, department))
        for name, department in zip(departments["name"], departments["department_id"], strict=True)
    ]


def _write(
    page: Any, styles: dict[str, Any], tasks: pd.DataFrame, name: str, notes: Sequence[tuple[str, str]]
) -> Filled:
    """A sheet: title, source, header, a row for each task."""
    widths = _widths(tasks)
    last = len(tasks.columns) - 1
    document = dict(notes).get("文件", "")
    heading = f"{document}{WHOLE}" if name == WHOLE else f"{document}{WHOLE}（{name}）"
    source_lines = write_heading(page, styles, heading, notes, sum(widths), last)
    for at, (column, width) in enumerate(zip(tasks.columns, widths, strict=True)):
        page.set_column(at, at, width)
        page.write_string(2, at, column, styles["head"])
    for row, values in enumerate(tasks.itertuples(index=False), start=3):
        for at, value in enumerate(values):
            _cell(page, row, at, value, styles["middle" if tasks.columns[at] in ("序号", STATUS) else "body"])
        page.set_row(row, height_of(values, widths))
    page.set_row(1, FONT_LINE * source_lines + 2)
    print_set_up(page, len(tasks), last)
    status = list(tasks.columns).index(STATUS)
    end = max(3, 2 + len(tasks))
    page.data_validation(
        3, status, end, status,
        {"validate": "list", "source": list(STATUSES), "error_type": "information", "error_title": STATUS,
         "error_message": "可以从列表中选择，也可以写明具体进展。"},
    )  # fmt: skip
    return Filled(
        page.get_name(), len(tasks), f"{quoted(page.get_name())}!{xl_range_abs(3, status, end, status)}"
    )


def _cell(page: Any, row: int, column: int, value: object, style: Any) -> None:
    if isinstance(value, int):
        page.write_number(row, column, value, style)
    elif value == "":
        page.write_blank(row, column, None, style)
    else:
        page.write_string(row, column, as_cell(value), style)


def _widths(tasks: pd.DataFrame) -> list[float]:
    """Widths in characters; that of the tasks grows where the longest would not fit the highest row."""
    widths: list[float] = [WIDTHS[column] for column in tasks.columns]
    longest = max(map(text_width, tasks["工作任务"]), default=0)
    at = list(tasks.columns).index("工作任务")
    widths[at] = min(WIDEST, max(widths[at], longest / (HIGHEST // FONT_LINE - 2)))
    return widths
