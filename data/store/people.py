"""What people and groups may do: given, taken, listed."""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.access import Access, Grant, Unit
from data.errors import ScopeError
from data.store.activities import Activity, ActivityKind, local, now, record, signed
from data.store.database import Store


@dataclass(frozen=True, slots=True)
class Granted:
    """A line of the list, with who has set it and when."""

    grant: Grant
    set_by: str
    set_at: datetime  # UTC

    @property
    def told(self) -> tuple[str, ...]:
        """A row of a table in Chinese: access, subject, 人 or 组, unit (empty for none), who has set it, when."""
        unit = self.grant.unit
        return (
            self.grant.access.label,
            self.grant.subject,
            "组" if self.grant.is_group else "人",
            f"{unit.body}{unit.name}" if unit else "",
            self.set_by,
            local(self.set_at),
        )


def grants(store: Store) -> tuple[Granted, ...]:
    """The list: what they may do, the most first, then by name; groups after people."""
    with store.read() as cursor:
        return _grants(cursor)


def stored_units(store: Store) -> tuple[Unit, ...]:
    """The units that can be said to fill: the departments of each body, the directory's own first, in its order."""
    with store.read() as cursor:
        rows = cursor.execute(
            "SELECT name, coalesce(body, '') FROM departments ORDER BY coalesce(body, ''), position NULLS LAST, name"
        ).fetchall()
    return tuple(Unit(*row) for row in rows)


def give_access(store: Store, grant: Grant, who: str) -> bool:
    """Let somebody do what ``grant`` says, and nothing else; who fills for a unit may fill for others besides.

    Gives whether that changed anything. Raises ``ScopeError`` for a name, a unit or a body that is not there, and where the
    last administrator would become less.
    """
    subject = grant.subject.strip()
    if not subject:
        raise ScopeError("没有写是谁", todo="写登录时的标识，或组的名称")
    if (grant.access is Access.FILL) != (grant.unit is not None):
        raise ScopeError("填报要写明单位，其余权限不写单位", subject)
    unit = grant.unit or Unit("")
    with store.write() as cursor:
        if (
            grant.unit is not None
            and not cursor.execute(
                "SELECT 1 FROM departments WHERE name = ? AND coalesce(body, '') = ?", [unit.name, unit.body]
            ).fetchone()
        ):
            raise ScopeError("没有这个单位", f"{unit.body}{unit.name}", "写部门的全称")
        before = _grants(cursor)
        own = [
            one.grant
            for one in before
            if (one.grant.subject, one.grant.is_group) == (subject, grant.is_group)
        ]
        wanted = Grant(subject, grant.is_group, grant.access, grant.unit)
        if wanted in own:
            return False
        if grant.access is not Access.ADMINISTER:
            _keep_an_administrator(before, wanted)
        cursor.execute(
            "DELETE FROM access_grants WHERE subject = ? AND is_group = ? AND NOT (access = 'fill' AND ? = 'fill')",
            [subject, grant.is_group, grant.access.code],
        )
        cursor.execute(
            "INSERT INTO access_grants (subject, is_group, access, unit, body, set_at, set_by) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [subject, grant.is_group, grant.access.code, unit.name, unit.body, now(), signed(who)],
        )
        record(cursor, Activity(ActivityKind.ACCESS, who, described(wanted)))
    return True


def take_access(store: Store, grant: Grant, who: str) -> bool:
    """Take a line from the list; whether it was there. Raises ``ScopeError`` for that of the last administrator."""
    unit = grant.unit or Unit("")
    with store.write() as cursor:
        before = _grants(cursor)
        if grant not in [one.grant for one in before]:
            return False
        _keep_an_administrator(before, grant)
        cursor.execute(
            "DELETE FROM access_grants WHERE subject = ? AND is_group = ? AND unit = ? AND body = ?",
            [grant.subject, grant.is_group, unit.name, unit.body],
        )
        record(cursor, Activity(ActivityKind.ACCESS, who, f"收回{described(grant)}"))
    return True


def described(grant: Grant) -> str:
    """A line of the list in words: 组“虚构组”：填报（研究室）."""
    unit = f"（{grant.unit.body}{grant.unit.name}）" if grant.unit else ""
    return f"{'组' if grant.is_group else ''}“{grant.subject}”：{grant.access.label}{unit}"


def _grants(cursor: duckdb.DuckDBPyConnection) -> tuple[Granted, ...]:
    rows = cursor.execute(
        "SELECT subject, is_group, access, unit, body, set_by, set_at FROM access_grants"
    ).fetchall()
    found = [
        Granted(Grant(subject, group, Access[access.upper()], Unit(unit, body) if unit else None), by, at)
        for subject, group, access, unit, body, by, at in rows
    ]
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.grant.is_group,
                -one.grant.access,
                one.grant.subject,
                one.grant.unit or Unit(""),
            ),
        )
    )


def _keep_an_administrator(before: tuple[Granted, ...], changed: Grant) -> None:
    """Refuse to change the only line that makes somebody an administrator: nobody could set it right in the browser."""
    administrators = {
        (one.grant.subject, one.grant.is_group) for one in before if one.grant.access is Access.ADMINISTER
    }
    if administrators == {(changed.subject, changed.is_group)}:
        raise ScopeError("这是最后一个有“管理”权限的，不能收回或降低", changed.subject, "先给别人“管理”权限")
