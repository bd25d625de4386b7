"""征求意见清单: for chosen tasks, whom their lists name, and who is listed with those elsewhere.

A list of whom to ask, with the tasks that say so: no measure, and no claim that anybody must be asked.
"""

from collections.abc import Sequence

import pandas as pd

from analytics.scope import ScopedPlan
from analytics.ties.incidence import incidence

COLUMNS = ["task_id", "department_id", "name", "collective", "listed", "with_ids", "task_ids"]


def whom_to_ask(scoped: ScopedPlan, task_ids: Sequence[str]) -> pd.DataFrame:
    """For each of the tasks the departments that it names, and those that other tasks name together with one of them.

    Columns: task_id, department_id, name, collective (bool), listed (bool: the task names it), with_ids (list: those of the
    task's departments that it is named with elsewhere), task_ids (list, printed order: the other tasks that name both). Both
    lists are empty where listed. In the order of ``task_ids``; for each the listed in printed order, then the others by
    the number of task_ids falling, then by the directory. A task that the scope lacks is passed over; without
    departments it gives no rows.
    """
    row = dict(zip(scoped.tasks["task_id"], range(len(scoped.tasks)), strict=True))
    named = incidence(scoped).toarray().astype(bool)
    ids, departments = scoped.tasks["task_id"].tolist(), scoped.departments
    order = list(zip(scoped.assignments["task"], scoped.assignments["department"], strict=True))
    given: list[tuple[int, int, bool, list[int], list[str]]] = []
    for task in (row[task_id] for task_id in dict.fromkeys(task_ids) if task_id in row):
        listed = [department for own, department in order if own == task]
        elsewhere = named.copy()
        elsewhere[:, task] = False
        together = elsewhere & elsewhere[listed].any(axis=0)
        others = [at for at in range(len(departments)) if at not in listed and together[at].any()]
        others.sort(key=lambda at: -int(together[at].sum()))
        given += [(task, at, True, [], []) for at in listed]
        given += [
            (
                task,
                at,
                False,
                [own for own in listed if (elsewhere[own] & elsewhere[at]).any()],
                [ids[other] for other in together[at].nonzero()[0]],
            )
            for at in others
        ]
    name = departments["department_id"].tolist()
    return pd.DataFrame(
        {
            "task_id": pd.array([ids[task] for task, *_ in given], dtype="str"),
            "department_id": pd.array([name[at] for _, at, *_ in given], dtype="str"),
            "name": pd.array([departments["name"].iloc[at] for _, at, *_ in given], dtype="str"),
            "collective": [bool(departments["collective"].iloc[at]) for _, at, *_ in given],
            "listed": [listed for _, _, listed, _, _ in given],
            "with_ids": pd.Series([[name[own] for own in them] for *_, them, _ in given], dtype=object),
            "task_ids": pd.Series([tasks for *_, tasks in given], dtype=object),
        },
        columns=COLUMNS,
    )
