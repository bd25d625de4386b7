"""The directory of departments in the store: departments, the ways to write them, members of collective names."""

import hashlib
from collections.abc import Iterable

import duckdb

from data.importing.document import Mention
from data.names.directory import Department, Directory
from data.names.known import KnownNames
from data.store.rows import execute_with
from data.vocabulary import DepartmentKind

ADD_DEPARTMENTS = """
    INSERT INTO departments BY NAME
    SELECT department_id, name, body, kind, parent_id, note,
        coalesce(position, (SELECT coalesce(max(position), 0) FROM departments) + row) AS position
    FROM incoming
    WHERE department_id NOT IN (SELECT department_id FROM departments)
"""
CHANGE_DEPARTMENTS = """
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
MARK_DOCUMENTS_OF_BODY = """
    UPDATE documents SET revision = (SELECT revision FROM metadata) WHERE body IS NOT DISTINCT FROM ?
"""
REMOVE_UNUSED_MEMBERS = """
    DELETE FROM collective_members
    WHERE collective_id NOT IN (SELECT unnest($kept) UNION ALL SELECT department_id FROM responsibilities)
"""
REMOVE_UNUSED_DEPARTMENTS = """
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

    ``name``: the full name. ``body``: the body whose department it is; None for the store's own.
    """
    words = name if body is None else f"{body}\n{name}"
    return f"d{hashlib.sha256(words.encode()).hexdigest()[:12]}"


def store_departments(
    cursor: duckdb.DuckDBPyConnection,
    directory: Directory,
    mentions: Iterable[Mention] = (),
    body: str | None = None,
) -> None:
    """Bring the stored departments of a body to what the directory says, and add those that only the mentions name.

    A department that the directory does not know gets the kind 未归类 (or 集合名称) and a place after all others. Where the
    directory is borrowed from another body, only the departments that the mentions name are stored, with those above
    them and their members. No department is removed here: other documents may name it. The documents of the body count
    as changed where something changes.
    """
    known = {department.name for department in directory.departments}
    unknown = {
        mention.department: _unknown_department(mention)
        for mention in mentions
        if mention.department not in known
    }
    own = _is_of(directory, body)
    named = directory.departments
    if not own:
        named = _named_departments(directory, {mention.department for mention in mentions})
    departments = [*named, *unknown.values()]
    if not departments:
        return
    placed = known if own else set()
    department_rows = [
        _department_row(row, department, body, department.name in placed)
        for row, department in enumerate(departments, 1)
    ]
    names = [
        {"name": name, "department_id": department_id_of(department.name, body), "body": body}
        for department in departments
        for name in (department.name, *department.other_names)
    ]
    members = [
        {"collective_id": department_id_of(department.name, body), "department_id": member}
        for department in departments
        for member in (None, *(department_id_of(name, body) for name in department.members))
    ]
    changed = sum(
        execute_with(cursor, sql, rows)
        for rows, changes in (
            (department_rows, (ADD_DEPARTMENTS, CHANGE_DEPARTMENTS)),
            (names, (REMOVE_NAMES, ADD_NAMES)),
            (members, (REMOVE_MEMBERS, ADD_MEMBERS)),
        )
        for sql in changes
    )
    if changed:
        cursor.execute(MARK_DOCUMENTS_OF_BODY, [body])


def remove_unused_departments(cursor: duckdb.DuckDBPyConnection, known: KnownNames) -> None:
    """Remove the departments that no task names any more and that no directory of their body has."""
    bodies = (None, *(directory.body for directory in known.others))
    kept = {
        "kept": [
            department_id_of(department.name, body)
            for body in bodies
            for department in known.directory(body).departments
        ]
    }
    cursor.execute(REMOVE_UNUSED_MEMBERS, kept)
    while cursor.execute(REMOVE_UNUSED_DEPARTMENTS, kept).fetchall() != [(0,)]:
        pass  # those above them are now unused too
    cursor.execute(REMOVE_UNUSED_NAMES)


def _is_of(directory: Directory, body: str | None) -> bool:
    """Whether the directory is the body's own, and not borrowed from another."""
    return body is None or directory.body == body


def _named_departments(directory: Directory, names: set[str]) -> tuple[Department, ...]:
    """The departments of these names, all above them and all members, in the order of the directory."""
    departments = {department.name: department for department in directory.departments}
    wanted: set[str] = set()
    waiting = [name for name in names if name in departments]
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            wanted.add(name)
            waiting += [*departments[name].members, *filter(None, [departments[name].parent])]
    return tuple(department for department in directory.departments if department.name in wanted)


def _unknown_department(mention: Mention) -> Department:
    kind = DepartmentKind.COLLECTIVE if mention.collective else DepartmentKind.UNKNOWN
    return Department(mention.department, kind)


def _department_row(
    row: int, department: Department, body: str | None, in_directory: bool
) -> dict[str, object]:
    return {
        "row": row,
        "department_id": department_id_of(department.name, body),
        "position": row if in_directory else None,
        "name": department.name,
        "body": body,
        "kind": department.kind.value,
        "parent_id": department_id_of(department.parent, body) if department.parent else None,
        "note": department.note or None,
    }
