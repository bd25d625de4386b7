"""What each part of a presentation shows: figures, sentences, pictures and tables, not yet cut to slides."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import networkx as nx
import pandas as pd

from analytics import findings
from analytics.definitions import DEFINITIONS
from analytics.definitions.entry import NOT_COOPERATION
from analytics.evidence import Mark
from analytics.findings.sentences import counting_name, say, units_with_collectives
from analytics.loads import concentration, targets, workload
from analytics.progress.told import Told
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.slides.content import JOINT, SOLE, alone_and_together, section_id, section_labels, task_rows
from analytics.slides.departments import department_topics
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
from analytics.slides.years import year_topics
from analytics.task_list import Sharing, find
from analytics.ties import collaboration
from analytics.years.pair import YearPair
from data.numerals import chinese
from data.store.plan import Plan
from data.vocabulary import OUTSIDE, TARGET_LABELS, DepartmentKind

FROM_THE_TEXT = "先说明：任务和部门出自文件原文，哪一句都查得到；进展是部门自报，核实的另外注明。"
BY_SECTION = "按部分点任务，不按部门排名。"
MOST_DEPARTMENTS, MOST_TIES = 40, 90  # of a network on a slide; more could not be read


def topics(
    plan: Plan,
    scoped: ScopedPlan,
    choice: Choice,
    told: Told | None = None,
    years: YearPair | None = None,
) -> tuple[Slide, ...]:
    """The slides of the parts chosen, in the order chosen, as far as the length has them; tables and pictures are whole.

    A part that the scope has nothing for is left out, except that targets are said not to be stated. An empty
    scope gives the cover. ``told``: the progress, where something was reported; the short presentation is then of it alone.
    ``years``: the plan beside that of another year, where there is one.
    """
    parts = [part for part in choice.parts if len(scoped.tasks) or part is Part.COVER]
    short = choice.length is Length.SHORT
    if only_progress(choice, told):
        parts = [part for part in parts if part in (Part.COVER, Part.PROGRESS)]
    made: list[Slide] = []
    for part in parts:
        if part is Part.DEPARTMENTS:
            made += department_topics(plan, scoped, choice.departments)
        elif part is Part.PROGRESS:
            made += [] if told is None else progress_topics(plan, scoped, told)
        elif part is Part.YEARS:
            made += [] if years is None else year_topics(years)
        else:
            made += _PARTS[part](plan, scoped)
    lengths = list(Length)
    kept = [slide for slide in made if lengths.index(slide.least) <= lengths.index(choice.length)]
    return tuple(replace(slide, brief=True) for slide in kept) if short else tuple(kept)


def only_progress(choice: Choice, told: Told | None) -> bool:
    """Whether what is chosen is of progress alone, but for the cover: the short form, where there is any."""
    return choice.length is Length.SHORT and told is not None and Part.PROGRESS in choice.parts


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
    by = f"按{counting_name(spread.counting)}，{units_with_collectives(scoped)}"
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
    return Bars("部门", tuple(table["name"]), alone_and_together(scoped, own, marks), stacked=True)


def _sections(plan: Plan, scoped: ScopedPlan) -> list[Slide]:
    code, first = workload.section_codes(scoped)
    ids = scoped.tasks["task_id"].to_numpy(object)
    names = [_section_name(scoped.tasks.iloc[row]) for row in first]
    lists = [ids[code == code[row]].tolist() for row in first]
    made = []
    if len(first) > 1:
        labels = section_labels(plan, (scoped.tasks.iloc[row] for row in first))
        marks = [Mark(section=section_id(scoped.tasks.iloc[row])) for row in first]
        bars = Bars("部分", labels, alone_and_together(scoped, lists, marks), stacked=True)
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
            body=task_rows(plan, scoped, own),
            least=Length.WHOLE,
        )
        for name, own in zip(names, lists, strict=True)
    ]


def _section_name(task: pd.Series) -> str:
    if pd.isna(task["section_ordinal"]):
        return OUTSIDE
    return f"{chinese(int(task['section_ordinal']))}、{task['section_title']}"


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
    rows = task_rows(plan, scoped, ids)
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


_PARTS: dict[Part, Callable[[Plan, ScopedPlan], list[Slide]]] = {
    Part.COVER: _cover,
    Part.WORKLOAD: _workload,
    Part.SECTIONS: _sections,
    Part.NETWORK: _network,
    Part.JOINT: _joint,
    Part.TARGETS: _targets,
}
