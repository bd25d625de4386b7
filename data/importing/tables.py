"""Tables in text, with pipes or tabs or one cell a line: from their rows to drafts of tasks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from data.importing.annotations import NO_STOPS, Reading, find_bracketed, read_annotation
from data.importing.cells import Row, cell_rows, has_cell_lines, piped_rows
from data.importing.columns import ColumnKind
from data.importing.document import Notice, NoticeKind, Span
from data.importing.drafting import TaskDraft, TaskDrafts
from data.importing.lists import Trusted
from data.importing.marking import MarkedLine
from data.importing.numbering import Style, read_mark
from data.importing.passage import Passage, SourceLine, compact, join_wrapped
from data.vocabulary import LineKind, LineMark

__all__ = ["draft_table", "has_cell_lines"]

_NUMBER = re.compile(r"[(第]?(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})[).、项条]?$")
_BREAK = re.compile(r"<br ?/?>|\n")


def _lines_of(cell: Passage) -> list[Passage]:
    """The lines inside a cell."""
    parts, start = [], 0
    for match in _BREAK.finditer(cell.text):
        parts.append(cell.cut(start, match.start()).strip())
        start = match.end()
    return [part for part in [*parts, cell.cut(start).strip()] if part.text]


@dataclass
class _Table:
    """What is carried from row to row while a table is read."""

    known: Trusted
    drafts: TaskDrafts = field(default_factory=TaskDrafts)
    heading: Passage | None = None
    number: Passage | None = None
    departments: list[tuple[Reading, Passage]] = field(default_factory=list)

    def read(self, row: Row, task: int) -> None:
        """Read a row whose column ``task`` holds the task."""
        if len(row.filled()) == 1 and self._lone(row, task):
            return
        for index in row.of(ColumnKind.SECTION):
            self.heading = _unnumbered(row.cells[index])
        number = next((row.cells[index] for index in row.of(ColumnKind.NUMBER)), None)
        again = number is None or (self.number is not None and number.text == self.number.text)
        self.number = number or self.number
        text = row.cell(task)
        if text is None and again:
            self._more(row)
            return
        if text is None:  # a row of its own whose task is not there: nothing of it belongs to the one above
            self.drafts.kinds[row.line] = LineKind.UNACCOUNTED
            self.departments = []
            return
        self._draft(row, text)

    def take_marked(self, marked: MarkedLine) -> None:
        """Read a line as a person marked it."""
        passage = marked.passage
        mark = read_mark(passage.folded)
        if marked.mark is LineMark.HEADING:
            self.heading, self.departments = passage, []
        elif marked.mark is LineMark.TASK:
            opening = passage.cut(0, mark.length) if mark else None
            body = passage.cut(mark.length if mark else 0)
            found = find_bracketed(body, NO_STOPS, self.known)
            text = body.without(found).strip()
            draft = TaskDraft(
                mark.number if mark else "", marked.number, text, opening, _title(self.heading), named=True
            )
            for start, end in found:
                _add(draft, read_annotation(body.cut(start, end), self.known), body.cut(start, end))
            self.drafts.tasks.append(draft)
        elif self.drafts.tasks and marked.mark is LineMark.CONTINUED:
            draft = self.drafts.tasks[-1]
            draft.text = join_wrapped([draft.text, passage])
        elif self.drafts.tasks:
            _add(self.drafts.tasks[-1], read_annotation(passage, self.known), passage)

    def _lone(self, row: Row, task: int) -> bool:
        """A row with one cell: a heading over the rows below; False where it belongs to the table."""
        index = row.filled()[0]
        cell = row.cells[index]
        mark = read_mark(cell.folded)
        kind = row.kind(index)
        if kind in (ColumnKind.DEPARTMENTS, ColumnKind.DEADLINE):
            return False
        if (mark and mark.style <= Style.CHINESE_BRACKET) or index != task or not row.of(ColumnKind.NUMBER):
            heading = len(compact(cell.text)) <= 80 and not cell.text.rstrip().endswith("。")
            if heading and not (mark and mark.style is Style.CHINESE_BRACKET and self._above(Style.CHINESE)):
                self.heading = cell
            self.departments = []
            self.drafts.kinds[row.line] = LineKind.HEADING if heading else LineKind.UNACCOUNTED
            return True
        return False

    def _above(self, style: Style) -> bool:
        mark = read_mark(self.heading.folded) if self.heading else None
        return mark is not None and mark.style <= style

    def _more(self, row: Row) -> None:
        """A row without a task of its own goes on with the one above."""
        kind = LineKind.ANNOTATION if self.drafts.tasks else LineKind.UNACCOUNTED
        self.drafts.kinds[row.line] = kind
        if self.drafts.tasks:
            draft = self.drafts.tasks[-1]
            for reading, passage in self._departments(row):
                _add(draft, reading, passage)
            _add_targets(draft, row)

    def _departments(self, row: Row) -> list[tuple[Reading, Passage]]:
        read = []
        for index in row.of(ColumnKind.DEPARTMENTS):
            column = row.columns[index]
            cell = row.cells[index]
            lines = _joined(cell)
            if column:
                read.append((read_annotation(lines, self.known, column.role), cell))
        return read

    def _draft(self, row: Row, cell: Passage) -> None:
        self.drafts.kinds[row.line] = LineKind.TASK
        for line in row.lines:
            self.drafts.kinds.setdefault(line, LineKind.TASK)
        for line in row.department_lines:
            self.drafts.kinds[line] = LineKind.ANNOTATION
        body = join_wrapped(_lines_of(cell))
        number, opening = "", None
        if self.number and (match := _NUMBER.match(compact(self.number.folded))):
            number, opening = match["number"], self.number
        elif (mark := read_mark(body.folded)) and not row.has(ColumnKind.NUMBER):
            number, opening, body = mark.number, body.cut(0, mark.length), body.cut(mark.length)
        found = find_bracketed(body, NO_STOPS, self.known)
        if not compact(body.without(found).text):
            self.drafts.kinds[row.line] = LineKind.UNACCOUNTED
            return
        draft = TaskDraft(number, row.line, body.without(found).strip(), opening, _title(self.heading))
        for start, end in found:
            part = body.cut(start, end)
            _add(draft, read_annotation(part, self.known), part)
        departments = self._departments(row)
        if not departments and not found and self.departments and row.has(ColumnKind.DEPARTMENTS):
            departments = self.departments
            self.drafts.doubts.append(
                Notice(NoticeKind.CARRIED_DOWN, "责任单位一格为空，按合并单元格沿用上一行", row.line)
            )
        self.departments = departments or self.departments
        for reading, passage in departments:
            _add(draft, reading, passage)
        _add_targets(draft, row)
        if row.unlike_header:
            text = "这一行的单元格与表头对不上，责任单位可能读错"
            self.drafts.doubts.append(Notice(NoticeKind.ROW_UNLIKE_HEADER, text, row.line, number))
        draft.named = row.has(ColumnKind.DEPARTMENTS)
        self.drafts.tasks.append(draft)


def _joined(cell: Passage) -> Passage:
    """A cell with its breaks as line breaks."""
    if "<" not in cell.text:
        return cell
    holes = [(match.start() + 1, match.end()) for match in _BREAK.finditer(cell.text)]
    joined = cell.without(holes)
    return Passage(joined.text.replace("<", "\n"), joined.anchors)


def _unnumbered(cell: Passage) -> Passage:
    return cell


def _title(heading: Passage | None) -> Passage | None:
    if heading is None:
        return None
    heading = join_wrapped(_lines_of(heading))
    mark = read_mark(heading.folded)
    return heading.cut(mark.length).strip() if mark else heading


def _add(draft: TaskDraft, reading: Reading, passage: Passage) -> None:
    draft.entries += reading.entries
    draft.deadlines += reading.deadlines
    draft.left += reading.left
    span = passage.span()
    before = draft.annotation or span
    draft.annotation = Span(min(before.start, span.start), max(before.end, span.end))


def _add_targets(draft: TaskDraft, row: Row) -> None:
    draft.deadlines += [row.cells[index] for index in row.of(ColumnKind.DEADLINE)]
    draft.aims += [row.cells[index] for index in row.of(ColumnKind.TARGET)]


def _unused(rows: Sequence[Row], task: int) -> list[str]:
    """The headers of the columns with text that nothing was read from."""
    found: dict[int, str] = {}
    for row in rows:
        for index in (
            row.of(ColumnKind.NOTE, ColumnKind.PERSON, ColumnKind.TASK) if len(row.filled()) > 1 else ()
        ):
            column = row.columns[index]
            if index != task and column and column.title:
                found.setdefault(index, column.title)
    return [found[index] for index in sorted(found)]


def _task_column(rows: Sequence[Row]) -> int | None:
    """The column of the task: the first of the columns for tasks (else for targets) that is not merged over several rows."""
    kinds = [column and column.kind for column in rows[0].columns]
    wanted = ColumnKind.TASK if ColumnKind.TASK in kinds else ColumnKind.TARGET
    columns = [index for index, kind in enumerate(kinds) if kind is wanted]
    number = kinds.index(ColumnKind.NUMBER) if ColumnKind.NUMBER in kinds else 0
    columns = [
        index for index in columns if index >= number
    ] or columns  # what the numbers count stands behind them
    for index in columns[:-1]:
        texts = [cell.text for row in rows if (cell := row.cell(index))]
        full = [row for row in rows if len(row.filled()) > 1]
        if len(set(texts)) >= 0.9 * len(full):
            return index
    return columns[-1] if columns else None


def _grouped(rows: Sequence[Row], task: int) -> list[Row]:
    """The rows, with a column of tasks merged over several rows (before the task's own) taken for sections."""
    if _numbers_groups(rows, task):
        rows = [row.with_kind(ColumnKind.NUMBER, ColumnKind.NOTE, task) for row in rows]
    if any(row.has(ColumnKind.SECTION) for row in rows):
        return list(rows)
    return [row.with_kind(ColumnKind.TASK, ColumnKind.SECTION, task) for row in rows]


def _numbers_groups(rows: Sequence[Row], task: int) -> bool:
    """Whether the column of numbers counts groups of rows, while each task bears a number of its own in its cell."""
    tasks = [(row, cell) for row in rows if len(row.filled()) > 1 and (cell := row.cell(task))]
    numbers = {row.cells[index].text for row, _ in tasks for index in row.of(ColumnKind.NUMBER)}
    return 0 < len(numbers) < len(tasks) and all(read_mark(cell.folded) for _, cell in tasks)


def draft_table(
    lines: Sequence[SourceLine], known: Trusted, *, cells: bool, marked: Sequence[MarkedLine] = ()
) -> TaskDrafts | None:
    """The tasks of the tables in ``lines``; None where there is no table of tasks.

    ``marked``: the lines that a person marked; they are none of ``lines``.
    A cell that is merged over rows, blank in text, counts for each of them; where the departments are blank a doubt says so.
    """
    rows, kinds = (cell_rows if cells else piped_rows)(lines)
    data = [row for row in rows if row.columns]
    if not data or (task := _task_column([row for row in data if len(row.filled()) > 1] or data)) is None:
        return None
    table = _Table(known)
    table.drafts.kinds |= kinds
    grouped = _grouped(data, task)
    first, kind = grouped[0].line, grouped[0].kind(task)
    waiting = list(marked)
    for row in grouped:
        while waiting and waiting[0].number < row.line:
            table.take_marked(waiting.pop(0))
        current = task if row.kind(task) is kind else _task_column([row])
        if current is not None:
            table.read(row, current)
    for left in waiting:
        table.take_marked(left)
    if unused := _unused(grouped, task):
        named = "".join(f"「{title}」" for title in unused)
        columns = "一列" if len(unused) == 1 else "各列"
        table.drafts.doubts.append(
            Notice(NoticeKind.LEFT_OUT, f"从这一行起的表格，{named}{columns}没有采用", first)
        )
    for line in lines:
        if line.number < first:
            table.drafts.kinds.setdefault(line.number, LineKind.PREAMBLE)
        elif re.match(r"注|说明|备注|第[一1]", line.folded):
            table.drafts.kinds.setdefault(line.number, LineKind.CLOSING)
    return table.drafts if table.drafts.tasks else None
