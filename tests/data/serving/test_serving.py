"""Commands while a dashboard has the store: the same words, the same codes; lines that end, hang, are too much."""

import socket
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from analytics.__main__ import main as ask_for_answers
from data.__main__ import main
from data.errors import StoreError
from data.requests import Outcome, Result
from data.requests.documents import ListDocuments
from data.serving import listening, messages, places
from data.serving.listening import Listener
from data.serving.reaching import Running, reach
from data.store.activities import activities
from data.store.database import Store
from data.store.listing import list_documents
from data.store.opening import open_store
from data.store.plan import Plan, load_plan, plan_as_files, plan_of_files
from tests.data.documents import SEED_ID, invented_document, put
from tests.data.store.processes import started
from tests.people import maintainer


@pytest.fixture
def short_path(store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store in a folder with a short name, as sockets need it."""
    folder = tmp_path_factory.mktemp("s")
    return store_path.rename(folder / "d.duckdb")


@pytest.fixture(params=["socket", "port"])
def running(
    request: pytest.FixtureRequest, short_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A store that this process has open and listens for, on a socket, or where there are none, on the loopback address."""
    if request.param == "port":
        monkeypatch.setattr(places, "_LONGEST", 0)
    with listened(short_path) as store:
        yield store


class listened:  # noqa: N801 (it is used as a function)
    """A store of this process with its listener."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Store:
        self._listener = Listener(self._path, lambda: open_store(self._path, build=True))
        self._listener.start()
        assert self._listener.ready.wait(60)
        return open_store(self._path)

    def __exit__(self, *_: object) -> None:
        self._listener.stop()
        open_store(self._path).close()


def test_only_its_user_can_reach_it(running: Store) -> None:
    told = [path for path in (places.socket_of(running.path), places.port_of(running.path)) if path.exists()]
    assert len(told) == 1
    assert stat.S_IMODE(told[0].stat().st_mode) == 0o600


def test_commands_are_done_by_the_dashboard_that_runs(
    running: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Their words and codes are those of a command that opens the store itself."""
    file = tmp_path / "虚构.txt"
    file.write_bytes(invented_document()[0])
    place = ["--database", str(running.path)]
    with reach(running.path) as desk:
        assert desk == Running(running.path)
    assert main(["import", str(file), *place]) == 0
    assert capsys.readouterr().out.startswith("导入成功（编号 ")
    assert main(["import", str(file), *place]) == 0
    assert capsys.readouterr().out.startswith("已导入过，内容没有变化")
    assert len(list_documents(running)) == 2  # this process, which has the store, sees it
    assert main(["list", *place]) == 0
    assert "2001年虚构法院工作要点（之1）" in capsys.readouterr().out
    assert main(["remove", SEED_ID, *place]) == 1
    assert "没有终端可以确认，没有移除" in capsys.readouterr().err
    assert main(["remove", SEED_ID, "--yes", *place]) == 0
    assert main(["bring-back", SEED_ID, *place]) == 0
    assert main(["bring-back", SEED_ID, *place]) == 1
    assert "这份文件不在回收站里" in capsys.readouterr().err
    assert main(["directory", *place]) == 0
    assert capsys.readouterr().out.startswith("#")
    assert main(["due", "1", "2023-09-01", "--document", SEED_ID, *place]) == 0
    assert main(["export", SEED_ID, "--to", str(tmp_path / "out"), *place]) == 0
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert main(["backup", *place]) == 0
    assert main(["check", *place]) == 0
    assert activities(running)[0].who != "未署名"


def test_answers_are_computed_from_the_dashboard_that_runs(
    running: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask_for_answers(["workload", SEED_ID, "--json", "--database", str(running.path)]) == 0
    running_said = capsys.readouterr().out
    other = put(running)
    assert ask_for_answers(["compare", SEED_ID, other, "--json", "--database", str(running.path)]) == 0
    capsys.readouterr()
    places.withdraw(running.path)
    running.close()
    assert ask_for_answers(["workload", SEED_ID, "--json", "--database", str(running.path)]) == 0
    assert capsys.readouterr().out == running_said


def test_a_plan_is_the_same_in_another_process(store: Store) -> None:
    put(store)
    plan = load_plan(store)
    other = plan_of_files(plan_as_files(plan))
    assert other.version == plan.version
    for name in Plan.__dataclass_fields__:
        if name != "version":
            assert getattr(other, name).equals(getattr(plan, name)), name
            assert getattr(other, name).dtypes.equals(getattr(plan, name).dtypes), name
    empty = load_plan(store, [])
    assert plan_of_files(plan_as_files(empty)).tasks.dtypes.equals(empty.tasks.dtypes)


def test_nobody_runs(short_path: Path) -> None:
    with reach(short_path) as desk:
        assert desk.place == short_path
        assert not isinstance(desk, Running)


def test_what_a_killed_dashboard_left_is_in_nobodys_way(short_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as line:
        line.bind(str(places.socket_of(short_path)))
    with reach(short_path) as desk:
        assert not isinstance(desk, Running)
    with listened(short_path), reach(short_path) as desk:
        assert isinstance(desk, Running)
    places.port_of(short_path).write_text("half", encoding="ascii")
    with reach(short_path) as desk:
        assert not isinstance(desk, Running)


def lines(store: Store) -> tuple[socket.socket, bytes]:
    reached = places.connect(store.path)
    assert reached is not None
    return reached


def test_who_hangs_is_dropped_and_others_are_served(running: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "PATIENCE", 0.2)
    hanging = [lines(running)[0] for _ in range(listening.AT_A_TIME)]
    with reach(running.path) as desk:
        assert desk.ask(ListDocuments(), maintainer("甲")).text == "1 份文件"
    for line in hanging:
        line.settimeout(60)
        assert line.recv(1) == b""
        line.close()


@pytest.mark.parametrize("begins", [b"\xff" * 8, (1 << 40).to_bytes(8), b"\x00", b""])
def test_what_is_too_large_or_not_whole_does_nothing(running: Store, begins: bytes) -> None:
    line, token = lines(running)
    with line:
        line.settimeout(60)
        messages.send(line, token)
        line.sendall(begins)
        line.shutdown(socket.SHUT_WR)
        if len(begins) == 8:
            assert messages.unpack(messages.receive(line)).refused
        assert line.recv(1) == b""
    with reach(running.path) as desk:
        assert not desk.ask(ListDocuments(), maintainer("甲")).refused


def test_without_the_token_nothing_is_done(short_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_LONGEST", 0)
    with listened(short_path) as store:
        line, _ = lines(store)
        with line:
            line.settimeout(60)
            messages.send(line, b"x" * places.TOKEN)
            assert line.recv(1) == b""


def test_what_is_no_request_is_refused(running: Store) -> None:
    outcome = Outcome(Result.DONE, "不是操作")
    for content in (*map(messages.pack, (("甲", "乙"), (outcome, "甲"), 7, (1, 2, 3))), b"\xc1"):
        line, token = lines(running)
        with line:
            line.settimeout(60)
            messages.send(line, token)
            messages.send(line, content)
            assert "不是同一版本" in messages.unpack(messages.receive(line)).text


@dataclass(frozen=True, slots=True)
class Fails:
    """A request in which the program fails."""

    def perform(self, store: Store, who: str) -> Outcome:
        raise ZeroDivisionError


def test_a_fault_of_the_program_is_told_and_logged(
    running: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(listening, "ask", lambda *_: Fails().perform(running, ""))
    with reach(running.path) as desk:
        assert desk.ask(ListDocuments(), maintainer("甲")).text.startswith("程序出错")
    assert "ListDocuments" in caplog.text


def listen_and_wait(path: Path, pipe: Connection) -> None:
    """A dashboard that takes a request and never does it."""
    asked = threading.Event()

    def opened() -> Store:
        if threading.current_thread().name != "commands":
            pipe.send("asked")
            asked.wait()
        return open_store(path)

    listener = Listener(path, opened)
    listener.start()
    listener.ready.wait()
    pipe.send("ready")
    asked.wait()


def test_a_dashboard_that_dies_in_the_middle_leaves_a_word_that_nobody_knows(short_path: Path) -> None:
    with started(listen_and_wait, short_path) as (process, pipe):
        assert pipe.recv() == "ready"
        with reach(short_path) as desk:

            def kill() -> None:
                assert pipe.recv() == "asked"
                process.kill()

            killer = threading.Thread(target=kill)
            killer.start()
            with pytest.raises(StoreError, match="不知道做完没有"):
                desk.ask(ListDocuments(), maintainer("甲"))
            killer.join()
            process.join()
            with pytest.raises(StoreError, match="看板刚刚停止，没有做"):
                desk.ask(ListDocuments(), maintainer("甲"))
    with reach(short_path) as desk:
        assert desk.ask(ListDocuments(), maintainer("甲")).text == "1 份文件"


def test_a_second_dashboard_waits_until_the_first_has_ended(
    short_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has the store open listens, and nobody takes the place from it."""
    monkeypatch.setattr(listening, "AGAIN", 0.1)
    with started(listen_and_wait, short_path) as (process, pipe):
        assert pipe.recv() == "ready"
        second = Listener(short_path, lambda: open_store(short_path))
        second.start()
        assert not second.ready.wait(0.5)
        with reach(short_path) as desk:
            assert isinstance(desk, Running)
        process.kill()
        process.join()
        assert second.ready.wait(60)
        second.stop()
        open_store(short_path).close()


def test_what_is_too_much_is_not_sent(running: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "LARGEST", 10)
    with reach(running.path) as desk, pytest.raises(StoreError, match="内容太多"):
        desk.ask(ListDocuments(), maintainer("甲"))
