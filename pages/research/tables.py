"""Tables of the research pages, under Chinese headings."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.arrangements.coverage import Coverage
from analytics.evidence import read_mark
from analytics.findings import meeting_title
from analytics.findings.sentences import units
from analytics.firmness.random_plans import REFERENCES, Reference
from analytics.firmness.significance import VERDICTS, Adjustment, Significance, Verdict
from analytics.safe.html import as_html
from analytics.scope import ScopedPlan
from analytics.section_names import short_names
from analytics.ties.combinations import TaskColumns
from analytics.ties.groups import Groups
from analytics.ties.pairs import Pair, Step
from data.store.plan import Plan
from pages.shared import markup, paper, sentences, words

ADJUSTMENTS = {Adjustment.FALSE_DISCOVERY: "一般", Adjustment.HOLM: "从严", Adjustment.NONE: "不校正"}
"""How many comparisons are corrected for, in plain words; the methods stand behind ⓘ."""


def listed(task_ids: Sequence[str], numbers: Mapping[str, str]) -> str:
    """Tasks in a cell: 4、14、23."""
    return "、".join(numbers[task] for task in task_ids)


def beside(room: bool, share: float) -> tuple[DeltaGenerator, DeltaGenerator]:
    """The places for a chart and for what is said of it: side by side, or, where the chart needs the width, below it."""
    if not room:
        return st.container(), st.container()
    chart, side = st.columns([share, 1 - share], gap="medium")
    return chart, side


ROWS_AT_MOST = 60
"""Rows of a table that are shown on a page; the others are in its download."""


def wrapped(frame: pd.DataFrame, marks: Sequence[str], printed: Sequence[str] = ()) -> tuple[str, ...]:
    """A table whose cells show all of their text; the first cell of a row chooses its mark. Returns the marks.

    Of many rows the first ones are shown, and how many more the download holds; they are printed, too.
    ``printed``: what the last column says on paper, where the screen has the beginnings alone.
    """
    said = sentences.address_without_mark()
    lines = []
    for at, (values, text) in enumerate(
        zip(frame.head(ROWS_AT_MOST).itertuples(index=False), marks, strict=False)
    ):
        cells, mark = [as_html(value) for value in values], read_mark(text)
        if printed and printed[at] != values[-1]:
            cells[-1] = f'<span class="on-screen">{cells[-1]}</span>{paper.html(as_html(printed[at]))}'
        cells[0] = cells[0] if mark is None else sentences.link(str(values[0]), mark, said)
        lines.append(cells)
    looks = [_look(frame[column]) for column in frame.columns]
    st.html(markup.table(list(frame.columns), lines, "wrapped", looks))
    if len(frame) > ROWS_AT_MOST:
        st.caption(f"共 {len(frame)} 行，先列 {ROWS_AT_MOST} 行；下载的表是全部。")
        rest = frame.iloc[ROWS_AT_MOST:]
        paper.table(rest.assign(**{rest.columns[-1]: printed[ROWS_AT_MOST:]}) if printed else rest)
    return tuple(dict.fromkeys(marks))


def in_full(frame: pd.DataFrame, plan: Plan) -> list[str]:
    """The tasks of each row with all of their words. ``frame``: with the column ``task_ids``."""
    texts = plan.tasks["number"] + " " + plan.tasks["text"].str.removesuffix("。")
    words = dict(zip(plan.tasks["task_id"], texts, strict=True))
    return ["；".join(words[task] for task in ids) for ids in frame["task_ids"]]


SHORT = 12
"""Characters of cells that stay on one line, where all of a column have no more."""


def _look(column: pd.Series) -> str:
    return "short" if all(len(str(value)) <= SHORT for value in column) else ""


def joint_tasks(columns: TaskColumns, scoped: ScopedPlan) -> pd.DataFrame:
    """The tasks of a picture of columns, in its order: number, words, how many departments, which, as the document lists them."""
    listed = scoped.departments["name"].array[scoped.assignments["department"]]
    task_of = scoped.tasks["task_id"].array[scoped.assignments["task"]]
    names: dict[str, list[str]] = {}
    for task, name in zip(task_of, listed, strict=True):
        names.setdefault(task, []).append(name)
    return pd.DataFrame(
        {
            "序号": columns.lines["number"],
            "任务": columns.lines["text"],
            "部门数": columns.lines["size"],
            "部门": ["、".join(names[task]) for task in columns.lines["task_id"]],
        }
    )


def firm_ties(
    found: Mapping[Reference, Significance],
    ties: pd.DataFrame,
    adjustment: Adjustment,
    numbers: Mapping[str, str],
) -> pd.DataFrame:
    """Each tie with what is said of it under each reference; columns with p values stand last."""
    frame = next(iter(found.values())).frame
    heads = {
        reference: REFERENCES[reference].removeprefix("只在") for reference in found
    }  # whole in their columns
    adjusted = {heads[reference]: judged.adjusted(adjustment) for reference, judged in found.items()}
    frames = {heads[reference]: judged.frame for reference, judged in found.items()}
    columns: dict[str, pd.Series | list[str]] = {
        "部门一": frame["source_name"],
        "部门二": frame["target_name"],
        "共同承担数": frame["shared"],
    }
    columns |= {
        reference: [VERDICTS[Verdict(verdict)] for verdict in own["verdict"]]
        for reference, own in adjusted.items()
    }
    columns["同一上级"] = ["是" if same else "" for same in frame["same_parent"]]
    columns["任务"] = [listed(own, numbers) for own in ties["task_ids"]]
    for reference, own in frames.items():
        columns |= {
            f"随机期望（{reference}）": own["expected"].round(1),
            f"p 值（{reference}）": own["p_value"].map(_known),
            f"99% 区间（{reference}）": [
                f"{low:.2g} 至 {high:.2g}" for low, high in zip(own["low"], own["high"], strict=True)
            ],
            f"校正后（{reference}）": adjusted[reference]["value"].map(_known),
        }
    return pd.DataFrame(columns)


def _known(value: float) -> float:
    """Two digits: a simulated figure has no more."""
    return float(f"{value:.2g}")


def badge(found: Mapping[Reference, Significance], one: str, other: str) -> str:
    """What can be said of one tie, in a line: 全部任务：同列显著偏多；……."""
    ends = next(iter(found.values())).frame[["source_id", "target_id"]]
    at = int(ends.isin([one, other]).all(axis=1).to_numpy().argmax())
    said = "；".join(
        f"{REFERENCES[reference]}：{VERDICTS[Verdict(judged.adjusted()['verdict'].iloc[at])]}"
        for reference, judged in found.items()
    )
    return f"与随机方案比较：{said}。方法见“联系强弱”。"


def task_losses(lost: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """What is gone without each joint task (``analytics.firmness.resilience.without_each_task``)."""
    return pd.DataFrame(
        {
            "任务": lost["number"],
            "部门数": lost["size"],
            "失去的部门对": lost["ties_lost"],
            "不再有共同任务的部门": [_names(departments, names) for departments in lost["left_alone"]],
            "与组内其余分开": ["；".join(_names(part, names) for part in parts) for parts in lost["cut_off"]],
            "不再是连接部门": [_names(departments, names) for departments in lost["no_longer_connecting"]],
        }
    )


def department_losses(
    lost: pd.DataFrame, names: Mapping[str, str], numbers: Mapping[str, str]
) -> pd.DataFrame:
    """What is left open without each department (``analytics.firmness.resilience.without_each_department``)."""
    return pd.DataFrame(
        {
            "部门": lost["name"],
            "没有列其他部门的任务": [listed(ids, numbers) for ids in lost["unassigned"]],
            "只剩一个部门的任务": [listed(ids, numbers) for ids in lost["single"]],
            "不再同列": [
                units(every - collective, collective)
                for every, collective in zip(lost["ties_lost"], lost["collective"], strict=True)
            ],
            "不再有共同任务的部门": [_names(departments, names) for departments in lost["left_alone"]],
            "与组内其余分开": ["；".join(_names(part, names) for part in parts) for parts in lost["cut_off"]],
        }
    )


def candidate_groups(found: Groups, numbers: Mapping[str, str]) -> pd.DataFrame:
    """The candidate groups with their stability."""
    return pd.DataFrame(
        [
            (
                f"候选协作组 {at}",
                "、".join(group.names),
                len(group.names),
                f"{group.kept:.0%}",
                f"{group.lowest:.0%}",
                listed(group.lowest_task_ids, numbers),
                "是" if group.near else "",
                "、".join(group.always),
            )
            for at, group in enumerate(found.groups, 1)
        ],
        columns=[
            "组",
            "部门",
            "部门数",
            "平均稳定性",
            "最低稳定性",
            "最低时去掉的任务",
            "新旧分法难分高下",
            "始终同组",
        ],
    )


def positions(frame: pd.DataFrame) -> pd.DataFrame:
    """The place of each department between others, beside its random range."""
    labels = {"above": "高于随机范围", "below": "低于随机范围", "": "在随机范围内"}
    return pd.DataFrame(
        {
            "部门": frame["name"],
            "参与数": frame["full"],
            "桥接位置": frame["betweenness"].round(2),
            "随机范围（2.5%）": frame["low"].round(0),
            "随机范围（97.5%）": frame["high"].round(0),
            "比较": [labels[outside] for outside in frame["outside"]],
        }
    )


def arrows(frame: pd.DataFrame, numbers: Mapping[str, str]) -> pd.DataFrame:
    """Arrows from the department that leads to the others, each said to be stated or assumed.

    ``numbers``: task → what it is called in a cell.
    """
    return pd.DataFrame(
        {
            "从": frame["source_name"],
            "到": frame["target_name"],
            "任务数": frame["tasks"],
            "依据": ["文件写明" if stated else "首列推定" for stated in frame["stated"]],
            "任务": ["；".join(numbers[task] for task in ids) for ids in frame["task_ids"]],
        }
    )


def recurring(frame: pd.DataFrame, numbers: Mapping[str, str]) -> pd.DataFrame:
    """Which departments are named together, each exact combination once. ``numbers``: task → what it is called in a cell."""
    return pd.DataFrame(
        {
            "部门组合": ["、".join(names) for names in frame["names"]],
            "部门数": frame["size"],
            "恰好这些部门的任务数": frame["tasks"],
            "含这些部门的任务数": frame["within"],
            "任务": ["；".join(numbers[task] for task in ids) for ids in frame["task_ids"]],
        }
    )


def meetings(plan: Plan, scoped: ScopedPlan, found: Coverage) -> pd.DataFrame:
    """What each meeting is about, who sits in it, and for which tasks."""
    numbers, sections = words.numbers_of(plan.tasks), short_names(plan.sections)
    titles = [meeting_title(scoped, meeting, sections) for meeting in found.meetings]
    return pd.DataFrame(
        [
            (f"第 {at} 次", title, meeting.seats, "、".join(meeting.names), listed(meeting.task_ids, numbers))
            for at, (title, meeting) in enumerate(zip(titles, found.meetings, strict=True), 1)
        ],
        columns=["会议", "内容", "部门数", "参加部门", "商议任务"],
    )


def _names(departments: Sequence[str], names: Mapping[str, str]) -> str:
    return "、".join(names[department] for department in departments)


def common_partners(found: Pair) -> pd.DataFrame:
    """Departments that share tasks with both of a pair."""
    return pd.DataFrame(
        {
            "部门": found.partners["partner_name"],
            f"与{found.first_name}": found.partners["first_shared"],
            f"与{found.second_name}": found.partners["second_shared"],
        }
    )


def path_text(way: Sequence[Step], names: Mapping[str, str], numbers: Mapping[str, str]) -> str:
    """A way between two departments in words: 甲 —（第 3 项）— 乙 —（第 5 项）— 丙."""
    steps = "".join(f" —（第 {listed(step.task_ids, numbers)} 项）— {names[step.target_id]}" for step in way)
    return names[way[0].source_id] + steps
