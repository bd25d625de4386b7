"""Annotations: the words beside a task that say which departments, which persons, and by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from data.importing.lists import Trusted, complete, organ, split_list
from data.importing.passage import Passage
from data.importing.role_words import Field, Label, closing_verb, find_labels
from data.importing.targets import is_deadline
from data.names.institutions import is_clause, looks_like_a_person
from data.vocabulary import Role

_NO_DEPARTMENT = re.compile(
    r"(?:持续|长期|全年|每[季月年周半]|常态|贯穿|适时|立行|即[时行]|按[时期]|定期|随时|已[完经]|正在|分[步批]|逐步|按照?|根据|依)"
    r"|无$|/$|下同|.{0,20}(?:列|排|第一|首位?).{0,12}牵头|[-—–]+$|\d{1,4}$|.{0,8}(?:院长|庭长|局长|厅长|主任|书记|[省市县区州]长|处长|科长|部长|组长|同志|领导|专职委员|负责人|责任人|人员)$"
)
_HINT = re.compile(
    r"牵头|责任|负责|配合|参[加与]|协[同办助]|主办|承办|落实|领导|时限|时间|完成|[月年季]"
    r"|[庭处室局委办厅科部会院社联协校区县市乡镇团队司所站台关行组心]\)?"
)
# A clause that speaks about the list, or about other tasks: it and the rest of its sentence name nobody.
_REMARK = re.compile(
    r"(?:^|(?<=[。;,(]))(?=(?:具体|各项|上述|以[上下]|其余|其他)(?:各项)?(?:任务|工作|事项|措施|内容)|[^。;,():、]*(?:下同|同上|不再(?!牵头|主办|负责|配合)|不另|不予?列|均(?:涉及|需|由|须|应|为)|为.{0,6}(?:责任|牵头|配合|成员)(?:单位|部门)|涉及.{0,6}(?:部门|单位)的|以[上下](?:各项|任务|工作)|上述|另有(?:规定|要求)|除外|详见|参照"
    r"|(?:列|排|首|第一|第1).{0,12}(?:为|是|即|系|作为).{0,6}(?:牵头|主办|主责)))[^。()]*(?:\([^()]*\)[^。()]*)*"
)
_REMARKS = re.compile(
    r"[同再另列均为排首述外照余项]|第[一1]|以[上下]|具体|其他|涉及|详见"
)  # one of its words
_SPEAKS = re.compile(r"牵头|责任(?:单位|部门|科室|处室|庭室|主体|领导|人)|负责|配合|参与单位|协办|主办")
_SAYS_WHO = re.compile(
    r"牵头|主办|负责|配合|职责|职能|参[加与]|协[助同作办]|承[办担]|落实|推进|实施|责任|抓总"
)
_BRACKET = re.compile(r"[()]")
_AFTER = re.compile(r"[\s。.;,、]*")


NO_STOPS: frozenset[int] = frozenset()


class Entry(NamedTuple):
    """A department as an annotation names it."""

    passage: Passage  # as printed
    name: str  # cleaned: one form of brackets, no note, no 等
    role: Role
    listed: int = 0  # where its list begins in the source: what is elided is found in the same list


@dataclass(frozen=True, slots=True)
class Reading:
    """What an annotation says."""

    entries: tuple[Entry, ...] = ()
    deadlines: tuple[Passage, ...] = ()
    persons: bool = False  # it names persons
    labelled: bool = False  # a label opens it
    spoken: bool = False  # a verb says what they do: 牵头, 负责, 配合
    left: tuple[Passage, ...] = ()  # words that are none of these: a person is to look at them


@dataclass
class _Field:
    """What is read of one field: each of its words is a department, a deadline, a known phrase, or left over."""

    entries: list[Entry] = field(default_factory=list)
    deadlines: list[Passage] = field(default_factory=list)
    left: list[Passage] = field(default_factory=list)
    spoken: bool = False


class _Sort(Enum):
    """What a word among departments is."""

    DEPARTMENT = auto()
    DEADLINE = auto()
    PHRASE = auto()  # known not to name anyone: 持续推进, 分管副院长
    LEFT = auto()  # a clause, or a person's name


@lru_cache(maxsize=8192)
def _sort(name: str) -> _Sort:
    """What the words of an entry are that no directory knows."""
    if not name or _NO_DEPARTMENT.match(name):
        return _Sort.DEADLINE if name and is_deadline(name) else _Sort.PHRASE
    if is_deadline(name):
        return _Sort.DEADLINE
    return _Sort.LEFT if is_clause(name) or looks_like_a_person(name) else _Sort.DEPARTMENT


def _read_departments(passage: Passage, role: Role, known: Trusted) -> _Field:
    """The departments of one field; a verb speaks for all items since the verb before it that have no note of their own."""
    read = _Field()
    entries = read.entries
    noted: set[int] = set()  # of these, which have
    since = 0
    listed = passage.span().start
    for item in split_list(passage, known):
        name = item.name
        sort = _Sort.DEPARTMENT if name in known else _sort(name)
        if sort is _Sort.DEADLINE:
            read.deadlines.append(item.passage)
        elif sort is _Sort.LEFT:
            read.left.append(item.passage)
        elif sort is _Sort.DEPARTMENT:
            if item.role:
                noted.add(len(entries))
            entries.append(Entry(item.passage, name, item.role or role, listed))
        if item.verb:
            read.spoken = True
            for index in range(since, len(entries)):
                if index not in noted:
                    before = entries[index]
                    entries[index] = Entry(before.passage, before.name, item.verb, before.listed)
            since = len(entries)
    return read


def _without_remarks(passage: Passage) -> Passage:
    """Without the clauses that speak about the list: 列第一位者为牵头单位，下同; 各项工作均需各县区政府落实，不再列出."""
    if not _REMARKS.search(passage.folded):
        return passage
    holes = [match.span() for match in _REMARK.finditer(passage.folded) if match.group()]
    return passage.without(holes) if holes else passage


def _fields(passage: Passage, labels: Sequence[Label], role: Role) -> list[tuple[Field, Role, Passage]]:
    ends = [label.start for label in labels[1:]] + [len(passage.text)]
    head = passage.cut(0, labels[0].start) if labels else passage
    fields = (
        [
            (label.field, label.role, passage.cut(label.end, end))
            for label, end in zip(labels, ends, strict=True)
        ]
        if labels
        else []
    )
    return [(Field.DEPARTMENTS, role, head), *fields]


def _unbracketed(passage: Passage) -> Passage:
    """Without one pair of brackets around the whole, and without a bracket that nothing answers."""
    passage = passage.strip(" \t\u3000\xa0\n。.;；")
    folded = passage.folded
    depth = 0
    for match in _BRACKET.finditer(folded) if folded.startswith("(") else ():
        depth += 1 if match.group() == "(" else -1
        if depth == 0:
            if match.end() == len(folded):
                return passage.cut(1, match.start())
            break
    if folded.startswith("(") and folded.count("(") > folded.count(")"):
        return passage.cut(1)
    if folded.endswith(")") and folded.count(")") > folded.count("("):
        return passage.cut(0, len(folded) - 1)
    return passage


def read_annotation(passage: Passage, known: Trusted, role: Role = Role.RESPONSIBLE) -> Reading:
    """What an annotation says: departments with their roles in printed order, deadlines; persons are left out.

    ``role`` is that of departments to which neither a label nor a verb gives one.
    """
    return _read(_unbracketed(passage), known, role)


@lru_cache(maxsize=4096)
def _read(passage: Passage, known: Trusted, role: Role) -> Reading:
    passage = _without_remarks(passage)
    labels = find_labels(passage.folded)
    whole = _Field()
    for kind, said, value in _fields(passage, labels, role):
        value = _unbracketed(value.strip(" \t\u3000\xa0\n,，;；、。")) if value.text.strip() else value
        if not value.text:
            continue
        if kind is Field.DEADLINE:
            whole.deadlines.append(value)
        elif kind is Field.DEPARTMENTS:
            read = _read_departments(value, said, known)
            whole.entries += read.entries
            whole.deadlines += read.deadlines
            whole.left += read.left
            whole.spoken = whole.spoken or read.spoken
    persons = any(label.field is Field.PERSON for label in labels)
    return Reading(
        tuple(whole.entries), tuple(whole.deadlines), persons, bool(labels), whole.spoken, tuple(whole.left)
    )


def _pairs(folded: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets, as ranges that include both."""
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(folded):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.end()))
    if opened and (labels := find_labels(folded[opened[-1] : opened[-1] + 20])) and labels[0].start <= 1:
        pairs.append((opened[-1], len(folded)))
    return pairs


def _annotates(inner: Passage, last: bool, known: Trusted) -> bool:
    """Whether the words in a pair of brackets are an annotation; a bare list of departments only at the end (``last``)."""
    folded = inner.folded
    labels = find_labels(folded)
    if labels and labels[0].start <= 1 and labels[0].field is not Field.NOTE:
        return True
    if len(folded) > 600 or re.search(r"[!?“”《》]", folded):
        return False
    reading = read_annotation(inner, known)
    names = [entry.name for entry in reading.entries]
    whole = all(complete(name, known) for name in names) and not reading.left
    if labels or reading.spoken:  # at an end, a word that is not understood does not cost the others
        understood = sum(complete(name, known) for name in names)
        return bool(names) and (whole or (last and 2 * understood >= len(names) + len(reading.left)))
    if not last or "。" in folded.rstrip("。"):
        return False
    if not names:
        return (bool(reading.deadlines) and len(folded) <= 24) or (
            bool(_NO_DEPARTMENT.match(folded)) and 4 <= len(folded) <= 12
        )
    organs = [name for name in names if organ(name, known)]
    return whole and bool(organs) and len(max(names, key=len)) <= 24


def find_bracketed(passage: Passage, stops: frozenset[int], known: Trusted) -> list[tuple[int, int]]:
    """The bracketed annotations of a text, as ranges that include the brackets, in order.

    ``stops``: where paragraphs end inside the text; a bare list of departments is an annotation only at such an end.
    """
    folded = passage.folded
    if "(" not in folded:
        return []
    found: list[tuple[int, int]] = []
    for start, end in reversed(_pairs(folded)):
        inner = passage.cut(start, end)
        if not _HINT.search(folded, start, end):
            continue
        idle = _AFTER.match(folded, end)
        after = idle.end() if idle else end
        last = (
            after == len(folded)
            or not stops.isdisjoint(range(end, after + 1))
            or (bool(found) and found[-1][0] == after)
        )
        if _annotates(_unbracketed(inner), last, known):
            found.append((start, end))
    return found[::-1]


def _is_closing(sentence: Passage, known: Trusted) -> bool:
    """Whether the last sentence of a paragraph names departments only: 由立案庭牵头，民一庭配合。 or 立案庭、研究室."""
    folded = sentence.folded.strip()
    if not 3 <= len(folded) <= 300 or re.search(r"[《》“”:!?]", folded):
        return False
    ended = folded.rstrip("。.")
    if ended != folded and not _SAYS_WHO.search(ended):
        return False
    reading = read_annotation(sentence.strip("。. "), known)
    spoken = reading.spoken and (
        folded.startswith(("由", "请")) or re.search("牵头|主办|按.{0,6}职责", ended) is not None
    )
    names = [entry.name for entry in reading.entries]
    spoken = spoken or (reading.spoken and len(folded) <= 30 and all(organ(name, known) for name in names))
    if (
        reading.left
        or not names
        or max(map(len, names)) > 30
        or not all(complete(name, known) for name in names)
    ):
        return False
    if not spoken and not organ(names[0], known):
        return False
    return spoken or (not reading.spoken and ended == folded and (len(names) > 1 or names[0] in known))


def find_closing(passage: Passage, stops: frozenset[int], known: Trusted) -> list[tuple[int, int]]:
    """The sentences without brackets or label that say who is responsible, at the ends of paragraphs; in order."""
    found: list[tuple[int, int]] = []
    start = 0
    for stop in sorted({*stops, len(passage.text)}):
        text = passage.text[start:stop]
        end = start + len(text.rstrip())
        begin = max(passage.text.rfind(sign, start, max(start, end - 1)) + 1 for sign in "。；！")
        begin = max(begin, start)
        for place in _beginnings(passage.text, begin, end):
            if (place or found) and end > place and _is_closing(passage.cut(place, end), known):
                found.append((place, end))
                break
        start = stop
    return found


def _beginnings(text: str, begin: int, end: int) -> Iterator[int]:
    """Where in a sentence its departments may begin: with it, or with the clause that says who leads."""
    yield begin
    leads = text.find("牵头", begin, end)
    clause = max(text.rfind("，", begin, leads), text.rfind(",", begin, leads)) if leads > begin else -1
    if clause > begin:
        yield clause + 1


def find_unread(passage: Passage) -> list[tuple[int, int]]:
    """The brackets of a text that speak of who is responsible; of a task's text, those that could not be read."""
    folded = passage.folded
    if "(" not in folded or not _SPEAKS.search(folded):
        return []
    found = []
    for start, end in _pairs(folded):
        said = _SPEAKS.search(folded, start, end)
        inner = folded[start + 1 : end - 1].rstrip("。; ")
        if said and (said.start() <= start + 3 or closing_verb(inner)):
            found.append((start, end))
    return found


def ends_unread(passage: Passage) -> bool:
    """Whether a text ends in a bracket that speaks of who is responsible, read or not."""
    text = passage.folded.rstrip(" 。.;")
    return text.endswith(")") and any(end == len(text) for _, end in find_unread(passage.cut(0, len(text))))


def find_annotations(passage: Passage, stops: frozenset[int], known: Trusted) -> tuple[tuple[int, int], ...]:
    """The annotations in the text of a task, in brackets or as its last sentence, in order."""
    return _find(passage, stops - {len(passage.text)}, known)


@lru_cache(maxsize=4096)  # asked again at each step from lines to tasks
def _find(passage: Passage, stops: frozenset[int], known: Trusted) -> tuple[tuple[int, int], ...]:
    return tuple(find_bracketed(passage, stops, known) or find_closing(passage, stops, known))
