from dataclasses import fields
from pathlib import Path

import pandas as pd

from analytics.rows import each_row
from data.store.database import Store
from data.store.plan import Plan, load_plan
from tests.benchmarks import measures, storing
from tests.benchmarks.synthetic import load, synthetic_plan
from tests.sql import oracle

KEYS = {
    "documents": ["document_id"],
    "lines": ["document_id", "number"],
    "sections": ["section_id"],
    "tasks": ["task_id"],
    "departments": ["position"],
    "members": ["collective_id"],
    "responsibilities": ["task_id", "position"],
    "targets": ["task_id"],
}


def test_an_invented_plan_goes_through_a_store_unchanged(tmp_path: Path) -> None:
    plan = synthetic_plan(courts=3, years=2, tasks_per_document=20)
    with Store.create(tmp_path / "synthetic.duckdb") as store:
        load(plan, store)
        stored = load_plan(store)
    for name, key in KEYS.items():
        before, after = (
            getattr(frames, name).sort_values(key, ignore_index=True) for frames in (plan, stored)
        )
        pd.testing.assert_frame_equal(before, after, obj=name)


def test_what_is_timed_beside_a_measure_or_a_store_is_there(plan: Plan) -> None:
    assert all(oracle(name) for name in measures.BY_QUERY.values())
    assert set(measures.BY_QUERY) <= set(measures.measures(plan)["measures"])
    assert set(storing.TABLES) <= {field.name for field in fields(Plan)}


def test_the_places_of_an_invented_plan_are_true() -> None:
    plan = synthetic_plan(courts=2, years=2, tasks_per_document=30)
    sources = plan.documents.set_index("document_id")["source"]
    tasks = plan.tasks.set_index("task_id")
    assert len(tasks) == 120
    for task in each_row(plan.tasks):
        source = sources[task.document_id]
        assert source[task.start : task.end] == f"{task.number}. {task.text}"
        assert source[task.annotation_start : task.annotation_end].startswith("责任部门：虚构")
    for mention in each_row(plan.responsibilities):
        source = sources[tasks.loc[mention.task_id, "document_id"]]
        assert source[mention.start : mention.end] == mention.mention


def test_no_department_works_for_two_courts() -> None:
    plan = synthetic_plan(courts=4, years=3)
    shared = plan.responsibilities.merge(plan.tasks[["task_id", "document_id"]], on="task_id").merge(
        plan.documents[["document_id", "title"]], on="document_id"
    )
    assert shared.groupby("department_id")["title"].agg(lambda titles: titles.str[:8].nunique()).max() == 1
    assert not plan.responsibilities.duplicated(["task_id", "department_id"]).any()
