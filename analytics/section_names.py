"""Short names of sections, to head columns: what a person set, else derived from the titles.

A title mostly says why, then what is to be done to what: 「围绕推进严格公正司法，全面准确落实司法责任制」. What is named is the
object of its last clause: 「司法责任制」.
"""

import re
from collections import Counter

import pandas as pd

from analytics.rows import each_row
from data.numerals import chinese

SHORT = 6
"""A title of so few characters is short enough; a longer one is shortened until it is."""

LONGEST = 12
"""Characters that a derived short name has at most; a longer one is cut, and says so."""

# How something is done, and that it is done: words that a clause begins with and that name nothing.
_DOING = re.compile(
    "全面|全力|深入|进一步|扎实|切实|着力|大力|持续|不断|加快|积极|稳步|有序|准确|充分|自觉|严格|统筹|聚焦|突出|依法|"
    "深化|推进|推动|促进|落实|贯彻|完善|健全|提升|提高|增强|加强|强化|打造|构建|建设|建立|形成|优化|规范|坚持|坚决|维护|"
    "保障|实施|开展|防范|化解|履行|学习|宣传|夯实|创新|接受|做优|做实|做强|做好|抓好|抓实|营造|"
    "现代化|高质量|高水平|高效|科学|过硬"
)
# What nearly every plan has of everything: left out at the end where a name is too long without.
_ANYTHING = "制度|机制|体制|体系|能力|水平|改革|工作|建设|格局|局面|成效|任务"
_WHOSE = re.compile(f"的(?:{_ANYTHING})+$")
_AT_THE_END = re.compile(f"(?:{_ANYTHING})$")


def short_names(sections: pd.DataFrame) -> dict[str, str]:
    """section_id → short name, in the order of the frame; what is derived alike for several has their numbers before it.

    ``sections``: section_id, ordinal, title, short_name (empty where no person set one), as in ``Plan.sections``.
    """
    derived = {row.section_id: derived_name(row.title) for row in each_row(sections)}
    number = Counter(derived[row.section_id] for row in each_row(sections) if not row.short_name)
    return {
        row.section_id: row.short_name
        or (
            derived[row.section_id]
            if number[derived[row.section_id]] == 1
            else f"{chinese(row.ordinal)}、{derived[row.section_id]}"
        )
        for row in each_row(sections)
    }


def derived_name(title: str) -> str:
    """The short name that a title itself gives: the object of its last clause, at most ``LONGEST`` characters.

    A title of ``SHORT`` characters or less is given as it is.
    """
    clauses = [part for part in re.split("[，,；;。]", title.split("：")[0].strip()) if part.strip()]
    name = clauses[-1].strip() if clauses else title.strip()
    while len(name) > SHORT and (doing := _DOING.match(name)) and len(name) - doing.end() > 1:
        name = name[doing.end() :]
    if len(name) > SHORT:
        name = _WHOSE.sub("", name) or name
    while len(name) > SHORT and len(shorter := _AT_THE_END.sub("", name)) < len(name) and len(shorter) > 1:
        name = shorter
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
