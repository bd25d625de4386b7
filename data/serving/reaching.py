"""Whoever asks from another process: the dashboard that has the store is asked, else the store is opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from data.access import Person
from data.errors import StoreError, StoreLocked
from data.requests import Outcome, Request, ask
from data.serving import messages, places
from data.store.database import Store
from data.store.opening import open_store

LONGEST = 600.0
"""Seconds to wait for an outcome."""


class Desk(Protocol):
    """Where requests are handed in."""

    @property
    def place(self) -> Path:
        """The file of the store."""
        ...

    def ask(self, request: Request, person: Person) -> Outcome:
        """What became of a request."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that this process has open."""

    store: Store

    @property
    def place(self) -> Path:
        """The file of the store, or of this server's copy of a shared one."""
        return self.store.path

    def ask(self, request: Request, person: Person) -> Outcome:
        """Do what is requested; what cannot be done is told in the outcome."""
        return ask(self.store, request, person)


@dataclass(frozen=True, slots=True)
class Running:
    """A dashboard that runs and has the store open."""

    place: Path

    def ask(self, request: Request, person: Person) -> Outcome:
        """Hand the request over and wait for what became of it.

        Raises ``StoreError`` where the dashboard has ended: before it had the request, and nothing was done; or after,
        and nobody knows.
        """
        content = messages.pack((request, person.name))
        if len(content) > messages.LARGEST:
            raise StoreError("一次交给看板的内容太多，没有做", todo="分几次再试")
        reached = _line_to(self.place)
        if reached is None:
            raise StoreError("看板刚刚停止，没有做", str(self.place), "重试")
        line, token = reached
        with line:
            line.settimeout(LONGEST)
            try:
                messages.send(line, token)
                messages.send(line, content)
            except OSError as error:
                raise StoreError("看板没有收下这次操作，没有做", str(self.place), "重试") from error
            try:
                outcome = messages.unpack(messages.receive(line))
            except (OSError, EOFError, messages.Unreadable) as error:
                what = "看板收下了操作，但没有回音，不知道做完没有"
                todo = "用 python -m data activities 或 list 查看做了没有，再决定要不要重试"
                raise StoreError(what, str(self.place), todo) from error
        assert isinstance(outcome, Outcome)
        return outcome


@contextmanager
def reach(database: Path | str | None = None, *, build: bool = False, example: bool = True) -> Iterator[Desk]:
    """The desk of the store at this place, a path or an address (as ``open_store``): of the dashboard that runs, else of the opened store.

    ``build``: where there is no store, build it, with the example or without. Raises what ``open_store`` raises, and
    ``StoreLocked`` where another user's dashboard has it.
    """
    place = Store.place(database)
    reached = _line_to(place)
    if reached is not None:
        reached[0].close()
        yield Running(place)
        return
    with open_store(database, build=build, example=example) as store:
        yield Opened(store)


def _line_to(place: Path) -> tuple[places.Line, bytes] | None:
    try:
        return places.connect(place)
    except PermissionError as error:
        what = "数据库正被看板使用，而看板由另一个用户运行"
        raise StoreLocked(what, str(place), "用运行看板的那个用户执行命令") from error
