"""Invented plans for tests, small enough to check by hand; no real document is copied here."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from data.store.plan import Plan
from data.vocabulary import DepartmentKind

DOCUMENT = "d"


def plan_of(
    tasks: Iterable[tuple[str, str | None, Sequence[str]]],
    *,
    parents: Mapping[str, str] | None = None,
    collectives: Mapping[str, Sequence[str]] | None = None,
    roles: Mapping[tuple[str, str], str] | None = None,
    targets: Iterable[tuple[str, str, str]] = (),
    departments: Sequence[str] = (),
    documents: Mapping[str, str] | None = None,
) -> Plan:
    """A plan from ``(number, section title, department names)``; ids are the number, the title and the name.

    ``parents``: office → parent. ``collectives``: collective name → members. ``roles``: (task, department) → role.
    ``targets``: (number, kind, text). ``departments``: the order of the directory where it is not the order of
    naming. ``documents``: number → document id, where there is more than one document.
    """
    tasks, targets = list(tasks), list(targets)
    parents, collectives, roles = parents or {}, collectives or {}, roles or {}
    document = {number: (documents or {}).get(number, DOCUMENT) for number, _, _ in tasks}
    names = [*departments, *(n for _, _, named in tasks for n in named), *parents, *parents.values()]
    names = list(dict.fromkeys([*names, *collectives, *(m for ms in collectives.values() for m in ms)]))
    titles = list(dict.fromkeys(title for _, title, _ in tasks if title is not None))
    document_of_section = {title: document[number] for number, title, _ in tasks}
    document_ids = list(dict.fromkeys(document.values())) or [DOCUMENT]
    return Plan(
        version=(("r1", 1),),
        documents=_frame(
            "document_id title year issuer issued_on cc first_listed_leads file_name sha256 imported_at "
            "source body example",
            [
                (i, "工作要点（虚构）", 2020, "虚构法院", None, [], False, "a.txt", i, None, "", "", False)
                for i in document_ids
            ],
        ),
        lines=_frame("document_id number start end kind marked", []),
        sections=_frame(
            "section_id document_id ordinal title short_name",
            [(t, document_of_section[t], n, t, "") for n, t in enumerate(titles, 1)],
        ),
        tasks=_frame(
            "task_id document_id section_id position number text start end annotation_start annotation_end "
            "departments_count corrected",
            [
                (
                    number,
                    document[number],
                    title,
                    place,
                    number,
                    f"任务{number}",
                    0,
                    0,
                    None,
                    None,
                    len(named),
                    False,
                )
                for place, (number, title, named) in enumerate(tasks, 1)
            ],
        ),
        departments=_frame(
            "department_id position name kind parent_id collective note body",
            [
                (
                    name,
                    place,
                    name,
                    DepartmentKind.COLLECTIVE.value if name in collectives else DepartmentKind.GENERAL.value,
                    parents.get(name),
                    name in collectives,
                    "",
                    "",
                )
                for place, name in enumerate(names, 1)
            ],
        ),
        members=_frame(
            "collective_id department_id",
            [(collective, member) for collective, ms in collectives.items() for member in ms],
        ),
        responsibilities=_frame(
            "task_id position department_id role mention resolution start end",
            [
                (number, place, name, roles.get((number, name), "responsible"), name, "exact", 0, 0)
                for number, _, named in tasks
                for place, name in enumerate(named, 1)
            ],
        ),
        targets=_frame(
            "task_id position kind text value start end",
            [
                (number, place, kind, text, text, 0, 0)
                for place, (number, kind, text) in enumerate(targets, 1)
            ],
        ),
    )


_TYPES = {
    "position": "int64",
    "ordinal": "int64",
    "number": "str",
    "start": "int64",
    "end": "int64",
    "annotation_start": "Int64",
    "annotation_end": "Int64",
    "departments_count": "int64",
    "corrected": "bool",
    "marked": "bool",
    "year": "Int64",
    "collective": "bool",
    "example": "bool",
    "first_listed_leads": "bool",
    "issued_on": "object",
    "imported_at": "object",
    "cc": "object",
}


def _frame(columns: str, rows: Sequence[tuple]) -> pd.DataFrame:
    names = columns.split()
    frame = pd.DataFrame(list(rows), columns=names)
    return frame.astype({name: _TYPES.get(name, "str") for name in names})
