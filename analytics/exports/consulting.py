"""征求意见清单 to send round: for each department that is asked, the tasks, why it is asked, and room for its opinion."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.exports.paper import Paper, Paragraph, Source, Table
from analytics.scope import ScopedPlan
from analytics.slides.presentation import source_line

TITLE, WHOLE = "征求意见清单", "全部"
COLUMNS = ("序号", "工作任务", "责任部门", "征求意见的依据", "意见")
SHARES = (0.08, 0.36, 0.18, 0.2, 0.18)
LISTED = "文件所列责任部门"


def lists(scoped: ScopedPlan, asked: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """For each department asked its own list, by the department's id: 序号, 工作任务, 责任部门, 征求意见的依据, 意见 (empty).

    ``asked``: of ``analytics.ties.consulting.whom_to_ask``. Departments in the order of the directory.
    """
    table = whole(scoped, asked)
    order = [own for own in scoped.departments["department_id"] if own in set(asked["department_id"])]
    return {
        own: table[(asked["department_id"] == own).to_numpy()].drop(columns="部门").assign(意见="")
        for own in order
    }


def whole(scoped: ScopedPlan, asked: pd.DataFrame) -> pd.DataFrame:
    """All that are asked, of every task: 序号, 工作任务, 责任部门, 部门, 征求意见的依据; in the order of ``asked``."""
    name = dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
    number = dict(zip(scoped.tasks["task_id"], scoped.tasks["number"], strict=True))
    text = dict(zip(scoped.tasks["task_id"], scoped.tasks["text"], strict=True))
    listed = asked[asked["listed"]].groupby("task_id")["name"].agg("、".join)
    return pd.DataFrame(
        {
            "序号": [number[task] for task in asked["task_id"]],
            "工作任务": [text[task] for task in asked["task_id"]],
            "责任部门": [listed.get(task, "") for task in asked["task_id"]],
            "部门": asked["name"].to_numpy(),
            "征求意见的依据": [
                LISTED if own else reason([name[one] for one in them], [number[task] for task in tasks])
                for own, them, tasks in zip(
                    asked["listed"], asked["with_ids"], asked["task_ids"], strict=True
                )
            ],
        }
    )


def reason(names: Sequence[str], numbers: Sequence[str]) -> str:
    """Why a department is asked that the task does not list: 与研究室同列第 4、14 项."""
    return f"与{'、'.join(names)}同列第 {'、'.join(numbers)} 项"


def to_paper(name: str, table: pd.DataFrame, notes: Sequence[tuple[str, str]]) -> Paper:
    """One department's list as a paper, under its name."""
    rows = tuple(tuple(map(str, row)) for row in table.itertuples(index=False))
    return Paper(
        f"{TITLE}\n（{name}）",
        (
            Paragraph(f"请对下列{len(rows)}项任务提出意见。"),
            Table(f"表1　征求{name}意见的任务", COLUMNS, SHARES, rows),
            Source(f"依据只说明文件把哪些部门列在一起。{source_line(notes)}"),
        ),
    )


def sheets(asked: pd.DataFrame, scoped: ScopedPlan, names: Mapping[str, str]) -> dict[str, pd.DataFrame]:
    """The whole list and each department's, under the names of sheets. ``names``: department_id → a name of its own."""
    own = {names[department]: table for department, table in lists(scoped, asked).items()}
    return {WHOLE: whole(scoped, asked), **own}
