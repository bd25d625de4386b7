from collections import Counter
from pathlib import Path

import pandas as pd

from data.store.content import mark_changed
from data.store.database import Store
from data.store.plan import load_catalogue, load_plan
from data.store.removing import remove_document
from tests.data.documents import SEED_ID, put
from tests.sql import oracle

COLUMNS = {
    "documents": {
        "document_id": "str", "title": "str", "year": "Int64", "issuer": "str", "issued_on": "object",
        "cc": "object", "first_listed_leads": "bool", "file_name": "str", "sha256": "str",
        "imported_at": "datetime64[us]", "source": "str", "body": "str", "example": "bool",
    },
    "lines": {
        "document_id": "str", "number": "int64", "start": "int64", "end": "int64", "kind": "str", "marked": "bool",
    },
    "sections": {
        "section_id": "str", "document_id": "str", "ordinal": "int64", "title": "str", "short_name": "str",
    },
    "tasks": {
        "task_id": "str", "document_id": "str", "section_id": "str", "position": "int64", "number": "str",
        "text": "str", "start": "int64", "end": "int64", "annotation_start": "Int64", "annotation_end": "Int64",
        "departments_count": "int64", "corrected": "bool",
    },
    "departments": {
        "department_id": "str", "position": "int64", "name": "str", "kind": "str", "parent_id": "str",
        "collective": "bool", "note": "str",
        "body": "str",
    },
    "members": {"collective_id": "str", "department_id": "str"},
    "responsibilities": {
        "task_id": "str", "position": "int64", "department_id": "str", "role": "str", "mention": "str",
        "resolution": "str", "start": "int64", "end": "int64",
    },
    "targets": {
        "task_id": "str", "position": "int64", "kind": "str", "text": "str", "value": "str", "start": "int64",
        "end": "int64",
    },
}  # fmt: skip


def columns_of(store: Store) -> dict[str, dict[str, str]]:
    plan = load_plan(store)
    frames = {name: getattr(plan, name) for name in COLUMNS}
    assert all(frame.index.equals(pd.RangeIndex(len(frame))) for frame in frames.values())
    return {
        name: {column: str(dtype) for column, dtype in frame.dtypes.items()} for name, frame in frames.items()
    }


def test_the_frames_have_the_promised_columns(store: Store) -> None:
    assert columns_of(store) == COLUMNS


def test_an_empty_store_has_the_same_columns_without_rows(tmp_path: Path) -> None:
    with Store.create(tmp_path / "empty.duckdb") as store:
        assert columns_of(store) == COLUMNS
        plan = load_plan(store)
    assert {name: len(getattr(plan, name)) for name in COLUMNS} == dict.fromkeys(COLUMNS, 0)


def test_a_plan_holds_the_documents_that_were_asked_for(store: Store) -> None:
    """And the departments of their bodies; documents that are not in use are passed over."""
    invented = put(store)
    alone = load_plan(store, [invented])
    assert alone.documents["document_id"].tolist() == [invented]
    assert (len(alone.tasks), len(alone.responsibilities), len(alone.targets)) == (2, 4, 1)
    assert set(alone.departments["body"]) == {"虚构市中级人民法院"}
    assert [document_id for document_id, _ in load_plan(store).version] == [SEED_ID, invented]
    remove_document(store, invented, "甲")
    gone = load_plan(store, [invented, "x", SEED_ID])
    assert gone.version == load_plan(store, [SEED_ID]).version
    assert gone.tasks.equals(load_plan(store).tasks)


def test_a_version_changes_with_its_documents_only(store: Store) -> None:
    seed = load_plan(store, [SEED_ID]).version
    invented = put(store)
    assert load_plan(store, [SEED_ID]).version == seed
    before = load_catalogue(store).version([invented])
    with store.write() as cursor:
        cursor.execute("UPDATE tasks SET text = '改' WHERE document_id = ?", [invented])
        mark_changed(cursor, [invented])
    assert load_catalogue(store).version([invented]) != before
    assert load_catalogue(store).version([SEED_ID]) == seed


def test_the_catalogue_has_the_newest_plan_first(store: Store, tmp_path: Path) -> None:
    invented = put(store)
    catalogue = load_catalogue(store).documents
    assert catalogue["document_id"].tolist() == [SEED_ID, invented]
    assert catalogue["body"].tolist() == ["", "虚构市中级人民法院"]
    with Store.create(tmp_path / "empty.duckdb") as empty:
        assert load_catalogue(empty).documents.columns.tolist() == catalogue.columns.tolist()


def test_the_first_document_in_figures(store: Store) -> None:
    plan = load_plan(store)
    counts = {name: len(getattr(plan, name)) for name in COLUMNS if name != "lines"}
    assert counts == {
        "documents": 1, "sections": 6, "tasks": 53, "departments": 31, "members": 9,
        "responsibilities": 84, "targets": 5,
    }  # fmt: skip
    per_section = plan.tasks.merge(plan.sections, on="section_id").groupby("ordinal").size()
    assert per_section.tolist() == [2, 13, 9, 11, 7, 11]
    assert plan.responsibilities["department_id"].nunique() == 28
    assert plan.responsibilities["mention"].nunique() == 29
    assert Counter(plan.tasks["departments_count"]) == {1: 33, 2: 17, 5: 1, 6: 2}
    assert set(plan.responsibilities["role"]) == {"responsible"}
    numbers = plan.tasks.set_index("task_id")["number"]
    targets = [
        (numbers[task_id], kind, value)
        for task_id, kind, value in plan.targets[["task_id", "kind", "value"]].itertuples(index=False)
    ]
    assert targets == [
        ("8", "coverage", "全覆盖"),
        ("9", "percent", "45%"),
        ("17", "percent", "100%"),
        ("28", "coverage", "全覆盖"),
        ("52", "deadline", "2023-12-31"),
    ]


def test_the_first_document_says_of_itself(store: Store) -> None:
    (document,) = load_plan(store).documents.drop(columns=["source", "imported_at"]).to_dict("records")
    assert {**document, "issued_on": str(document["issued_on"])} == {
        "document_id": "0f85b1d9271100d4",
        "title": "2023年全省法院司法改革工作要点",
        "year": 2023,
        "issuer": "吉林省高级人民法院办公室",
        "issued_on": "2023-05-17",
        "cc": ["最高人民法院", "省委政法委", "省委改革办"],
        "first_listed_leads": False,
        "file_name": "000_13ebe1dc998c35c0.txt",
        "sha256": document["sha256"],
        "body": "",
        "example": True,
    }
    assert document["sha256"].startswith(document["document_id"])


def test_the_departments_in_the_order_of_the_directory(store: Store) -> None:
    departments = load_plan(store).departments
    assert departments["position"].tolist() == list(range(1, 32))
    names = departments.set_index("department_id")["name"]
    children = departments.dropna(subset="parent_id")
    assert Counter(names[children["parent_id"]]) == {"政治部": 3, "执行局": 2, "涉诉信访局": 2}
    assert departments.loc[departments["collective"], "name"].tolist() == ["各审判业务部门"]


def test_the_same_figures_by_sql(store: Store) -> None:
    with store.read() as cursor:
        workload = cursor.execute(oracle("workload")).df().set_index("name")
        ties = cursor.execute(oracle("ties")).df()
    assert workload["full_count"].head(4).to_dict() == {
        "研究室": 11, "审判管理办公室": 10, "政治部法官管理处": 7, "立案庭": 7,
    }  # fmt: skip
    assert round(workload["fractional_count"], 2).loc[["审判管理办公室", "研究室"]].tolist() == [7.70, 7.33]
    assert (len(workload), workload["full_count"].sum(), workload["sole"].sum()) == (28, 84, 33)
    assert round(workload["fractional_count"].sum(), 9) == 53
    assert (len(ties), int((ties["shared"] == 1).sum())) == (48, 42)
    (strongest,) = ties[ties["shared"] == ties["shared"].max()].to_dict("records")
    assert {strongest["name"], strongest["other_name"]} == {"政治部法官管理处", "政治部干部处"}
    assert strongest["shared"] == 5
    # Newman: the weights of a department's ties sum up to its joint tasks.
    both = pd.concat(
        [ties[["name", "newman"]], ties[["other_name", "newman"]].set_axis(["name", "newman"], axis=1)]
    )
    sums = both.groupby("name")["newman"].sum().reindex(workload.index, fill_value=0)
    assert (sums - workload["joint"]).abs().max() < 1e-9
