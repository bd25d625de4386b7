"""What units report, told in sentences: always with how many of all tasks were reported, never as a rate."""

from datetime import date

import pandas as pd

from analytics.findings.sentences import Finding, listing, say, tasks
from analytics.progress import standing as measures
from analytics.rows import each_row
from analytics.scope import Scope
from data.progress.reported import Progress
from data.vocabulary import UNREPORTED, Status, Timing


def reported(standing: pd.DataFrame, progress: Progress) -> Finding:
    """What every picture of progress says of itself: until when, how many of all tasks, by whose word."""
    silent = measures.with_status(standing, None)
    told = [task for task in standing["task_id"] if task not in set(silent)]
    until, every = f"截至{day_of(progress.as_of)}，", tasks(standing["task_id"])
    if not told:
        return say(until, every, "都未填报。")
    rest = (tasks(silent), "未填报") if silent else ("没有未填报的",)
    return say(until, every, "中", tasks(told), "已填报（部门自报），", *rest, "。")


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
    """What a meeting has to ask about, in one sentence: what is late, what needs several units, what changed.

    Nothing where there is nothing of all that.
    """
    parts: list = []
    late, asked = overdue(standing), measures.needing(standing)
    if late:
        parts += [*late, "；"]
    if len(asked):
        parts += ["提出需协调事项的", *_named(standing, tuple(asked["task_id"])), *_of_several(asked), "；"]
    done = measures.done_before(standing)
    if done:
        parts += ["此前已完成而本期未填报的", *_named(standing, done), "；"]
    if compared(standing):
        parts += [
            "比上期新完成",
            tasks(measures.newly_done(standing)),
            "，退回",
            *_named(standing, measures.fallen_back(standing)),
            "；",
        ]
    return [say(*parts[:-1], "。")] if parts else []


_IN_ORDER = (Status.DONE, Status.UNDER_WAY, Status.NOT_STARTED, Status.FAILED, Status.TO_ADJUST)


def compared(standing: pd.DataFrame) -> bool:
    """Whether a task was reported both in the period and in the one before."""
    return bool(((standing["before"] != "") & (standing["status"] != "")).any())


def not_compared(progress: Progress, *, first: bool) -> str:
    """Why nothing can be compared with the period before. ``first``: whether there was none."""
    if first:
        return "这是第一期，没有上一期可比。"
    return "本期和上期没有都填报的任务，暂不能比。" if progress.reported else "本期还没有填报，暂不能比。"


def since_last_time(standing: pd.DataFrame) -> list[Finding]:
    """What changed since the period before; nothing where no task was reported in both."""
    if not compared(standing):
        return []
    made = [
        say("新完成", tasks(measures.newly_done(standing)), "，退回", *_named(standing, measures.fallen_back(standing)), "，三期未变",
            tasks(measures.unmoved(standing)), "。")
    ]  # fmt: skip
    missing = standing[(standing["before"] == "") | (standing["status"] == "")]
    if len(missing):
        made.append(say("上期或本期未填报的", tasks(missing["task_id"]), "，不在表里。"))
    return made


def overdue(standing: pd.DataFrame) -> list:
    """Parts of a sentence: what is past its deadline and not said to be done; nothing where nothing is."""
    late = tuple(standing["task_id"][standing["late"]])
    return ["时限已过而没有填报已完成的", *_named(standing, late)] if late else []


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


def within(scope: Scope) -> str:
    """What begins a sentence on all tasks, where the tasks are of some sections only."""
    return "所选部分中，" if scope.sections else ""


def calendar(standing: pd.DataFrame, where: str = "") -> list[Finding]:
    """What the deadlines say beside what the units say. ``where``: of ``within``."""
    dated = standing[standing["timing"] != Timing.NONE]
    if dated.empty:
        return [say(f"{where}没有一项任务有时限。")]
    late, near = overdue(standing), dated[dated["timing"] == Timing.NEAR]
    office = dated["task_id"][dated["set_by_office"]]
    whose = (f"（文件写明{len(dated) - len(office)}项，另定的", tasks(office), "）") if len(office) else ()
    made = [say(where, tasks(dated["task_id"]), "有时限", *whose, "。")]
    if late:
        made.append(say(*late, "。"))
    if len(near):
        made.append(say("30天内到期的", *_named(standing, tuple(near["task_id"])), "。"))
    return made


def coordination(standing: pd.DataFrame) -> list[Finding]:
    """Which tasks need several units to sit together, and how many units; nothing where none says so."""
    asked = measures.needing(standing)
    if asked.empty:
        return []
    units = list(dict.fromkeys(unit for row in each_row(asked) for unit in row.units))
    return [
        say(
            tasks(asked["task_id"]),
            "提出需协调事项",
            *_of_several(asked),
            f"，涉及{listing(units, '个单位')}。",
        )
    ]


def _of_several(asked: pd.DataFrame) -> list:
    """「（其中涉及几个单位的4项）」; nothing where all of them are of several units."""
    several = asked["task_id"][asked["units"].map(len) > 1]
    return [] if len(several) == len(asked) else ["（其中涉及几个单位的", tasks(several), "）"]


def verification(standing: pd.DataFrame, where: str = "") -> Finding:
    """How much of what was reported somebody has verified. ``where``: of ``within``."""
    checked = tuple(standing["task_id"][standing["verified"]])
    if not checked:
        return say(f"{where}督查还没有核实。")
    return say(where, "督查已核实", tasks(checked), "，其余是部门自报。")


def one_unit(standing: pd.DataFrame, progress: Progress, name: str) -> list[Finding]:
    """What a unit says of the tasks that it fills, in one sentence; nothing where it fills none."""
    own = standing[standing["filler"] == name]
    if own.empty:
        return []
    of = (f"截至{day_of(progress.as_of)}，由{name}填报的", tasks(own["task_id"]))
    silent = measures.with_status(own, None)
    if len(silent) == len(own):
        return [say(*of, f"都{UNREPORTED}。")]
    parts: list = []
    for status in _IN_ORDER:
        ids = measures.with_status(own, status)
        if ids:
            parts += ["，" if parts else "中，自报", str(status), tasks(ids)]
    if silent:
        parts += [f"；{UNREPORTED}", tasks(silent)]
    return [say(*of, *parts, "。")]
