"""The source document on a page: a task's sentence and its departments, marked where they stand."""

import re
from itertools import pairwise
from typing import Any

import pandas as pd

from analytics.safe.html import as_html
from data.store.plan import Plan
from pages.shared import markup
from pages.shared.records import Record, record

_BOLD = re.compile(r"\*\*[^*\n]+\*\*")

TASK, ANNOTATION, TARGET = "task", "annotation", "target"
Passage = tuple[int, int, str]


def marks_of(plan: Plan, task_id: str) -> list[Passage]:
    """(start, end, kind) in the document's source: the task's text, its list of departments, its targets."""
    found = record(plan, task_id)
    task = found.task
    marks: list[Passage] = [(task.start, task.end, TASK)]
    if not pd.isna(task.annotation_start):
        marks.append((int(task.annotation_start), int(task.annotation_end), ANNOTATION))
    return marks + [
        (target.start, target.end, TARGET) for target in found.targets if stands_there(found, target)
    ]


def stands_there(found: Record, target: Any) -> bool:
    """Whether a target's words stand at its place; those that a person gave may stand nowhere."""
    return not found.task.corrected or target.text in found.source[target.start : target.end]


def source_of(plan: Plan, task_id: str) -> str:
    """The whole text of the document that the task stands in."""
    return record(plan, task_id).source


def marked(source: str, start: int, end: int, marks: list[Passage]) -> str:
    """HTML of ``source[start:end]``: every character shown literally, the marks around what they cover.

    The two pairs of signs around ``**a bold passage**`` of a line are kept and not shown: the passage is bold.
    """
    bold = [(found.start() + start, found.end() + start) for found in _BOLD.finditer(source[start:end])]
    signs = {edge for first, last in bold for edge in (first, last - 2)}
    edges = {edge + more for edge in signs for more in (0, 2)}
    cuts = sorted({start, end, *edges, *(min(max(edge, start), end) for mark in marks for edge in mark[:2])})
    pieces = []
    for left, right in pairwise(cuts):
        kinds = [kind for begin, stop, kind in marks if begin <= left and right <= stop]
        text = as_html(source[left:right])
        if any(sign <= left < sign + 2 for sign in signs):
            text = f"<span hidden>{text}</span>"
        elif any(first <= left < last for first, last in bold):
            text = f"<b>{text}</b>"
        classes = " ".join(f"source-{kind}" for kind in kinds)
        pieces.append(f'<mark class="{classes}">{text}</mark>' if kinds else text)
    return "".join(pieces)


def excerpt(plan: Plan, task_id: str) -> str:
    """HTML of the lines that a task stands on, marked."""
    source, marks = source_of(plan, task_id), marks_of(plan, task_id)
    start = source.rfind("\n", 0, min(mark[0] for mark in marks)) + 1
    end = source.find("\n", max(mark[1] for mark in marks))
    return f'<div class="source">{marked(source, start, len(source) if end < 0 else end, marks)}</div>'


def whole_document(plan: Plan, task_id: str) -> str:
    """HTML of the whole document from the task's sentence on, which is marked; what stands before it is folded."""
    source, marks = source_of(plan, task_id), marks_of(plan, task_id)
    first = min(mark[0] for mark in marks)
    start = source.rfind("\n", 0, first) + 1
    before = source[:start].strip("\n")
    folded = (
        f'<details><summary>上文（{len(before.splitlines())} 行）</summary><div class="source">{marked(before, 0, len(before), [])}</div>'
        "</details>"
        if before
        else ""
    )
    title = markup.heading(f"原文 · 第 {record(plan, task_id).task.number or '—'} 项")
    text = f'<div class="source">{marked(source, start, len(source), marks)}</div>'
    return (
        f'{title}<div class="whole-document" tabindex="0" role="group" aria-label="原文">{folded}{text}</div>'
    )
