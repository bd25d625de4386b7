"""A document beside what was read in it: every line with its kind, tasks, names, notices."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics.safe.html import as_html
from analytics.safe.markdown import as_markdown
from data.importing.document import ON_NAMES, Line, Mention, Notice, NoticeKind, ParsedDocument
from data.vocabulary import (
    CORRECTED,
    LINE_LABELS,
    RESOLUTION_LABELS,
    ROLE_LABELS,
    LineKind,
    Role,
    task_number,
)
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
        told = to_look_at(document)
        doubts = [notice for notice in told if notice.suspicion]
        facts = [notice for notice in told if not notice.suspicion]
        tabs = ["任务", "责任部门", f"存疑（{len(doubts)}）", f"提示（{len(facts)}）"]
        tasks, names, doubted, notices = st.tabs(tabs)
        with tasks:
            _table(task_table(document), "没有读到任务。", height, row_height=70, column_config=TASK_COLUMNS)
        with names:
            _table(name_table(document), "没有读到责任部门。", height)
        with doubted:
            st.caption("可能读错的地方，按行列出；在上面“逐行改正”里改。")
            _table(doubt_table(document, doubts), "没有存疑的地方。", height - 40)
        with notices.container(height=height - 60, border=False):
            for notice in facts or ("没有需要注意的地方。",):
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
    """Say before a document is stored where it may have been read wrongly, and apart from that what it is like."""
    told = to_look_at(document)
    doubts = [str(notice) for notice in told if notice.suspicion]
    facts = [str(notice) for notice in told if not notice.suspicion]
    if doubts:
        st.warning(
            f"存入前请看这 {len(doubts)} 处，可能没有读对：\n\n{_listed(doubts, '存疑')}",
            icon=":material/rule:",
        )
    if facts:
        st.info(f"文件的情况：\n\n{_listed(facts, '提示')}", icon=":material/info:")


def _listed(texts: Sequence[str], tab: str) -> str:
    rest = len(texts) - NOTICES_SHOWN
    shown = [*texts[:NOTICES_SHOWN], *([f"另有 {rest} 条，见“{tab}”"] if rest > 0 else [])]
    return "\n".join(f"- {as_markdown(text)}" for text in shown)


def doubt_table(document: ParsedDocument, doubts: Sequence[Notice]) -> pd.DataFrame:
    """Where the document may have been read wrongly. Columns: 行 (empty: the document as a whole), 疑点, 原文."""
    texts = {line.number: _text(document, line) for line in document.lines}
    return pd.DataFrame(
        [
            ("" if doubt.line is None else str(doubt.line), doubt.text, texts.get(doubt.line or 0, ""))
            for doubt in doubts
        ],
        columns=["行", "疑点", "原文"],
    )


def _text(document: ParsedDocument, line: Line) -> str:
    return document.source[line.span.start : line.span.end].strip()


def lines(document: ParsedDocument) -> str:
    """HTML of the lines with their kinds, every character literally."""
    rows = "".join(
        f'<p class="read-{line.kind.value}"><i>{LINE_LABELS[line.kind]}'
        f"{'<br>' + CORRECTED if line.marked else ''}</i>"
        f"{as_html(document.source[line.span.start : line.span.end])}</p>"
        for line in document.lines[:LINES_SHOWN]
    )
    return f'<div class="read">{rows}</div>'


def line_table(document: ParsedDocument) -> pd.DataFrame:
    """The lines, for marking. Columns: 行, 疑点 (empty where there is none), 内容, 归类."""
    doubts: dict[int, list[str]] = {}
    for notice in document.notices:
        if notice.suspicion and notice.line is not None:
            doubts.setdefault(notice.line, []).append(notice.text)
    return pd.DataFrame(
        {
            "行": [line.number for line in document.lines],
            "疑点": ["；".join(doubts.get(line.number, ())) for line in document.lines],
            "内容": [_text(document, line) for line in document.lines],
            "归类": [LINE_LABELS[line.kind] for line in document.lines],
        }
    )


def task_table(document: ParsedDocument) -> pd.DataFrame:
    """The tasks as read. Columns: 序号, 任务, 责任部门, 目标, 部分, 人工改正."""
    titles = {section.ordinal: section.title for section in document.sections}
    return pd.DataFrame(
        {
            "序号": [task_number(task.number) for task in document.tasks],
            "任务": [task.text for task in document.tasks],
            "责任部门": ["、".join(map(_department, task.mentions)) for task in document.tasks],
            "目标": ["、".join(target.value for target in task.targets) for task in document.tasks],
            "部分": ["" if task.section is None else titles[task.section] for task in document.tasks],
            CORRECTED: ["有" if task.corrected else "" for task in document.tasks],
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
