"""The ledgers (台账) that are sent to be filled in: a workbook for each unit, which remembers what it was, and 总表.

``data.progress`` reads them back. What a unit fills in is open, everything else locked without a password.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from analytics.exports.worksheets import (
    FONT_LINE,
    halves,
    height_of,
    print_set_up,
    styles_of,
    write_heading,
)
from analytics.rows import each_row
from analytics.safe.office import as_cell
from analytics.task_list import corrected_note
from data.importing.own import SENT_MARK
from data.progress.form import (
    DEADLINE,
    FILLED,
    FILLED_ON,
    HEADERS,
    HIDDEN_SHEET,
    KEY,
    LEAD,
    NUMBER,
    OPINION,
    RESPONSIBLE,
    SHEET,
    STATEMENT,
    STATEMENT_BEFORE,
    STATUS,
    STATUS_BEFORE,
    STATUSES,
    TEXT,
    WHOLE,
    SentLedger,
    SentRow,
    digest_of,
    file_name,
    hidden_rows,
    key_of,
)
from data.progress.reported import ActionItem, Progress, Sending, TaskProgress
from data.store.plan import Plan
from data.vocabulary import NO_NUMBER, ROLE_LABELS, Role, TargetKind

FILLER = "填报单位"
WIDTHS = {
    NUMBER: 6, TEXT: 34, LEAD: 11, RESPONSIBLE: 15, FILLER: 14, "具体措施": 16, "责任人": 8, "联系电话": 14, "分管领导": 9,
    DEADLINE: 11, STATUS: 10, "进展情况": 25, "存在问题": 15, "需协调事项": 13, "下步打算": 15, FILLED_ON: 11, OPINION: 12,
    "备注": 9, STATUS_BEFORE: 9, STATEMENT_BEFORE: 13,
}  # fmt: skip
"""Of the columns, in characters."""

DECIDED = "议定事项（会上定下，办结后由办公室销号）"
HEADER_ROW = 2  # 0-based, below title and source
HOW_TO = (
    "只填浅黄色的格，完成状态从下拉列表中选；不填即为未填报。共同任务由填报单位填写（首列单位，推定，可以更改，不等于牵头），"
    "其余单位可填配合意见"
)
_STYLES = {STATUS: "to_choose", "联系电话": "to_fill_text", FILLED_ON: "to_fill_day"}
_MIDDLE = frozenset({NUMBER, DEADLINE, STATUS})


def to_workbooks(plan: Plan, sending: Sending) -> dict[str, bytes]:
    """The workbooks by their file names: one for each unit that sees a task, in the order of the sending, and ``总表.xlsx``.

    ``plan`` holds the document. Text is text: nothing of it becomes a formula.
    """
    tasks = list(_tasks(plan, sending))
    title = str(plan.documents["title"].iloc[0])
    files: dict[str, bytes] = {}
    for unit in sending.units:
        seen = _decided_first(task for task in tasks if unit in task.units)
        if seen:
            name = file_name(sending.progress.period, unit)
            while name.casefold() in {
                known.casefold() for known in files
            }:  # names that differ in forbidden signs only
                name = name.replace(".xlsx", "_.xlsx")
            files[name] = _to_workbook(title, sending, unit, seen)
    files[WHOLE] = _to_whole(title, sending, _decided_first(tasks))
    return files


def to_workbook(plan: Plan, sending: Sending, unit: str) -> bytes:
    """The workbook of one unit of a sending; without rows where it sees no task. ``plan`` holds the document."""
    seen = _decided_first(task for task in _tasks(plan, sending) if unit in task.units)
    return _to_workbook(str(plan.documents["title"].iloc[0]), sending, unit, seen)


def _decided_first(tasks: Iterable["_Task"]) -> list["_Task"]:
    """The tasks on which a meeting has decided something that is open, then the others; each in printed order."""
    return sorted(tasks, key=lambda task: not task.decided)


@dataclass(frozen=True, slots=True)
class _Task:
    """A task with its section, its units, and the cells that are the same for all of them."""

    task_id: str
    section: tuple[str, str] | None  # id and title
    units: tuple[str, ...]  # named, filling it, or charged with it by a meeting
    fixed: dict[str, str]
    progress: TaskProgress
    decided: tuple[str, ...]  # open action items, in words
    corrected: bool  # a person changed it in what was read

    @property
    def bands(self) -> tuple[tuple[str, str], ...]:
        """The rows above it that are no tasks, each with its key and text."""
        if self.decided:
            return (("", DECIDED), *(("", text) for text in self.decided))
        return (
            ((key_of(self.section[0], digest_of(self.section[1])), self.section[1]),) if self.section else ()
        )

    def row_for(self, unit: str) -> SentRow:
        """The row as a unit sees it."""
        own = unit == self.progress.filler
        texts = {**self.progress.texts, STATUS: self.progress.status or ""}
        values = self.fixed | {header: as_cell(texts.get(header, "")) for header in FILLED}
        opinions = self.progress.opinions
        opinion = opinions_of(opinions) if own else opinions.get(unit, "")
        values[OPINION] = as_cell(opinion)
        return SentRow(self.task_id, digest_of(self.fixed[TEXT]), own, values)


def opinions_of(opinions: Mapping[str, str]) -> str:
    """The opinions of several units in one cell."""
    return "\n".join(f"{unit}：{text}" for unit, text in opinions.items())


def _tasks(plan: Plan, sending: Sending) -> Iterator[_Task]:
    """The tasks of a plan in printed order."""
    progress = {task.task_id: task for task in sending.progress.tasks}
    before = {task.task_id: task for task in sending.before.tasks} if sending.before else {}
    titles = dict(zip(plan.sections["section_id"], plan.sections["title"], strict=True))
    names = dict(zip(plan.departments["department_id"], plan.departments["name"], strict=True))
    named: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in each_row(plan.responsibilities.sort_values(["task_id", "position"])):
        named[row.task_id].append((names[row.department_id], row.role))
    due = plan.targets[plan.targets["kind"] == TargetKind.DEADLINE].groupby("task_id")["text"].agg("；".join)
    decided: dict[str, list[ActionItem]] = defaultdict(list)
    for action in sending.actions:
        decided[action.task_id].append(action)
    for task in each_row(plan.tasks.sort_values("position")):
        units, own = named[task.task_id], progress[task.task_id]
        charged = [action.unit for action in decided[task.task_id]]
        seen_by = [*(name for name, _ in units), *charged, *([own.filler] if own.filler else [])]
        past = before.get(task.task_id)
        fixed = {
            NUMBER: "" if task.number == NO_NUMBER else task.number,
            TEXT: task.text,
            LEAD: "、".join(dict.fromkeys(name for name, role in units if role == Role.LEAD)),
            RESPONSIBLE: "、".join(
                dict.fromkeys(_with_role(*unit) for unit in units if unit[1] != Role.LEAD)
            ),
            DEADLINE: "；".join(filter(None, (due.get(task.task_id, ""), _set_by_office(own)))),
            STATUS_BEFORE: (past.status or "") if past else "",
            STATEMENT_BEFORE: past.texts.get(STATEMENT, "") if past else "",
        }
        section = (task.section_id, titles[task.section_id]) if task.section_id in titles else None
        yield _Task(
            task.task_id, section, tuple(dict.fromkeys(seen_by)),
            {header: as_cell(text) for header, text in fixed.items()}, own, tuple(as_cell(_in_words(action)) for action in decided[task.task_id]), bool(task.corrected),
        )  # fmt: skip


def _set_by_office(task: TaskProgress) -> str:
    return f"办理时限 {task.due.isoformat()}" if task.due else ""


def _in_words(action: ActionItem) -> str:
    """An action item in a row of its own: 推进会议定（研究室，2023-10-31 前）：…."""
    until = f"，{action.due.isoformat()} 前" if action.due else ""
    return f"{action.meeting}议定（{action.unit}{until}）：{action.what}"


def _with_role(name: str, role: str) -> str:
    return f"{name}（{ROLE_LABELS[Role.SUPPORT]}）" if role == Role.SUPPORT else name


def _corrected(tasks: Sequence[_Task]) -> list[tuple[str, str]]:
    """What the heading says of tasks that a person changed in what was read."""
    return corrected_note([task.fixed[NUMBER] or NO_NUMBER for task in tasks if task.corrected])


def _to_workbook(title: str, sending: Sending, unit: str, tasks: Sequence[_Task]) -> bytes:
    """The workbook of a unit: its tasks, and the very hidden sheet that remembers what was sent."""
    rows = [task.row_for(unit) for task in tasks]
    bands = tuple(dict.fromkeys(text for task in tasks for _, text in task.bands))
    progress = sending.progress
    sent = SentLedger(
        progress.document_id,
        progress.period,
        unit,
        sending.number,
        progress.as_of.isoformat(),
        tuple(rows),
        bands,
    )
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"keywords": SENT_MARK})
        page = _Page(workbook, workbook.add_worksheet(SHEET), (*HEADERS, KEY), filled=True)
        page.heading(title, f"（{unit}）", progress, *_corrected(tasks), ("填写", HOW_TO))
        for task, row in zip(tasks, rows, strict=True):
            page.bands(task.bands)
            page.task(row)
        page.finish()
        _hide(workbook, sent)
    return buffer.getvalue()


def _to_whole(title: str, sending: Sending, tasks: Sequence[_Task]) -> bytes:
    """All tasks in one workbook, for the office to look at; it is not filled in."""
    at = HEADERS.index(RESPONSIBLE) + 1
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"keywords": SENT_MARK})
        columns = (*HEADERS[:at], FILLER, *HEADERS[at:])
        page = _Page(workbook, workbook.add_worksheet(SHEET), columns, filled=False)
        told = ("说明", "汇总查看用，不由单位填报；内容为部门自报")
        page.heading(title, "（总表）", sending.progress, *_corrected(tasks), told)
        for task in tasks:
            page.bands(task.bands)
            filler = task.progress.filler or ""
            page.task(
                task.row_for(filler),
                {FILLER: f"{filler}（推定）" if filler and task.progress.assumed else filler},
            )
        page.finish()
    return buffer.getvalue()


def _hide(workbook: xlsxwriter.Workbook, sent: SentLedger) -> None:
    """Write the sheet that nobody sees."""
    hidden = workbook.add_worksheet(HIDDEN_SHEET)
    hidden.very_hidden()
    for row, texts in enumerate(hidden_rows(sent)):
        for column, text in enumerate(texts):
            if text:
                hidden.write_string(row, column, text)


class _Page:
    """The sheet of a ledger as it is written, from top to bottom. ``filled``: it is to be filled in, not only looked at."""

    def __init__(
        self, workbook: xlsxwriter.Workbook, page: Any, columns: Sequence[str], *, filled: bool
    ) -> None:
        self._page, self._columns, self._filled = page, columns, filled
        self._styles = styles_of(workbook)
        self._widths = [WIDTHS.get(column, 10) for column in columns]
        shown = [width for column, width in zip(columns, self._widths, strict=True) if column != KEY]
        self._halves = halves(shown, columns.index(TEXT) + 1)
        self._row = HEADER_ROW
        self._above: tuple[tuple[str, str], ...] = ()
        self._first: dict[str, int] = {}  # where filling in begins: header → row

    def heading(self, title: str, whose: str, progress: Progress, *more: tuple[str, str]) -> None:
        """Title, source and the header."""
        first, end = self._halves.repeated, self._halves.split  # it is printed once, on the left page
        source = [("文件", title), ("填报期", progress.period), ("截至", progress.as_of.isoformat()), *more]
        lines = write_heading(
            self._page,
            self._styles,
            f"{title}{SHEET}{whose}",
            source,
            sum(self._widths[first:end]),
            end - 1,
            first,
        )
        self._page.set_row(1, FONT_LINE * lines + 2)
        for at, (column, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            self._page.set_column(at, at, width, None, {"hidden": column == KEY})
            self._page.write_string(HEADER_ROW, at, column, self._styles["head"])

    def bands(self, above: Sequence[tuple[str, str]]) -> None:
        """Rows above a task that are none and have no number; those that stand above the last one already are not said again."""
        known, self._above = self._above, tuple(above)
        for key, said in above:
            if (key, said) in known:
                continue
            self._row += 1
            for at, column in enumerate(self._columns):
                text = {TEXT: as_cell(said), KEY: key}.get(column, "")
                _write(self._page, self._row, at, text, self._styles["band"])
            self._page.set_row(self._row, height_of([said], [self._widths[self._columns.index(TEXT)]]))

    def task(self, row: SentRow, more: Mapping[str, str] | None = None) -> None:
        """A task; what its unit may fill in is open."""
        self._row += 1
        self._first.setdefault(STATUS if row.own else OPINION, self._row)
        values = {**row.values, KEY: row.key, **(more or {})}
        for at, column in enumerate(self._columns):
            text = values.get(column, "")
            style = self._styles[_style(column, row.open_headers if self._filled else ())]
            if column == NUMBER and text.isdecimal() and len(text) <= 6 and not text.startswith("0"):
                self._page.write_number(self._row, at, int(text), style)
            else:
                _write(self._page, self._row, at, text, style)
            if column == STATUS and row.own and self._filled:
                self._page.data_validation(
                    self._row, at, self._row, at,
                    {"validate": "list", "source": list(STATUSES), "error_type": "stop", "error_title": STATUS,
                     "error_message": f"请从列表中选：{'、'.join(STATUSES)}；没有进展可以不填。"},
                )  # fmt: skip
        shown = [(values.get(column, ""), width) for column, width in zip(self._columns, self._widths, strict=True)
                 if column != KEY]  # fmt: skip
        self._page.set_row(self._row, height_of(*zip(*shown, strict=True)))

    def finish(self) -> None:
        """Printing, and the lock, which anybody may open: it keeps from writing in the wrong cell. Opened where filling begins."""
        print_set_up(self._page, self._row - HEADER_ROW, len(self._columns) - 1, self._halves)
        if self._filled:
            if begins := [header for header in (STATUS, OPINION) if header in self._first]:
                at = self._first[begins[0]], self._columns.index(begins[0])
                self._page.set_selection(*at, *at)
            allowed = ("sort", "autofilter", "format_cells", "format_columns", "format_rows")
            self._page.protect("", dict.fromkeys(allowed, True))


def _style(column: str, open_headers: Sequence[str]) -> str:
    if column in open_headers:
        return _STYLES.get(column, "to_fill")
    if column in (STATUS_BEFORE, STATEMENT_BEFORE):
        return "past"
    return "middle" if column in _MIDDLE else "body"


def _write(page: Any, row: int, column: int, text: str, style: Any) -> None:
    if text:
        page.write_string(row, column, text, style)
    else:
        page.write_blank(row, column, None, style)
