"""A document beside what was read in it: every line with its kind, tasks, names, notices."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics.safe.html import as_html
from analytics.safe.markdown import as_markdown
from data.importing.document import ON_NAMES, Mention, Notice, NoticeKind, ParsedDocument
from data.vocabulary import LINE_LABELS, RESOLUTION_LABELS, ROLE_LABELS, LineKind, Role, task_number
from pages.shared import drawing

LINES_SHOWN = 3000
"""More lines than these are not drawn beside the tasks; the table of lines has them all."""


NOTICES_SHOWN = 12
TASK_COLUMNS = {
    "序号": st.column_config.TextColumn(width=50),
    "任务": st.column_config.TextColumn(width=260),
}


def beside(document: ParsedDocument, height: int = 560) -> None:
    """Show a document as it was read: its lines on the left, on the right the tasks, names and notices."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.caption("文件逐行，前面是它的归类")
        with st.container(height=height, border=True):
            st.html(lines(document))
        if len(document.lines) > LINES_SHOWN:
            st.caption(f"只显示前 {LINES_SHOWN} 行，共 {len(document.lines)} 行。")
    with right:
        open_notices = to_look_at(document)
        count = f"（{len(open_notices)}）" if open_notices else ""
        tasks, names, notices = st.tabs(["任务", "责任部门", f"提示{count}"])
        with tasks:
            _table(task_table(document), "没有读到任务。", height, row_height=70, column_config=TASK_COLUMNS)
        with names:
            _table(name_table(document), "没有读到责任部门。", height)
        with notices.container(height=height - 60, border=False):
            for notice in open_notices or ("没有需要注意的地方。",):
                st.text(str(notice))


def _table(table: pd.DataFrame, empty: str, height: int, **options: Any) -> None:
    """A table beside the lines, or the words for none."""
    if table.empty:
        st.text(empty)
    else:
        drawing.grid(table, height=height - 60, **options)


def to_look_at(document: ParsedDocument) -> list[Notice]:
    """The notices on the document itself, without those that the visitor has answered in the header.

    What asks for a decision on a name stands where names are decided.
    """
    answers = {
        NoticeKind.NO_TITLE: document.title,
        NoticeKind.NO_YEAR: document.year,
        NoticeKind.NO_DATE: document.issued_on,
        NoticeKind.NO_ISSUER: document.issuer,
    }
    return [
        notice for notice in document.notices if notice.kind not in ON_NAMES and not answers.get(notice.kind)
    ]


def warn(document: ParsedDocument) -> None:
    """Say before a document is stored what should be looked at in it; nothing where all is well."""
    notices = [str(notice) for notice in to_look_at(document)]
    if notices:
        rest = len(notices) - NOTICES_SHOWN
        shown = [*notices[:NOTICES_SHOWN], *([f"另有 {rest} 条，见“提示”"] if rest > 0 else [])]
        listed = "\n".join(f"- {as_markdown(text)}" for text in shown)
        st.warning(f"存入前请看这 {len(notices)} 条：\n\n{listed}", icon=":material/rule:")


def lines(document: ParsedDocument) -> str:
    """HTML of the lines with their kinds, every character literally."""
    rows = "".join(
        f'<p class="read-{line.kind.value}"><i>{LINE_LABELS[line.kind]}</i>'
        f"{as_html(document.source[line.span.start : line.span.end])}</p>"
        for line in document.lines[:LINES_SHOWN]
    )
    return f'<div class="read">{rows}</div>'


def line_table(document: ParsedDocument) -> pd.DataFrame:
    """The lines, for marking. Columns: 行, 归类, 改为 (empty), 内容."""
    return pd.DataFrame(
        {
            "行": [line.number for line in document.lines],
            "归类": [LINE_LABELS[line.kind] for line in document.lines],
            "改为": [None for _ in document.lines],
            "内容": [document.source[line.span.start : line.span.end].strip() for line in document.lines],
        }
    ).astype({"改为": "object"})


def task_table(document: ParsedDocument) -> pd.DataFrame:
    """The tasks as read. Columns: 序号, 任务, 责任部门, 目标, 部分."""
    titles = {section.ordinal: section.title for section in document.sections}
    return pd.DataFrame(
        {
            "序号": [task_number(task.number) for task in document.tasks],
            "任务": [task.text for task in document.tasks],
            "责任部门": ["、".join(map(_department, task.mentions)) for task in document.tasks],
            "目标": ["、".join(target.value for target in task.targets) for task in document.tasks],
            "部分": ["" if task.section is None else titles[task.section] for task in document.tasks],
        }
    )


def name_table(document: ParsedDocument) -> pd.DataFrame:
    """How each written name was resolved. Columns: 文件写作, 认定为, 依据, 疑点, 次数."""
    rows = pd.DataFrame(
        [
            (mention.text, mention.department, RESOLUTION_LABELS[mention.resolution], mention.doubt)
            for task in document.tasks
            for mention in task.mentions
        ],
        columns=["文件写作", "认定为", "依据", "疑点"],
    )
    return rows.groupby(list(rows.columns), sort=False).size().rename("次数").reset_index()


def kinds(document: ParsedDocument) -> str:
    """How many lines were taken for what, as one line; what was not recognised is always told."""
    counts = {kind: sum(line.kind is kind for line in document.lines) for kind in LineKind}
    return "，".join(
        f"{LINE_LABELS[kind]} {count} 行"
        for kind, count in counts.items()
        if count or kind is LineKind.UNACCOUNTED
    )


def figures(document: ParsedDocument) -> Sequence[tuple[str, str]]:
    """The numbers to compare with the paper: label and value."""
    mentions = [mention for task in document.tasks for mention in task.mentions]
    return (
        ("部分", f"{len(document.sections)} 个"),
        ("任务", f"{len(document.tasks)} 项"),
        ("责任", f"{len(mentions)} 条"),
        ("责任部门", f"{len({mention.department for mention in mentions})} 个"),
        ("目标", f"{sum(len(task.targets) for task in document.tasks)} 个"),
        ("未识别", f"{len(document.unaccounted)} 行"),
    )


def _department(mention: Mention) -> str:
    role = "" if mention.role is Role.RESPONSIBLE else f"{ROLE_LABELS[mention.role]} "
    return f"{role}{mention.department}"
