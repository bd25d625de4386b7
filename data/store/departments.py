"""The directory of departments in the store: units, the ways to write them, members of collective names."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from data.importing.document import Mention
from data.names.directory import Directory, Unit
from data.store.rows import execute_with
from data.vocabulary import DepartmentKind

if TYPE_CHECKING:
    import duckdb

ADD_UNITS = """
    INSERT INTO departments BY NAME
    SELECT department_id, name, body, kind, parent_id, note,
        coalesce(position, (SELECT coalesce(max(position), 0) FROM departments) + row) AS position
    FROM incoming
    WHERE department_id NOT IN (SELECT department_id FROM departments)
"""
CHANGE_UNITS = """
    UPDATE departments
    SET position = coalesce(incoming.position, departments.position), kind = incoming.kind,
        parent_id = incoming.parent_id, note = incoming.note
    FROM incoming
    WHERE departments.department_id = incoming.department_id
        AND (departments.position, departments.kind, departments.parent_id, departments.note)
            IS DISTINCT FROM (
                coalesce(incoming.position, departments.position), incoming.kind, incoming.parent_id, incoming.note
            )
"""
ADD_NAMES = """
    INSERT INTO department_names (name, department_id)
    SELECT name, department_id FROM incoming
    WHERE (name, department_id) NOT IN (SELECT (name, department_id) FROM department_names)
"""
REMOVE_NAMES = """
    DELETE FROM department_names
    WHERE (name, department_id) NOT IN (SELECT (name, department_id) FROM incoming) AND (
        department_id IN (SELECT department_id FROM incoming)
        OR (name, department_id) IN (
            SELECT (written.name, written.department_id)
            FROM department_names AS written
            JOIN departments USING (department_id)
            JOIN incoming ON incoming.name = written.name AND incoming.body IS NOT DISTINCT FROM departments.body
        )
    )
"""
ADD_MEMBERS = """
    INSERT INTO collective_members (collective_id, department_id)
    SELECT collective_id, department_id FROM incoming
    WHERE department_id IS NOT NULL AND (collective_id, department_id) NOT IN (
        SELECT (collective_id, department_id) FROM collective_members
    )
"""
REMOVE_MEMBERS = """
    DELETE FROM collective_members
    WHERE collective_id IN (SELECT collective_id FROM incoming) AND (collective_id, department_id) NOT IN (
        SELECT (collective_id, department_id) FROM incoming WHERE department_id IS NOT NULL
    )
"""
REMOVE_UNUSED_MEMBERS = """
    DELETE FROM collective_members
    WHERE collective_id NOT IN (SELECT unnest($kept) UNION ALL SELECT department_id FROM responsibilities)
"""
REMOVE_UNUSED_UNITS = """
    DELETE FROM departments WHERE department_id NOT IN (
        SELECT unnest($kept)
        UNION ALL SELECT department_id FROM responsibilities
        UNION ALL SELECT department_id FROM collective_members
        UNION ALL SELECT parent_id FROM departments WHERE parent_id IS NOT NULL
    )
"""
REMOVE_UNUSED_NAMES = """
    DELETE FROM department_names WHERE department_id NOT IN (SELECT department_id FROM departments)
"""


def department_id_of(name: str, body: str | None = None) -> str:
    """The letter d and 12 hexadecimal digits of SHA-256: stable, and safe in a URL.

    ``name``: the full name. ``body``: the body whose unit it is; None for the one that the directory is of.
    """
    words = name if body is None else f"{body}\n{name}"
    return f"d{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def store_departments(
    cursor: "duckdb.DuckDBPyConnection",
    directory: Directory,
    mentions: Iterable[Mention] = (),
    body: str | None = None,
) -> None:
    """Bring the stored units to what the directory says, and add those that only the mentions name.

    A unit that the directory does not know gets the kind 未归类 (or 集合名称) and a place after all others. Of another
    body (``body``) only the units that the mentions name are stored, with those above them and their members: the
    directory is not theirs. No unit is removed here: other documents may name it.
    """
    known = {unit.name for unit in directory.units}
    unknown = {mention.name: _unknown_unit(mention) for mention in mentions if mention.name not in known}
    own = directory.units if body is None else _named_units(directory, {mention.name for mention in mentions})
    units = [*own, *unknown.values()]
    if not units:
        return
    placed = known if body is None else set()
    unit_rows = [_unit_row(row, unit, body, unit.name in placed) for row, unit in enumerate(units, 1)]
    names = [
        {"name": name, "department_id": department_id_of(unit.name, body), "body": body}
        for unit in units
        for name in (unit.name, *unit.other_names)
    ]
    for sql in (ADD_UNITS, CHANGE_UNITS):
        execute_with(cursor, sql, unit_rows)
    for sql in (REMOVE_NAMES, ADD_NAMES):
        execute_with(cursor, sql, names)
    members = [
        {"collective_id": department_id_of(unit.name, body), "department_id": member}
        for unit in units
        for member in (None, *(department_id_of(name, body) for name in unit.members))
    ]
    for sql in (REMOVE_MEMBERS, ADD_MEMBERS):
        execute_with(cursor, sql, members)


def remove_unused_departments(cursor: "duckdb.DuckDBPyConnection", directory: Directory) -> None:
    """Remove the units that no task names any more and that the directory does not know."""
    kept = {"kept": [department_id_of(unit.name) for unit in directory.units]}
    cursor.execute(REMOVE_UNUSED_MEMBERS, kept)
    while cursor.execute(REMOVE_UNUSED_UNITS, kept).fetchall() != [(0,)]:
        pass  # those above them are now unused too
    cursor.execute(REMOVE_UNUSED_NAMES)


def _named_units(directory: Directory, names: set[str]) -> list[Unit]:
    """The units of these names, all above them and all members, in the order of the directory."""
    units = {unit.name: unit for unit in directory.units}
    wanted: set[str] = set()
    waiting = [name for name in names if name in units]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += [*units[name].members, *filter(None, [units[name].parent])]
    return [unit for unit in directory.units if unit.name in wanted]


def _unknown_unit(mention: Mention) -> Unit:
    kind = DepartmentKind.COLLECTIVE if mention.collective else DepartmentKind.UNKNOWN
    return Unit(mention.name, kind)


def _unit_row(row: int, unit: Unit, body: str | None, in_directory: bool) -> dict[str, object]:
    return {
        "row": row,
        "department_id": department_id_of(unit.name, body),
        "position": row if in_directory else None,
        "name": unit.name,
        "body": body,
        "kind": unit.kind.value,
        "parent_id": department_id_of(unit.parent, body) if unit.parent else None,
        "note": unit.note or None,
    }
