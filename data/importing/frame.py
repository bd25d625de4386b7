"""What frames a plan: its title, the notice around it, who issued it and when, who gets a copy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from data.importing.cells import header_columns
from data.importing.columns import is_header
from data.importing.lists import split_list
from data.importing.marking import MarkedLine
from data.importing.numbering import read_date, read_mark, read_year
from data.importing.passage import Passage, SourceLine, compact, fold, join, join_wrapped
from data.importing.role_words import Field, find_labels, opening_label
from data.vocabulary import LineKind

_TITLE_END = re.compile(
    r"(?:要点|计划|方案|意见|安排|清单|分工|分解|台账|规划|任务|措施|举措|办法|细则|纲要|[解览划分务作]表|任务书|通知|行动|目标|实施|决定|部署|"
    r"事项|项目|工程|政策|路线图|时间表)》?"
    r"(?:\([^()]{1,20}\))*$"
)
# A title with the plan straight behind it, in one paragraph.
_RUN_ON = re.compile(
    rf"[^。;!?|:,、\d]{{0,12}}(?:20\d\d ?年)?[^。;!?|:,、]{{4,50}}?{_TITLE_END.pattern[:-1]}(?= ?(?:一、|\(一\)|1[.、]|第一[章条部]))"
)
_NOTICE_END = re.compile(r"(?:通知|函)$")
_QUOTED = re.compile(
    r"(?:印发|转发|下发|制定|制发)(?!之日)[^《。]{0,12}《([^》]{4,60})》|《([^》]{4,60})》[^。]{0,40}[印下转]发"
)
_ISSUES = re.compile(r"(?:印发|转发|发布)《(.{4,60})》(?:的通知)?$")  # a title that says whose title is meant
_SENDER = re.compile(
    r"(.{2,40}?(?:法院|检察院|办公室|委员会|政府|委|厅|局|领导小组|指挥部|中心|院|会|处|室|办|部))(?:关于|印发|转发)"
)
_NO_TITLE = re.compile(
    r"[。;!?|»]|(?:^| )> |>[^<>]+>|[:,、]$|^附件|^附:|文件$|…|\(?\d+\)?号$|\d号$|^目录$|^主送|^各[^。]{0,30}:$|^[^:《]{2,8}:."
)
_CC = re.compile(r"(?:抄 ?送|抄 ?报|分 ?送|发送) ?:")
_DATED = re.compile(
    r"(?P<before>.*?)[( ]*(?P<date>(?:20\d\d|19\d\d|二[〇零○一二三四五六七八九0]{3}) ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?"
    r"[\d一二三四五六七八九十]{1,3} ?日) ?\)?(?P<issue> ?印 ?发\)?)?$"
)
_BODY = re.compile(
    r"[^,。:;、《》?!]{1,40}?(?:法院|办公室|委员会|政府|委|厅|局|部|领导小组|检察院|院|会|组|中心|公司|大学|处|室|庭|办)(?:\([^()]{1,8}\))?$"
)
_ENCLOSURE = re.compile(
    r"附件?\d{0,2} ?[:.]|附件?[\d一二三四五六七八九十]{0,2}$|\(?此件|\(?联系人|此页无正文|\(此页|\(盖章|印章"
)
_WEB_ISSUE = re.compile(r"(?:成文|发文|印发) ?(?:日期|时间) ?[:)]")
_WEB_ISSUER = re.compile(r"(?:发文|发布|印发|制定)(?:机关|机构|单位|部门) ?[:)]* ?([\u3400-\u9fff]{3,40})")
# What ends a document: how long it holds, what it repeals, links.
_ENDS = re.compile(
    r"\(?《[^》]{4,80}》.{0,60}(?:停止执行|废止|失效)|\(?(?:自?本(?:通知|意见|方案|办法|措施|要点|计划|清单|规定|政策|文件)|自[^。]{0,10}之日起).{0,80}"
    r"(?:施行|执行|实施|有效期.{0,10}|解释|废止)[。)]*$|[-*•]? ?\([^()]{1,80}\) ?\((?:https?:|/|\.)"
)
_NEAR_DATE = re.compile(
    r"[^:]{0,24}(?:20\d\d|二[〇零○一二三四五六七八九0]{3}) ?年 ?[^ ]{1,3} ?月 ?[^ ]{1,3} ?日?[)。]?$"
)
_MARKED = re.compile(
    r"附件 ?(?:[2-9]|1\d|[二三四五六七八九十]) ?:?$"
)  # over an enclosure that is not the first
_LISTED = re.compile(r"附件 ?: ?1 ?[.、]")  # the first of several attachments


TOP = 200  # lines among which the first annotation is looked for


@dataclass
class Frame:
    """What was found around the plan; ``kinds`` by number of the line."""

    title: str = ""
    year: int | None = None
    issuer: str = ""
    issued_on: date | None = None
    sender: str = ""  # the body that the title of a notice begins with
    cc: tuple[str, ...] = ()
    body_start: int = 0  # index of the first line after the title
    title_length: int = 0  # characters of that line that are the title: a document in one paragraph
    opens_with_table: bool = False  # nothing stands above it
    in_notice: bool = False  # a notice is around the plan, or is the plan
    other_dates: list[tuple[int, str]] = field(
        default_factory=list
    )  # lines with a date that were not taken for its
    impossible_dates: list[tuple[int, str]] = field(
        default_factory=list
    )  # number of the line, words as printed
    kinds: dict[int, LineKind] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Signature:
    """A date that stands alone or with 印发, and the body that signs."""

    index: int
    on: date | None  # None: a day that the calendar does not have
    body: str
    issue: bool  # 印发, not a signature


def _bodies_above(lines: Sequence[SourceLine], index: int, kinds: dict[int, LineKind]) -> list[SourceLine]:
    """The lines straight above a date that name who signs."""
    found: list[SourceLine] = []
    while index > 0 and len(found) < 4:
        line = lines[index - 1]
        text = compact(line.folded)
        plain = _BODY.match(text) and not read_mark(line.folded) and not opening_label(line.folded)
        open_above = index > 1 and lines[index - 2].folded[-1] in "、,("
        if line.number in kinds or not plain or open_above:
            break
        found.append(line)
        index -= 1
    return found[::-1]


def _signatures(lines: Sequence[SourceLine], frame: Frame) -> list[_Signature]:
    found = []
    for index, line in enumerate(lines):
        if len(line.folded) > 80 or "日" not in line.folded:
            continue
        match = _DATED.match(line.folded)
        before = compact(match["before"]) if match else ""
        if not match or (before and not _BODY.match(before)) or line.number in frame.kinds:
            continue
        on = read_date(match["date"])
        if on is None:
            frame.impossible_dates.append((line.number, compact(match["date"])))
        above = [] if before else _bodies_above(lines, index, frame.kinds)
        for signing in [*above, line]:
            frame.kinds[signing.number] = LineKind.CLOSING
        body = before or "、".join(compact(signing.passage.text) for signing in above)
        found.append(_Signature(index, on, body, bool(match["issue"])))
    return found


def _copies(lines: Sequence[SourceLine], frame: Frame) -> tuple[str, ...]:
    """Who gets a copy: 抄送：…, over several lines until the sentence ends."""
    names: list[str] = []
    for index, line in enumerate(lines):
        match = _CC.match(line.folded)
        if not match:
            continue
        parts: list[Passage] = [line.passage.cut(match.end())]
        frame.kinds[line.number] = LineKind.CLOSING
        for following in lines[index + 1 : index + 6]:
            if parts[-1].text.endswith("。") or _CC.match(following.folded) or _DATED.match(following.folded):
                break
            if not parts[-1].text.rstrip().endswith(("，", ",", "、", "；")) and _BODY.match(
                compact(following.folded)
            ):
                break
            parts.append(following.passage)
            frame.kinds[following.number] = LineKind.CLOSING
        listed = join(part.strip(" 　。.") for part in parts)
        names += [compact(item.passage.text) for item in split_list(listed, frozenset())]
    return tuple(names)


def _titled(line: SourceLine) -> bool:
    """Whether a line can be a part of a title."""
    text = compact(line.folded)
    mark = read_mark(line.folded)
    return (
        len(text) <= 90
        and not _NO_TITLE.search(text)
        and not (mark and not mark.bare)
        and not opening_label(text)
    )


def _title_blocks(lines: Sequence[SourceLine], frame: Frame, end: int, name: str) -> list[tuple[int, int]]:
    """The ranges of lines that read as titles, up to the first annotation (``end``); ``name``: a title that is quoted.

    Behind the first number a title stands only at the head of what is enclosed: below a signature or 附件.
    """
    blocks: list[tuple[int, int]] = []
    opened = next((index for index, line in enumerate(lines[:end]) if _numbered(line)), end)
    for index in range(end):
        line = lines[index]
        text = compact(line.folded)
        if line.number in frame.kinds or not _titled(line) or not (_TITLE_END.search(text) or text == name):
            continue
        above = frame.kinds.get(lines[index - 1].number) if index else None
        near = lines[max(index - 4, 0) : index]
        if index > opened and above is not LineKind.CLOSING and not any(map(_heads_enclosure, near)):
            continue
        floor = blocks[-1][1] if blocks else 0
        start = index
        while start > floor and index - start < 3 and lines[start - 1].number not in frame.kinds:
            if not _titled(lines[start - 1]) or lines[start - 1].folded.startswith("("):
                break
            start -= 1
        if blocks and start == blocks[-1][1] and not _is_notice(lines, blocks[-1]):
            blocks[-1] = (blocks[-1][0], index + 1)
        else:
            blocks.append((start, index + 1))
    return blocks


def _numbered(line: SourceLine) -> bool:
    mark = read_mark(line.folded)
    return mark is not None and not mark.bare


def _heads_enclosure(line: SourceLine) -> bool:
    """Whether a line is the mark over what is enclosed: 附件, 附件1."""
    return (bool(_ENCLOSURE.match(line.folded)) and len(line.folded) <= 6) or bool(_DATED.match(line.folded))


def _text(lines: Sequence[SourceLine], block: tuple[int, int]) -> str:
    text = compact(join_wrapped(line.passage for line in lines[slice(*block)]).text)
    return text[1:-1] if text.startswith("《") and text.find("》") == len(text) - 1 else text


def _is_notice(lines: Sequence[SourceLine], block: tuple[int, int]) -> bool:
    return bool(_NOTICE_END.search(_text(lines, block)))


def _first_annotation(lines: Sequence[SourceLine]) -> int:
    for index, line in enumerate(lines[:TOP]):
        if header_columns(lines, index):
            return index
        if any(label.field in (Field.DEPARTMENTS, Field.PERSON) for label in find_labels(line.folded)):
            return index
        if "|" in line.folded and is_header(line.folded.split("|")):
            return index
    return min(len(lines), 80)


def _find_title(
    lines: Sequence[SourceLine], frame: Frame, signatures: list[_Signature], marked: Sequence[MarkedLine]
) -> None:
    end = _first_annotation(lines)
    opened = next((index for index, line in enumerate(lines[:end]) if _numbered(line)), end)
    front = "".join(compact(line.passage.text) for line in lines[:opened])
    frame.opens_with_table = not end
    quoted = _QUOTED.search(front)
    name = (quoted[1] or quoted[2]) if quoted else ""
    blocks = _title_blocks(lines, frame, end, name)
    plans = [block for block in blocks if not _is_notice(lines, block)]
    signed = [signature.index for signature in signatures if signature.index < end]
    after = [block for block in plans if signed and block[0] > signed[0] and blocks[0][0] < signed[0]]
    named = [
        block for block in plans if name and (name in _text(lines, block) or _text(lines, block) in name)
    ]
    chosen = next(iter(named[-1:] or after[:1] or plans[:1] or blocks[:1]), None)
    if marked:
        numbers = [line.number for line in lines]
        chosen = (numbers.index(marked[0].number), numbers.index(marked[-1].number) + 1)
    if chosen is None and lines and (run_on := _RUN_ON.match(lines[0].folded)):
        frame.title, frame.title_length = compact(lines[0].passage.text[: run_on.end()]), run_on.end()
        return
    if chosen is None and end and _titled(lines[0]):
        chosen = (0, 1)
    if chosen is None:
        frame.title = name
        return
    frame.title = name if name and not named and _is_notice(lines, chosen) else _text(lines, chosen)
    if marked:
        frame.title = compact(join_wrapped(line.passage for line in marked).text)
    elif issues := _ISSUES.search(frame.title):
        frame.title = issues[1]
    titles = [_text(lines, block) for block in blocks]
    senders = (_SENDER.match(text) for text in titles if _NOTICE_END.search(text) or _ISSUES.search(text))
    frame.sender = next((sender[1] for sender in senders if sender), "")
    frame.in_notice = any(_NOTICE_END.search(text) for text in titles)
    frame.body_start = chosen[1]
    for line in lines[slice(*chosen)]:
        frame.kinds[line.number] = LineKind.TITLE
    for line in lines[: chosen[0]]:
        frame.kinds.setdefault(line.number, LineKind.PREAMBLE)


def _find_issue(
    lines: Sequence[SourceLine], frame: Frame, signatures: list[_Signature], web: list[SourceLine]
) -> None:
    signed = [signature for signature in signatures if not signature.issue]
    ranked = [item for item in signed if item.body] + [item for item in signatures if item.issue] + signed
    if ranked:
        frame.issued_on = next((item.on for item in ranked if item.on), None)
        frame.issuer = next((item.body for item in ranked if item.body), "")
    for line in [*web, *lines[:20]]:
        if frame.issued_on is None and (match := _WEB_ISSUE.search(line.folded)):
            frame.issued_on = read_date(line.folded[match.end() : match.end() + 40], short=True)
    frame.issuer = frame.issuer or frame.sender
    for line in [*web, *lines[:20]]:
        if not frame.issuer and len(line.folded) <= 200 and (match := _WEB_ISSUER.search(line.folded)):
            frame.issuer = compact(match[1])


def _enclosures(lines: Sequence[SourceLine], frame: Frame) -> None:
    """The lines that name what is enclosed: 附件：1.…, and the numbers after it."""
    value = 0
    for before, line in zip([None, *lines], lines, strict=False):
        mark = read_mark(line.folded)
        if before and _MARKED.match(before.folded) and _titled(line):  # the title of another enclosure
            frame.kinds.setdefault(line.number, LineKind.PREAMBLE)
        if _LISTED.match(line.folded):
            value = 1
        elif (
            value
            and mark
            and mark.value == value + 1
            and len(line.folded) <= 60
            and line.folded[-1] not in "。;"
        ):
            value += 1
        else:
            value = 0
        if value:
            frame.kinds[line.number] = LineKind.CLOSING


def read_frame(
    lines: Sequence[SourceLine], web: list[SourceLine], marked: Sequence[MarkedLine] = ()
) -> Frame:
    """What frames the plan in ``lines`` (without furniture); ``web``: the lines of furniture, asked last.

    ``marked``: those of ``lines`` that a person marked as the title.
    """
    frame = Frame()
    frame.cc = _copies(lines, frame)
    _enclosures(lines, frame)
    signatures = _signatures(lines, frame)
    _find_title(lines, frame, signatures, marked)
    _find_issue(lines, frame, signatures, web)
    for line in lines:
        if (_ENCLOSURE.match(line.folded) and len(line.folded) <= 80) or _ENDS.match(line.folded):
            frame.kinds.setdefault(line.number, LineKind.CLOSING)
    edges = [*lines[:12], *lines[-8:]] if len(lines) > 20 else lines
    frame.other_dates = [
        (line.number, line.folded)
        for line in edges
        if len(line.folded) <= 40 and _NEAR_DATE.match(line.folded) and line.number not in frame.kinds
    ]
    frame.year = read_year(fold(frame.title).replace(" ", ""))
    if frame.year is None and frame.issued_on:
        frame.year = frame.issued_on.year
    return frame
