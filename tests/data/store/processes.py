"""Other processes, real ones, started by a fork server; a pipe tells when they have come to the moment that a test wants."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from data.errors import StoreError
from data.store.database import Store
from data.store.opening import open_store
from data.store.plan import load_plan

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(
    [
        "tests.data.documents",
        "data.store.database",
        "data.store.plan",
        "data.store.shared.store",
        "data.store.checks",
    ]
)


def outcome(action: Callable[[], object]) -> tuple[type | None, str]:
    try:
        action()
    except StoreError as error:
        return type(error), str(error)
    return None, ""


@contextmanager
def started(target: Callable[[Path, Connection], None], path: Path) -> Iterator[tuple]:
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=target, args=(path, theirs))
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def documents_in(path: Path) -> list[tuple[str, int, int]]:
    with open_store(path, build=True) as store:
        return documents_of(store)


def documents_of(store: Store) -> list[tuple[str, int, int]]:
    """Title, number of tasks and of responsibilities of every document."""
    plan = load_plan(store)
    tasks = plan.tasks.groupby("document_id").size()
    mentions = plan.responsibilities.groupby(plan.responsibilities["task_id"].str[:16]).size()
    return [
        (title, int(tasks[document_id]), int(mentions[document_id]))
        for document_id, title in zip(plan.documents["document_id"], plan.documents["title"], strict=True)
    ]
