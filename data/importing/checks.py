"""What a person should look at before a document is stored: gaps, contradictions, uncertain names; in Chinese."""

from collections import Counter
from collections.abc import Iterator, Sequence

from data.importing.document import DECIDE, Line, Task
from data.importing.drafting import Draft, Drafts
from data.importing.frame import Frame
from data.importing.numbering import number_value
from data.names.resolving import Resolved
from data.vocabulary import LineKind, Resolution, TargetKind


def _place(draft: Draft) -> str:
    return f"第{draft.line}行，任务{draft.number}" if draft.number else f"第{draft.line}行的任务"


def _value(draft: Draft) -> int:
    return number_value(draft.number.rpartition(".")[2])


def _numbers(drafts: Sequence[Draft]) -> Iterator[str]:
    """Numbers that are missing or repeated; a number that starts again under another heading is neither."""
    last: dict[bool, Draft] = {}  # 3 and （三） are counted apart
    for draft in drafts:
        if not draft.number:
            continue
        before = last.get(draft.number.isdecimal())
        value = _value(draft)
        expected = _value(before) + 1 if before else 1
        if value == expected or value == 1:
            pass
        elif before and value < expected:
            yield f"{_place(draft)}：编号重复或倒退（前一项为{before.number}）"
        else:
            yield f"{_place(draft)}：编号不连续，缺少{expected}{f'至{value - 1}' if value - 1 > expected else ''}"
        last[draft.number.isdecimal()] = draft


def _departments(draft: Draft, task: Task, resolved: Sequence[Resolved]) -> Iterator[str]:
    if not task.mentions:
        yield f"{_place(draft)}：{'责任部门为空' if draft.named else '没有写明责任部门'}"
    names = [mention.name for mention in task.mentions]
    if len(resolved) > len(names):
        counts = Counter(department.name for department in resolved)
        repeated = [name for name, count in counts.items() if count > 1]
        yield f"{_place(draft)}：{'、'.join(repeated)}重复列出，只计一次"
    for department in resolved:
        if department.doubt:
            yield f"{_place(draft)}：{department.doubt}{DECIDE}"


def _deadlines(draft: Draft, task: Task, year: int | None) -> Iterator[str]:
    for target in task.targets:
        own = target.value[:4] if target.kind is TargetKind.DEADLINE and len(target.value) == 10 else ""
        if year and own and int(own) < year:
            yield f"{_place(draft)}：时限「{target.text}」早于{year}年"


def _frame(frame: Frame) -> Iterator[str]:
    if not frame.title:
        yield "没有找到标题"
    if frame.year is None:
        yield "没有找到年度"
    if frame.issued_on is None:
        yield "没有找到成文或印发日期"
    elif frame.year and not frame.year - 1 <= frame.issued_on.year <= frame.year:
        yield f"成文或印发日期{frame.issued_on.isoformat()}与年度{frame.year}不符"
    if not frame.issuer:
        yield "没有找到发文机关"


def warnings_of(
    frame: Frame,
    drafts: Drafts,
    tasks: Sequence[Task],
    resolved: Sequence[Sequence[Resolved]],
    lines: Sequence[Line],
) -> tuple[str, ...]:
    """All warnings, each with its line and task, in the order of the document; names not in the directory once each."""
    found = [*_frame(frame)]
    if not tasks:
        found.append("没有找到任务")
    found += [*drafts.doubts, *_numbers(drafts.tasks)]
    unknown: dict[str, str] = {}
    for draft, task, departments in zip(drafts.tasks, tasks, resolved, strict=True):
        found += [*_departments(draft, task, departments), *_deadlines(draft, task, frame.year)]
        for mention in task.mentions:
            if mention.resolution is Resolution.NEW:
                unknown.setdefault(mention.name, _place(draft))
    found += [f"{place}：名录中没有「{name}」{DECIDE}" for name, place in unknown.items()]
    found += [f"第{line.number}行：未能识别" for line in lines if line.kind is LineKind.UNACCOUNTED]
    return tuple(found)
