"""Lists of departments as they are written: where one name ends and the next begins, and what belongs to a name."""

import re
from collections.abc import Container, Hashable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, Protocol

from data.importing.passage import Passage, compact
from data.importing.role_words import DENIED, closing_verb
from data.names.institutions import Likeness, likeness
from data.vocabulary import Role

_AREA = r"(?:市|县|区|州|盟|旗|乡|镇|街道|地区|园区|开发区|功能区|度假区|新区|管委会|村|社区|林区|省|自治区|直辖市|市州|县区|地)"
_NOTED_AREA = rf"{_AREA}(?:\({_AREA}(?:[、,/]{_AREA}){{0,4}}\))?"
_COLLECTIVE_HEAD = re.compile(
    rf"各(?:级|有关|相关)?(?P<areas>{_NOTED_AREA}(?:[、,和及]{_NOTED_AREA}){{1,4}})(?=[\u3400-\u9fff(])(?![直各])"
)
_OF_ALL = re.compile(
    r"(?:人民)?(?:政府|法院|检察院)|管委会|党委|党工委|纪委|办事处|[(]"
)  # what each area has
_RANKS = (
    {"省": 3, "自治区": 3, "直辖市": 3, "市": 2, "州": 2, "盟": 2, "地区": 2, "地": 2, "市州": 2}
    | dict.fromkeys(("乡", "镇", "街道", "园区", "开发区", "管委会", "林区"), 0)
    | dict.fromkeys(("村", "社区"), -1)
)
_AREA_NOTE = re.compile(rf"\({_AREA}(?:[、,/和及]{_AREA}){{0,6}}\)$")
_HARD = re.compile(r"[、,;。/]|以及|[(]|[)]")
_SPACES = re.compile(r"\s+")
_IDLE = " \t\u3000\xa0\n:："
LONGEST = 60  # characters of a name; what is longer is none
_SOFT = re.compile(
    r"\s+|(?<![高中初同平均])等(?![级次])(?:和|及|与)?|(?<![涉普])及|和|(?<![参赋])与|会同|暨|并"
    r"|(?<=..[局委办厅部院会社联协处庭室科])(?=[省市县区州](?![场政委直属域区内])..|各..|人民银行|国家|中国|国网)"  # nothing but the next name's level
)
_ET_CETERA = re.compile(
    r"等(?:\d{1,2}个?|[一二三四五六七八九十]{1,3}个?)?(?:责任|职能|成员|业务)?"
    r"(?:部门和单位|部门单位|单位和部门|部门|单位|处室|科室|庭室|机构|业务庭|法院|地区)?$"
)
_MANY = re.compile(
    r"(?:部门|单位|机构|处室|科室|庭室|人民政府|政府)(?:和|及|与)?(?:部门|单位)?(?![\u3400-\u9fff])"
)  # goes on with the words before it: 有关部门和单位
_HEAD = re.compile(r"(?:由|以及|并由|和|及|与|会同)(?=..)")
_ROLE_NOTE = re.compile(
    rf"(?P<denied>{DENIED})?为?(?P<verb>牵头|主办|主责|总牵头|配合|协办|协助|参加|参与|协同|责任|负责|承办)(?:负责)?(?:单位|部门|处室|科室)?$"
)
_ROLE_OF = dict.fromkeys(("牵头", "主办", "主责", "总牵头"), Role.LEAD) | dict.fromkeys(
    ("责任", "负责", "承办"), Role.RESPONSIBLE
)


class Trusted(Container[str], Hashable, Protocol):
    """Names that can be trusted to be whole; hashable, so that what was found with them is kept."""


class Item(NamedTuple):
    """One entry of a list: the words of a name, or of a note or a deadline among the names."""

    passage: Passage  # as printed, without verbs, 由 and 等
    name: str  # folded and compact, a closing bracket note dropped
    role: Role | None  # what is said of this one alone: 研究室（牵头）
    verb: Role | None  # what is said of all before it: 、立案庭负责


def complete(name: str, known: Trusted) -> bool:
    """Whether the words can stand alone as the name of a department."""
    return name in known or likeness(name) is not Likeness.NONE


def organ(name: str, known: Trusted) -> bool:
    """Whether the words are the name of a department even where nothing else says that departments are named."""
    return name in known or likeness(name) is Likeness.ORGAN


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
            if head and head.end() > match.start() and _is_one_collective(text, head):
                guarded = head.end()
                continue
            ranges.append((start, match.start()))
            start = match.end()
    return [*ranges, (start, len(text))]


def _is_one_collective(text: str, head: re.Match[str]) -> bool:
    """Whether 各市、县 … is one name: what follows is what every area has, or no area stands above the one before it.

    各街道、区住建局 are two: a street has no 住建局, and the district stands above it.
    """
    if _OF_ALL.match(text, head.end()):
        return True
    areas = [re.sub(r"[(].*", "", area) for area in re.split("[、,和及]", head["areas"])]
    ranks = [_RANKS.get(area, 1) for area in areas]
    return ranks == sorted(ranks, reverse=True)


def _without_tail(text: str) -> str:
    """The words without 等 and without a verb that closes the list."""
    verb = closing_verb(text)
    return _ET_CETERA.sub("", text[: verb.start] if verb else text)


def _soft_pieces(text: str, known: Trusted) -> list[tuple[int, int]]:
    """The ranges of a text divided at spaces, line breaks, 及 / 和 and 等, where both sides can stand alone."""
    cuts = [match.span() for match in _SOFT.finditer(text)]
    if not cuts or compact(text).replace("\n", "") in known:
        return [(0, len(text))]
    ranges, start, end = [], 0, len(text)
    for index, (left, right) in enumerate(cuts):
        following = cuts[index + 1][0] if index + 1 < len(cuts) else end
        if left - start > LONGEST:
            continue
        before = _SPACES.sub("", text[start:left])
        after = _SPACES.sub("", _without_tail(text[right : min(following, right + LONGEST)]))
        rest = _SPACES.sub("", _without_tail(text[right : min(end, right + LONGEST)]))
        if before + after in known or (re.search("[各全]级", before) and not text[left:right].isspace()):
            continue
        whole = not (_MANY.match(after) or _MANY.match(rest)) and (
            complete(after, known) or complete(rest, known)
        )
        if whole and complete(_without_tail(before), known):
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


@dataclass(frozen=True, slots=True)
class _Shape:
    """What the words of one entry are, apart from where they stand: the range that is the name as printed, and the rest."""

    start: int
    end: int
    name: str
    role: Role | None
    verb: Role | None


def _shape(text: str, known: Trusted) -> _Shape:
    """The shape of a (folded) entry."""
    start, end = _stripped(text, 0, len(text))
    if text[start:end] in known:
        return _Shape(start, end, text[start:end], None, None)
    if head := _HEAD.match(text, start, end):
        start = head.end()
    verb = closing_verb(text[start:end])
    if verb:
        start, end = _stripped(text, start, start + verb.start)
    if rest := _ET_CETERA.search(text[start:end]):
        start, end = _stripped(text, start, start + rest.start())
    said = verb.role if verb else None
    name = _SPACES.sub("", text[start:end])
    if wide(name) in known:
        return _Shape(start, end, wide(name), None, said)
    note, role = _note_start(name), None
    if 0 < note < len(name) and not _AREA_NOTE.search(name):
        if noted := _ROLE_NOTE.match(name[note + 1 : -1]):
            role = Role.RESPONSIBLE if noted["denied"] else _ROLE_OF.get(noted["verb"], Role.SUPPORT)
            end = start + _note_start(text[start:end])
        name = _ET_CETERA.sub("", name[:note])
    return _Shape(start, end, wide(name), role, said)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A range of a text without the spaces and colons at its ends."""
    part = text[start:end]
    left = start + len(part) - len(part.lstrip(_IDLE))
    return left, max(left, start + len(part.rstrip(_IDLE)))


@lru_cache(maxsize=8192)  # the same departments are named again and again
def _shapes(text: str, known: Trusted) -> tuple[_Shape, ...]:
    """The shapes of the entries between two hard separators, with ranges of the whole (folded) text."""
    found = []
    for start, end in _soft_pieces(text, known):
        if text[start:end].strip():
            shape = _shape(text[start:end], known)
            found.append(replace(shape, start=start + shape.start, end=start + shape.end))
    return tuple(shape for shape in found if shape.name.strip("（）") or shape.verb)


def split_list(passage: Passage, known: Trusted) -> list[Item]:
    """The items of a list in printed order; an item without words carries only its verb.

    ``known`` holds the names that can be trusted to be whole. A line break in the passage (``\\n``) is a wrap or a
    separator, whichever the words on its two sides allow.
    """
    text = passage.folded
    return [
        Item(passage.cut(start + shape.start, start + shape.end), shape.name, shape.role, shape.verb)
        for start, end in _pieces(text)
        for shape in _shapes(text[start:end], known)
    ]
