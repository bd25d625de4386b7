"""What a presentation shows of reported progress: how much is reported, a cell a task, what changed, what to ask about."""

from collections.abc import Iterable, Sequence

import pandas as pd

from analytics.evidence import Mark
from analytics.findings import progress as findings
from analytics.findings.sentences import say, tasks
from analytics.progress import standing as measures
from analytics.progress.told import Told
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.section_names import short_names
from analytics.slides.paging import shares_of
from analytics.slides.presentation import Cell, Cells, Part, Rows, Slide, Tile
from data.store.plan import Plan
from data.vocabulary import OUTSIDE, UNREPORTED, Status, status_text

UNREPORTED_IS = "未填报不等于未启动，也不等于没有做。"


def progress_topics(plan: Plan, scoped: ScopedPlan, told: Told) -> list[Slide]:
    """The slides of progress, whole; those that there is nothing for are left out."""
    standing = told.standing
    return [
        _reported(standing, told, findings.within(scoped.scope)),
        Slide(
            Part.PROGRESS,
            "任务格图",
            (_counted(standing, told),),
            body=_cells(plan, standing),
            spoken=(
                "先看红框，再看斜纹的未填报，最后看未能完成和建议调整。",
                *_asked(standing[standing["late"]], "说明为什么过了时限、哪一天办完"),
            ),
        ),
        *_changes(standing),
        *_done(standing),
        *_behind(standing),
        *_needs(standing),
        *_next(standing),
    ]


def _reported(standing: pd.DataFrame, told: Told, where: str) -> Slide:
    silent = standing[standing["status"] == ""]
    checked = int(standing["verified"].sum())
    tiles = (
        Tile("任务", f"{len(standing)}项", in_text=True),
        Tile("已填报", f"{len(standing) - len(silent)}项", "部门自报", in_text=True),
        Tile(UNREPORTED, f"{len(silent)}项", in_text=True),
        Tile("督查已核实", f"{checked}项", in_text=True),
    )
    rows = None
    if len(silent):
        units = [(unit, own) for unit, own in silent.groupby("filler", sort=False)]
        rows = Rows(
            ("填报单位", "未填报的任务"),
            (0.3, 0.7),
            tuple((str(unit) or "没有填报单位", _numbers(own)) for unit, own in units),
            tuple(_mark(own) for _, own in units),
        )
    said = (
        findings.reported(standing, told.progress),
        findings.verification(standing, where),
        *findings.changed_texts(standing),
    )
    spoken = (*_asked(silent, "说明为什么没有填报、哪一天填"), *((UNREPORTED_IS,) if len(silent) else ()))
    return Slide(Part.PROGRESS, "填报情况", said, tiles, rows, spoken=spoken)


def _counted(standing: pd.DataFrame, told: Told) -> findings.Finding:
    """How many tasks are where, which are late, and what the signs beside a number mean where there are any."""
    parts: list = [
        part for one in findings.progress_headline(standing, told.progress)[1:] for part in one.parts
    ]
    if late := findings.overdue(standing):
        parts += [*late, "。"]
    if checked := tuple(standing["task_id"][standing["verified"]]):
        parts += ["✓是督查已核实的", tasks(checked), "。"]
    return say(*parts)


def _cells(plan: Plan, standing: pd.DataFrame) -> Cells:
    names = short_names(plan.sections)
    rows = []
    for section, own in standing.assign(section_id=standing["section_id"].fillna("")).groupby(
        "section_id", sort=False
    ):
        cells = tuple(
            Cell(row.number, row.status, row.late, row.verified, Mark(tasks=(row.task_id,)))
            for row in each_row(own)
        )
        rows.append((names.get(str(section), OUTSIDE), cells))
    return Cells(tuple(rows))


def _changes(standing: pd.DataFrame) -> list[Slide]:
    said = findings.since_last_time(standing)
    if not said:
        return []
    found, by_id = measures.transitions(standing), standing.set_index("task_id", drop=False)
    rows, marks = [], []
    for before in Status:
        ids = [task for now in Status for task in found.get((before, now), ())]
        if ids:
            cells = (_numbers(by_id.loc[list(found.get((before, now), ()))]) for now in Status)
            rows.append((status_text(before), *cells))
            marks.append(Mark(tasks=tuple(ids)))
    columns = ("上期↓ 本期→", *map(status_text, Status))
    table = Rows(columns, shares_of(columns, rows), tuple(rows), tuple(marks))
    back = standing[standing["task_id"].isin(measures.fallen_back(standing))]
    same = standing[standing["task_id"].isin(measures.unmoved(standing))]
    spoken = (*_asked(back, "说明为什么退回"), *_asked(same, "说明三期没有变，卡在哪里、要谁来办"))
    return [Slide(Part.PROGRESS, "与上次相比", tuple(said), body=table, spoken=spoken)]


def _done(standing: pd.DataFrame) -> list[Slide]:
    own = standing[standing["status"] == Status.DONE]
    new = set(measures.newly_done(standing))
    own = own.assign(new=own["task_id"].isin(new)).sort_values("new", ascending=False, kind="stable")
    said = say(
        "填报已完成的",
        tasks(own["task_id"]),
        "，其中新完成",
        tasks(task for task in own["task_id"] if task in new),
        "。",
    )
    return _table(
        "已完成", said, own, ("序号", "工作任务", "填报单位", "本期"), (0.08, 0.6, 0.2, 0.12),
        ((row.number, row.text, row.filler, "新完成" if row.new else "") for row in each_row(own)),
        (f"其中督查已核实{int(own['verified'].sum())}项，其余只是部门自报；没有核实不等于不实。",),
    )  # fmt: skip


def _behind(standing: pd.DataFrame) -> list[Slide]:
    """Tasks past their deadline, fallen back, unmoved, not to be done or to be adjusted; why, beside each."""
    fell, same = set(measures.fallen_back(standing)), set(measures.unmoved(standing))
    whys = [
        "；".join(
            word
            for word, holds in (
                (f"时限已过（{row.due}）", row.late),
                (row.status, row.status in (Status.FAILED, Status.TO_ADJUST)),
                (f"由{row.before}退回", row.task_id in fell),
                ("三期未变", row.task_id in same),
            )
            if holds
        )
        for row in each_row(standing)
    ]
    own = standing.assign(why=whys)
    own = own[own["why"] != ""].sort_values("late", ascending=False, kind="stable")
    said = say("时限已过、退回、三期未变、未能完成或建议调整的", tasks(own["task_id"]), "。")
    return _table(
        "滞后与逾期", said, own, ("序号", "工作任务", "填报单位", "情况", "存在问题"), (0.08, 0.36, 0.16, 0.18, 0.22),
        ((row.number, row.text, row.filler, row.why, row.problems) for row in each_row(own)),
        _asked(own, "说明原因、下一步和办完的日期"),
    )  # fmt: skip


def _needs(standing: pd.DataFrame) -> list[Slide]:
    own = measures.needing(standing)
    said = findings.coordination(standing)
    return _table(
        "需协调事项", said[0] if said else say(), own, ("序号", "需协调事项", "要坐到一起的单位"), (0.08, 0.46, 0.46),
        ((row.number, row.needs, "、".join(row.units)) for row in each_row(own)),
        ("逐项当场商定谁来办、哪一天前办完，记为议定事项；定不下来的，定下一次由谁召集。",),
    )  # fmt: skip


def _next(standing: pd.DataFrame) -> list[Slide]:
    own = standing[(standing["next_steps"] != "") & (standing["status"] != Status.DONE)]
    return _table(
        "下步打算", say("写明下步打算的", tasks(own["task_id"]), "。"), own, ("序号", "填报单位", "下步打算"), (0.08, 0.22, 0.7),
        ((row.number, row.filler, row.next_steps) for row in each_row(own)),
        ("请各单位确认哪些在下一期前办完；今天议定的写进下一期台账的最上面。",),
    )  # fmt: skip


def _table(
    title: str, said: findings.Finding, own: pd.DataFrame, columns: Sequence[str], shares: Sequence[float],
    rows: Iterable[tuple[str, ...]], spoken: tuple[str, ...],
) -> list[Slide]:  # fmt: skip
    """A slide with a row for each task; none without tasks."""
    if own.empty:
        return []
    marks = tuple(Mark(tasks=(task,)) for task in own["task_id"])
    body = Rows(tuple(columns), tuple(shares), tuple(rows), marks)
    return [Slide(Part.PROGRESS, title, (said,), body=body, spoken=spoken)]


def _asked(own: pd.DataFrame, what: str) -> tuple[str, ...]:
    """What the chair asks: each unit with its tasks, and to say what. Nothing without tasks."""
    if own.empty:
        return ()
    units = [
        f"{str(unit) or '没有填报单位的'}（第{_numbers(tasks)}项）"
        for unit, tasks in own.groupby("filler", sort=False)
    ]
    return (f"请{'、'.join(units)}{what}。",)


def _numbers(own: pd.DataFrame) -> str:
    return "、".join(own["number"])


def _mark(own: pd.DataFrame) -> Mark:
    return Mark(tasks=tuple(own["task_id"]))
