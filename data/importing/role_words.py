"""The words that say who does what: labels that open a field (责任部门：, 牵头单位：, 完成时限：) and verbs that close a list (牵头, 配合).

Notes in brackets behind one name (牵头) are in ``lists``.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from data.vocabulary import Role


class Field(StrEnum):
    """What a label announces."""

    DEPARTMENTS = "departments"
    PERSON = "person"
    DEADLINE = "deadline"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text: ``text[start:end]``, the colon included."""

    field: Field
    role: Role
    start: int
    end: int


def _spaced(word: str) -> str:
    """The word as a pattern that allows spaces between its characters (责 任 单 位)."""
    return " ?".join(word)


def _any(words: str) -> str:
    return "(?:" + "|".join(map(_spaced, sorted(words.split(), key=len, reverse=True))) + ")"


_ORGAN = _any("单位 部门 科室 处室 庭室 机构 主体 机关 地区和单位 地区 业务部门 职能部门")
_LEAD = _any("牵头 牵头负责 牵头责任 主办 主责 总牵头 第一责任 首责")
_SUPPORT = _any(
    "配合 参加 参与 协同 协办 协作 协助 共同参与 协同配合 参与配合 配合责任 协办责任 协同责任 参与责任 会办"
)
_RESPONSIBLE = _any(
    "责任 负责 承办 落实 实施 主要责任 承担 执行 共同责任 完成 具体责任 具体负责 责任落实 推进 分工"
)
_HUMAN = _any(
    "分管领导 分管院领导 牵头负责领导 责任领导 牵头领导 包联领导 包案领导 主管领导 挂帅领导 院领导 责任院领导 牵头院领导 "
    "分管负责人 分管负责同志 责任人 责任人员 负责人 联系人 第一责任人 直接责任人 具体责任人 主要负责人 承办人 牵头人 经办人 负责同志 "
    "分管省长 分管副省长 分管市长 分管副市长 分管县长 分管副县长 分管区长 分管副区长 责任省领导 牵头省领导 责任市领导 牵头市领导 "
    "分管省领导 分管市领导 责任县领导 责任区领导 分管副院长 分管院长 责任庭长 领衔领导 督办领导"
)
_TIME = _any(
    "完成时限 完成时间 完成期限 时限要求 时限 时间要求 时间节点 工作时限 责任时限 办结时限 时间进度 进度要求 进度安排 完成日期 "
    "推进时限 时间安排 计划完成时间 工作进度 目标时限 整改时限 落实时限 截止时间 进度 完成进度 进度计划 推进计划 时间表 时间"
)
_TIMES = rf"(?:{_TIME}|[\u3400-\u9fff]{{0,6}}?(?:时限|期限|进度|节点)(?:[和及与][\u3400-\u9fff]{{2,6}})?(?:要求|安排|计划)?)"
_NOTE = _any("备注 注 成果形式 工作成果 预期成果 成果 完成标志 成果要求 进展情况 完成情况 落实情况")
DENIED = r"(?:(?:均|都|暂|尚)?(?:不再|不予|不|并非|非|未)|推定|假定|默认|视为|暂定|拟定|拟)为?"
"""Words before 牵头 that deny it or only assume it: no role is stated."""
_LEVEL = r"(?:主要|共同|院内|[省市县区州][级直]?|本院|各级)?"
_NEAR = r"(?:\((?!.{0,20}:)[^()\n]{1,12}\))?"
_TOGETHER = r"(?:及|和|与|、|/|\(|或)"

_LABEL = re.compile(
    r"(?<![^\s,;。.、()|/:!?\"”—–-])(?:"  # at the beginning, or after a mark or a space
    rf"(?P<note>{_NOTE})(?=:)"
    rf"|(?P<time>{_TIMES})(?= ?[(:)])"
    rf"|(?P<person>(?:{_LEVEL}{_HUMAN})(?:(?:及|和|、)(?:职务|电话|联系方式))?)(?= ?[(:)])"
    rf"|(?P<joint>{_LEVEL}{_LEAD}(?: ?{_ORGAN})?{_TOGETHER}(?:{_SUPPORT}|{_RESPONSIBLE}) ?{_ORGAN}\)?)(?= ?[(:)])"
    rf"|(?P<denied>{DENIED}{_LEVEL}{_LEAD}(?: ?{_ORGAN})?)(?= ?[(:)])"
    rf"|(?P<lead>{_LEVEL}{_LEAD}(?: ?{_ORGAN})?(?:和地区)?)(?= ?[(:)])"
    rf"|(?P<support>{_LEVEL}{_SUPPORT}(?: ?{_ORGAN})?)(?= ?[(:)])"
    rf"|(?P<responsible>{_LEVEL}{_RESPONSIBLE} ?{_ORGAN}(?:分工)?(?:{_TOGETHER}(?:{_ORGAN}|{_HUMAN}))?)(?= ?[(:)])"
    rf"|(?P<division>{_any('部门分工 任务分工 职责分工 责任分工 工作分工 单位分工 分工 责任 负责 部门职责')})(?= ?[:)]))"
)
_TAIL = re.compile(rf"{_NEAR} ?:")
_BOXED = re.compile(r"\) ?(?=[^\s,;。.、])")
_BOX = re.compile(r" ?\) ?:?(?= ?[^\s,;。.、])")
_FIELDS = {"note": Field.NOTE, "time": Field.DEADLINE, "person": Field.PERSON}
_ROLES = {"lead": Role.LEAD, "support": Role.SUPPORT}


def _label_at(folded: str, match: re.Match[str]) -> Label | None:
    tail = _TAIL.match(folded, match.end())
    boxed = None if tail or not folded[: match.start()].endswith("(") else _BOX.match(folded, match.end())
    if not tail and not boxed:
        return None
    kind = str(match.lastgroup)
    start, end = (match.start() - 1, boxed.end()) if boxed else (match.start(), tail.end() if tail else 0)
    return Label(_FIELDS.get(kind, Field.DEPARTMENTS), _ROLES.get(kind, Role.RESPONSIBLE), start, end)


@lru_cache(maxsize=4096)
def opening_label(folded: str, start: int = 0) -> Label | None:
    """The label that stands at ``start`` of a (folded) text, an opening bracket before it allowed."""
    while start < len(folded) and folded[start] in "( —–-":
        start += 1
    match = _LABEL.match(folded, start)
    return _label_at(folded, match) if match else None


@lru_cache(maxsize=2048)  # a line is asked about by the frame, the outline and the annotation
def find_labels(folded: str) -> tuple[Label, ...]:
    """All labels of a (folded) text in order; one inside a sentence needs a mark or a space before it."""
    found: list[Label] = []
    end = 0
    if ":" not in folded and not _BOXED.search(folded):
        return ()
    for match in _LABEL.finditer(folded):
        if match.start() >= end and (label := _label_at(folded, match)):
            found.append(label)
            end = label.end
    return tuple(found)


_VERB = (
    r"(?P<lead>(?:共同|联合|总|具体)?(?:牵头|主办|抓总)(?:负责|组织|抓总|落实|推进|实施|办理|协调)?)"
    r"|(?P<responsible>(?:按照?|根据|依据?|结合)?(?:各自)?(?:职责|职能|任务|责任)(?:任务)?(?:分工)?"
    r"(?:范围)?(?:分别|共同|协同|配合)?(?:负责|落实|推进|抓好落实|做好|实施|承担|参与|配合)?(?:落实|推进|工作)?"
    r"|(?:共同|分别|具体|分工|统一|各自|会同|组织|主要|分头)?(?:负责|承办|承担)(?:落实|推进|实施|组织实施)?|(?:分工|抓好|贯彻)?落实|(?:组织)?实施|推进)"
    r"|(?P<support>(?:共同|积极|协助|协同|参与|做好)?(?:配合|参加|参与|协同|协助|协办|协作)(?:配合|推进|落实|做好|参与|实施|负责)?)"
)
_ROLE_VERB = re.compile(rf"(?:{_VERB})$")
_DENIED_BEFORE = re.compile(rf"{DENIED}$")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that closes the list of departments before it: 牵头, 配合, 按职责分工负责."""

    role: Role
    start: int


def closing_verb(folded: str) -> Verb | None:
    """The verb at the end of a (folded) item of a list, with the role that it gives; 不牵头 and 推定牵头 give none of their own."""
    tail_start = max(0, len(folded) - 24)
    found = _verb_of(folded[tail_start:])
    return Verb(found[0], tail_start + found[1]) if found else None


@lru_cache(maxsize=2048)  # the same few departments end most lists
def _verb_of(tail: str) -> tuple[Role, int] | None:
    match = _ROLE_VERB.search(tail)
    if not match:
        return None
    if match["lead"] and (denied := _DENIED_BEFORE.search(tail[: match.start()])):
        return Role.RESPONSIBLE, denied.start()
    kind = next(name for name in ("lead", "responsible", "support") if match[name])
    return Role(kind), match.start()
