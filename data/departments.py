"""The directory of departments in the store: units, the ways to write them, members of collective names."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from data.directory import Directory, Unit
from data.importing.document import Mention
from data.rows import execute_with
from data.vocabulary import DepartmentKind

if TYPE_CHECKING:
    import duckdb

ADD_UNITS = """
    INSERT INTO departments BY NAME
    SELECT department_id, name, kind, parent_id, note,
        coalesce(position, (SELECT coalesce(max(position), 0) FROM departments) + row) AS position
    FROM incoming
    WHERE department_id NOT IN (SELECT department_id FROM departments)
"""
CHANGE_UNITS = """
    UPDATE departments
    SET position = incoming.position, kind = incoming.kind, parent_id = incoming.parent_id,
        note = incoming.note
    FROM incoming
    WHERE departments.department_id = incoming.department_id AND incoming.position IS NOT NULL
        AND (departments.position, departments.kind, departments.parent_id, departments.note)
            IS DISTINCT FROM (incoming.position, incoming.kind, incoming.parent_id, incoming.note)
"""
ADD_NAMES = """
    INSERT INTO department_names (name, department_id)
    SELECT name, department_id FROM incoming WHERE name NOT IN (SELECT name FROM department_names)
"""
CHANGE_NAMES = """
    UPDATE department_names SET department_id = incoming.department_id FROM incoming
    WHERE department_names.name = incoming.name AND department_names.department_id <> incoming.department_id
"""
REMOVE_NAMES = """
    DELETE FROM department_names
    WHERE name NOT IN (SELECT name FROM incoming)
        AND department_id IN (SELECT department_id FROM incoming)
"""
ADD_MEMBERS = """
    INSERT INTO collective_members (collective_id, department_id)
    SELECT collective_id, department_id FROM incoming
    WHERE (collective_id, department_id) NOT IN (
        SELECT (collective_id, department_id) FROM collective_members
    )
"""
REMOVE_MEMBERS = """
    DELETE FROM collective_members
    WHERE (collective_id, department_id) NOT IN (SELECT (collective_id, department_id) FROM incoming)
"""


def department_id_of(name: str) -> str:
    """The letter d and 12 hexadecimal digits of the full name's SHA-256: stable, and safe in a URL."""
    return f"d{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def store_departments(
    cursor: "duckdb.DuckDBPyConnection", directory: Directory, mentions: Iterable[Mention] = ()
) -> None:
    """Bring the stored units to what the directory says, and add those that only the mentions name.

    A unit that the directory does not know gets the kind 未归类 (or 集合名称) and a place after all others;
    it stays until somebody enters it in the directory. No unit is ever removed: documents may name it.
    """
    known = {unit.name for unit in directory.units}
    unknown = {mention.name: _unknown_unit(mention) for mention in mentions if mention.name not in known}
    units = [*directory.units, *unknown.values()]
    if not units:
        return
    unit_rows = [_unit_row(row, unit, unit.name in known) for row, unit in enumerate(units, 1)]
    names = [_pair("name", name, unit) for unit in units for name in (unit.name, *unit.other_names)]
    members = [
        _pair("collective_id", department_id_of(unit.name), member)
        for unit in directory.units
        for member in unit.members
    ]
    for sql in (ADD_UNITS, CHANGE_UNITS):
        execute_with(cursor, sql, unit_rows)
    for sql in (REMOVE_NAMES, CHANGE_NAMES, ADD_NAMES):
        execute_with(cursor, sql, names)
    if members:
        for sql in (REMOVE_MEMBERS, ADD_MEMBERS):
            execute_with(cursor, sql, members)


def _unknown_unit(mention: Mention) -> Unit:
    kind = DepartmentKind.COLLECTIVE if mention.collective else DepartmentKind.UNKNOWN
    return Unit(mention.name, kind)


def _unit_row(row: int, unit: Unit, in_directory: bool) -> dict[str, object]:
    return {
        "row": row,
        "department_id": department_id_of(unit.name),
        "position": row if in_directory else None,
        "name": unit.name,
        "kind": unit.kind.value,
        "parent_id": department_id_of(unit.parent) if unit.parent else None,
        "note": unit.note or None,
    }


def _pair(column: str, value: str, unit: Unit | str) -> dict[str, object]:
    name = unit if isinstance(unit, str) else unit.name
    return {column: value, "department_id": department_id_of(name)}
