"""A directory takes the place of the one before: what that does to the stored plans, and then that it is done."""

from dataclasses import dataclass, replace

import duckdb

from data.errors import DirectoryError, StoreChanged
from data.names.changes import DepartmentChange, department_changes
from data.names.directory import Directory, read_directory
from data.names.known import NO_DIRECTORY, KnownNames
from data.store.activities import Activity, ActivityKind
from data.store.database import Store
from data.store.directories import add_directory, latest_version
from data.store.known_names import load_known_names
from data.store.renaming import Named, Renaming, TaskChange, apply_renamings, documents_of


@dataclass(frozen=True, slots=True)
class DirectoryEffects:
    """What storing a directory would do; two that are equal do the same."""

    body: str | None  # whose it is; None: the store's own body's
    version: int | None  # the number of the version that it would follow; None: it is the first
    departments: tuple[DepartmentChange, ...]
    tasks: tuple[TaskChange, ...]
    outdated: tuple[str, ...]  # titles of documents left alone: today's parser reads them otherwise


def effects_of(store: Store, text: str) -> DirectoryEffects:
    """What storing a directory (the text of a file) would do to the stored plans; nothing is stored.

    Raises ``DirectoryError`` as ``store_directory``.
    """
    return _Exchange.of(store, text).effects


def store_directory(store: Store, text: str, who: str, shown: DirectoryEffects | None = None) -> Named | None:
    """Store a directory (the text of a file) as the next version of its body's, and name the stored mentions anew.

    The first one of a store is that of its own body; one that names another body is that body's. None where it is the
    same as the version before, and nothing changes. ``shown``: what it was said to do; ``StoreChanged`` is raised where
    that is something else by now. Raises ``DirectoryError`` where it has a fault, or a decision does not fit it.
    """
    exchange = _Exchange.of(store, text)
    if shown is not None and exchange.effects != shown:
        raise StoreChanged("名录或文件刚刚有了别的改动，这次没有保存", todo="看过新的结果后再存入")
    if exchange.same:
        return None
    directory = exchange.directory
    whose = f"「{directory.body}」的" if directory.body else ""
    detail = f"更新{whose}部门名录（{len(directory.departments)} 个部门）"
    return apply_renamings(
        store,
        exchange.renamings,
        Activity(ActivityKind.DIRECTORY, who, detail),
        lambda cursor: add_directory(cursor, exchange.effects.body, text, who),
    )


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A directory on its way into the store."""

    directory: Directory
    same: bool  # as the version before
    renamings: tuple[Renaming, ...]
    effects: DirectoryEffects

    @classmethod
    def of(cls, store: Store, text: str) -> "_Exchange":
        directory = read_directory(text)
        with store.read() as cursor:
            known = load_known_names(cursor)
            own = known.own == NO_DIRECTORY or directory.body == known.own.body
            body = None if own else directory.body
            if not own and not directory.body:
                raise DirectoryError("名录没有写明是哪个机关的", todo='在文件最前面写上 body = "机关全称"')
            before = known.bare_directory(body)
            borrowed = body is not None and all(other.body != body for other in known.others)
            others = tuple(other for other in known.others if other.body != directory.body)
            changed = replace(known, own=directory) if own else replace(known, others=(*others, directory))
            documents = {body: documents_of(cursor, body)}
            if own:
                documents |= {other: documents_of(cursor, other) for other in _borrowing(cursor, known)}
            version = latest_version(cursor, body)
            names = dict(cursor.execute("SELECT department_id, name FROM departments").fetchall())
        renamings = tuple(Renaming.of(documents[whose], known, changed, whose) for whose in documents)
        effects = DirectoryEffects(
            body,
            version,
            department_changes(NO_DIRECTORY if borrowed else before, directory),
            tuple(change for renaming in renamings for change in renaming.task_changes(names)),
            tuple(title for renaming in renamings for title in renaming.titles(renaming.outdated)),
        )
        return cls(directory, not borrowed and before == directory, renamings, effects)


def _borrowing(cursor: duckdb.DuckDBPyConnection, known: KnownNames) -> list[str]:
    """The bodies whose documents are read by the directory of the store's own body."""
    rows = cursor.execute("SELECT DISTINCT body FROM documents WHERE body IS NOT NULL ORDER BY body")
    return [body for (body,) in rows.fetchall() if all(other.body != body for other in known.others)]
