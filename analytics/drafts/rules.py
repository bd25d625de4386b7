"""The rules that a draft is checked by, and what they find. It looks at words as a reader of documents does."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

import numpy as np

from analytics.drafts.draft import Draft
from analytics.years.changes import ChangeKind, changes
from analytics.years.plans import YearPlan
from analytics.years.subjects import exchanged
from analytics.years.wording import Weighed, plain
from data.importing.document import Mention, NoticeKind, Span, Task
from data.importing.passage import fold
from data.names.proposals import alike
from data.numerals import DIGITS, number_value
from data.vocabulary import Resolution, Role, TargetKind, task_number

UNITS_WITHOUT_LEAD = 5
"""Departments of a task from which on somebody should be named as leading."""

SAME_TASK = 0.8
"""Likeness of two texts from which on they are nearly the same task."""

NEAR = 0.4
"""Cosine below which two texts are not compared sign by sign."""

JOINT_MORE = 2
"""Joint tasks that must be more, beside being twice as many: one more than one is not told."""


class Rule(StrEnum):
    """The rules; a closed list. Told in ``analytics.definitions``, under the same codes."""

    NO_DEPARTMENT = "no_department"
    VAGUE_ADDRESSEE = "vague_addressee"
    COLLECTIVE_ADDRESSEE = "collective_addressee"
    UNKNOWN_NAME = "unknown_name"
    AMBIGUOUS_NAME = "ambiguous_name"
    TWO_NAMES = "two_names"
    NAME_REPEATED = "name_repeated"
    NOT_UNDERSTOOD = "not_understood"
    NUMBER_MISSING = "number_missing"
    NUMBER_REPEATED = "number_repeated"
    NO_TARGET = "no_target"
    OVER_WHOLE = "over_whole"
    SOFT_WORDS = "soft_words"
    DEADLINE_PAST = "deadline_past"
    DEADLINE_IMPOSSIBLE = "deadline_impossible"
    NO_LEAD = "no_lead"
    TASK_REPEATED = "task_repeated"
    NOT_TAKEN_UP = "not_taken_up"
    JOINT_DOUBLED = "joint_doubled"


@dataclass(frozen=True, slots=True)
class Remark:
    """A place in a draft to look at."""

    rule: Rule
    position: int | None  # of the task, from 1; None where it is about the whole draft
    line: int | None  # of the draft's text, from 1; None where nothing of it is written there
    text: str  # the task, or the line as printed
    suggestion: str  # in Chinese: what to do


_ORGANS = "部门|单位|处室|科室|庭室|业务庭|机构|人员|方面|法院"
_VAGUE_NAME = f"(?:各|有关|相关|各有关|各相关|其他|其他有关|其他相关|所有|责任|成员|职能)(?:{_ORGANS})"
_VAGUE_TAIL = f"等(?:有关|相关|各)?(?:{_ORGANS})?(?=[、,;。)]|$)"
_SOFT = "进一步|持续|积极|不断|切实|着力|大力|努力|深入|扎实|稳步|逐步|加快|适时"
_GOES = "提高|提升|上升|增长|增加|下降|降低|减少|缩短|压缩|压降|达到|好转"
_CLAUSE = "[^,。;、]"
_PROMISE = (
    f"{_CLAUSE}{{0,16}}?(?:"
    f"(?:率|比例|数量|周期|时长|天数|指标|满意度|效率){_CLAUSE}{{0,6}}(?:{_GOES})"
    f"|(?:{_GOES}){_CLAUSE}{{0,10}}(?:率|比例|满意度)(?=[,。;、]|$)"
    f"|(?:明显|大幅|显著|较大|有所|一定)(?:幅度|度)?(?:{_GOES}|改善|改进|成效|进展)"
    f"|(?:{_GOES})到?(?:一定|较高|先进|合理)|达到{_CLAUSE}{{0,12}}(?:标准|要求|水平)(?=[,。;、]|$)"
    f"|(?:达到|实现|完成){_CLAUSE}{{0,12}}(?:目标|指标)(?:任务)?(?=[,。;、]|$)"
    f"|力争|确保{_CLAUSE}{{0,10}}达到|一定(?:数量|比例|规模)"
    f"|(?<![未不能])(?:限期|按期|按时|如期|尽快|早日){_CLAUSE}{{0,8}}(?:完成|办结|建成|上线|实现))"
)
_MONTH = rf"(?<![\d{DIGITS}])(\d{{1,3}}|[{DIGITS}]{{1,3}}) ?月(?=底|末|初|份|前|内|上旬|中旬|下旬| ?\d| ?[{DIGITS}])"
_QUARTER = rf"第?([{DIGITS}]|\d{{1,2}}) ?季度(?=末|底|前|内)"
_ORDINAL = rf"第?[{DIGITS}\d]{{1,2}}(?=[庭处科室局]$)"
VAGUE_NAME, VAGUE_TAIL = re.compile(_VAGUE_NAME), re.compile(_VAGUE_TAIL)
SOFT, PROMISE = re.compile(_SOFT), re.compile(_PROMISE)
MONTH, QUARTER, ORDINAL = re.compile(_MONTH), re.compile(_QUARTER), re.compile(_ORDINAL)


def check(
    draft: Draft, against: YearPlan | None = None, rules: Collection[Rule] = tuple(Rule)
) -> tuple[Remark, ...]:
    """What the rules find in a draft, in the order of its tasks, what is about the whole draft last.

    ``against``: last year's plan; without it, the two rules that compare find nothing. ``rules``: those that are switched
    on. A draft without tasks gives no findings.
    """
    found = [
        remark
        for rule in Rule
        if rule in rules
        for remark in (_CHECKS[rule](draft) if rule in _CHECKS else _against(rule, draft, against))
    ]
    last = len(draft.document.tasks) + 1
    return tuple(sorted(found, key=lambda remark: remark.position or last))


def _tasks(draft: Draft) -> Iterator[tuple[int, Task]]:
    return enumerate(draft.document.tasks, 1)


def _of_task(rule: Rule, draft: Draft, position: int, suggestion: str) -> Remark:
    task = draft.document.tasks[position - 1]
    return Remark(rule, position, draft.line(task.span), task.text, suggestion)


def _of_place(rule: Rule, draft: Draft, position: int, place: Span, suggestion: str) -> Remark:
    line = draft.line(place)
    return Remark(rule, position, line, draft.printed(line), suggestion)


def _no_department(draft: Draft) -> Iterator[Remark]:
    for position, task in _tasks(draft):
        if not task.mentions:
            yield _of_task(Rule.NO_DEPARTMENT, draft, position, "写明责任部门")


def _vague(mention: Mention) -> bool:
    return bool(VAGUE_NAME.fullmatch(plain(mention.text)))


def _vague_addressee(draft: Draft) -> Iterator[Remark]:
    for position, task in _tasks(draft):
        for mention in task.mentions:
            if _vague(mention):
                words = f"「{mention.text}」没有写明是哪些部门，逐个写出名称"
                yield _of_place(Rule.VAGUE_ADDRESSEE, draft, position, mention.span, words)
        listed = task.annotation
        if listed and not any(map(_vague, task.mentions)):
            printed = fold(draft.document.source[listed.start : listed.end])
            if tail := VAGUE_TAIL.search(printed):
                words = f"名单以「{tail.group()}」结尾，没有写明还有哪些部门，逐个写出名称"
                yield _of_place(Rule.VAGUE_ADDRESSEE, draft, position, listed, words)


def _collective_addressee(draft: Draft) -> Iterator[Remark]:
    members = {department.name: department.members for department in draft.directory.departments}
    for position, task in _tasks(draft):
        for mention in task.mentions:
            if mention.collective and not _vague(mention):
                own = members.get(mention.department, ())
                words = f"「{mention.text}」是集合名称，" + (
                    f"写出所指的部门：{'、'.join(own)}" if own else "逐个写出所指的部门"
                )
                yield _of_place(Rule.COLLECTIVE_ADDRESSEE, draft, position, mention.span, words)


def _meanings(draft: Draft, mention: Mention) -> list[str]:
    """The departments of the directory that a name which leaves out the ordinal (民事审判庭) can mean."""
    name = plain(mention.department)
    if ORDINAL.search(name):
        return []
    return [
        department.name
        for department in draft.directory.departments
        if department.name != mention.department
        and ORDINAL.search(department.name)
        and ORDINAL.sub("", department.name).endswith(name)
    ]


def _names(draft: Draft) -> Iterator[Remark]:
    """Names that are not in the directory, or can mean several of its departments."""
    for position, task in _tasks(draft):
        for mention in task.mentions:
            if mention.collective or mention.resolution is Resolution.EXACT:
                continue
            several = _meanings(draft, mention) if mention.resolution is Resolution.NEW else []
            if len(several) > 1 or mention.doubt:
                words = f"「{mention.text}」可以指{'、'.join(several)}" if several else mention.doubt
                words += "，写出全称"
                yield _of_place(Rule.AMBIGUOUS_NAME, draft, position, mention.span, words)
            elif mention.resolution is Resolution.NEW:
                yield _of_place(Rule.UNKNOWN_NAME, draft, position, mention.span, _full_name(draft, mention))


def _full_name(draft: Draft, mention: Mention) -> str:
    likely = [department.name for department in alike(mention.department, draft.directory)]
    if likely:
        return f"「{mention.text}」不在部门名录中，写作「{'」或「'.join(likely)}」"
    return f"「{mention.text}」不在部门名录中，核对名称；确有这个部门的，补入名录"


def _only(rule: Rule, found: Callable[[Draft], Iterator[Remark]]) -> Callable[[Draft], Iterator[Remark]]:
    return lambda draft: (remark for remark in found(draft) if remark.rule is rule)


def _two_names(draft: Draft) -> Iterator[Remark]:
    """Departments that are written in several ways, at every place; what only leaves out the parent in front of it is none."""
    parents = {department.name: department.parent for department in draft.directory.departments}
    written: dict[str, dict[str, list[tuple[int, Mention]]]] = {}
    for position, task in _tasks(draft):
        before = ""  # the parent of the department in front
        for mention in task.mentions:
            parent = parents.get(mention.department) or ""
            short = parent and parent == before and f"{parent}{mention.text}" == mention.department
            before = parent
            if mention.resolution in (Resolution.EXACT, Resolution.OTHER_NAME) and not short:
                places = written.setdefault(mention.department, {}).setdefault(mention.text, [])
                places.append((position, mention))
    for name, ways in written.items():
        for text, places in ways.items() if len(ways) > 1 else ():
            for position, mention in places if text != name else ():
                words = f"「{text}」在别处写作「{'」「'.join(way for way in ways if way != text)}」，统一写作「{name}」"
                yield _of_place(Rule.TWO_NAMES, draft, position, mention.span, words)


_READING = frozenset(
    {
        NoticeKind.UNREAD_ANNOTATION,
        NoticeKind.UNREAD_WORDS,
        NoticeKind.DOUBTFUL_DEPARTMENT,
        NoticeKind.MANY_DEPARTMENTS,
        NoticeKind.LONG_TASK,
        NoticeKind.NUMBER_INSIDE,
        NoticeKind.ROW_UNLIKE_HEADER,
        NoticeKind.CARRIED_DOWN,
        NoticeKind.UNACCOUNTED,
        NoticeKind.DOUBTFUL_TITLE,
        NoticeKind.LEFT_OUT,
    }
)
"""What the reading doubts and no other rule tells of."""


def _read(rule: Rule, kinds: Collection[NoticeKind], doing: str) -> Callable[[Draft], Iterator[Remark]]:
    """What the reading noted, as the import tells it, with what to do."""

    def found(draft: Draft) -> Iterator[Remark]:
        places = {draft.line(task.span): position for position, task in _tasks(draft)}
        for notice in draft.document.notices:
            if notice.kind not in kinds:
                continue
            told, line = f"{notice.text}，{doing}", notice.line
            if line in places:
                yield _of_task(rule, draft, places[line], told)
            else:
                yield Remark(rule, None, line, "" if line is None else draft.printed(line), told)

    return found


def _no_target(draft: Draft) -> Iterator[Remark]:
    for position, task in _tasks(draft):
        promise = PROMISE.search(fold(task.text))
        if promise and not task.targets:
            words = f"「{promise.group()}」没有写明到多少、到何时，写明可以核对的目标"
            yield _of_task(Rule.NO_TARGET, draft, position, words)


def _over_whole(draft: Draft) -> Iterator[Remark]:
    """Shares above 100 %."""
    for position, task in _tasks(draft):
        for target in task.targets:
            share = target.value.removesuffix("%")
            if target.kind is TargetKind.PERCENT and share != target.value and float(share) > 100:
                words = f"比例「{target.text}」超过100%，核对数字"
                yield _of_place(Rule.OVER_WHOLE, draft, position, target.span, words)


def _soft_words(draft: Draft) -> Iterator[Remark]:
    for position, task in _tasks(draft):
        words = dict.fromkeys(SOFT.findall(task.text))
        if words and not task.targets:
            told = f"没有目标的用语：{'、'.join(words)}。只列出，不作评判"
            yield _of_task(Rule.SOFT_WORDS, draft, position, told)


def _deadline_past(draft: Draft) -> Iterator[Remark]:
    """Deadlines before the year of the draft, or before the day that it bears."""
    document = draft.document
    if document.year is None:
        return
    start = date(document.year, 1, 1)
    start = max(start, document.issued_on or start)
    for position, task in _tasks(draft):
        for target in task.targets:
            if target.kind is TargetKind.DEADLINE and target.value < start.isoformat():
                words = f"时限「{target.text}」早于{start.isoformat()}，改为以后的日期"
                yield _of_place(Rule.DEADLINE_PAST, draft, position, target.span, words)


def _deadline_impossible(draft: Draft) -> Iterator[Remark]:
    """Days, months and quarters that the calendar does not have."""
    days: dict[int, list[str]] = {}
    for notice in draft.document.notices:
        if notice.kind is NoticeKind.IMPOSSIBLE_DATE and notice.line is not None:
            days.setdefault(notice.line, []).append(notice.text)
    for position, task in _tasks(draft):
        for words in days.get(draft.line(task.span), ()):
            yield _of_task(Rule.DEADLINE_IMPOSSIBLE, draft, position, f"{words}，改正日期")
        end = max(task.span.end, task.annotation.end if task.annotation else 0)
        printed = fold(draft.document.source[task.span.start : end])
        for pattern, most, what in ((MONTH, 12, "月份"), (QUARTER, 4, "季度")):
            for match in pattern.finditer(printed):
                if not 1 <= number_value(match[1]) <= most:
                    place = Span(task.span.start + match.start(), task.span.start + match.end())
                    told = f"没有「{match.group()}」这个{what}，改正时限"
                    yield _of_place(Rule.DEADLINE_IMPOSSIBLE, draft, position, place, told)


def _no_lead(draft: Draft) -> Iterator[Remark]:
    for position, task in _tasks(draft):
        stated = draft.document.first_listed_leads or any(own.role is Role.LEAD for own in task.mentions)
        if len(task.mentions) >= UNITS_WITHOUT_LEAD and not stated:
            words = f"{len(task.mentions)}个部门，没有写明谁牵头，写明牵头部门"
            yield _of_task(Rule.NO_LEAD, draft, position, words)


def _task_repeated(draft: Draft) -> Iterator[Remark]:
    """Tasks that are nearly an earlier one of the draft; another subject in the same phrase makes another task."""
    texts = [plain(task.text) for task in draft.document.tasks]
    places = np.arange(len(texts))
    vectors = Weighed(texts, ()).rows(places)
    products = (vectors @ vectors.T).tocoo()
    alikes: dict[int, tuple[float, int]] = {}
    for one, other, cosine in zip(
        *map(np.ndarray.tolist, (products.row, products.col, products.data)), strict=True
    ):
        if one >= other or cosine < NEAR or exchanged(texts[one], texts[other]):
            continue
        likeness = max(cosine, SequenceMatcher(None, texts[one], texts[other], autojunk=False).ratio())
        if likeness >= SAME_TASK:
            alikes[other] = max(alikes.get(other, (0.0, 0)), (likeness, -one))
    for other, (_, one) in sorted(alikes.items()):
        number = task_number(draft.document.tasks[-one].number)
        words = f"与任务{number}几乎相同，合并或删去一项"
        yield _of_task(Rule.TASK_REPEATED, draft, other + 1, words)


def _against(rule: Rule, draft: Draft, against: YearPlan | None) -> Iterator[Remark]:
    if against is None:
        return
    own = draft.year_plan()
    if rule is Rule.NOT_TAKEN_UP:
        for change in changes(against, own):
            if change.kind is ChangeKind.DROPPED:
                words = f"上年第{change.earlier[0]}项，草案没有列入；不再列入的，说明理由"
                yield Remark(rule, None, None, against.tasks[change.earlier[0] - 1].text, words)
        return
    before, after = (_joint(plan) for plan in (against, own))
    for name, count in after.items():
        if before[name] and count >= max(2 * before[name], before[name] + JOINT_MORE):
            text = f"{name}：共同承担的任务由{before[name]}项增至{count}项"
            yield Remark(rule, None, None, text, "核对是否都要该部门共同承担")


def _joint(plan: YearPlan) -> Counter[str]:
    """For each department the tasks that it shares with others."""
    return Counter(name for task in plan.tasks if len(task.departments) > 1 for name in task.departments)


_CHECKS: Mapping[Rule, Callable[[Draft], Iterator[Remark]]] = {
    Rule.NO_DEPARTMENT: _no_department,
    Rule.VAGUE_ADDRESSEE: _vague_addressee,
    Rule.COLLECTIVE_ADDRESSEE: _collective_addressee,
    Rule.UNKNOWN_NAME: _only(Rule.UNKNOWN_NAME, _names),
    Rule.AMBIGUOUS_NAME: _only(Rule.AMBIGUOUS_NAME, _names),
    Rule.TWO_NAMES: _two_names,
    Rule.NAME_REPEATED: _read(Rule.NAME_REPEATED, {NoticeKind.DEPARTMENT_REPEATED}, "删去重复的"),
    Rule.NOT_UNDERSTOOD: _read(Rule.NOT_UNDERSTOOD, _READING, "核对写法"),
    Rule.NUMBER_MISSING: _read(Rule.NUMBER_MISSING, {NoticeKind.NUMBER_MISSING}, "核对编号"),
    Rule.NUMBER_REPEATED: _read(Rule.NUMBER_REPEATED, {NoticeKind.NUMBER_REPEATED}, "核对编号"),
    Rule.NO_TARGET: _no_target,
    Rule.OVER_WHOLE: _over_whole,
    Rule.SOFT_WORDS: _soft_words,
    Rule.DEADLINE_PAST: _deadline_past,
    Rule.DEADLINE_IMPOSSIBLE: _deadline_impossible,
    Rule.NO_LEAD: _no_lead,
    Rule.TASK_REPEATED: _task_repeated,
}
