"""Several servers at work on one store, processes of their own, killed now and then: what is lost, twice or torn."""

import os
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random

from data.errors import StoreError, StoreUnreachable
from data.names.decisions import Decision, DecisionKind
from data.store.checks import verify
from data.store.copying import DuckDB, fingerprint
from data.store.database import Store
from data.store.following_up import add_action_item, set_due
from data.store.naming import decide
from data.store.opening import open_store
from data.store.removing import remove_document
from data.store.shared.address import COPY_VARIABLE
from data.store.shared.store import SharedStore
from data.vocabulary import DepartmentKind
from tests.data.documents import SEED_ID, put
from tests.data.store.processes import PROCESSES
from tests.postgresql import Server

TASK = f"{SEED_ID}-t001"
KINDS = ("import", "due", "item", "decide", "remove")
WEIGHTS = (4, 6, 6, 1, 3)
LOOK_EVERY = 0.1  # seconds between two looks of a visitor

Event = tuple[str, str, float, str]
"""What happened (started, done, refused, unknown, fault, seen, shown), to what, when (of the machine's clock), and more."""


def work(
    address: str, copy: Path, seed: int, writers: int, operations: int, end: float, line: Connection
) -> None:
    """A server: it opens the store, lets its writers write and a visitor look, and tells of all of it."""
    os.environ[COPY_VARIABLE] = str(copy)
    telling = threading.Lock()

    def tell(*event: object) -> None:
        with telling:
            line.send((*event[:2], time.monotonic(), *event[2:]))

    with _opened(address, end) as store:
        tell("opened", "", "")
        finished = threading.Event()
        threads = [
            threading.Thread(target=_write, args=(store, Random(seed * 1000 + one), operations, end, tell))
            for one in range(writers)
        ]
        visitor = threading.Thread(target=_look, args=(store, finished, tell))
        for thread in (*threads, visitor):
            thread.start()
        for thread in threads:
            thread.join()
        finished.set()
        visitor.join()
        tell("closed", "" if _is_as_recorded(store) else "the copy is another than the record", "")
    line.close()


def _opened(address: str, end: float) -> Store:
    while True:
        try:
            return open_store(address)
        except StoreUnreachable:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)  # as a service that is started again


def _is_as_recorded(store: Store) -> bool:
    assert isinstance(store, SharedStore)
    with store.still(), store.record() as record:
        return fingerprint(record) == fingerprint(DuckDB(store))


def _write(store: Store, chance: Random, operations: int, end: float, tell: Callable[..., None]) -> None:
    mine: list[str] = []
    for _ in range(operations):
        if time.monotonic() > end:
            return
        (kind,) = chance.choices(KINDS, WEIGHTS)
        if kind == "remove" and not mine:
            kind = "import"
        token = f"{kind} {mine.pop() if kind == 'remove' else uuid.uuid4().hex}"
        tell("started", token, "")
        try:
            number = _act(store, token, mine)
        except StoreError as error:
            tell("unknown" if "不知道" in str(error) else "refused", token, str(error))
            time.sleep(0.2)  # as a person who reads why
        except BaseException as error:
            tell("fault", token, repr(error))
            raise
        else:
            tell("done", token, number)


def _act(store: Store, token: str, mine: list[str]) -> str:
    kind, own = token.split()
    if kind == "import":
        mine.append(put(store, int(own[:8], 16)))
        return mine[-1]
    if kind == "remove":
        remove_document(store, own, own)
    elif kind == "due":
        set_due(store, TASK, date.fromordinal(700_000 + int(own[:5], 16)), own)
    elif kind == "item":
        add_action_item(store, TASK, "虚构会议", own, "研究室", None, "", own)
    else:
        name = f"虚构{own}处"
        decide(store, [Decision(name, DecisionKind.DEPARTMENT, department_kind=DepartmentKind.GENERAL)], own)
    return ""


def _look(store: Store, finished: threading.Event, tell: Callable[..., None]) -> None:
    """A visitor: what is seen together belongs together."""
    while not finished.wait(LOOK_EVERY):
        try:
            with store.read() as cursor:
                ((revision, items, told, documents, tasks, lines),) = cursor.execute(
                    "SELECT (SELECT revision FROM metadata), (SELECT count(*) FROM action_items), "
                    "(SELECT count(*) FROM activities WHERE kind = 'resolve'), "
                    f"(SELECT count(*) FROM documents WHERE document_id <> '{SEED_ID}'), "
                    f"(SELECT count(*) FROM tasks WHERE document_id <> '{SEED_ID}'), "
                    f"(SELECT count(*) FROM lines WHERE document_id <> '{SEED_ID}')"
                ).fetchall()
        except StoreError:
            continue
        whole = items == told and tasks == 2 * documents and (not documents or lines % documents == 0)
        tell("seen", str(revision), "" if whole else f"torn: {items} {told} {documents} {tasks} {lines}")


@dataclass
class Session:
    """A server from its start to its end."""

    place: int
    process: BaseProcess
    line: Connection
    events: list[Event] = field(default_factory=list)


@dataclass
class Trial:
    """What came of it; times in seconds."""

    done: int = 0
    refused: Counter[str] = field(default_factory=Counter)  # by what was told
    killed: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)  # of writers for what was done
    shown: list[float] = field(
        default_factory=list
    )  # until another server showed a commit, while PostgreSQL ran
    away: list[tuple[float, float]] = field(default_factory=list)  # from when to when PostgreSQL did not run
    recovered: list[float] = field(default_factory=list)  # from a kill to what was next done there
    wrong: list[str] = field(default_factory=list)  # lost, twice, torn, or an error that nobody expects


def run(
    server: Server,
    address: str,
    folder: Path,
    *,
    servers: int,
    writers: int,
    operations: int,
    seconds: float,
    kills: Iterator[tuple[str, Callable[[int, float], bool]]],
    seed: int = 1,
) -> Trial:
    """Let servers work until all writers have done their operations, or the time is over.

    ``kills``: what is killed next ("server", "connections", "postgresql"), and whether it is time, by how much was done and
    the seconds since the beginning.
    """
    chance, start, trial = Random(seed), time.monotonic(), Trial()
    end = start + seconds
    sessions: list[Session] = []
    running: list[Session] = []

    def begin(place: int) -> None:
        ours, theirs = PROCESSES.Pipe(duplex=False)
        arguments = (address, folder / f"copy{place}.duckdb", len(sessions), writers, operations, end, theirs)
        process = PROCESSES.Process(target=work, args=arguments)
        process.start()
        theirs.close()
        sessions.append(Session(place, process, ours))
        running.append(sessions[-1])

    for place in range(servers):
        begin(place)
    moments: list[tuple[float, int | None]] = []  # of kills, and of which server
    upcoming = next(kills, None)
    while running:
        for line in wait([one.line for one in running], timeout=0.05):
            session = next(one for one in running if one.line is line)
            try:
                event = session.line.recv()
            except (EOFError, OSError):
                running.remove(session)
                session.process.join()
                if session.process.exitcode == -signal.SIGKILL and time.monotonic() < end:
                    begin(session.place)
                continue
            session.events.append(event)
            trial.done += event[0] == "done"
        if upcoming and running and upcoming[1](trial.done, time.monotonic() - start):
            kind, victim = upcoming[0], chance.choice(running)
            if kind == "server":
                victim.process.kill()
            elif kind == "connections":
                server.disconnect(address)
            else:
                stopped = time.monotonic()
                server.crash()
                trial.away.append((stopped, time.monotonic()))
            moments.append((time.monotonic(), victim.place if kind == "server" else None))
            trial.killed[kind] += 1
            upcoming = next(kills, None)
    for session in sessions:
        session.process.close()
        session.line.close()
    _judge(trial, sessions, moments)
    os.environ[COPY_VARIABLE] = str(folder / "judge.duckdb")
    with open_store(address) as store:
        _compare(trial, sessions, store)
    return trial


def _judge(trial: Trial, sessions: list[Session], moments: list[tuple[float, int | None]]) -> None:
    """Times, and what servers themselves found wrong."""
    for session in sessions:
        started: dict[str, float] = {}
        for kind, what, moment, more in session.events:
            if kind == "started":
                started[what] = moment
            elif kind == "done":
                trial.waits.append(moment - started[what])
            elif kind == "refused":
                trial.refused[more.partition("（")[0]] += 1
            elif kind == "fault" or (kind == "closed" and what) or (kind == "seen" and more):
                trial.wrong.append(f"{kind} {what} {more}")
    seen = [[(float(one[2]), int(one[1])) for one in own.events if one[0] == "seen"] for own in sessions]
    for own, session in enumerate(sessions):
        for other, looks in zip(sessions, seen, strict=True):
            if other.place != session.place:
                trial.shown += _delays(seen[own], looks, trial.away)
    for moment, place in moments:
        after = [
            event[2]
            for session in sessions
            for event in session.events
            if event[0] == "done" and event[2] > moment and place in (None, session.place)
        ]
        if after:
            trial.recovered.append(min(after) - moment)


def _delays(
    here: list[tuple[float, int]], there: list[tuple[float, int]], away: list[tuple[float, float]]
) -> list[float]:
    """From when a revision was seen here until it was seen there, where somebody looked there before and after."""
    delays, at, known = [], 0, 0
    for moment, revision in here:
        if revision == known or not there or moment < there[0][0]:
            continue
        known = revision
        while at < len(there) and there[at][1] < revision:
            at += 1
        if at == len(there):
            break
        if not any(moment < until and there[at][0] > since for since, until in away):
            delays.append(max(0.0, there[at][0] - moment))
    return delays


def _compare(trial: Trial, sessions: list[Session], store: Store) -> None:
    """Every operation against the store: what was done is there once, what was refused is not."""
    with store.read() as cursor:
        there = Counter(
            f"{kind} {own}"
            for kind, own in cursor.execute(
                "SELECT 'due', who FROM due_days UNION ALL SELECT 'item', who FROM action_items UNION ALL "
                "SELECT 'decide', who FROM naming_decisions UNION ALL "
                "SELECT 'remove', document_id FROM documents WHERE removed_at IS NOT NULL UNION ALL "
                "SELECT 'import', document_id FROM documents"
            ).fetchall()
        )
        numbers = cursor.execute("SELECT count(*), count(DISTINCT number) FROM activities").fetchall()
    for session in sessions:
        for kind, token, _, more in session.events:
            own = f"import {more}" if token.startswith("import") and kind == "done" else token
            if kind == "done" and there[own] != 1:
                trial.wrong.append(f"{'lost' if not there[own] else 'twice'}: {token}")
            if kind == "refused" and there[own]:
                trial.wrong.append(f"refused, and there: {token} {more}")
    trial.wrong += [f"twice: {own}" for own, count in there.items() if count > 1]
    trial.wrong += [] if numbers[0][0] == numbers[0][1] else ["numbers of activities twice"]
    trial.wrong += verify(store).faults
