"""Lists of departments as they are written: where one name ends and the next begins, and what belongs to a name."""

import re
from collections.abc import Container, Hashable
from dataclasses import dataclass
from typing import Protocol

from data.importing.passage import Passage, compact, fold
from data.importing.role_words import DENIED, closing_verb
from data.vocabulary import Role

_SUFFIXES = (
    "庭 处 室 局 办 院 部 委 厅 科 组 队 司 署 政府 中心 专班 委员会 支队 总队 银行 支行 分行 海关 公司 集团 协会 学会 商会 工会 "
    "妇联 残联 工商联 文联 科协 团委 党委 纪委 党组 党校 支部 法院 检察院 学校 大学 学院 报社 电视台 管委会 街道 联合会 基金会 "
    "社科联 侨联 台办 网信办 总站 站 所 馆 关 检察院 监狱 军区 武警 公安 法庭 合议庭 团队 机构 部门 单位 联社 交易所 证监局"
)
_COMPLETE = re.compile(
    r"(?:.*第)?[一二三四五六七八九十]{1,2}$|各.{0,6}[县市区][)）]?$|.(?:"
    + "|".join(sorted(_SUFFIXES.split(), key=len, reverse=True))
    + r")(?:[(（][^()（）]{1,20}[)）])?$"
)
_AREA = r"(?:市|县|区|州|盟|旗|乡|镇|街道|地区|园区|开发区|管委会|村|社区|林区|省|自治区|直辖市|市州|县区|地)"
_NOTED_AREA = rf"{_AREA}(?:\({_AREA}(?:[、,/]{_AREA}){{0,4}}\))?"
_COLLECTIVE_HEAD = re.compile(
    rf"各?(?:级|有关|相关)?{_NOTED_AREA}(?:[、,和及]{_NOTED_AREA}){{1,4}}(?=[\u3400-\u9fff(])(?![直各])"
)
_AREA_NOTE = re.compile(rf"\({_AREA}(?:[、,/和及]{_AREA}){{0,6}}\)$")
_HARD = re.compile(r"[、,;。/]|以及|[(]|[)]")
_SPACES = re.compile(r"\s+")
LONGEST = 60  # characters of a name; what is longer is none
_SOFT = re.compile(r"\s+|及|和|与|会同|暨|并")
_ET_CETERA = re.compile(
    r"等(?:\d{1,2}个?|[一二三四五六七八九十]{1,3}个?)?(?:各?(?:有关|相关|责任|职能|成员|业务|市直|省直|县直))?"
    r"(?:部门和单位|部门单位|单位和部门|部门|单位|处室|科室|庭室|机构|业务庭|法院|地区)?$"
)
_HEAD = re.compile(r"(?:由|以及|并由|和|及|与|会同)(?=..)")
_ROLE_NOTE = re.compile(
    rf"(?P<denied>{DENIED})?为?(?P<verb>牵头|主办|主责|总牵头|配合|协办|协助|参加|参与|协同|责任|负责|承办)(?:负责)?(?:单位|部门|处室|科室)?$"
)
_ROLE_OF = dict.fromkeys(("牵头", "主办", "主责", "总牵头"), Role.LEAD) | dict.fromkeys(
    ("责任", "负责", "承办"), Role.RESPONSIBLE
)


class Trusted(Container[str], Hashable, Protocol):
    """Names that can be trusted to be whole; hashable, so that what was found with them is kept."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: the words of a name, or of a note or a deadline among the names."""

    passage: Passage  # as printed, without verbs, 由 and 等
    name: str  # folded and compact, a closing bracket note dropped
    role: Role | None  # what is said of this one alone: 研究室（牵头）
    verb: Role | None  # what is said of all before it: 、立案庭负责


def complete(name: str, known: Trusted) -> bool:
    """Whether the words can stand alone as the name of a department."""
    return name in known or bool(_COMPLETE.search(name))


def _pieces(text: str) -> list[tuple[int, int]]:
    """The ranges between hard separators outside brackets; 各市、县人民政府 is one."""
    ranges, start, depth, guarded = [], 0, 0, 0
    for match in _HARD.finditer(text):
        sign = match.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(depth - 1, 0)
        elif depth == 0 and match.start() >= guarded:
            head = _COLLECTIVE_HEAD.match(text, start)
            if head and head.end() > match.start() and text[start] == "各":
                guarded = head.end()
                continue
            ranges.append((start, match.start()))
            start = match.end()
    return [*ranges, (start, len(text))]


def _without_tail(text: str) -> str:
    """The words without 等 and without a verb that closes the list."""
    verb = closing_verb(text)
    return _ET_CETERA.sub("", text[: verb.start] if verb else text)


def _soft_pieces(text: str, start: int, end: int, known: Trusted) -> list[tuple[int, int]]:
    """A range divided at spaces, line breaks and 及 / 和, where both sides can stand alone."""
    cuts = [match.span() for match in _SOFT.finditer(text, start, end)]
    if not cuts or compact(text[start:end]).replace("\n", "") in known:
        return [(start, end)]
    ranges = []
    for index, (left, right) in enumerate(cuts):
        following = cuts[index + 1][0] if index + 1 < len(cuts) else end
        if left - start > LONGEST:
            continue
        before = _SPACES.sub("", text[start:left])
        after = _SPACES.sub("", _without_tail(text[right : min(following, right + LONGEST)]))
        rest = _SPACES.sub("", _without_tail(text[right : min(end, right + LONGEST)]))
        if before + after in known or (re.search("[各全]级", before) and not text[left:right].isspace()):
            continue
        if complete(_without_tail(before), known) and (complete(after, known) or complete(rest, known)):
            ranges.append((start, left))
            start = right
    return [*ranges, (start, end)]


def wide(name: str) -> str:
    """The name with full-width brackets, as names are kept."""
    return name.replace("(", "（").replace(")", "）")


def _note_start(folded: str) -> int:
    """Where the bracket note that closes a name begins; the name's length where there is none."""
    if not folded.endswith(")"):
        return len(folded)
    depth = 0
    for index in range(len(folded) - 1, -1, -1):
        depth += (folded[index] == ")") - (folded[index] == "(")
        if depth == 0:
            return index
    return len(folded)


def _item(passage: Passage, known: Trusted) -> Item:
    passage = passage.strip(" \t\u3000\xa0\n:：")
    if passage.text in known:
        return Item(passage, passage.text, None, None)
    if head := _HEAD.match(fold(passage.text)):
        passage = passage.cut(head.end())
    verb = closing_verb(fold(passage.text))
    if verb:
        passage = passage.cut(0, verb.start).strip()
    if rest := _ET_CETERA.search(fold(passage.text)):
        passage = passage.cut(0, rest.start()).strip()
    name = re.sub(r"\s", "", fold(passage.text))
    if wide(name) in known:
        return Item(passage, wide(name), None, verb.role if verb else None)
    note, role = _note_start(name), None
    if 0 < note < len(name) and not _AREA_NOTE.search(name):
        if said := _ROLE_NOTE.match(name[note + 1 : -1]):
            role = Role.RESPONSIBLE if said["denied"] else _ROLE_OF.get(said["verb"], Role.SUPPORT)
            passage = passage.cut(0, _note_start(fold(passage.text)))
        name = _ET_CETERA.sub("", name[:note])
    return Item(passage, wide(name), role, verb.role if verb else None)


def split_list(passage: Passage, known: Trusted) -> list[Item]:
    """The items of a list in printed order; an item without words carries only its verb.

    ``known`` holds the names that can be trusted to be whole. A line break in the passage (``\\n``) is a wrap or a
    separator, whichever the words on its two sides allow.
    """
    text = fold(passage.text)
    items = []
    for hard in _pieces(text):
        for start, end in _soft_pieces(text, *hard, known):
            if text[start:end].strip():
                items.append(_item(passage.cut(start, end), known))
    return [item for item in items if item.name or item.verb]
