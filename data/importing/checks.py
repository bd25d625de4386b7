"""What a person should look at before a document is stored: gaps, contradictions, uncertain names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from data.importing.annotations import find_unread
from data.importing.document import Line, Notice, NoticeKind, Task
from data.importing.drafting import TaskDraft, TaskDrafts
from data.importing.frame import Frame
from data.importing.numbering import Style, read_mark
from data.importing.passage import compact, fold
from data.importing.role_words import opening_label
from data.importing.targets import impossible_dates
from data.names.institutions import Likeness, likeness, looks_like_a_person
from data.names.resolving import Resolved
from data.numerals import number_value
from data.vocabulary import LineKind, Resolution, TargetKind

WORDS = 60
"""Characters of a line that its notice tells."""

LONGEST_NAME = 20  # characters of a department's name that raise no doubt
LONGEST_TITLE = 60
LONG, LONGER = 300, 6  # characters of a task, and times the usual, that raise a doubt
MANY = 8  # departments of a task that raise no doubt

_OF_ROWS = frozenset({NoticeKind.ROW_UNLIKE_HEADER, NoticeKind.CARRIED_DOWN})
"""Doubts on the departments of a row, answered where a person said who is responsible."""

_JOINT = re.compile(r"等|[局委办厅](?:和|及|与)|[局委办厅庭]市|^[和及与由]|[、,。]")
_NOTE = re.compile(r"[(（].*")
_NO_TITLE = re.compile(r"[|。;?!]|(?:^| )> |>[^<>]+>|:(?!.*》)|《(?![^《]*》)|^[^《]*》")
_INSIDE = re.compile(
    r"(?<=[。;)])(?: ?(?P<number>\d{1,2}[.、](?!\d)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,2}、)|(?P<annex>附件?\d? ?[:.]))"
)


def _notice(kind: NoticeKind, draft: TaskDraft, text: str) -> Notice:
    return Notice(kind, text, draft.line, draft.number)


def _value(draft: TaskDraft) -> int:
    return number_value(draft.number.rpartition(".")[2])


def _numbers(drafts: Sequence[TaskDraft]) -> Iterator[Notice]:
    """Numbers that are missing or repeated; a number that starts again under another heading is neither."""
    last: dict[Style, TaskDraft] = {}  # 3 and （三） are counted apart
    for draft in drafts:
        if not draft.number:
            continue
        mark = read_mark(draft.opening.folded) if draft.opening else None
        style = mark.style if mark else Style.ARABIC
        before = last.get(style)
        value = _value(draft)
        expected = _value(before) + 1 if before else 1
        if value == expected or value == 1 or (before and draft.opening is before.opening):
            pass  # the same cell: numbers merged over rows
        elif before and value < expected:
            yield _notice(NoticeKind.NUMBER_REPEATED, draft, f"编号重复或倒退（前一项为{before.number}）")
        else:
            missing = f"{expected}{f'至{value - 1}' if value - 1 > expected else ''}"
            yield _notice(NoticeKind.NUMBER_MISSING, draft, f"编号不连续，缺少{missing}")
        last[style] = draft


def _excerpt(words: str) -> str:
    return words if len(words) <= WORDS else words[: WORDS - 1] + "…"


def _unread(draft: TaskDraft) -> Iterator[Notice]:
    """Words that speak of who is responsible and were not understood; none where a person said who is."""
    if draft.settled:
        return
    for start, end in find_unread(draft.text):
        words = _excerpt(compact(draft.text.text[start:end]))
        yield _notice(
            NoticeKind.UNREAD_ANNOTATION, draft, f"「{words}」像是责任分工，没有读懂，留在任务正文里"
        )
    if draft.left:
        words = "、".join(compact(passage.text) for passage in draft.left)
        yield _notice(NoticeKind.UNREAD_WORDS, draft, f"责任分工中的「{_excerpt(words)}」不像部门，没有采用")


@lru_cache(maxsize=2048)
def _why_doubtful(name: str) -> str:
    """In Chinese: why words that were read as a department may be none; empty where they look like one."""
    if looks_like_a_person(name):
        return "像是人名或职务"
    if len(name) > LONGEST_NAME:
        return "长得不像一个部门"
    glued = not name.startswith("各") and _JOINT.search(_NOTE.sub("", name))
    return "不像一个部门的名称" if glued or likeness(name) is Likeness.NONE else ""


def _departments(draft: TaskDraft, task: Task, resolved: Sequence[Resolved]) -> Iterator[Notice]:
    if len(resolved) > len(task.mentions):
        counts = Counter(department.name for department in resolved)
        repeated = "、".join(name for name, count in counts.items() if count > 1)
        yield _notice(NoticeKind.DEPARTMENT_REPEATED, draft, f"{repeated}重复列出，只计一次")
    for mention in task.mentions:
        if mention.resolution is Resolution.NEW and (why := _why_doubtful(mention.department)):
            yield _notice(NoticeKind.DOUBTFUL_DEPARTMENT, draft, f"责任部门「{mention.department}」{why}")
    for department in resolved:
        if department.doubt:
            yield _notice(NoticeKind.DOUBTFUL_NAME, draft, f"{department.doubt}，请核定")


def _unnamed(drafts: Sequence[TaskDraft], tasks: Sequence[Task]) -> Iterator[Notice]:
    """Tasks without departments: each where most have some; else together, for it is the document's way."""
    without = [draft for draft, task in zip(drafts, tasks, strict=True) if not task.mentions]
    if 2 * len(without) > len(tasks) > 2:
        text = f"{len(tasks)}项任务中有{len(without)}项没有写明责任部门"
        yield Notice(NoticeKind.NO_DEPARTMENT, text)
        return
    for draft in without:
        if not (draft.settled or draft.left or find_unread(draft.text)):  # else that is told
            text = "责任部门为空" if draft.named else "没有写明责任部门"
            yield _notice(NoticeKind.NO_DEPARTMENT, draft, text)


def _out_of_proportion(drafts: Sequence[TaskDraft], tasks: Sequence[Task]) -> Iterator[Notice]:
    """Tasks in which others may have been swallowed: by their length, their departments, or numbers inside them."""
    lengths = sorted(len(task.text) for task in tasks)
    usual = lengths[len(lengths) // 2] if lengths else 0
    mentions = sum(len(task.mentions) for task in tasks)
    styles = {mark.style for draft in drafts if draft.opening and (mark := read_mark(draft.opening.folded))}
    for draft, task in zip(drafts, tasks, strict=True):
        if len(tasks) > 2 and len(task.text) > max(LONG, LONGER * usual):
            yield _notice(
                NoticeKind.LONG_TASK, draft, f"正文{len(task.text)}字，远长于其他任务，可能并入了别的内容"
            )
        if (
            len(tasks) > 1
            and not draft.settled
            and len(task.mentions) > max(MANY, mentions - len(task.mentions))
        ):
            text = f"责任部门{len(task.mentions)}个，多于其他任务的总和，可能并入了别的任务"
            yield _notice(NoticeKind.MANY_DEPARTMENTS, draft, text)
        folded = fold(task.text)
        inside = [
            match.group()
            for match in _INSIDE.finditer(folded)
            if match["annex"]
            or (
                (mark := read_mark(folded[match.start() : match.start() + 12]))
                and (draft.lists > 1 or mark.style in styles)
            )
        ]
        if inside:
            text = f"正文中间有「{inside[0]}」，可能并入了别的内容"
            yield _notice(NoticeKind.NUMBER_INSIDE, draft, text)


def _deadlines(draft: TaskDraft, task: Task, year: int | None) -> Iterator[Notice]:
    for target in task.targets:
        own = target.value[:4] if target.kind is TargetKind.DEADLINE and len(target.value) == 10 else ""
        if year and own and int(own) < year:
            yield _notice(NoticeKind.EARLY_DEADLINE, draft, f"时限「{target.text}」早于{year}年")
    for words in impossible_dates([draft.text, *draft.deadlines, *draft.aims], year):
        yield _notice(NoticeKind.IMPOSSIBLE_DATE, draft, f"日期「{words}」不存在，没有读作时限")


def _frame(frame: Frame) -> Iterator[Notice]:
    if not frame.title:
        yield Notice(NoticeKind.NO_TITLE, "没有找到标题")
        if not frame.opens_with_table:
            yield Notice(NoticeKind.DOUBTFUL_TITLE, "文件开头的文字里没有读出标题")
    elif _NO_TITLE.search(fold(frame.title)) or len(frame.title) > LONGEST_TITLE:
        yield Notice(NoticeKind.DOUBTFUL_TITLE, f"标题「{_excerpt(frame.title)}」可能没有读对")
    if frame.year is None:
        yield Notice(NoticeKind.NO_YEAR, "没有找到年度")
    for line, words in frame.impossible_dates:
        yield Notice(NoticeKind.IMPOSSIBLE_DATE, f"日期「{words}」不存在，没有读作成文或印发日期", line)
    if frame.issued_on is None:
        yield Notice(NoticeKind.NO_DATE, "没有找到成文或印发日期")
        for line, words in frame.other_dates[:1]:
            text = f"「{_excerpt(words)}」可能是成文日期，没有采用"
            yield Notice(NoticeKind.UNREAD_DATE, text, line)
    elif frame.year and not frame.year - 1 <= frame.issued_on.year <= frame.year:
        text = f"成文或印发日期{frame.issued_on.isoformat()}与年度{frame.year}不符"
        yield Notice(NoticeKind.DATE_AND_YEAR, text)
    if not frame.issuer:
        yield Notice(NoticeKind.NO_ISSUER, "没有找到发文机关")
        if frame.in_notice:
            yield Notice(NoticeKind.UNREAD_ISSUER, "文件是通知印发的，却没有读出发文机关")


def _unaccounted(line: Line, source: str) -> Notice:
    """The notice on a line that fits nothing, with its words."""
    text = source[line.span.start : line.span.end]
    words = _excerpt(text)
    what = "写明了责任，但不属于任何任务" if opening_label(fold(text)) else "未能识别"
    return Notice(NoticeKind.UNACCOUNTED, f"{what}：「{words}」", line.number)


def notices_of(
    source: str,
    frame: Frame,
    drafts: TaskDrafts,
    tasks: Sequence[Task],
    resolved: Sequence[Sequence[Resolved]],
    lines: Sequence[Line],
) -> tuple[Notice, ...]:
    """All notices, in the order of the document; names not in the directory once each."""
    notices = [*_frame(frame)]
    if not tasks:
        notices.append(Notice(NoticeKind.NO_TASKS, "没有找到任务"))
    notices += [*drafts.doubts, *_numbers(drafts.tasks)]
    notices += [*_unnamed(drafts.tasks, tasks), *_out_of_proportion(drafts.tasks, tasks)]
    unknown: dict[str, TaskDraft] = {}
    for draft, task, departments in zip(drafts.tasks, tasks, resolved, strict=True):
        notices += [*_unread(draft), *_departments(draft, task, departments)]
        notices += _deadlines(draft, task, frame.year)
        for mention in task.mentions:
            if mention.resolution is Resolution.NEW:
                unknown.setdefault(mention.department, draft)
    notices += [
        _notice(NoticeKind.UNKNOWN_NAME, draft, f"名录中没有「{name}」，请核定")
        for name, draft in unknown.items()
    ]
    settled = {draft.line for draft in drafts.tasks if draft.settled}
    notices = [notice for notice in notices if not (notice.kind in _OF_ROWS and notice.line in settled)]
    notices += [_unaccounted(line, source) for line in lines if line.kind is LineKind.UNACCOUNTED]
    return tuple(notices)
