"""What a person should decide on: names that the directory does not know or that are doubtful, with reasons."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from data.names.decisions import Decision, DecisionKind
from data.names.directory import Department, Directory
from data.vocabulary import DepartmentKind, Resolution

LIKENESS = 0.7
"""From here on (difflib's ratio, 1: the same signs) two names are said to be alike."""

_NOTE = re.compile(r"[（(\[].*$")
_PERSON = re.compile(r"同志$|(?:院长|庭长|局长|处长|主任|书记|部长|省长|市长|县长|区长|委员|组长)$")
_SURNAMED = re.compile(
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
    r"[\u3400-\u9fff]{1,2}$"
)
_DEPARTMENT_END = re.compile(r"[庭处科室局委办厅部院会队所站组社厂司署心团]$|[门位]$")
_NUMERALS = re.compile(r"[一二三四五六七八九十\d]")


@dataclass(frozen=True, slots=True)
class PlacedMention:
    """A mention of a department, as far as its name is concerned, with the place where it stands."""

    department: str  # full name of the department that it was taken to mean
    text: str  # as printed
    resolution: Resolution
    doubt: str
    collective: bool
    place: str  # in Chinese


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name to decide on, with what speaks for which decision."""

    name: str
    written: tuple[str, ...]  # the ways in which documents write it
    places: tuple[str, ...]  # where it stands, in Chinese
    reasons: tuple[str, ...]  # in Chinese
    suggested: Decision | None  # what the reasons speak for; None where they leave it open
    body: str | None  # whose name it is; None: the body that the directory is of
    mentions: int  # how often it is named


def propose(
    mentions: Iterable[PlacedMention],
    directory: Directory,
    body: str | None,
    borrowed: Collection[str] = frozenset(),
) -> tuple[Proposal, ...]:
    """The names among the mentions of one body that need a decision, in the order of their first mention.

    ``directory``: with what was decided for the body. ``borrowed``: of it, the departments of another body; they are not
    suggested. Empty where every name is known and certain.
    """
    mentions = list(mentions)
    grouped: dict[str, list[PlacedMention]] = {}
    known = {department.name for department in directory.departments}
    named = {mention.department for mention in mentions if not mention.doubt}
    own = Directory(
        tuple(
            department
            for department in directory.departments
            if department.name not in borrowed or department.name in named
        )
    )
    units = {department.name for department in own.departments if not department.collective}
    units |= {mention.department for mention in mentions if not (mention.doubt or mention.collective)}
    for mention in mentions:
        if mention.resolution is Resolution.NEW or mention.doubt:
            name = mention.department if mention.department not in known else _NOTE.sub("", mention.text)
            grouped.setdefault(name, []).append(mention)
    return tuple(_proposal(name, found, own, units, body) for name, found in grouped.items())


def _proposal(
    name: str, mentions: list[PlacedMention], directory: Directory, units: set[str], body: str | None
) -> Proposal:
    """``directory``: of the body itself; ``units``: the departments of the body, those that are only named in it too."""
    doubts = dict.fromkeys(mention.doubt for mention in mentions if mention.doubt)
    guessed = next((mention.department for mention in mentions if mention.department != name), None)
    why_doubtful = "（省略了上级部门，或可指几个部门）"
    if guessed is not None and guessed not in units:
        guessed = None
    above = parent_of(name, units)
    reasons: list[tuple[str, Decision | None]] = [
        (
            doubt + why_doubtful,
            _new(name, above, body)
            if guessed is None
            else Decision(name, DecisionKind.SAME, body, department=guessed),
        )
        for doubt in doubts
    ]
    if any(mention.collective for mention in mentions):
        reason = "含有“各、有关、等”一类的字样，像是集合名称"
        reasons.append((reason, Decision(name, DecisionKind.COLLECTIVE, body)))
    elif _looks_like_a_person(name):
        reason = "像是人名或职务，不是部门"
        reasons.append((reason, Decision(name, DecisionKind.NOT_DEPARTMENT, body)))
    elif above is not None:
        reasons.append((f"以「{above}」开头，像是它下面的部门", _new(name, above, body)))
    for department in alike(name, directory):
        same = Decision(name, DecisionKind.SAME, body, department=department.name)
        short = any(_shortened(name, known) for known in (department.name, *department.other_names))
        reasons.append((f"与名录中的「{department.name}」相近", same if short else None))
    if not reasons:
        reasons.append(("名录中没有相近的名称", _new(name, None, body)))
    return Proposal(
        name,
        tuple(dict.fromkeys(mention.text for mention in mentions)),
        tuple(dict.fromkeys(mention.place for mention in mentions)),
        tuple(reason for reason, _ in reasons),
        reasons[0][1],
        body,
        len(mentions),
    )


def parent_of(name: str, units: Collection[str]) -> str | None:
    """The longest of the departments that a name begins with; None where it begins with none."""
    parents = [
        unit for unit in units if len(unit) > 1 and name.startswith(unit) and len(name) > len(unit) + 1
    ]
    return max(parents, key=len, default=None)


def _shortened(name: str, known: str) -> bool:
    """Whether a name is another one with signs left out of its middle (法官处, 法官管理处); what only ends alike is not.

    区委办公室 is no other way to write 办公室, and 办公室 none to write 督查工作办公室.
    """
    rest = iter(known)
    short = 3 <= len(name) < len(known) and name[-1] == known[-1] and all(sign in rest for sign in name)
    return short and not known.endswith(name)


def _new(name: str, parent: str | None, body: str | None) -> Decision:
    return Decision(
        name, DecisionKind.DEPARTMENT, body, parent=parent, department_kind=DepartmentKind.UNKNOWN
    )


def _looks_like_a_person(name: str) -> bool:
    return bool(_PERSON.search(name)) or bool(_SURNAMED.match(name) and not _DEPARTMENT_END.search(name))


def alike(name: str, directory: Directory, limit: int = 3) -> tuple[Department, ...]:
    """The departments of the directory whose names are alike: the same signs mostly, or one left out of the other.

    Names with other numbers (第一庭, 第二庭) are never alike. The most alike first.
    """
    scores: dict[str, float] = {}
    numerals = _NUMERALS.findall(name)
    for department in directory.departments:
        for known in (department.name, *department.other_names):
            if known != name and _NUMERALS.findall(known) == numerals:
                score = _likeness(name, known)
                scores[department.name] = max(score, scores.get(department.name, 0.0))
    departments = {department.name: department for department in directory.departments}
    likely = sorted((-score, other) for other, score in scores.items() if score >= LIKENESS)
    return tuple(departments[other] for _, other in likely[:limit])


def _likeness(one: str, other: str) -> float:
    """1 for the same signs; a name whose signs all stand in the other, in order (法官处, 法官管理处), counts as alike."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(ratio, LIKENESS) if len(short) >= 3 and all(sign in rest for sign in short) else ratio
