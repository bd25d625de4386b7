"""What a limited process may do, and how those who ask it are told."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from data.errors import DirectoryError, DocumentError
from data.limited import AT_A_TIME, run_limited
from data.limited.working import Answer

WORK = "tests.data.limited.work"


def test_bytes_in_bytes_out() -> None:
    assert run_limited(f"{WORK}:reverse", b"abc") == b"cba"


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="the system does not tell who branched from whom"
)
def test_work_branches_from_one_process_which_may_end() -> None:
    first, again = (run_limited(f"{WORK}:trunk", b"") for _ in range(2))
    assert first == again
    os.kill(int(first), signal.SIGKILL)
    assert run_limited(f"{WORK}:trunk", b"") != first


def test_what_cannot_be_loaded_is_told_and_ends_nothing_else() -> None:
    with pytest.raises(DocumentError):
        run_limited("tests.data.limited.missing:work", b"")
    assert run_limited(f"{WORK}:reverse", b"abc") == b"cba"


def test_an_error_that_can_be_told_comes_through_whole() -> None:
    with pytest.raises(DirectoryError) as caught:
        run_limited(f"{WORK}:refuse", "某处".encode())
    assert (caught.value.what, caught.value.where, caught.value.todo) == ("说不通", "某处", "改正后重试")


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("take_memory", "内存过多"),
        ("go_deep", "嵌套过深"),
        ("die", "内存超限或内容损坏"),
        ("start", "内容损坏"),
    ],
)
def test_what_goes_wrong_is_told(work: str, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        run_limited(f"{WORK}:{work}", b"x")


def test_who_waits_too_long_is_told() -> None:
    with pytest.raises(DocumentError, match="超过 20 秒"):
        run_limited(f"{WORK}:sleep", b"x", max_wait=0.5)


def test_libraries_say_nothing_that_the_caller_would_have_to_keep() -> None:
    command = [sys.executable, "-m", "data.limited", f"{WORK}:warn"]
    ended = subprocess.run(command, input=b"x", capture_output=True, check=True)
    assert ended.stderr == b""
    assert msgspec.msgpack.decode(ended.stdout, type=Answer) == Answer(b"x")


def test_no_file_is_written(tmp_path: Path) -> None:
    with pytest.raises(DocumentError):
        run_limited(f"{WORK}:write", str(tmp_path / "x").encode())
    assert not (tmp_path / "x").exists() or not (tmp_path / "x").read_bytes()


def test_there_is_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        with pytest.raises(DocumentError):
            run_limited(f"{WORK}:connect", str(server.getsockname()[1]).encode())
        with pytest.raises(BlockingIOError):  # nobody has come
            server.accept()


def test_no_more_than_two_run_at_a_time() -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: run_limited(f"{WORK}:moment", b""), range(6)))
    times = [tuple(map(int, answer.split())) for answer in answers]
    edges = sorted([(begin, 1) for begin, _ in times] + [(end, -1) for _, end in times])
    running = most = 0
    for _, change in edges:
        running += change
        most = max(most, running)
    assert most <= AT_A_TIME
