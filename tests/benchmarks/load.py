"""Many visitors at once: sessions that open pages one after the other, and what they have to wait.

``python -m tests.benchmarks load``: 50 visitors for a minute, 3 to 8 seconds between clicks, over loopback, on the
store of a first start and on one of 45,000 invented tasks of 90 courts. Each visitor is of one court, and looks at its
newest plan four times out of five, else at one of the years before. Each speaks the app's own protocol, as a browser does; nothing is drawn.
"""

import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from data.store.database import Store
from tests.benchmarks.storing import COURTS, YEARS
from tests.benchmarks.synthetic import load, synthetic_plan
from tests.browser.conftest import served

VISITORS, SECONDS, PAUSE = 50, 60, (3.0, 8.0)
PAGES = (
    "",
    "workload",
    "department",
    "targets",
    "network",
    "dependencies",
    "firmness",
    "meetings",
    "tasks",
    "methods",
)
NEWEST = 0.8  # of the clicks are on the newest plan
FILTERS = ("", "level=部门", "counting=分担数", "collectives=展开为成员")


def main() -> None:
    """Print waits and the server's memory, for a small store and a large one."""
    with TemporaryDirectory() as folder:
        _show("first document", Path(folder) / "first.duckdb", [("",)])
        large, plan = Path(folder) / "large.duckdb", synthetic_plan(COURTS, YEARS)
        with Store.create(large) as store:
            load(plan, store)
        ids = plan.documents["document_id"].tolist()
        courts = [ids[at : at + YEARS] for at in range(0, len(ids), YEARS)]
        _show(f"{len(plan.tasks):,} tasks", large, courts)


def _show(size: str, path: Path, courts: Sequence[Sequence[str]]) -> None:
    """``courts``: the documents of each, the newest last."""
    with served(path) as server:
        address = f"{server.address.replace('http', 'ws')}/_stcore/stream"
        asyncio.run(_visit(address, courts[0], random.Random(1), []))  # a first visitor warms up
        print(f"\n{size}: {VISITORS} visitors, {PAUSE[0]:.0f} to {PAUSE[1]:.0f} s between clicks")
        for minute in ("the first minute", "the next"):  # most pages are asked for anew, then many again
            waits, failures = asyncio.run(_crowd(address, courts))
            waits.sort()
            print(
                f"  {minute:18}{len(waits)} runs, {failures} failed; wait: median {statistics.median(waits):.2f} s, "
                f"p95 {waits[int(len(waits) * 0.95)]:.2f} s, most {waits[-1]:.2f} s; {_memory(server.pid):.0f} MB"
            )


async def _crowd(address: str, courts: Sequence[Sequence[str]]) -> tuple[list[float], int]:
    waits: list[float] = []
    until = time.monotonic() + SECONDS
    outcomes = await asyncio.gather(
        *(
            _visit(address, courts[seed % len(courts)], random.Random(seed), waits, until)
            for seed in range(VISITORS)
        ),
        return_exceptions=True,
    )
    return waits, sum(isinstance(outcome, BaseException) for outcome in outcomes)


async def _visit(
    address: str, documents: Sequence[str], chance: random.Random, waits: list[float], until: float = 0.0
) -> None:
    """One visitor, who comes at some moment: open a page, wait for it, look at it, open the next."""
    await asyncio.sleep(chance.uniform(0, PAUSE[1]) if until else 0)
    async with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as session:
        while True:
            started = time.monotonic()
            page, query = chance.choice(PAGES), chance.choice(FILTERS)
            document = documents[-1] if chance.random() < NEWEST else chance.choice(documents)
            await open_page(session, page, f"{query}&document={document}" if document else query)
            waits.append(time.monotonic() - started)
            if time.monotonic() >= until:
                return
            await asyncio.sleep(chance.uniform(*PAUSE))


async def open_page(session: ClientConnection, page: str, query: str) -> None:
    """Open a page in a session and wait until it is drawn; ``RuntimeError`` where it is not."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = query
    await session.send(asked.SerializeToString())
    while True:
        message = ForwardMsg()
        message.ParseFromString(await session.recv())
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError(f"{page}?{query}: {message.script_finished}")
            return


def _memory(pid: int) -> float:
    """Resident memory in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")
