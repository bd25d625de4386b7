"""Words that several pages show, each once."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics.loads.workload import ASSUMED_LEADS, is_joint, known_of_leading
from analytics.rows import each_row
from analytics.scope import Counting, Scope, ScopedPlan
from analytics.section_names import short_names
from analytics.task_list import Sharing, Stating
from data.numerals import chinese
from data.store.plan import Plan

SHARING = {Sharing.ANY: "全部", Sharing.SOLE: "独立承担", Sharing.JOINT: "共同承担"}

STATING = {Stating.ANY: "全部", Stating.STATED: "写明目标", Stating.UNSTATED: "未写明"}

DOTS = "列名一次，参与数计 1；k 个部门共同承担的任务，分担数各计 1/k。两点相距越远，与别的部门共同承担的越多"

NAMED = "蓝色：结论句点名的"

RANKS = "右边是位次，只写一个数的，按两种计数相同，或差别不足以分先后"


def short_title(title: str, limit: int = 22) -> str:
    """The last clause of a long heading, which says what is to be done; a short heading as it is."""
    return title if len(title) <= limit else title.replace(",", "，").rsplit("，", 1)[-1]


def section_label(section_ordinal: int, title: str) -> str:
    """A section in a list of choices: 三、全面准确落实司法责任制."""
    return f"{chinese(section_ordinal)}、{short_title(title)}"


def section_name(scoped: ScopedPlan, section_id: str) -> str:
    """The label of a section that has tasks in the scope; empty for another."""
    found = scoped.tasks[scoped.tasks["section_id"] == section_id]
    return (
        section_label(found["section_ordinal"].iloc[0], found["section_title"].iloc[0]) if len(found) else ""
    )


def document_labels(documents: pd.DataFrame) -> dict[str, str]:
    """document_id → its title; of several with one title, with id and file, so that none is mistaken."""
    shared = documents["title"].duplicated(keep=False)
    return {
        row.document_id: f"{row.document_id[:4]} {document_label(row)}（{row.file_name}）"
        if several
        else document_label(row)
        for row, several in zip(each_row(documents), shared, strict=True)
    }


def document_label(document: Any) -> str:
    """A document in a list of choices: its title. ``document``: a row of the documents, as ``each_row`` gives it."""
    return document.title or document.file_name


def section_columns(plan: Plan, scope: Scope) -> pd.DataFrame:
    """The sections of the scope as columns of a chart: section_id, short_name, title, tasks (how many); in printed order."""
    chosen = plan.sections[plan.sections["document_id"].isin(scope.documents)]
    names = short_names(chosen)
    if scope.sections:
        chosen = chosen[chosen["section_id"].isin(scope.sections)]
    chosen = chosen.sort_values(["document_id", "ordinal"])
    return pd.DataFrame(
        {
            "section_id": chosen["section_id"].tolist(),
            "short_name": [names[section] for section in chosen["section_id"]],
            "title": [section_label(n, t) for n, t in zip(chosen["ordinal"], chosen["title"], strict=True)],
            "tasks": [int((plan.tasks["section_id"] == section).sum()) for section in chosen["section_id"]],
        }
    )


def distinct_names(departments: pd.DataFrame) -> dict[str, str]:
    """department_id → name for a list of choices; names that several departments have are numbered."""
    names: dict[str, str] = {}
    seen: dict[str, int] = {}
    for department, name in zip(departments["department_id"], departments["name"], strict=True):
        seen[name] = seen.get(name, 0) + 1
        names[department] = name if seen[name] == 1 else f"{name}（{seen[name]}）"
    return names


def section_table(
    by_department: pd.DataFrame, by_section: pd.DataFrame, sections: pd.DataFrame, counting: Counting
) -> pd.DataFrame:
    """Departments as rows, sections as columns, under Chinese headings; empty cells are 0."""
    cells = by_section.pivot_table(
        index="department_id", columns="section_id", values=str(counting), aggfunc="sum"
    )
    table = cells.reindex(index=by_department["department_id"], columns=sections["section_id"]).fillna(0)
    table = table.round(2) if counting is Counting.FRACTIONAL else table.astype(int)
    table.columns = sections["title"].tolist()
    table.insert(0, "部门", by_department["name"].tolist())
    return table.reset_index(drop=True)


WORKLOAD_COLUMNS = {
    "name": "部门",
    "kind": "类别",
    "full": "参与数",
    "full_rank": "参与数位次",
    "fractional": "分担数",
    "fractional_rank": "分担数位次",
    "sole": "独立承担",
    "joint": "共同承担",
    "lead": "牵头",
    "support": "配合",
    "joint_first": ASSUMED_LEADS,
    "sections": "涉及部分数",
    "with_target": "写明目标",
}


def workload_table(by_department: pd.DataFrame) -> pd.DataFrame:
    """The workload of departments under its Chinese headings.

    Of who leads, only what is known (``analytics.loads.workload.known_of_leading``).
    """
    told = {*WORKLOAD_COLUMNS} - {"lead", "support", "joint_first"} | {*known_of_leading(by_department)}
    columns = [column for column in WORKLOAD_COLUMNS if column in told]
    table = by_department[columns].rename(columns=WORKLOAD_COLUMNS)
    return table.assign(分担数=table["分担数"].round(2))


def ties_table(ties: pd.DataFrame) -> pd.DataFrame:
    """The pairs of departments that share tasks, under Chinese headings."""
    return pd.DataFrame(
        {
            "部门一": ties["source_name"],
            "部门二": ties["target_name"],
            "共同承担数": ties["shared"],
            "Newman 权重": ties["newman"].round(2),
        }
    )


def partners_table(partners: pd.DataFrame) -> pd.DataFrame:
    """One department's partners (``analytics.ties.collaboration.partners``), under Chinese headings."""
    return pd.DataFrame(
        {
            "部门": partners["partner_name"],
            "共同承担数": partners["shared"],
            "联系强度（Newman 权重）": partners["newman"].round(2),
        }
    )


def comparison_table(compared: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Departments side by side: a column for each, a row for each figure of ``workload_table``.

    ``compared``: their rows of ``every``, the workload of all; a rank that another has too is told to be shared.
    """
    table = workload_table(compared)
    for rank in ("full_rank", "fractional_rank"):
        shared = set(every[rank][every[rank].duplicated()].dropna())
        told = [pd.NA if pd.isna(own) else f"{'并列' * (own in shared)}{own}" for own in compared[rank]]
        table[WORKLOAD_COLUMNS[rank]] = told
    table = table.assign(分担数=[f"{share:.2f}" for share in table["分担数"]]).astype(object)
    table = table.where(table.notna(), "—").set_index("部门").T
    table.insert(0, "指标", table.index)
    return table.astype(str).reset_index(drop=True)


def task_labels(tasks: pd.DataFrame, limit: int = 24) -> dict[str, str]:
    """Tasks in a list of choices: task_id → its number and the beginning of its text; in the order of the frame."""
    return {
        task: f"第 {number} 项　{text if len(text) <= limit else text[:limit] + '……'}"
        for task, number, text in zip(tasks["task_id"], tasks["number"], tasks["text"], strict=True)
    }


def joint_labels(scoped: ScopedPlan) -> dict[str, str]:
    """The joint tasks of the scope in a list of choices, as ``task_labels``."""
    return task_labels(scoped.tasks[is_joint(scoped)])


def search_notes(
    searched: str, departments: Sequence[str], sharing: Sharing, stating: Stating
) -> list[tuple[str, str]]:
    """What a list of tasks was narrowed to, for its download; empty where it was not."""
    limits = [
        ("查找", searched),
        ("责任部门", "、".join(departments)),
        ("承担方式", "" if sharing is Sharing.ANY else SHARING[sharing]),
        ("目标", "" if stating is Stating.ANY else STATING[stating]),
    ]
    return [limit for limit in limits if limit[1]]


AS_LISTED = ("部门写法", "部门按文件所列，不随层级和集合名称合并或展开")
"""A note for downloads of tasks in the columns of the ledger."""


def numbers_of(tasks: pd.DataFrame) -> dict[str, str]:
    """task_id → the number as printed, for lists of tasks in a cell."""
    return dict(zip(tasks["task_id"], tasks["number"], strict=True))


def numbers_and_words(tasks: pd.DataFrame, limit: int = 30) -> dict[str, str]:
    """task_id → the number and the beginning of the words, for lists of tasks in a cell: 14 完善…."""
    words, numbers = beginnings(tasks, limit), numbers_of(tasks)
    return {task: f"{number} {words[task]}" for task, number in numbers.items()}


def beginnings(tasks: pd.DataFrame, limit: int = 18) -> dict[str, str]:
    """task_id → the beginning of the words."""
    return {
        str(row.task_id): row.text if len(row.text) <= limit else row.text[:limit] + "……"
        for row in each_row(tasks)
    }
