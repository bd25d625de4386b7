"""The court's own template for slides, kept once for all who use the store."""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from data.errors import StoreChanged
from data.store.activities import Activity, ActivityKind, now, record, signed
from data.store.database import Store


@dataclass(frozen=True, slots=True)
class Template:
    """The template that is kept."""

    name: str  # of the file that it came in
    content: bytes  # masters and layouts, as ``analytics.exports.templates.read_template`` gives them
    who: str
    kept_at: datetime  # UTC


def kept_template(store: Store) -> Template | None:
    """The template; None where none is kept."""
    with store.read() as cursor:
        return _kept(cursor)


def keep_template(store: Store, name: str, content: bytes, who: str) -> bool:
    """Keep a template in the place of the one before; whether it is another."""
    with store.write() as cursor:
        before = _kept(cursor)
        if before is not None and before.content == content:
            return False
        cursor.execute(
            "INSERT INTO slide_templates VALUES (1, $name, $content, $who, $kept_at) ON CONFLICT (place) DO UPDATE SET "
            "name = excluded.name, content = excluded.content, who = excluded.who, kept_at = excluded.kept_at",
            {"name": name, "content": content, "who": signed(who), "kept_at": now()},
        )
        replaced = f"，换下“{before.name}”" if before else ""
        record(cursor, Activity(ActivityKind.TEMPLATE, who, f"存入演示文稿模板“{name}”{replaced}"))
    return True


def remove_template(store: Store, who: str, seen: datetime | None = None) -> bool:
    """Keep no template any more; whether one was kept.

    ``seen``: since when the one is kept that is meant. Raises ``StoreChanged`` where it is another by now.
    """
    with store.write() as cursor:
        before = _kept(cursor)
        if before is None:
            return False
        if seen is not None and before.kept_at != seen:
            raise StoreChanged("模板刚刚换过，没有移除", before.name, "看过现在的模板后再移除")
        cursor.execute("DELETE FROM slide_templates")
        record(cursor, Activity(ActivityKind.TEMPLATE, who, f"移除演示文稿模板“{before.name}”"))
    return True


def _kept(cursor: duckdb.DuckDBPyConnection) -> Template | None:
    row = cursor.execute("SELECT name, content, who, kept_at FROM slide_templates").fetchone()
    return None if row is None else Template(*row)
