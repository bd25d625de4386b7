"""Who does the tasks of a document by when, set right by hand."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from data.importing.corrections import Corrections, TaskCorrection
from data.importing.document import ParsedDocument
from data.importing.interpreting import Interpreted
from data.vocabulary import ROLE_LABELS, LineMark, Role, TargetKind, task_number
from pages.shared import drawing
from pages.steward.correcting_lines import ROUND

ROLES = {ROLE_LABELS[role]: role for role in (Role.LEAD, Role.RESPONSIBLE, Role.SUPPORT)}
DEADLINES = "完成时限"
KEPT_TASKS, FIRST_TASKS = "corrected_tasks", "corrected_tasks_first"


def tasks(
    reading: Callable[[Corrections], Interpreted], lines: dict[int, LineMark], key: str
) -> tuple[TaskCorrection, ...]:
    """Draw the table of tasks with their departments, roles and deadlines; return what the person changed."""
    plain = reading(Corrections(lines=lines))
    kept: dict[str, tuple[TaskCorrection, ...]] = st.session_state.setdefault(KEPT_TASKS, {})
    own = kept.setdefault(key, ())
    if not plain.document.tasks:
        return own
    with st.expander("改正责任部门和完成时限", icon=":material/group:"):
        st.caption("双击一格，增减部门或时限；没有列出的名称直接写上，按回车。时限写作 2023-06-30 或 6月底。")
        editor = drawing.key("tasks", key, sorted(lines.items()), st.session_state.get(ROUND, 0))
        if editor not in st.session_state:
            st.session_state[FIRST_TASKS] = own
        shown = reading(Corrections(lines=lines, tasks=st.session_state[FIRST_TASKS])).document
        named = {mention.department for task in shown.tasks for mention in task.mentions}
        known = [department.name for department in plain.directory.departments]
        names = st.column_config.MultiselectColumn(
            options=list(dict.fromkeys([*known, *sorted(named)])), accept_new_options=True, width=200
        )
        days = st.column_config.MultiselectColumn(
            options=list(dict.fromkeys(day for row in division_table(shown)[DEADLINES] for day in row)),
            accept_new_options=True,
            width=130,
        )
        edited = st.data_editor(
            division_table(shown),
            hide_index=True,
            disabled=["序号", "任务"],
            column_config={
                "序号": st.column_config.TextColumn(width=50),
                "任务": st.column_config.TextColumn(width=320),
                **dict.fromkeys(ROLES, names),
                DEADLINES: days,
            },
            placeholder="",
            height=min(440, 38 + 36 * len(shown.tasks)),
            key=editor,
        )
    kept[key] = changed_tasks(plain.document, edited)
    return kept[key]


def division_table(document: ParsedDocument) -> pd.DataFrame:
    """The tasks with who does what by when. Columns: 序号, 任务, 牵头, 责任, 配合 (lists of names), 完成时限 (list)."""
    return pd.DataFrame(
        {
            "序号": [task_number(task.number) for task in document.tasks],
            "任务": [task.text for task in document.tasks],
            **{
                label: [
                    [mention.department for mention in task.mentions if mention.role is role]
                    for task in document.tasks
                ]
                for label, role in ROLES.items()
            },
            DEADLINES: [
                [target.value for target in task.targets if target.kind is TargetKind.DEADLINE]
                for task in document.tasks
            ],
        }
    )


def changed_tasks(document: ParsedDocument, edited: pd.DataFrame) -> tuple[TaskCorrection, ...]:
    """What was changed in the table of tasks, ``document`` being as read without it."""
    columns = [*ROLES, DEADLINES]
    before, after = (
        table[columns].map(_listed).to_dict("records") for table in (division_table(document), edited)
    )
    found = []
    for task, old, new in zip(document.tasks, before, after, strict=True):
        named: dict[str, Role] = {}
        for label, role in ROLES.items():
            for name in new[label]:
                named.setdefault(name, role)
        departments = None if all(old[label] == new[label] for label in ROLES) else tuple(named.items())
        deadlines = None if old[DEADLINES] == new[DEADLINES] else tuple(new[DEADLINES])
        if departments is not None or deadlines is not None:
            found.append(TaskCorrection(task.text, task.span, departments, deadlines))
    return tuple(found)


def _listed(cell: object) -> list[str]:
    """The words of a cell, which is None where it was emptied."""
    words = [] if cell is None else [str(word).strip() for word in cell]  # type: ignore[attr-defined]  # a list
    return list(dict.fromkeys(word for word in words if word))
