"""From the names as written to the departments that they mean: by the directory first, by language where it knows nothing."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from data.names.directory import Department, Directory
from data.vocabulary import Resolution

NEIGHBOURS = 16  # how far back in a list a parent that is written once is looked for


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a written name was taken to mean."""

    name: str
    resolution: Resolution
    collective: bool
    doubt: str = ""  # in Chinese: why a person should look at it; empty where it is certain


@dataclass(frozen=True, eq=False)  # one for a directory: told apart by identity, so that it can be a key
class Names:
    """All ways to write the departments of a directory."""

    departments: dict[str, Department]  # by full name
    others: dict[str, tuple[Department, ...]]  # by other name
    ignored: frozenset[str] = frozenset()  # decided to be no departments
    offices: Mapping[str, tuple[Department, ...]] = field(
        default_factory=dict
    )  # by name without the parent's

    def __contains__(self, name: object) -> bool:
        return name in self.departments or name in self.others


@lru_cache(maxsize=8)
def names_of(directory: Directory) -> Names:
    """The names of a directory, ready to be looked up."""
    others: dict[str, tuple[Department, ...]] = {}
    for department in directory.departments:
        for other in department.other_names:
            others[other] = (*others.get(other, ()), department)
    ignored = frozenset(directory.not_departments)
    offices: dict[str, tuple[Department, ...]] = {}
    for department in directory.departments:
        if department.parent and department.name.startswith(department.parent):
            office = department.name[len(department.parent) :]
            offices[office] = (*offices.get(office, ()), department)
    departments = {department.name: department for department in directory.departments}
    return Names(departments, others, ignored, offices)


_COLLECTIVE = re.compile(
    r"各|^全[省市州县区院]|^(?:两级|三级|基层|辖区|下级)(?:人民)?法院|^(?:有关|相关|其他|所有|全体|其它)|(?:有关|相关|责任|成员)(?:部门|单位|处室|科室|庭室)(?:和单位|和部门)?$"
    r"|^(?:市直|省直|县直|机关)?(?:业务|审判|职能|业务审判|审判业务|综合)(?:部门|庭室|庭)$"
)
# Bodies that stand beside a government or a court, not under it: a prefix never spreads to them.
_INDEPENDENT = re.compile(
    r"海关|银行|证监|银保监|金融监[管督]|外汇|铁路|集团|公司|大学|学院|医院|协会|学会|商会|工会|联合会|妇联|残联|工商联|团[省市县区州]?委|共青团"
    r"|法院|检察院|政府|中央|国家|武警|军[区分]|中国|各|有关|相关|全[省市县州区]|指挥部|领导小组|委员会办公室|专班|纪委|党委|党组|银监|[省市县区州][委直]"
    r"|总局|总署|[\u3400-\u9fff]{2}(?:区|县|州|(?<!城)[镇乡])(?!域|划)"  # of the whole country; with a place of its own
)
_SIGN = r"(?:[省州县区盟旗](?!域|划)|市(?!场|政(?![府务协法研])|域))"
_LEVEL = re.compile(rf"(?:[\u3400-\u9fff]{{2,4}}?)?(?:[省市州县区]委|自治区|{_SIGN})(?=..)")
_LEVELLED = re.compile(rf"^(?:[\u3400-\u9fff]{{2,3}})?{_SIGN}")
_LENDS_NO_LEVEL = re.compile(r"管委会|管理委员会|开发区|新区|园区|银行|海关|公司|总局|总署")
_OF_GOVERNMENT = re.compile(
    r"(?<!政法)(?<![编工纪])委$"
)  # a committee of the government, beside those of the party
_ORGAN = re.compile(r"(厅|委员会|委|局|办公室|办|部)$")
# Offices that courts have beside their departments, and what has a parent of its own in its name.
_STANDS_ALONE = re.compile(
    r"技术|装备|行装|财务|后勤|法警|警察|信息|审判|审管|立案|机关|离退休|老干部|监察|督[察查]|档案|研究|保密|政治部|执行局"
)
_OFFICE = re.compile(r"(庭|处|科|室|队|中心)$")
_PARENT = re.compile(
    r"(?P<parent>[\u3400-\u9fff]{1,14}?(?:(?<!干)部(?!门|队)|局|委(?!员?会)|院|厅|会|中心))(?P<office>[\u3400-\u9fff]{2,12})$"
)
_ORDINAL = re.compile(r"第?(?P<sign>[一二三四五六七八九十]{1,2})(?P<suffix>[庭处科室局])$")
_ORDINAL_ONLY = re.compile(r"第?[一二三四五六七八九十]{1,2}(?P<suffix>[庭处科室局])?$")
_ORDINAL_TAIL = re.compile(r"第?[一二三四五六七八九十]{1,2}$")


def _known(name: str, names: Names) -> Resolved | None:
    if department := names.departments.get(name):
        return Resolved(name, Resolution.EXACT, department.collective)
    departments = names.others.get(name, ())
    if not departments:
        return None
    doubt = (
        f"「{name}」在名录中可以指{'、'.join(department.name for department in departments)}"
        if len(departments) > 1
        else ""
    )
    return Resolved(departments[0].name, Resolution.OTHER_NAME, departments[0].collective, doubt)


def _parents(name: str, names: Names) -> list[str]:
    """The departments above a name, nearest first."""
    found, department = [], names.departments.get(name)
    while department and department.parent and department.parent not in found:
        found.append(department.parent)
        department = names.departments.get(department.parent)
    return found


def _under_sibling(raw: str, before: Sequence[Resolved], names: Names) -> Resolved | None:
    """The department of this name under a parent of the names before it in the list."""
    for sibling in reversed(before):
        for parent in _parents(sibling.name, names):
            if hit := _known(parent + raw, names):
                return Resolved(hit.name, Resolution.PARENT_RESTORED, hit.collective)
    return None


def _anywhere(raw: str, names: Names) -> Resolved | None:
    """The only department of this name under any parent; where there are several, none."""
    fits = names.offices.get(raw, ())
    if not fits:
        return None
    listed = "、".join(department.name for department in fits)
    if len(fits) > 1:
        return Resolved(raw, Resolution.NEW, False, f"「{raw}」可能指{listed}，未作认定")
    return Resolved(fits[0].name, Resolution.PARENT_RESTORED, False, f"「{raw}」按名录推定为{listed}")


def _ordinal(raw: str, following: Sequence[str], before: Sequence[str]) -> str:
    """民事审判第一庭、第二庭 → 民事审判第二庭; 民事审判第一、二庭 → 民事审判第一庭、民事审判第二庭."""
    if _ORDINAL_TAIL.search(raw):
        numbers = takewhile(_ORDINAL_ONLY.match, following)
        raw += next((match["suffix"] for name in numbers if (match := _ORDINAL.search(name))), "")
    if (only := _ORDINAL_ONLY.match(raw)) and before:
        stem = _ORDINAL.search(before[-1])
        if stem and only["suffix"] in (None, stem["suffix"]) and stem.start() >= 1:
            first = "第" if stem.group().startswith("第") and not raw.startswith("第") else ""
            return before[-1][: stem.start()] + first + raw
    return raw


def _by_language(raw: str, before: Sequence[str], written: Container[str]) -> tuple[str, bool] | None:
    """The name with the prefix of a sibling before it, and whether that is certain; None where it stands alone."""
    if raw in written or _INDEPENDENT.search(raw) or _LEVELLED.match(raw) or _COLLECTIVE.search(raw):
        return None
    for sibling in reversed(before):
        parent, level = _PARENT.match(sibling), _LEVEL.match(sibling)
        office = _OFFICE.search(raw)
        if _LENDS_NO_LEVEL.search(sibling):
            level = None
        if level and (organ := _ORGAN.search(raw)) and not office and organ[1] not in written:
            prefix = level.group()
            party = prefix.endswith("委")
            if party and (organ[1] in ("厅", "局") or _OF_GOVERNMENT.search(raw)):
                prefix = prefix[:-1]
            same = organ[1] == "厅" or sibling.endswith(organ[1])
            return prefix + raw, same and party == prefix.endswith("委")
        if parent and office and parent["office"].endswith(office[1]) and not _STANDS_ALONE.search(raw):
            its, own = _ORDINAL.search(parent["office"]), _ORDINAL.search(raw)
            twins = bool(its and own and parent["office"][: its.start()] == raw[: own.start()])
            whole = parent["parent"] + raw
            return whole, twins or whole in written
    return None


def _resolve_one(
    raw: str, following: Sequence[str], resolved: Sequence[Resolved], names: Names, written: Container[str]
) -> Resolved:
    before = [item.name for item in resolved]
    if hit := _known(raw, names) or _under_sibling(raw, resolved, names):
        return hit
    name = _ordinal(raw, following, before)
    if name != raw:
        hit = _known(name, names) or _under_sibling(name, resolved, names)
        return hit or Resolved(name, Resolution.PARENT_RESTORED, False)
    if hit := _anywhere(raw, names):
        return hit
    fresh = [item.name for item in resolved if not item.collective]
    if guess := _by_language(raw, fresh, written):
        name, certain = guess
        if hit := _known(name, names):
            return Resolved(hit.name, Resolution.PARENT_RESTORED, hit.collective, hit.doubt)
        doubt = "" if certain else f"「{raw}」按并列名称推定为{name}"
        return Resolved(name, Resolution.PARENT_RESTORED, False, doubt)
    return Resolved(raw, Resolution.NEW, bool(_COLLECTIVE.search(raw)))


def written_whole(lists: Iterable[Sequence[str]]) -> frozenset[str]:
    """The names that open a list: nothing is elided in them; where such a 厅 or 局 bears no level, no 厅 or 局 does.

    Some provinces write 公安厅 beside 省法院 throughout.
    """
    opening = {listed[0] for listed in lists if listed}
    level_less = (name for name in opening if not (_LEVELLED.match(name) or _INDEPENDENT.search(name)))
    bare = {organ[1] for name in level_less if (organ := _ORGAN.search(name))}
    return frozenset(opening | bare)


def resolve_among(raws: Sequence[str], names: Names, written: Container[str] = ()) -> tuple[Resolved, ...]:
    """As ``resolve``, with the names of a directory looked up once for many lists.

    ``written``: what ``written_whole`` says of the document.
    """
    resolved: list[Resolved] = []
    for index, raw in enumerate(raws):
        following = raws[index + 1 : index + NEIGHBOURS]
        resolved.append(_resolve_one(raw, following, resolved[-NEIGHBOURS:], names, written))
    return tuple(resolved)


def resolve(raws: Sequence[str], directory: Directory) -> tuple[Resolved, ...]:
    """The departments that the names of one list mean, in order.

    A name of the directory means its department, whatever stands beside it; a name that is not there gets the parent of a
    neighbour before it where the directory knows the result (涉诉信访局信访一处、信访二处), or where the words make
    it so (省科技厅、工业和信息化厅). All else is new, under its own words. ``doubt`` says what is not certain.
    """
    return resolve_among(raws, names_of(directory))
