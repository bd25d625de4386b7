"""Several servers on one PostgreSQL: what writing costs against a store in a file, and what 60 kills leave behind."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from data.store.copying import copy_store
from data.store.database import Store
from data.store.following_up import set_due
from data.store.opening import open_store
from data.store.shared.address import COPY_VARIABLE
from tests import postgresql
from tests.benchmarks.synthetic import load, synthetic_plan
from tests.benchmarks.timing import against, show
from tests.data.documents import put
from tests.servers import TASK, run

COURTS, YEARS = 90, 10
SERVERS, WRITERS, SECONDS, KILLS = 3, 20, 180.0, 60
KINDS, WEIGHTS = ("server", "connections", "postgresql"), (3, 6, 1)


def main() -> None:
    """Time single writers, then let three servers with 20 writers each work for three minutes."""
    if postgresql.programs() is None:
        print("\nServers: PostgreSQL is not installed")
        return
    with TemporaryDirectory() as name, postgresql.running(durable=True) as server:
        folder = Path(name)
        _single_writer(server, folder)
        _sizes(server, folder)
        _trial(server, folder)


def _single_writer(server: postgresql.Server, folder: Path) -> None:
    os.environ[COPY_VARIABLE] = str(folder / "single.duckdb")
    with (
        open_store(server.new_database(), build=True) as shared,
        open_store(folder / "plain.duckdb", build=True) as plain,
    ):
        days, numbers = count(), count(1)
        rows = [
            against("a small write", 20, *(_small(store, days) for store in (shared, plain))),
            against("an import", 20, *(_import(store, numbers) for store in (shared, plain))),
        ]
    show("Writing to a shared store", rows, "a file")


def _small(store: Store, days: Iterator[int], task: str = TASK) -> Callable[[], object]:
    return lambda: set_due(store, task, date(2023, 1, 1) + timedelta(days=next(days)), "甲")


def _import(store: Store, numbers: Iterator[int]) -> Callable[[], object]:
    return lambda: put(store, next(numbers))


def _sizes(server: postgresql.Server, folder: Path) -> None:
    """What a store of the largest size costs: brought to PostgreSQL, copied by a server, followed, written to."""
    address = server.new_database()
    plan = synthetic_plan(COURTS, YEARS)
    print(f"\nA shared store of {COURTS} courts × {YEARS} years, {len(plan.tasks)} tasks")
    with open_store(folder / "large.duckdb", build=True, example=False) as plain:
        load(plan, plain)
        _told("copied into PostgreSQL, compared", lambda: copy_store(plain, address))
    for what in ("a new server: its first copy", "a server starts again"):
        started = [sys.executable, "-c", START, address]
        copy = {COPY_VARIABLE: str(folder / "large-new.duckdb")}
        ran = subprocess.run(started, env={**os.environ, **copy}, check=True, capture_output=True, text=True)
        seconds, memory = map(float, ran.stdout.split())
        print(f"  {what:32} {seconds:6.2f} s   {memory:5.0f} MB of memory at most")
    with (
        _server(address, folder / "large-one.duckdb") as one,
        _server(address, folder / "large-two.duckdb") as two,
    ):
        task = plan.tasks["task_id"].iloc[0]
        days = count()
        for _ in range(3):
            _told("a small write", _small(one, days, task))
            two.look_again()
            _told("looked for when nothing is new", two.look_again)
        set_due(one, task, date(2023, 2, 1), "甲")
        _told("a small change followed", two.look_again)
        put(one, 1)
        _told("an import followed", two.look_again)


def _server(address: str, copy: Path) -> Store:
    os.environ[COPY_VARIABLE] = str(copy)
    return open_store(address)


def _told(what: str, work: Callable[[], object]) -> None:
    began = time.perf_counter()
    work()
    print(f"  {what:32} {time.perf_counter() - began:6.2f} s")


START = """
import resource, sys, time
from data.store.opening import open_store
began = time.perf_counter()
with open_store(sys.argv[1]):
    print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
"""A server that opens the store at an address: tells seconds, and the most memory that it has taken, in MB."""


def _trial(server: postgresql.Server, folder: Path) -> None:
    chance = Random(2023)
    moments = sorted(chance.uniform(5.0, SECONDS - 5.0) for _ in range(KILLS))
    kills = [(chance.choices(KINDS, WEIGHTS)[0], _after(moment)) for moment in moments]
    address = server.new_database()
    os.environ[COPY_VARIABLE] = str(folder / "first.duckdb")
    open_store(address, build=True).close()
    trial = run(
        server, address, folder, servers=SERVERS, writers=WRITERS, operations=10**9, seconds=SECONDS, kills=iter(kills)
    )  # fmt: skip
    print(f"\n{SERVERS} servers of {WRITERS} writers for {SECONDS:.0f} s, {dict(trial.killed)} killed")
    print(
        f"  done {trial.done}, refused and told {trial.refused.total()}, lost, twice or torn {len(trial.wrong)}"
    )
    for what, times in (
        ("a write", trial.waits),
        ("shown by another server after", trial.shown),
        ("work goes on after a kill", trial.recovered),
    ):
        print(
            f"  {what:32} p50 {_at(times, 0.5):6.2f} s   p95 {_at(times, 0.95):6.2f} s   most {max(times):6.2f} s"
        )
    for what, times_told in trial.refused.most_common():
        print(f"  told {times_told} times: {what}")
    for wrong in trial.wrong[:20]:
        print(f"  {wrong}")


def _after(moment: float) -> Callable[[int, float], bool]:
    return lambda _, seconds: seconds >= moment


def _at(times: Sequence[float], share: float) -> float:
    return sorted(times)[int(share * (len(times) - 1))]


if __name__ == "__main__":
    main()
