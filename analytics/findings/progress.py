"""What units report, told in sentences: always with how many of all tasks were reported, never as a rate."""

from datetime import date

import pandas as pd

from analytics.findings.sentences import Finding, listing, say, tasks
from analytics.progress import standing as measures
from analytics.rows import each_row
from data.progress.reported import Progress
from data.vocabulary import UNREPORTED, Status, Timing


def reported(standing: pd.DataFrame, progress: Progress) -> Finding:
    """What every picture of progress says of itself: until when, how many of all tasks, by whose word."""
    silent = measures.with_status(standing, None)
    told = [task for task in standing["task_id"] if task not in set(silent)]
    return say(
        f"截至{day_of(progress.as_of)}，", tasks(standing["task_id"]), "中", tasks(told), "已填报，",
        *((tasks(silent), "未填报") if silent else ("没有未填报的",)), "；以下为部门自报。",
    )  # fmt: skip


def day_of(day: date) -> str:
    """「2023年9月20日」."""
    return f"{day.year}年{day.month}月{day.day}日"


def progress_headline(standing: pd.DataFrame, progress: Progress) -> list[Finding]:
    """How many tasks are said to be where, and what to ask about; by counts, the whole being all tasks."""
    statuses = [(status, measures.with_status(standing, status)) for status in _IN_ORDER]
    parts: list = []
    for status, ids in statuses:
        if ids:
            parts += [str(status), tasks(ids), "，"]
    made = [reported(standing, progress)]
    return made + ([say(*parts[:-1], "。")] if parts else [])


def to_ask(standing: pd.DataFrame) -> list[Finding]:
    """What a meeting has to ask about, in one sentence: what changed, what is late, what needs several units.

    Nothing where there is nothing of all that.
    """
    parts: list = []
    if (standing["before"] != "").any():
        parts += [
            "比上期新完成",
            tasks(measures.newly_done(standing)),
            "，退回",
            *_named(standing, measures.fallen_back(standing)),
            "；",
        ]
    late, asked = tuple(standing["task_id"][standing["late"]]), measures.needing(standing)
    if late:
        parts += ["时限已过而没有填报已完成的", *_named(standing, late), "；"]
    done = measures.done_before(standing)
    if done:
        parts += ["此前已完成而本期未填报的", *_named(standing, done), "；"]
    if len(asked):
        parts += ["要几个单位协调的", *_named(standing, tuple(asked["task_id"])), "；"]
    return [say(*parts[:-1], "。")] if parts else []


_IN_ORDER = (Status.DONE, Status.UNDER_WAY, Status.NOT_STARTED, Status.FAILED, Status.TO_ADJUST)


def since_last_time(standing: pd.DataFrame) -> list[Finding]:
    """What changed since the period before; nothing where there was none."""
    if not (standing["before"] != "").any():
        return []
    made = [
        say("新完成", tasks(measures.newly_done(standing)), "，退回", *_named(standing, measures.fallen_back(standing)), "，三期未变",
            tasks(measures.unmoved(standing)), "。")
    ]  # fmt: skip
    missing = standing[(standing["before"] == "") | (standing["status"] == "")]
    if len(missing):
        made.append(say("上期或本期未填报的", tasks(missing["task_id"]), "，不在表里。"))
    return made


def _named(standing: pd.DataFrame, ids: tuple[str, ...]) -> list:
    """「1项（第7项）」: so few that they can be named are named."""
    numbers = standing.set_index("task_id")["number"]
    names = f"（第{'、'.join(numbers[list(ids)])}项）" if 0 < len(ids) <= 3 else ""
    return [tasks(ids), names] if names else [tasks(ids)]


def changed_texts(standing: pd.DataFrame) -> list[Finding]:
    """Which tasks say something else than when their units reported; nothing where none does."""
    ids = measures.reported_on_another_text(standing)
    if not ids:
        return []
    return [say("填报后任务文字有改动的", *_named(standing, ids), "，自报说的是改动前的文字。")]


def calendar(standing: pd.DataFrame) -> list[Finding]:
    """What the deadlines say beside what the units say."""
    dated = standing[standing["timing"] != Timing.NONE]
    if dated.empty:
        return [say("没有一项任务有时限。")]
    late, near = standing[standing["late"]], dated[dated["timing"] == Timing.NEAR]
    made = [say(tasks(dated["task_id"]), "有时限。")]
    if len(late):
        made.append(say("时限已过而没有填报已完成的", *_named(standing, tuple(late["task_id"])), "。"))
    if len(near):
        made.append(say("30天内到期的", *_named(standing, tuple(near["task_id"])), "。"))
    return made


def coordination(standing: pd.DataFrame) -> list[Finding]:
    """Which tasks need several units to sit together, and how many units; nothing where none says so."""
    asked = measures.needing(standing)
    if asked.empty:
        return []
    units = list(dict.fromkeys(unit for row in each_row(asked) for unit in row.units))
    return [say(tasks(asked["task_id"]), f"提出需协调事项，涉及{listing(units, '个单位')}。")]


def verification(standing: pd.DataFrame) -> Finding:
    """How much of what was reported somebody has verified."""
    checked = tuple(standing["task_id"][standing["verified"]])
    if not checked:
        return say("督查还没有核实。")
    return say("督查已核实", tasks(checked), "，其余是部门自报。")


def one_unit(standing: pd.DataFrame, progress: Progress, name: str) -> list[Finding]:
    """What a unit says of the tasks that it fills, in one sentence; nothing where it fills none."""
    own = standing[standing["filler"] == name]
    if own.empty:
        return []
    parts: list = [f"截至{day_of(progress.as_of)}，由{name}填报的", tasks(own["task_id"]), "中"]
    for status in (*_IN_ORDER, None):
        ids = measures.with_status(own, status)
        if ids:
            parts += [str(status or UNREPORTED), tasks(ids), "，"]
    return [say(*parts[:-1], "；以上为部门自报。")]
