"""Who is named how often: full and fractional counts of departments, sections and tasks.

Being listed for a task is what the document tells; it says nothing of the effort that the task takes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.scope import Counting, ScopedPlan
from data.errors import ScopeError
from data.vocabulary import Role

TOLERANCE = 1e-9  # counts that differ by less are equal: 1/3 + 1/3 + 1/3 is 1

OUTSIDE_SECTIONS = ""  # in place of a section id: the tasks that stand outside any section


@dataclass(frozen=True, slots=True)
class WorkloadSummary:
    """What a scope holds, all of it counts (个)."""

    tasks: int  # 任务
    departments: int  # departments named for at least one of them, collective names not among them
    collectives: int  # collective names (集合名称) beside them
    responsibilities: int  # departments and collective names of tasks (列名次数): Σ k
    sole_tasks: int  # 独立承担: one department on the printed list
    joint_tasks: int  # 共同承担: two or more
    unassigned_tasks: int  # no department in this scope
    tasks_with_target: int  # at least one target stated
    largest_task: int  # departments of the longest printed list; 0 without tasks


def summary(scoped: ScopedPlan) -> WorkloadSummary:
    """What the scope holds; zeros for an empty one."""
    size, targets = scoped.tasks["size"].to_numpy(), scoped.tasks["targets"].to_numpy()
    joint, collectives = is_joint(scoped), int(scoped.departments["collective"].sum())
    return WorkloadSummary(
        tasks=len(size),
        departments=len(scoped.departments) - collectives,
        collectives=collectives,
        responsibilities=len(scoped.assignments),
        sole_tasks=int((~joint & (size > 0)).sum()),
        joint_tasks=int((joint & (size > 0)).sum()),
        unassigned_tasks=int((size == 0).sum()),
        tasks_with_target=int((targets > 0).sum()),
        largest_task=int(scoped.tasks["listed"].max() if len(size) else 0),
    )


def is_joint(scoped: ScopedPlan) -> np.ndarray:
    """For each task whether several departments carry it together (共同承担): by its printed list, k > 1.

    What the scope leaves out of the list makes no joint task a sole one.
    """
    return scoped.tasks["listed"].to_numpy() > 1


def counts(scoped: ScopedPlan) -> tuple[np.ndarray, np.ndarray]:
    """Full and fractional count of each department, in the order of ``scoped.departments``.

    Full (参与数): the tasks that name the department. Fractional (分担数): Σ 1/k over them, k departments in the task
    (Perianes-Rodriguez, Waltman & van Eck 2016); summed over all departments it is the number of tasks with a department.
    """
    department = scoped.assignments["department"].to_numpy()
    n = len(scoped.departments)
    return np.bincount(department, minlength=n), np.bincount(department, weights=shares(scoped), minlength=n)


def loads(scoped: ScopedPlan) -> np.ndarray:
    """The count of each department by the scope's counting, in the order of ``scoped.departments``."""
    full, fractional = counts(scoped)
    return fractional if scoped.scope.counting == Counting.FRACTIONAL else full


def by_department(scoped: ScopedPlan) -> pd.DataFrame:
    """One row for each department of the scope.

    Columns: department_id, name, kind, collective (bool); full (参与数), fractional (分担数: Σ 1/k), sole (独立承担) and
    joint (共同承担: ``is_joint``) tasks, first_listed (首列: tasks whose printed list it opens) and joint_first (those of
    them that are joint; that it leads is an assumption unless the document says so), lead (牵头) and support (配合) as the document states them,
    sections (涉及部分数), with_target (tasks that state a target); full_rank and fractional_rank (1 = most;
    equal counts share a rank and the next ranks are left free; Int64, missing for a collective name, which is no
    department to be ranked), joint_share (joint/full, 0 to 1).
    Sorted by the scope's counting, then the other, both falling, then by the directory; collective names after the
    departments. Empty scope: no rows.
    """
    full, fractional = counts(scoped)
    given, n = scoped.assignments, len(scoped.departments)
    department, task = given["department"].to_numpy(), given["task"].to_numpy()

    def number_where(holds: np.ndarray) -> np.ndarray:
        return np.bincount(department[holds], minlength=n)

    shared, opens = is_joint(scoped)[task], given["first"].to_numpy(bool)
    joint = number_where(shared)
    role = given["role"].to_numpy()
    by_fractions = scoped.scope.counting == Counting.FRACTIONAL
    first, second = (fractional, full) if by_fractions else (full, fractional)
    collective = scoped.departments["collective"].to_numpy(bool)
    order = np.lexsort((ranks(second), ranks(first), collective))
    columns = {
        "full": full,
        "fractional": fractional,
        "sole": full - joint,
        "joint": joint,
        "first_listed": number_where(opens),
        "joint_first": number_where(opens & shared),
        "lead": number_where(role == Role.LEAD),
        "support": number_where(role == Role.SUPPORT),
        "sections": _sections_spanned(scoped),
        "with_target": number_where(scoped.tasks["targets"].to_numpy()[task] > 0),
        "full_rank": _ranks_of_departments(full, collective),
        "fractional_rank": _ranks_of_departments(fractional, collective),
        "joint_share": joint / np.maximum(full, 1),
    }
    named = ("department_id", "name", "kind", "collective")
    names = {column: scoped.departments[column].array[order] for column in named}
    return pd.DataFrame(names | {column: values[order] for column, values in columns.items()})


ASSUMED_LEADS = "共同任务中首列（推定牵头）"
"""What ``joint_first`` is called in tables."""


def known_of_leading(by_department: pd.DataFrame) -> tuple[str, ...]:
    """The columns of ``by_department`` that say who leads: what the document states, and what is assumed beside it.

    ``lead`` and ``support`` where it states a role of any department; ``joint_first`` unless it states one of each.
    """
    stated = (by_department["lead"] > 0) | (by_department["support"] > 0)
    roles = ("lead", "support") if stated.any() else ()
    return roles if len(by_department) and stated.all() else (*roles, "joint_first")


def by_section(scoped: ScopedPlan) -> pd.DataFrame:
    """Where the departments have their tasks: one row for each section and department with a task in common.

    Columns: section_id, section_ordinal, section_title (missing for tasks outside any section),
    department_id, name, full (tasks), fractional (Σ 1/k over them). Sections in the order of the documents
    (outside last), departments in that of the directory. Empty scope: no rows.
    """
    code, first_task = section_codes(scoped)
    given, n = scoped.assignments, max(len(scoped.departments), 1)
    task, department = given["task"].to_numpy(), given["department"].to_numpy()
    cells, which = np.unique(code[task] * n + department, return_inverse=True)
    example, department = first_task[cells // n], cells % n
    tasks, departments = scoped.tasks, scoped.departments
    columns = ("section_id", "section_ordinal", "section_title")
    return pd.DataFrame(
        {column: tasks[column].array[example] for column in columns}
        | {column: departments[column].array[department] for column in ("department_id", "name")}
        | {
            "full": np.bincount(which, minlength=len(cells)),
            "fractional": np.bincount(which, weights=shares(scoped), minlength=len(cells)),
        }
    )


def tasks_of(
    scoped: ScopedPlan,
    department_id: str | None = None,
    section_id: str | None = None,
    other_department_id: str | None = None,
) -> list[str]:
    """The tasks behind a bar (department), a cell (department and section) or an edge (two departments): ids in printed order.

    What is not given does not restrict; ``OUTSIDE_SECTIONS`` asks for the tasks outside any section.
    Raises ``ScopeError`` for a department or section that has no task in the scope.
    """
    tasks = scoped.tasks
    kept = np.ones(len(tasks), bool)
    given_task = scoped.assignments["task"].to_numpy()
    for department in (department_id, other_department_id):
        if department is not None:
            mask = scoped.assignments["department"].to_numpy() == row_of(scoped, department)
            kept &= np.isin(np.arange(len(tasks)), given_task[mask])
    if section_id is not None:
        outside = section_id == OUTSIDE_SECTIONS
        here = (tasks["section_id"].isna() if outside else tasks["section_id"] == section_id).to_numpy(bool)
        if not here.any():
            raise ScopeError("这个部分在当前范围内没有任务", todo="重新选择部分")
        kept &= here
    return tasks["task_id"].array[kept].tolist()


def tasks_of_any(scoped: ScopedPlan, department_ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of the tasks that name any of some departments, in printed order; departments without a task add none."""
    departments = pd.Index(scoped.departments["department_id"]).get_indexer(pd.Index(list(department_ids)))
    rows = np.unique(
        scoped.assignments["task"].to_numpy()[np.isin(scoped.assignments["department"], departments)]
    )
    return tuple(scoped.tasks["task_id"].array[rows])


def tasks_of_all(scoped: ScopedPlan, department_ids: Iterable[str]) -> list[str]:
    """Ids of the tasks that name every one of some departments, in printed order; none where one has no task."""
    wanted = set(department_ids)
    row = dict(zip(scoped.departments["department_id"], range(len(scoped.departments)), strict=True))
    if not wanted or not wanted <= row.keys():
        return []
    held = scoped.assignments["task"][
        scoped.assignments["department"].isin([row[department] for department in wanted])
    ]
    number = np.bincount(held.to_numpy(), minlength=len(scoped.tasks))
    return scoped.tasks["task_id"].array[number == len(wanted)].tolist()


def row_of(scoped: ScopedPlan, department_id: str) -> int:
    """The row of a department in ``scoped.departments``. Raises ``ScopeError`` for one without a task."""
    rows = np.flatnonzero((scoped.departments["department_id"] == department_id).to_numpy(bool))
    if not len(rows):
        raise ScopeError("这个部门在当前范围内没有任务", todo="重新选择部门，或放宽查看范围")
    return int(rows[0])


def ranks(values: np.ndarray) -> np.ndarray:
    """Competition ranks (1 = largest): values within ``TOLERANCE`` share one, the next are left free."""
    order = np.argsort(-values, kind="stable")
    falls = np.diff(values[order], prepend=np.inf) < -TOLERANCE
    place = np.where(falls, np.arange(1, len(values) + 1), 0)
    result = np.empty(len(values), int)
    result[order] = np.maximum.accumulate(place)
    return result


def _ranks_of_departments(values: np.ndarray, collective: np.ndarray) -> pd.arrays.IntegerArray:
    """``ranks`` among the departments; missing for collective names."""
    found = np.zeros(len(values), int)
    found[~collective] = ranks(values[~collective])
    return pd.arrays.IntegerArray(found, collective)


def section_codes(scoped: ScopedPlan) -> tuple[np.ndarray, np.ndarray]:
    """For each task the number of its section (0, 1, … as met; outside any section: the last number),
    and for each number the row of its first task.
    """
    code, met = pd.factorize(scoped.tasks["section_id"])
    code = np.where(code < 0, len(met), code)
    return code, np.unique(code, return_index=True)[1]


def shares(scoped: ScopedPlan) -> np.ndarray:
    """What each department of a task is counted fractionally: 1/k."""
    return 1.0 / scoped.tasks["size"].to_numpy()[scoped.assignments["task"].to_numpy()]


def _sections_spanned(scoped: ScopedPlan) -> np.ndarray:
    """Number of different sections with a task of each department; outside any section is none."""
    code, _ = section_codes(scoped)
    task = scoped.assignments["task"].to_numpy()
    inside = scoped.tasks["section_id"].notna().to_numpy()[task]
    department, codes = scoped.assignments["department"].to_numpy(), len(code) + 1
    pairs = np.unique(department[inside] * codes + code[task[inside]])
    return np.bincount(pairs // codes, minlength=len(scoped.departments))
