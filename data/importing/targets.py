"""Targets that a task states: percentages, counts, full coverage, deadlines."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from data.importing.document import Target
from data.importing.numbering import month_end
from data.importing.passage import Passage
from data.numerals import DIGITS, number_value
from data.vocabulary import TargetKind

_PERCENT = re.compile(rf"(?<![\d.])(\d{{1,4}}(?:\.\d{{1,3}})?) ?(%|个百分点)|百分之([{DIGITS}]{{1,4}})")
_COVERAGE = re.compile(r"全覆盖|全面覆盖")
_MEASURE_WORDS = (  # the longer before the shorter that it begins with
    "件次|人次|场次|张次|套次|万元|亿元|万件|万人次|万人|万户|万吨|余件|余人|余家|余个|平方米|平方公里|公里|公顷|千米|课时|学时|件|个|家|名|场|所|"
    "处|篇|项|起|套|条|期|户|台|人|次|亩|例|部|册|份|门|类|支|批|间|座|组|辆|只|宗|张|吨|幅|块|棵|株|盏|对|位|轮"
)
_COUNT = re.compile(
    r"(?<![\d.+第“\"《—\-])(\d{1,8}(?:\.\d{1,3})?) ?(万|亿|余|多)?("
    + _MEASURE_WORDS
    + r")(?![+\d月类级]|工作日|部门|百分点|方面|层级|小时)"
)
_AIM = re.compile(
    r"(?:不少于|不低于|不超过|不高于|至少|达到?|力争|完成|新增|新建|建成|建设|建立|培育|打造|开展|举办|组织|发布|选树|培训|评选|推出|形成|"
    r"设立|创建|办理|审结|执结|化解|实现|确保|编写|制定|出台|撰写|报送|遴选|选派|招录|配备|改造|调研|召开|分别|控制在|提升至|提高到|增加|"
    r"减少|压缩至|以上|以内)"
)
# A number after its noun, at the end of a clause: 走访企业50家, 新增床位500张以上.
_CLOSES = re.compile(r"(?:以[上内]|左右)?(?:[,、。;!?)]|$)|以[上内]")
_HAN = re.compile(r"[\u3400-\u9fff](?<![每共近第约计为的是有在和至]) ?$")
_YEAR = rf"(?:(?P<year>20\d\d|二[{DIGITS}]{{3}}) ?年?|(?P<this>今年|本年度?|年度|当年) ?)"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月(?P<of>份)?"
_NO_DAY = rf"(?! ?[\d{DIGITS}]{{1,3}} ?日)"
_DAY = rf"(?P<day>3[01]|[12]\d|0?[1-9]|[{DIGITS}]{{1,3}}) ?日"
# A time of the year that no calendar fixes: 汛前, 秋季学期前.
_SEASON = (
    r"(?P<season>(?:主?汛期?|入汛|(?:供暖|采暖|供热)(?:季|期)?|春节|国庆节?|中秋节?|元旦|清明节?|端午节?|“?(?:五一|十一|七一|八一|两会)”?|"
    r"开学|入冬|冬季|雨季|台风季|暑[假期]|寒假|[高中]考|春耕|秋收|三夏|[春秋]季?(?:新?学期)?(?:开学)?|新?学期(?:开学)?|换届)(?:之|以)?前|学期末|学年末)"
)
_MOMENT = (
    rf"(?=[\d{DIGITS}今本年当上下第底末内主汛入供采春国中元清端“七八两开冬雨台暑寒高秋新换学])(?<![\d近第{DIGITS}])(?:{_YEAR})?(?:{_SEASON}|"
    rf"{_MONTH}(?: ?(?:{_DAY}|(?P<third>[上中下]旬|月?底|月?末|月?初))|{_NO_DAY})"
    r"|(?P<half>[上下]半年)"
    rf"|第?(?P<quarter>[一二三四1-4]) ?季度(?:末|底)?"
    r"|(?P<end>年底|年末|底|末|年终|年内|内|12月底))"
)
_CLOSE = r"(?:(?P<close> ?(?:之?前|以前|内|底|末))|(?P<done>(?= ?(?:完成|建成|启动|动工|开工|出台|印发|上线|运行|投入|落实|报))))"
_STATED = re.compile(_MOMENT + _CLOSE + "?")
_CALENDAR_DAY = rf"(?<![\d{DIGITS}])(?:\d{{1,2}}|[{DIGITS}]{{1,3}}) ?月 ?(?:\d{{1,2}}|[{DIGITS}]{{1,3}}) ?日"
_CALENDAR = re.compile(
    rf"(?<![\d{DIGITS}])(?:(?P<year>20\d\d|二[{DIGITS}]{{3}}) ?年 ?)?"
    rf"(?P<month>\d{{1,2}}|[{DIGITS}]{{1,3}}) ?月 ?(?P<day>\d{{1,2}}|[{DIGITS}]{{1,3}}) ?日"
)
_FIGURES = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[./-](?P<month>1[0-2]|0?[1-9])(?:[./-](?P<day>\d{1,2}))?(?![\d.])"
)
_ALONE = re.compile(
    rf"(?:于|在|争取|力争|确保|拟于)?(?:{_MOMENT}|20\d\d[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?|20\d\d年|{_CALENDAR_DAY})[^、,;]{{0,12}}$"
)
_RECURRENT = re.compile(r"每|各|全年|长期|持续|逐")


def is_deadline(text: str) -> bool:
    """Whether (folded) words among the names of departments are a deadline: 6月底完成, 2023年12月31日前."""
    match = _ALONE.match(text)
    return bool(match) and not _RECURRENT.match(text)


def _last_day(match: re.Match[str], year: int) -> date:
    """The last day that a moment allows: 6月底 → 30 June, 上半年 → 30 June, 一季度 → 31 March, 年内 → 31 December."""
    if match["half"]:
        return month_end(year, 6 if match["half"][0] == "上" else 12)
    if match["quarter"]:
        return month_end(year, 3 * number_value(match["quarter"]))
    if not match["month"]:
        return date(year, 12, 31)
    month = number_value(match["month"])
    if match["day"]:
        return date(year, month, number_value(match["day"]))
    part = (match["third"] or "底")[0]
    if match["third"] and part in "上初":
        return date(year, month, 10)
    return date(year, month, 20) if part == "中" else month_end(year, month)


def _deadline(match: re.Match[str], year: int | None, *, stated: bool) -> str | None:
    """The date that the words mean, ISO; None where they are no deadline, or a day which the calendar does not have.

    Without a year: month and day only. A season that no calendar fixes (汛前) stays in its words.
    """
    closed = match["close"] or match["done"] is not None or stated
    marked = closed or match["end"] or match["third"]
    whole = match["end"] in ("底", "末", "内")
    if match["season"]:
        return match.group().strip()
    if not marked or (whole and not (match["year"] or match["this"])):
        return None
    if match["half"] and not closed:
        return None
    if match["quarter"] and not (closed or match.group().endswith(("末", "底"))):
        return None
    own = number_value(match["year"]) if match["year"] else year
    try:
        day = _last_day(match, own or 2000)
    except ValueError:
        return None
    return day.isoformat() if own else day.strftime("%m-%d")


def _in_figures(match: re.Match[str]) -> str | None:
    """The date of 2025.6.30, the last day of 2025-06; None for a day that the calendar does not have."""
    year, month = int(match["year"]), int(match["month"])
    try:
        day = date(year, month, int(match["day"])) if match["day"] else month_end(year, month)
    except ValueError:
        return None
    return day.isoformat()


def _target(kind: TargetKind, value: str, passage: Passage, start: int, end: int) -> Target:
    return Target(kind, passage.text[start:end].strip(), value, passage.span(start, end))


def _figures(passage: Passage, *, stated: bool = False) -> list[Target]:
    """Percentages, full coverage and counts; ``stated``: targets are expected, a count needs no word that says so."""
    folded = passage.folded
    found = []
    for match in _PERCENT.finditer(folded) if "%" in folded or "百分" in folded else ():
        sign = match[2] if match[2] and match[2] != "%" else "%"
        value = f"{match[1] or number_value(match[3])}{sign}"
        found.append(_target(TargetKind.PERCENT, value, passage, *match.span()))
    covered = _COVERAGE.finditer(folded) if "覆盖" in folded else ()
    found += [_target(TargetKind.COVERAGE, "全覆盖", passage, *match.span()) for match in covered]
    for match in _COUNT.finditer(folded):
        clause = re.split(r"[,。;!?]", folded[max(0, match.start() - 24) : match.start()])[-1]
        if stated or _AIM.search(clause) or (_CLOSES.match(folded, match.end()) and _HAN.search(clause)):
            value = re.sub(r"\s", "", match.group())
            found.append(_target(TargetKind.COUNT, value, passage, *match.span()))
    return found


def _impossible(folded: str, year: int | None) -> Iterator[tuple[int, int]]:
    """The places of the days in a (folded) text which the calendar does not have; ``year``: where none is printed."""
    for match in _CALENDAR.finditer(folded) if "日" in folded else ():
        own = number_value(match["year"]) if match["year"] else year
        try:
            date(own or 2000, number_value(match["month"]), number_value(match["day"]))
        except ValueError:
            yield match.span()


def impossible_dates(passages: Sequence[Passage], year: int | None) -> list[str]:
    """The days that a task names and the calendar does not have, as printed: 2025年6月31日."""
    return [
        passage.text[slice(*place)] for passage in passages for place in _impossible(passage.folded, year)
    ]


def find_deadlines(passage: Passage, year: int | None, *, stated: bool = False) -> list[Target]:
    """The deadlines of a text; ``stated``: the words stand where a deadline is expected, 前 or 底 is not needed."""
    folded = passage.folded
    found = []
    for match in _STATED.finditer(folded):
        if _RECURRENT.search(folded, max(0, match.start() - 1), match.start()):
            continue
        if value := _deadline(match, year, stated=stated):
            found.append(_target(TargetKind.DEADLINE, value, passage, *match.span()))
    if stated and not found:
        dates = [(match, _in_figures(match)) for match in _FIGURES.finditer(folded)]
        found += [
            _target(TargetKind.DEADLINE, value, passage, *match.span()) for match, value in dates if value
        ]
    alone = re.search(r"(20\d\d) ?年(?!度)", folded) if stated and not found else None
    if alone and not any(_impossible(folded, year)):
        found.append(_target(TargetKind.DEADLINE, f"{alone[1]}-12-31", passage, *alone.span()))
    return found


def find_targets(
    text: Passage, deadlines: Sequence[Passage], year: int | None, aims: Sequence[Passage] = ()
) -> tuple[Target, ...]:
    """All targets of a task, in printed order, each once.

    They are read from its text, from the deadlines of its annotation, and from the cells of a column for targets (``aims``).
    """
    found = _figures(text) + find_deadlines(text, year)
    for passage in deadlines:
        found += find_deadlines(passage, year, stated=True)
    for passage in aims:
        found += _figures(passage, stated=True) + find_deadlines(passage, year)
    found.sort(key=lambda target: target.span.start)
    return tuple({(target.kind, target.value): target for target in reversed(found)}.values())[::-1]
