"""Invented plans of any size, for benchmarks: no court, unit or task in them exists.

Every court has units of its own, named as in a real plan; the number of units of a task is drawn from the
distribution of the first document (33 tasks with one unit, 17 with two, one with five, two with six).
"""

import hashlib

import numpy as np
import pandas as pd

from data.numerals import chinese
from data.store.database import Store
from data.store.departments import department_id_of
from data.store.plan import Plan
from data.store.rows import insert_rows

UNITS = (
    "研究室", "审判管理办公室", "立案庭", "政治部法官管理处", "办公室", "政治部干部处", "民事审判第二庭",
    "执行局执行指挥中心", "执行局协调指导处", "技术处", "审判监督庭", "民事审判第四庭", "环境资源审判庭",
    "民事审判第三庭", "民事审判第一庭", "行政审判庭", "督察室", "机关纪委", "刑事审判第一庭", "刑事审判第二庭",
    "督查工作办公室", "直属机关党委", "政治部宣传教育处", "赔偿委员会办公室", "涉诉信访局信访一处",
    "涉诉信访局信访二处",
)  # fmt: skip
PARENTS = ("政治部", "执行局", "涉诉信访局")
ALL_UNITS = PARENTS + UNITS
SIZES, SIZE_WEIGHTS = [1, 2, 5, 6], np.array([33, 17, 1, 2]) / 53
SECTIONS = 6
FIRST_YEAR = 2000
LABEL = "责任部门："


def synthetic_plan(
    courts: int, years: int, tasks_per_document: int = 50, seed: int = 0, divisions: int = 1
) -> Plan:
    """A plan of ``courts`` × ``years`` invented documents; the same arguments give the same plan.

    ``divisions``: how often a court has each of its units (研究室, 研究室二 …): so that one document names many.

    Columns as in ``Plan``; no collective names, no targets. The places in the sources are true.
    """
    departments = _departments(courts, divisions)
    tasks, assignments = _draw(courts, years, tasks_per_document, divisions, np.random.default_rng(seed))
    assignments["department"] = departments["name"].to_numpy()[assignments["unit"]]
    assignments["department_id"] = departments["department_id"].to_numpy()[assignments["unit"]]
    tasks["units"] = assignments.groupby("task")["department"].agg("、".join)
    tasks["head"] = tasks["number"].astype(str) + ". " + tasks["text"]
    documents = _documents(courts, years, tasks)
    _place(documents, tasks, assignments)
    return Plan(
        ((f"synthetic-{courts}-{years}-{tasks_per_document}", seed),),
        documents=documents,
        lines=_lines(documents, tasks),
        sections=_sections(documents),
        tasks=tasks.assign(corrected=False)[_columns(
            "task_id document_id section_id position number text start end annotation_start annotation_end "
            "departments_count corrected"
        )].astype({"number": "str", "annotation_start": "Int64", "annotation_end": "Int64"}),
        departments=departments,
        members=pd.DataFrame({"collective_id": [], "department_id": []}, dtype="str"),
        responsibilities=assignments.assign(role="responsible", resolution="exact").rename(
            columns={"department": "mention"}
        )[_columns("task_id position department_id role mention resolution start end")],
        targets=pd.DataFrame(
            {name: pd.Series(dtype="str") for name in _columns("task_id position kind text value start end")}
        ).astype({"position": "int64", "start": "int64", "end": "int64"}),
    )  # fmt: skip


def load(plan: Plan, store: Store) -> None:
    """Put an invented plan into a store, in one transaction; the sections get no place in the source."""
    places = {"start": "span_start", "end": "span_end"}
    with store.write(seconds=1_800) as cursor:
        insert_rows(
            cursor,
            {
                "documents": plan.documents.drop(columns=["body", "example"]).assign(revision=1),
                "lines": plan.lines.rename(columns=places),
                "sections": plan.sections.drop(columns=["short_name"]).assign(span_start=0, span_end=0),
                "tasks": plan.tasks.rename(columns=places),
                "departments": plan.departments.drop(columns=["collective", "note", "body"]),
                "department_names": plan.departments[["name", "department_id"]],
                "responsibilities": plan.responsibilities.rename(columns=places),
            },
        )


def _draw(
    courts: int, years: int, tasks_per_document: int, divisions: int, random: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tasks (document, number, size …) and assignments (task, position, unit): rows of the departments."""
    count = courts * years * tasks_per_document
    tasks = pd.DataFrame({"document": np.arange(count) // tasks_per_document})
    tasks["number"] = tasks["position"] = np.arange(count) % tasks_per_document + 1
    tasks["ordinal"] = (tasks["number"] - 1) * SECTIONS // tasks_per_document + 1
    tasks["text"] = "这是虚构的任务，只用于测试，第" + tasks["number"].astype(str) + "项。"
    tasks["departments_count"] = random.choice(SIZES, size=count, p=SIZE_WEIGHTS)
    # A weighted draw without repetition: the largest of log(u)/w. The weights fall as 1, 1/2, 1/3 …
    # The same unit of every division is as likely as that of the first.
    rank = np.tile(np.arange(1, len(UNITS) + 1), divisions)
    ranked = np.argsort(-np.log(random.random((count, len(rank)))) * rank, axis=1)[:, : max(SIZES)]
    task = np.repeat(np.arange(count), tasks["departments_count"])
    position = (
        np.arange(len(task)) - (tasks["departments_count"].cumsum().shift(fill_value=0)).to_numpy()[task]
    )
    court = task // (tasks_per_document * years)
    drawn = ranked[task, position]
    division = court * divisions + drawn // len(UNITS)
    unit = division * len(ALL_UNITS) + len(PARENTS) + drawn % len(UNITS)
    return tasks, pd.DataFrame({"task": task, "position": position + 1, "unit": unit})


def _departments(courts: int, divisions: int = 1) -> pd.DataFrame:
    each = courts * divisions
    court = np.repeat(np.arange(each), len(ALL_UNITS))  # of several divisions, each has all of the units
    units = pd.Series(ALL_UNITS * each)
    number = pd.Series(court % divisions).map(lambda at: chinese(at + 1) if at else "")
    names = "虚构" + pd.Series(court // divisions + 1).astype(str).str.zfill(4) + "法院" + units + number
    ids = names.map(department_id_of)
    parents = pd.Series([next((p for p in PARENTS if u != p and u.startswith(p)), None) for u in ALL_UNITS])
    offsets = parents.map({parent: row for row, parent in enumerate(PARENTS)})
    rows = np.tile(offsets.to_numpy(dtype=float), each) + court * len(ALL_UNITS)
    parent_ids = [None if np.isnan(row) else ids[int(row)] for row in rows]
    kinds = np.where(units.str.endswith("庭"), "审判", "综合")
    return pd.DataFrame(
        {
            "department_id": ids,
            "position": np.arange(len(names)) + 1,
            "name": names,
            "kind": kinds,
            "parent_id": pd.Series(parent_ids, dtype="str"),
            "collective": False,
            "note": "",
            "body": "",
        }
    )


def _documents(courts: int, years: int, tasks: pd.DataFrame) -> pd.DataFrame:
    row = np.arange(courts * years)
    year = pd.Series(FIRST_YEAR + row % years)
    titles = (
        "虚构" + pd.Series(row // years + 1).astype(str).str.zfill(4) + "法院" + year.astype(str) + "年要点"
    )
    blocks = tasks["head"] + "\n" + LABEL + tasks["units"] + "\n"
    sources = titles + "\n" + blocks.groupby(tasks["document"]).agg("".join)
    digests = [hashlib.sha256(source.encode()).hexdigest() for source in sources]
    return pd.DataFrame(
        {
            "document_id": [digest[:16] for digest in digests],
            "title": titles,
            "year": year.astype("Int64"),
            "issuer": "虚构法院",
            "issued_on": None,
            "cc": [[] for _ in digests],
            "first_listed_leads": False,
            "file_name": "虚构.txt",
            "sha256": digests,
            "imported_at": pd.Timestamp("2000-01-01"),
            "source": sources,
            "body": "",
            "example": False,
        }
    )


def _place(documents: pd.DataFrame, tasks: pd.DataFrame, assignments: pd.DataFrame) -> None:
    """Add ids and places to tasks and assignments."""
    document = tasks["document"]
    tasks["document_id"] = documents["document_id"].to_numpy()[document]
    tasks["task_id"] = tasks["document_id"] + "-t" + tasks["number"].astype(str).str.zfill(3)
    tasks["section_id"] = tasks["document_id"] + "-s0" + tasks["ordinal"].astype(str)
    lengths = tasks["head"].str.len() + len(LABEL) + tasks["units"].str.len() + 2
    before = lengths.groupby(document).cumsum() - lengths
    tasks["start"] = before + documents["title"].str.len().to_numpy()[document] + 1
    tasks["end"] = tasks["start"] + tasks["head"].str.len()
    tasks["annotation_start"] = tasks["end"] + 1
    tasks["annotation_end"] = tasks["annotation_start"] + len(LABEL) + tasks["units"].str.len()
    task, width = assignments["task"], assignments["department"].str.len()
    assignments["task_id"] = tasks["task_id"].to_numpy()[task]
    offsets = (width + 1).groupby(task).cumsum() - width - 1
    assignments["start"] = tasks["annotation_start"].to_numpy()[task] + len(LABEL) + offsets
    assignments["end"] = assignments["start"] + width


def _lines(documents: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    titles = documents[["document_id"]].assign(
        number=1, start=0, end=documents["title"].str.len(), kind="title"
    )
    heads = tasks[["document_id", "start", "end"]].assign(number=tasks["number"] * 2, kind="task")
    lists = tasks[["document_id"]].assign(
        number=tasks["number"] * 2 + 1,
        start=tasks["annotation_start"],
        end=tasks["annotation_end"],
        kind="annotation",
    )
    whole = pd.concat([titles, heads, lists], ignore_index=True).assign(marked=False)
    return whole[_columns("document_id number start end kind marked")]


def _sections(documents: pd.DataFrame) -> pd.DataFrame:
    ordinal = pd.Series(np.tile(np.arange(1, SECTIONS + 1), len(documents)))
    document_id = pd.Series(np.repeat(documents["document_id"].to_numpy(), SECTIONS))
    return pd.DataFrame(
        {
            "section_id": document_id + "-s0" + ordinal.astype(str),
            "document_id": document_id,
            "ordinal": ordinal,
            "title": "虚构的第" + ordinal.astype(str) + "部分",
            "short_name": pd.Series("", index=ordinal.index, dtype="str"),
        }
    )


def _columns(names: str) -> list[str]:
    return names.split()
