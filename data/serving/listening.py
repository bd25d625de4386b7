"""The running dashboard does what commands ask: with the same locks and the same words as what pages ask."""

import atexit
import logging
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from data.access import Access, Person
from data.errors import DashboardError
from data.requests import Outcome, Request, Result, ask
from data.serving import messages, places
from data.store.database import Store

PATIENCE = 30.0
"""Seconds that one who asks may keep silent before its message is whole, or take no answer."""

AT_A_TIME = 8
"""Requests that are done or read at once; the next ones wait."""

AGAIN = 5.0
"""Seconds until a store that could not be opened is tried again."""

REQUESTS = "data.requests."
"""Where the requests are that can be asked."""

LOG = logging.getLogger(__name__)


class Listener:
    """Listens for commands on the store of this process, from when it can be opened until the process ends."""

    def __init__(self, place: Path, opened: Callable[[], Store]) -> None:
        """``opened``: gives the store at this place, the same whenever it is asked; who has it open alone may listen."""
        self.place = place
        self.ready = threading.Event()  # it listens
        self._opened = opened
        self._turns = threading.BoundedSemaphore(AT_A_TIME)
        self._ended = threading.Event()
        self._line: socket.socket | None = None

    def start(self) -> None:
        """Listen in a thread of its own."""
        threading.Thread(target=self._run, name="commands", daemon=True).start()
        atexit.register(self.stop)

    def stop(self) -> None:
        """Listen no more; what is being done is done."""
        atexit.unregister(self.stop)
        self._ended.set()
        if self._line is not None:
            with suppress(OSError):  # wakes up who waits
                self._line.shutdown(socket.SHUT_RDWR)
            self._line.close()
            places.withdraw(self.place)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                self._opened()
                self._line, token = places.listen(self.place)
            except (DashboardError, OSError) as error:  # another process has it: the page says so, too
                LOG.info("%s", error)
                self._ended.wait(AGAIN)
                continue
            self.ready.set()
            while True:
                self._turns.acquire()
                try:
                    line, _ = self._line.accept()
                except OSError:
                    self._turns.release()
                    if self._ended.wait(AGAIN):
                        return  # closed by ``stop``
                    continue  # the process has no more files to open
                threading.Thread(target=self._serve, args=(line, token), daemon=True).start()

    def _serve(self, line: socket.socket, token: bytes) -> None:
        """Answer the one request of a line; one that is not whole in time is dropped."""
        try:
            with line, suppress(OSError, EOFError):
                line.settimeout(PATIENCE)
                if not messages.same(messages.receive(line, places.TOKEN), token):
                    return
                messages.send(line, messages.pack(self._answer(line)))
        except messages.Unreadable:
            LOG.info("no message")
        finally:
            self._turns.release()

    def _answer(self, line: socket.socket) -> Outcome:
        """What became of the request that comes on the line."""
        try:
            request, who = messages.unpack(messages.receive(line))
            if not _is_request(request):
                raise messages.Unreadable
        except (messages.Unreadable, ValueError, TypeError):
            text = "正在运行的看板与这个命令不是同一版本，没有做。请重新启动看板后再试。"
            return Outcome(Result.REFUSED, text)
        try:
            # Who reaches this line is the user that runs the dashboard, and has the file of the store.
            return ask(self._opened(), request, Person(str(who), Access.ADMINISTER, login=True))
        except DashboardError as error:
            return Outcome(Result.REFUSED, str(error))
        except Exception:
            LOG.exception("%s", type(request).__name__)
            return Outcome(Result.REFUSED, "程序出错，这次操作没有完成。请把服务器日志交给维护人员。")


def _is_request(value: object) -> bool:
    return type(value).__module__.startswith(REQUESTS) and isinstance(value, Request)
