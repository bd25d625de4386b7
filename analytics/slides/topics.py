"""What each part of a presentation shows: figures, sentences, pictures and tables, not yet cut to slides."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd

from analytics import findings
from analytics.definitions import DEFINITIONS
from analytics.definitions.entry import NOT_COOPERATION
from analytics.evidence import Mark
from analytics.findings.sentences import counting_name, place, say
from analytics.loads import concentration, targets, workload
from analytics.profile import Profile, profile
from analytics.progress.told import Told
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.section_names import short_names
from analytics.slides.presentation import (
    Bars,
    Choice,
    Length,
    Network,
    Part,
    Rows,
    Series,
    Slide,
    Tile,
)
from analytics.slides.progress import progress_topics
from analytics.task_list import Sharing, find
from analytics.ties import collaboration
from data.numerals import chinese
from data.store.plan import Plan
from data.vocabulary import OUTSIDE, ROLE_LABELS, TARGET_LABELS, DepartmentKind, Role

FROM_THE_TEXT = "先说明：任务和部门出自文件原文，哪一句都查得到；进展是部门自报，核实的另外注明。"
BY_SECTION = "按部分点任务，不按部门排名。"
SOLE, JOINT, WITHOUT = "独立承担", "共同承担", "未列部门"
MOST_DEPARTMENTS, MOST_TIES = 40, 90  # of a network on a slide; more could not be read


def topics(plan: Plan, scoped: ScopedPlan, choice: Choice, told: Told | None = None) -> tuple[Slide, ...]:
    """The slides of the parts chosen, in the order chosen, as far as the length has them; tables and pictures are whole.

    A part that the scope has nothing for is left out, except that targets are said not to be stated. An empty
    scope gives the cover. ``told``: the progress, where something was reported; the short presentation is then of it alone.
    """
    parts = [part for part in choice.parts if len(scoped.tasks) or part is Part.COVER]
    short = choice.length is Length.SHORT
    if short and told is not None and Part.PROGRESS in parts:
        parts = [part for part in parts if part in (Part.COVER, Part.PROGRESS)]
    made: list[Slide] = []
    for part in parts:
        if part is Part.DEPARTMENTS:
            made += _departments(plan, scoped, choice.departments)
        elif part is Part.PROGRESS:
            made += [] if told is None else progress_topics(plan, scoped, told)
        else:
            made += _PARTS[part](plan, scoped)
    lengths = list(Length)
    kept = [slide for slide in made if lengths.index(slide.least) <= lengths.index(choice.length)]
    return tuple(replace(slide, brief=True) for slide in kept) if short else tuple(kept)


def leading_departments(scoped: ScopedPlan, number: int = 5) -> tuple[str, ...]:
    """Ids of the ``number`` departments with the largest counts, most first; of equal ones the earlier of the directory.

    The counting is the scope's. Collective names have no rank and are passed over.
    """
    return tuple(_ranked(scoped)["department_id"].head(number))


def equal_left_out(scoped: ScopedPlan, number: int = 5) -> int:
    """How many departments are not among ``leading_departments`` though their count is as large as the last one's."""
    counts = _ranked(scoped)[str(scoped.scope.counting)].to_numpy()
    return (
        int((counts[number:] >= counts[number - 1] - workload.TOLERANCE).sum()) if len(counts) > number else 0
    )


def _ranked(scoped: ScopedPlan) -> pd.DataFrame:
    table = workload.by_department(scoped)
    return table[table["kind"] != DepartmentKind.COLLECTIVE]


def title_of(plan: Plan, scoped: ScopedPlan) -> str:
    """The title of the document that the scope is of; several are counted."""
    ids = scoped.scope.documents or tuple(plan.documents["document_id"])
    chosen = plan.documents[plan.documents["document_id"].isin(ids)]
    if len(chosen) != 1:
        return f"司法改革工作要点（{len(chosen)}份文件）"
    return chosen["title"].iloc[0] or chosen["file_name"].iloc[0]


def _cover(plan: Plan, scoped: ScopedPlan) -> list[Slide]:
    sentences = findings.overview(plan, scoped)[:1] or [say("当前范围没有任务。")]
    return [Slide(Part.COVER, title_of(plan, scoped), tuple(sentences), spoken=(FROM_THE_TEXT,))]


def _workload(plan: Plan, scoped: ScopedPlan) -> list[Slide]:
    held, table = workload.summary(scoped), workload.by_department(scoped)
    tiles = (
        Tile("任务", f"{held.tasks}项", in_text=True),
        Tile("责任部门", f"{held.departments}个", in_text=True),
        Tile(SOLE, f"{held.sole_tasks}项", in_text=True),
        Tile(JOINT, f"{held.joint_tasks}项", in_text=True),
        Tile("写明目标", f"{held.tasks_with_target}项", in_text=True),
    )
    overview = tuple(findings.overview(plan, scoped))
    made = [
        Slide(
            Part.WORKLOAD,
            "总体情况",
            overview,
            tiles,
            spoken=("先报总数，再说共同承担的，那是要几家一起办的。",),
        )
    ]
    if table.empty:
        return made
    by_full = table.sort_values(["collective", "full"], ascending=[True, False], kind="stable")
    return [
        *made,
        Slide(
            Part.WORKLOAD,
            "参与数与分担数",
            tuple(findings.workload_findings(scoped)),
            body=_counts(scoped, table),
            spoken=(f"提醒：{DEFINITIONS['full'].caveat}不作部门之间的评比。",),
        ),
        Slide(
            Part.WORKLOAD,
            "独立承担与共同承担",
            tuple(findings.alone_or_together(scoped)),
            body=_shared(scoped, by_full),
            spoken=("独立承担的问进度；共同承担的问谁先办、谁后办，首列是不是牵头要当场明确。",),
            least=Length.USUAL,
        ),
        *_concentration(scoped),
    ]


def _concentration(scoped: ScopedPlan) -> list[Slide]:
    sentences, spread = findings.concentration_findings(scoped), concentration.describe(scoped)
    if not sentences:
        return []
    by = f"按{counting_name(spread.counting)}，{spread.n}个部门"
    tiles = (
        Tile("基尼系数（小样本校正）", f"{spread.gini_corrected:.2f}", by, in_text=True),
        Tile("等效部门数", f"{spread.effective_number:.1f}个", by, in_text=True),
        Tile("最大三个部门占比", f"{spread.top_three_share:.1%}", by, in_text=True),
    )
    return [
        Slide(
            Part.WORKLOAD,
            "集中程度",
            tuple(sentences),
            tiles,
            least=Length.WHOLE,
            spoken=(f"提醒：{DEFINITIONS['gini_corrected'].caveat}",),
        )
    ]


def _counts(scoped: ScopedPlan, table: pd.DataFrame) -> Bars:
    """Full and fractional counts side by side."""
    own = tuple(Mark((department,)) for department in table["department_id"])
    series = (
        Series("参与数", tuple(table["full"].tolist()), own),
        Series("分担数", tuple(table["fractional"].tolist()), own, decimals=2),
    )
    return Bars("部门", tuple(table["name"]), series, stacked=False)


def _shared(scoped: ScopedPlan, table: pd.DataFrame) -> Bars:
    """Sole and joint tasks of each department, as one bar."""
    marks = [Mark((department,)) for department in table["department_id"]]
    own = [workload.tasks_of(scoped, department) for department in table["department_id"]]
    return Bars("部门", tuple(table["name"]), _alone_and_together(scoped, own, marks), stacked=True)


def _alone_and_together(
    scoped: ScopedPlan, lists: Sequence[Sequence[str]], marks: Sequence[Mark]
) -> tuple[Series, ...]:
    """Each list of tasks parted by the number of departments; those without a department only where there are any.

    ``marks``: of the lists as they are before.
    """
    size = dict(zip(scoped.tasks["task_id"], scoped.tasks["size"], strict=True))
    is_joint = dict(zip(scoped.tasks["task_id"], workload.is_joint(scoped).tolist(), strict=True))
    carried = [[is_joint[task] for task in own if size[task]] for own in lists]
    sole = tuple(own.count(False) for own in carried)
    joint = tuple(own.count(True) for own in carried)
    made = [
        Series(SOLE, sole, tuple(replace(mark, sharing=Sharing.SOLE) for mark in marks)),
        Series(JOINT, joint, tuple(replace(mark, sharing=Sharing.JOINT) for mark in marks)),
    ]
    without = [tuple(task for task in own if not size[task]) for own in lists]
    if any(without):
        bare = tuple(replace(mark, tasks=own) for mark, own in zip(marks, without, strict=True))
        made.append(Series(WITHOUT, tuple(map(len, without)), bare))
    return tuple(made)


def _sections(plan: Plan, scoped: ScopedPlan) -> list[Slide]:
    code, first = workload.section_codes(scoped)
    ids = scoped.tasks["task_id"].to_numpy(object)
    names = [_section_name(scoped.tasks.iloc[row]) for row in first]
    lists = [ids[code == code[row]].tolist() for row in first]
    made = []
    if len(first) > 1:
        labels = _section_labels(plan, (scoped.tasks.iloc[row] for row in first))
        marks = [Mark(section=_section_id(scoped.tasks.iloc[row])) for row in first]
        bars = Bars("部分", labels, _alone_and_together(scoped, lists, marks), stacked=True)
        made = [
            Slide(
                Part.SECTIONS,
                "各部分的任务",
                tuple(findings.section_findings(scoped)),
                body=bars,
                spoken=(BY_SECTION,),
            )
        ]
    return made + [
        Slide(
            Part.SECTIONS,
            name,
            (say(f"共{len(own)}项任务。"),),
            body=_task_rows(plan, scoped, own),
            least=Length.WHOLE,
        )
        for name, own in zip(names, lists, strict=True)
    ]


def _section_id(row: pd.Series) -> str:
    """The id of a row's section, as marks say it."""
    return workload.OUTSIDE_SECTIONS if pd.isna(row["section_id"]) else str(row["section_id"])


def _section_labels(plan: Plan, rows: Iterable[pd.Series]) -> tuple[str, ...]:
    """The short names of the sections of some rows, as they head the columns of the pages."""
    names = short_names(plan.sections)
    return tuple(OUTSIDE if pd.isna(row["section_id"]) else names[str(row["section_id"])] for row in rows)


def _section_name(task: pd.Series) -> str:
    if pd.isna(task["section_ordinal"]):
        return OUTSIDE
    return f"{chinese(int(task['section_ordinal']))}、{task['section_title']}"


def _departments(plan: Plan, scoped: ScopedPlan, chosen: Sequence[str]) -> list[Slide]:
    held = set(scoped.departments["department_id"])
    return [
        slide
        for department in chosen
        if department in held
        for slide in _department(plan, scoped, department)
    ]


def _department(plan: Plan, scoped: ScopedPlan, department_id: str) -> list[Slide]:
    department = profile(scoped, department_id)
    rows = _task_rows(plan, scoped, department.tasks["task_id"].tolist())
    return [
        Slide(
            Part.DEPARTMENTS,
            department.name,
            tuple(findings.department_findings(scoped, department_id)),
            _profile_tiles(scoped, department),
            _own_sections(plan, scoped, department),
            least=Length.USUAL,
            spoken=(f"请{department.name}先说自己独立承担的，再说共同任务里等谁、谁在等它。",),
        ),
        Slide(
            Part.DEPARTMENTS,
            f"{department.name}：任务",
            (say(f"共{department.full}项任务。"),),
            body=rows,
            least=Length.WHOLE,
        ),
    ]


def _profile_tiles(scoped: ScopedPlan, department: Profile) -> tuple[Tile, ...]:
    """The figures of a department; whether it leads as the document says it, else by an assumption that is said."""
    stated = (Tile("牵头", f"{department.lead}项"), Tile("配合", f"{department.support}项"))
    assumed = (Tile("首列（推定牵头）", f"{department.joint_first}项", f"共同任务{department.joint}项中"),)
    return (
        Tile("参与数", f"{department.full}", _place(scoped, department, "full_rank"), in_text=True),
        Tile(
            "分担数",
            f"{department.fractional:.2f}",
            _place(scoped, department, "fractional_rank"),
            in_text=True,
        ),
        Tile(SOLE, f"{department.sole}项", in_text=True),
        Tile(JOINT, f"{department.joint}项", in_text=True),
        *(stated if department.lead or department.support else assumed),
        Tile("写明目标", f"{department.with_target}项", in_text=True),
    )


def _place(scoped: ScopedPlan, department: Profile, rank: str) -> str:
    """「并列第3位」; empty for a collective name, which is no department."""
    if department.kind == DepartmentKind.COLLECTIVE:
        return ""
    return f"{place(getattr(department, rank), workload.by_department(scoped)[rank].dropna().to_numpy())}位"


def _own_sections(plan: Plan, scoped: ScopedPlan, department: Profile) -> Bars | None:
    if department.sections["section_id"].isna().all():
        return None
    sections = [row for _, row in department.sections.iterrows()]
    marks = [Mark((department.department_id,), _section_id(row)) for row in sections]
    own = [workload.tasks_of(scoped, department.department_id, mark.section) for mark in marks]
    labels = _section_labels(plan, sections)
    return Bars("部分", labels, _alone_and_together(scoped, own, marks), stacked=True)


def _network(plan: Plan, scoped: ScopedPlan) -> list[Slide]:
    ties = collaboration.ties(scoped)
    if ties.empty:
        return []
    graph, at_least = _drawn(scoped, ties)
    title = "共同承担的网络" + (f"（只画{at_least}项及以上）" if at_least > 1 else "")
    network = Network(graph, scoped.scope.counting) if len(graph) <= MOST_DEPARTMENTS else None
    sentences = tuple(findings.network_findings(scoped))
    made = [Slide(Part.NETWORK, title, sentences, body=network, spoken=(f"提醒：{NOT_COOPERATION}",))]
    repeated = ties[ties["shared"] > 1]
    if repeated.empty:
        return made
    number = dict(zip(scoped.tasks["task_id"], scoped.tasks["number"], strict=True))
    rows = Rows(
        ("部门一", "部门二", "共同承担数", "Newman 权重", "任务"),
        (0.28, 0.28, 0.13, 0.13, 0.18),
        tuple(
            (
                row.source_name,
                row.target_name,
                str(row.shared),
                f"{row.newman:.2f}",
                _numbers(number, row.task_ids),
            )
            for row in each_row(repeated)
        ),
        tuple(map(Mark, zip(repeated["source_id"], repeated["target_id"], strict=True))),
    )
    counted = say(f"{len(ties)}对部门中，{len(repeated)}对有两项及以上共同任务。")
    asked = ("问这几对部门：几项共同任务是分头办，还是并起来办。",)
    tied = Slide(
        Part.NETWORK, "有两项及以上共同任务的部门", (counted,), body=rows, least=Length.USUAL, spoken=asked
    )
    return [*made, tied]


def _drawn(scoped: ScopedPlan, ties: pd.DataFrame) -> tuple[nx.Graph, int]:
    """The network with the ties of so many tasks or more that they can be sentences apart, and how many those are."""
    graph, at_least = collaboration.graph(scoped), 1
    while (ties["shared"] >= at_least).sum() > MOST_TIES:
        at_least += 1
    weak = [(a, b) for a, b, tie in graph.edges(data=True) if tie["shared"] < at_least]
    graph.remove_edges_from(weak)
    return graph, at_least


def _numbers(number: dict[str, str], task_ids: Sequence[str]) -> str:
    return "、".join(number[task] for task in task_ids)


def _joint(plan: Plan, scoped: ScopedPlan) -> list[Slide]:
    ids = find(scoped, sharing=Sharing.JOINT)
    if not ids:
        return []
    sentences = findings.alone_or_together(scoped)
    rows = _task_rows(plan, scoped, ids)
    asked = ("逐项问：谁先办，办到哪一步交给谁，哪一天交。",)
    return [
        Slide(Part.JOINT, "共同承担的任务", tuple(sentences[:1]), body=rows, least=Length.WHOLE, spoken=asked)
    ]


def _targets(plan: Plan, scoped: ScopedPlan) -> list[Slide]:
    held, stated = targets.summary(plan, scoped), targets.stated(plan, scoped)
    tiles = (
        Tile("写明目标的任务", f"{held.with_target}项", f"共{held.tasks}项任务"),
        *(Tile(TARGET_LABELS[kind], f"{number}个") for kind, number in held.by_kind),
        Tile("没有写明的任务", f"{held.without_target}项"),
    )
    if stated.empty:
        return [Slide(Part.TARGETS, "目标与时限", (say("当前范围的任务都没有写明目标或时限。"),), tiles)]
    rows = Rows(
        ("序号", "目标", "类别", "工作任务", "责任部门"),
        (0.08, 0.14, 0.11, 0.43, 0.24),
        tuple(
            (row.number, row.text, TARGET_LABELS[row.kind], row.task_text, "、".join(row.departments))
            for row in each_row(stated)
        ),
        tuple(Mark(tasks=(task,)) for task in stated["task_id"]),
    )
    sentences = say("文件不含进展情况：没有人填报的一律为未填报，时限已过不等于没有完成。")
    asked = ("文件写明的目标只有这些；没有写明的，会上不替文件定目标，要定的记为议定事项。",)
    return [Slide(Part.TARGETS, "目标与时限", (sentences,), tiles, rows, spoken=asked)]


def _task_rows(plan: Plan, scoped: ScopedPlan, task_ids: Sequence[str]) -> Rows:
    """Tasks as rows: number, text, departments as the scope sees them, and targets where any of them states one."""
    at = pd.Index(scoped.tasks["task_id"]).get_indexer(pd.Index(list(task_ids)))
    tasks, departments = scoped.tasks.iloc[at], _department_lists(scoped)
    stated = plan.targets.groupby("task_id")["text"].agg("；".join)
    goals = [stated.get(task, "") for task in task_ids]
    columns, shares = ["序号", "工作任务", "责任部门"], [0.08, 0.6, 0.32]
    cells = [tasks["number"].tolist(), tasks["text"].tolist(), [departments[row] for row in at.tolist()]]
    if any(goals):
        columns, shares, cells = [*columns, "目标要求"], [0.08, 0.51, 0.27, 0.14], [*cells, goals]
    rows = tuple(zip(*cells, strict=True))
    return Rows(tuple(columns), tuple(shares), rows, tuple(Mark(tasks=(task,)) for task in task_ids))


def _department_lists(scoped: ScopedPlan) -> list[str]:
    """The departments of each task of the scope: 「A、B」; with roles where the task states them, 「牵头：A；配合：B」."""
    given = scoped.assignments
    names = scoped.departments["name"].to_numpy(object)[given["department"].to_numpy()]
    ends = np.searchsorted(given["task"].to_numpy(), np.arange(len(scoped.tasks) + 1))
    roles = given["role"].to_numpy(object)
    return [_departments_text(names[a:b], roles[a:b]) for a, b in pairwise(ends)]


def _departments_text(names: np.ndarray, roles: np.ndarray) -> str:
    if (roles == Role.RESPONSIBLE).all():
        return "、".join(names)
    by_role = [
        (ROLE_LABELS[role], names[roles == role]) for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)
    ]
    return "；".join(f"{label}：{'、'.join(own)}" for label, own in by_role if len(own))


_PARTS: dict[Part, Callable[[Plan, ScopedPlan], list[Slide]]] = {
    Part.COVER: _cover,
    Part.WORKLOAD: _workload,
    Part.SECTIONS: _sections,
    Part.NETWORK: _network,
    Part.JOINT: _joint,
    Part.TARGETS: _targets,
}
