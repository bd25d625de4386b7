"""A change of a scenario as a form: what kind of change, of which task and which departments."""

from functools import cached_property

import streamlit as st

from data.scenarios import changes as kinds
from data.scenarios.changes import LABELS, Change, Part
from data.vocabulary import ROLE_LABELS, Role
from pages.shared import drawing, words
from pages.shared.page import View
from pages.shared.records import record

EVERYWHERE = "每一项列它的任务"


class _Offered:
    """What the form of a change can choose from: the tasks and the departments of the scenario as it is now."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.tasks = words.task_labels(
            view.plan.tasks[view.plan.tasks["document_id"] == view.scope.documents[0]], 30
        )

    @cached_property
    def departments(self) -> list[str]:
        """All that are known, in the order of the directory."""
        departments = self.view.plan.departments
        return departments.sort_values("position", kind="stable")["name"].tolist()

    @cached_property
    def named(self) -> list[str]:
        """Those that a task names, in the order of the directory."""
        named = {name for task in self.tasks for name in self.listed(task)}
        return [name for name in self.departments if name in named]

    def listed(self, task: str) -> list[str]:
        """The departments that a task names, in printed order."""
        return list(dict.fromkeys(row.name for row in record(self.view.plan, task).departments))

    def task(self, label: str = "任务", key: str = "task") -> str:
        """Choose a task."""
        return st.selectbox(
            label, list(self.tasks), format_func=self.tasks.__getitem__, key=f"scenario_{key}"
        )

    def among(self, label: str, names: list[str]) -> str | None:
        """Choose a department among some, the first at first; None where there is none."""
        # another widget for others: an emptied one stays empty
        key = drawing.key("scenario_unit", label, names)
        return st.selectbox(label, names, index=0 if names else None, key=key, placeholder="没有可选的")

    def place(self, length: int, key: str) -> int:
        """Choose a place on a list of so many, the last at first."""
        return int(
            st.number_input("排第几", 1, max(1, length), value=max(1, length), key=f"scenario_{key}_{length}")
        )


def change(view: View) -> Change | None:
    """The form of a change; None while something is missing."""
    kind = st.selectbox("改动", list(_FORMS), format_func=LABELS.__getitem__, key="scenario_kind")
    offered = _Offered(view)
    if not offered.tasks:
        st.caption("情景里已经没有任务。")
        return None
    return _FORMS[kind](offered)


def _add(offered: _Offered) -> Change | None:
    task = offered.task()
    listed = offered.listed(task)
    unit = offered.among("部门", [name for name in offered.departments if name not in listed])
    left, right = st.columns(2)
    with left:
        place = offered.place(len(listed) + 1, "place_to_add")
    with right:
        role = st.selectbox(
            "角色",
            [Role.RESPONSIBLE, Role.LEAD, Role.SUPPORT],
            format_func=ROLE_LABELS.__getitem__,
            key="scenario_role",
        )
    return None if unit is None else kinds.AddUnit(task, unit, place if place <= len(listed) else None, role)


def _remove(offered: _Offered) -> Change | None:
    task = offered.task()
    unit = offered.among("部门", offered.listed(task))
    return None if unit is None else kinds.RemoveUnit(task, unit)


def _move(offered: _Offered) -> Change | None:
    task = offered.task()
    unit = offered.among("部门", offered.listed(task))
    to = st.selectbox(
        "移到",
        [task, *(own for own in offered.tasks if own != task)],
        format_func=lambda own: "同一项任务的另一处" if own == task else offered.tasks[own],
        key=f"scenario_to_{task}",
    )
    length = len(offered.listed(to)) + (to != task)
    place = offered.place(length, "place_to_move")
    if unit is None or (to != task and unit in offered.listed(to)):
        return None
    return kinds.MoveUnit(task, unit, None if to == task else to, place)


def _replace(offered: _Offered) -> Change | None:
    task = offered.task()
    listed = offered.listed(task)
    unit = offered.among("部门", listed)
    by = offered.among("换为", [name for name in offered.departments if name not in listed])
    return None if unit is None or by is None else kinds.ReplaceUnit(task, unit, by)


def _drop(offered: _Offered) -> Change | None:
    return kinds.DropTask(offered.task())


def _merge(offered: _Offered) -> Change | None:
    units = st.multiselect(
        "合并哪些部门", offered.named, placeholder="至少两个", key="scenario_units", select_all=False
    )
    first = units[0] if units else ""
    into = st.text_input("合并为", value=first, max_chars=60, key=f"scenario_into_{first}").strip()
    return kinds.MergeUnits(tuple(units), into) if len(units) > 1 and into else None


def _split(offered: _Offered) -> Change | None:
    unit = offered.among("拆分哪个部门", offered.named)
    if unit is None:
        return None
    own = [task for task in offered.tasks if unit in offered.listed(task)]
    left, right = st.columns(2)
    first = left.text_input(
        "一个部门（其余各项归它）", value=unit, max_chars=60, key=f"scenario_first_{unit}"
    ).strip()
    second = right.text_input("另一个部门", max_chars=60, key=f"scenario_second_{unit}").strip()
    tasks = st.multiselect(
        "归另一个部门的任务",
        own,
        format_func=offered.tasks.__getitem__,
        placeholder="选择任务",
        key=f"scenario_parted_{unit}",
    )
    if not (first and second and tasks) or first == second:
        return None
    return kinds.SplitUnit(unit, (Part(first), Part(second, tuple(tasks))))


def _expand(offered: _Offered) -> Change | None:
    plan = offered.view.plan
    collectives = set(plan.departments["name"][plan.departments["collective"]])
    collective = offered.among("集合名称", [name for name in offered.named if name in collectives])
    if collective is None:
        return None
    own = [task for task in offered.tasks if collective in offered.listed(task)]
    task = st.selectbox(
        "在哪里展开",
        ["", *own],
        format_func=lambda one: offered.tasks[one] if one else EVERYWHERE,
        key=f"scenario_where_{collective}",
    )
    ids = dict(zip(plan.departments["name"], plan.departments["department_id"], strict=True))
    held = set(plan.members.loc[plan.members["collective_id"] == ids[collective], "department_id"])
    singles = plan.departments[~plan.departments["collective"]]
    members = st.multiselect(
        "成员",
        singles["name"].tolist(),
        default=singles["name"][singles["department_id"].isin(held)].tolist(),
        placeholder="选择成员",
        key=f"scenario_members_{collective}",
    )
    return kinds.ExpandCollective(collective, tuple(members), task or None) if members else None


_FORMS = {
    kinds.AddUnit: _add,
    kinds.RemoveUnit: _remove,
    kinds.MoveUnit: _move,
    kinds.ReplaceUnit: _replace,
    kinds.DropTask: _drop,
    kinds.MergeUnits: _merge,
    kinds.SplitUnit: _split,
    kinds.ExpandCollective: _expand,
}
