"""The dashboard asks nobody outside: what it connects to, as the kernel sees it, while pages are drawn and a file is read."""

import asyncio
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from subprocess import run

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from tests.benchmarks.load import open_page
from tests.browser.conftest import ROOT, served

STRACE = shutil.which("strace")
PAGES = ("", "network")
LOOPBACK = re.compile(r'(inet_addr|inet_pton)\([^"]*"(127\.[0-9.]+|::1)"')
PLAN = "虚构市中级人民法院2031年工作要点\n一、审判\n1. 推进虚构改革。\n责任部门：研究室\n"


def outside(lines: Iterable[str]) -> list[str]:
    """The calls among traced ones that name an address of a network other than this machine's own."""
    return [line for line in lines if "AF_INET" in line and not LOOPBACK.search(line)]


def test_what_is_outside() -> None:
    near = 'connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = 0'
    far = near.replace("127.0.0.1", "192.0.2.1")
    name = 'sendto(3, "", 0, 0, {sa_family=AF_INET6, sin6_port=htons(53), inet_pton(AF_INET6, "2001:db8::1", &a)}, 28) = 0'
    assert outside([near, 'connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 9) = 0', far, name]) == [
        far,
        name,
    ]


async def _draw(address: str) -> None:
    async with connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, open_timeout=60
    ) as session:
        for page in PAGES:
            await open_page(session, page, "")


@pytest.mark.skipif(
    STRACE is None, reason="没有 strace，看不到看板连接了什么（安装发行版的 strace 后再运行）"
)
def test_nothing_outside_is_asked(tmp_path: Path) -> None:
    database, trace, plan = (tmp_path / name for name in ("store.duckdb", "trace.txt", "要点.txt"))
    plan.write_text(PLAN, encoding="utf-8")
    # the tracer stands aside (-D), so that who ends the server ends the server
    under = (
        str(STRACE),
        "-D",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=execve,connect,sendto,sendmsg",
        "-o",
        str(trace),
    )
    with served(database, under=under) as server:
        asyncio.run(_draw(f"{server.address.replace('http', 'ws')}/_stcore/stream"))
        arguments = [sys.executable, "-m", "data", "import", str(plan), "--database", str(database)]
        asked = run(
            [*under[:-1], str(tmp_path / "asked.txt"), *arguments], cwd=ROOT, capture_output=True, check=False
        )
        assert asked.returncode == 0, asked.stderr.decode()
    for seen in (trace, tmp_path / "asked.txt"):
        lines = seen.read_text(encoding="utf-8", errors="replace").splitlines()
        assert "execve(" in lines[0]
        assert outside(lines) == []
