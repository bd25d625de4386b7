"""Sentences on more than two years: how long tasks, departments and ties are listed."""

from collections.abc import Sequence

import pandas as pd

from analytics.evidence import Mark
from analytics.findings.sentences import Figure, Finding, listing, say, tasks
from analytics.rows import each_row
from analytics.years.lives import LifeLine

SKIPPING = "只逐年对照，不隔年相认：中间一年没有列入的任务，到那里为止，再出现时另算一项。"


def series_headline(lines: Sequence[LifeLine], names: Sequence[str]) -> Finding:
    """How many tasks stand in all years, and how many of them in the same words; ``names``: of the years, in order."""
    throughout = [line for line in lines if line.years == len(names)]
    untouched = [line for line in throughout if line.is_untouched]
    if not throughout:
        return say(f"{names[0]}至{names[-1]}的{len(names)}份要点，没有一项任务每份都列入。")
    return say(
        f"{names[0]}至{names[-1]}的{len(names)}份要点中，每份都列入的任务",
        _lines(throughout),
        "，其中文字一直没有变化的",
        _lines(untouched),
        "。",
    )


def _lines(found: Sequence[LifeLine]) -> Figure:
    return Figure(f"{len(found)}项", tuple(task for line in found for task in line.ids))


def life_findings(lines: Sequence[LifeLine], names: Sequence[str]) -> list[Finding]:
    """How long the other tasks are listed; what begins in the last year, what ended before it; that none skips a year."""
    shorter = [line for line in lines if line.years < len(names)]
    begun = [line for line in shorter if line.tasks[-1] and line.years == 1]
    gone = [line for line in shorter if not line.tasks[-1]]
    said = []
    if begun:
        said.append(say(f"{names[-1]}才有的任务", _lines(begun), "。"))
    if gone:
        said.append(say(f"到{names[-1]}已不再列入的任务", _lines(gone), "。"))
    return [*said, say(SKIPPING)] if lines else []


def department_series_findings(frame: pd.DataFrame, names: Sequence[str]) -> list[Finding]:
    """How many departments each year names; who is new in the last, who is no longer named, who was left out between.

    ``frame``: of ``analytics.years.departments.departments_of_years``.
    """
    own = frame[~frame["collective"]]
    if own.empty:
        return []
    last = len(names) - 1
    counts = [sum(count[at] > 0 for count in own["full"]) for at in range(len(names))]
    told = "、".join(f"{name}{count}个" for name, count in zip(names, counts, strict=True))
    throughout = int((own["named"] == len(names)).sum())
    said = [say(f"列名的部门，{told}；每份都列名的{throughout}个。")]
    new, gone = own[own["first"] > 0], own[own["last"] < last]
    gaps = own[(own["last"] == last) & (own["named"] < last - own["first"] + 1)]
    for word, found, when, told in (
        (f"{names[0]}没有、后来列名的部门：", new, "first", "起"),
        (f"以前列名、{names[-1]}不再列名的部门：", gone, "last", "止"),
        ("中间有年份没有列名的部门：", gaps, "", ""),
    ):
        if len(found):
            listed = [
                f"{row.name}（{names[getattr(row, when)]}{told}）" if when else row.name
                for row in each_row(found)
            ]
            about = [Mark((one,)) for one in found["department_id"]]
            said.append(say(word, listing(listed), "。", about=about))
    return said


def tie_series_findings(frame: pd.DataFrame, names: Sequence[str]) -> list[Finding]:
    """How many ties are there in how many years; only what two or more years have may be called stable.

    ``frame``: of ``analytics.years.departments.ties_of_years``.
    """
    if frame.empty:
        return [say("各份要点都没有共同承担的任务，没有联系可以对照。")]
    counts = [(years, int((frame["years"] == years).sum())) for years in range(len(names), 0, -1)]
    told = "，".join(f"有{years}年的{count}对" for years, count in counts if count)
    said = [say(f"有共同任务的部门对，{told}。")]
    kept = frame[frame["years"] > 1]
    if len(kept):
        first = next(each_row(kept))
        shared = "、".join(f"{name}{count}项" for name, count in zip(names, first.shared, strict=True))
        said.append(
            say(
                f"可以称为稳定的只有两年以上都有的联系，共{len(kept)}对；共同任务最多的是{first.source_name}与{first.target_name}（{shared}，合计",
                tasks(first.task_ids),
                "）。",
            )
        )
    else:
        said.append(say("没有一对联系出现在两年以上，都不能称为稳定。"))
    return [*said, say("共同任务的增减来自列名，不等于实际协作的增减。")]
