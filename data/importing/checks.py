"""What a person should look at before a document is stored: gaps, contradictions, uncertain names."""

from collections import Counter
from collections.abc import Iterator, Sequence

from data.importing.document import Line, Notice, NoticeKind, Task
from data.importing.drafting import Draft, Drafts
from data.importing.frame import Frame
from data.importing.passage import fold
from data.importing.role_words import opening_label
from data.importing.targets import impossible_dates
from data.names.resolving import Resolved
from data.numerals import number_value
from data.vocabulary import LineKind, Resolution, TargetKind

WORDS = 60
"""Characters of a line that its notice tells."""


def _notice(kind: NoticeKind, draft: Draft, text: str) -> Notice:
    return Notice(kind, text, draft.line, draft.number)


def _value(draft: Draft) -> int:
    return number_value(draft.number.rpartition(".")[2])


def _numbers(drafts: Sequence[Draft]) -> Iterator[Notice]:
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
            yield _notice(NoticeKind.NUMBER_REPEATED, draft, f"编号重复或倒退（前一项为{before.number}）")
        else:
            missing = f"{expected}{f'至{value - 1}' if value - 1 > expected else ''}"
            yield _notice(NoticeKind.NUMBER_MISSING, draft, f"编号不连续，缺少{missing}")
        last[draft.number.isdecimal()] = draft


def _departments(draft: Draft, task: Task, resolved: Sequence[Resolved]) -> Iterator[Notice]:
    if not task.mentions:
        text = "责任部门为空" if draft.named else "没有写明责任部门"
        yield _notice(NoticeKind.NO_DEPARTMENT, draft, text)
    if len(resolved) > len(task.mentions):
        counts = Counter(department.name for department in resolved)
        repeated = "、".join(name for name, count in counts.items() if count > 1)
        yield _notice(NoticeKind.DEPARTMENT_REPEATED, draft, f"{repeated}重复列出，只计一次")
    for department in resolved:
        if department.doubt:
            yield _notice(NoticeKind.DOUBTFUL_NAME, draft, f"{department.doubt}，请核定")


def _deadlines(draft: Draft, task: Task, year: int | None) -> Iterator[Notice]:
    for target in task.targets:
        own = target.value[:4] if target.kind is TargetKind.DEADLINE and len(target.value) == 10 else ""
        if year and own and int(own) < year:
            yield _notice(NoticeKind.EARLY_DEADLINE, draft, f"时限「{target.text}」早于{year}年")
    for words in impossible_dates([draft.text, *draft.deadlines, *draft.aims], year):
        yield _notice(NoticeKind.IMPOSSIBLE_DATE, draft, f"日期「{words}」不存在，没有读作时限")


def _frame(frame: Frame) -> Iterator[Notice]:
    if not frame.title:
        yield Notice(NoticeKind.NO_TITLE, "没有找到标题")
    if frame.year is None:
        yield Notice(NoticeKind.NO_YEAR, "没有找到年度")
    for line, words in frame.impossible_dates:
        yield Notice(NoticeKind.IMPOSSIBLE_DATE, f"日期「{words}」不存在，没有读作成文或印发日期", line)
    if frame.issued_on is None:
        yield Notice(NoticeKind.NO_DATE, "没有找到成文或印发日期")
    elif frame.year and not frame.year - 1 <= frame.issued_on.year <= frame.year:
        text = f"成文或印发日期{frame.issued_on.isoformat()}与年度{frame.year}不符"
        yield Notice(NoticeKind.DATE_AND_YEAR, text)
    if not frame.issuer:
        yield Notice(NoticeKind.NO_ISSUER, "没有找到发文机关")


def _unaccounted(line: Line, source: str) -> Notice:
    """The notice on a line that fits nothing, with its words."""
    text = source[line.span.start : line.span.end]
    words = text if len(text) <= WORDS else text[: WORDS - 1] + "…"
    what = "写明了责任，但不属于任何任务" if opening_label(fold(text)) else "未能识别"
    return Notice(NoticeKind.UNACCOUNTED, f"{what}：「{words}」", line.number)


def notices_of(
    source: str,
    frame: Frame,
    drafts: Drafts,
    tasks: Sequence[Task],
    resolved: Sequence[Sequence[Resolved]],
    lines: Sequence[Line],
) -> tuple[Notice, ...]:
    """All notices, in the order of the document; names not in the directory once each."""
    notices = [*_frame(frame)]
    if not tasks:
        notices.append(Notice(NoticeKind.NO_TASKS, "没有找到任务"))
    notices += [*drafts.doubts, *_numbers(drafts.tasks)]
    unknown: dict[str, Draft] = {}
    for draft, task, departments in zip(drafts.tasks, tasks, resolved, strict=True):
        notices += [*_departments(draft, task, departments), *_deadlines(draft, task, frame.year)]
        for mention in task.mentions:
            if mention.resolution is Resolution.NEW:
                unknown.setdefault(mention.department, draft)
    notices += [
        _notice(NoticeKind.UNKNOWN_NAME, draft, f"名录中没有「{name}」，请核定")
        for name, draft in unknown.items()
    ]
    notices += [_unaccounted(line, source) for line in lines if line.kind is LineKind.UNACCOUNTED]
    return tuple(notices)
