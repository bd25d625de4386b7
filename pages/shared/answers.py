"""Answers kept for all sessions, bounded by their bytes: cheap small ones do not push out dear large ones by number."""

import pickle
import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Lock
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from cachetools import LRUCache

from analytics.charts.finished import Finished

AT_MOST = 384 * 1024 * 1024
"""Bytes of all answers together."""

UNKNOWN = 4096
"""Bytes taken for what cannot be measured."""


class Answers:
    """Answers by what was asked; the least recently used give way where the bytes are too many.

    Threads that ask the same at once find it out once, and the others wait. What finding out raises is raised again at the
    next call.
    """

    def __init__(self, at_most: int = AT_MOST) -> None:
        self._kept: LRUCache[Hashable, Any] = LRUCache(at_most, getsizeof=size_of)
        self._lock = Lock()
        self._asked: dict[Hashable, Lock] = {}

    def of(self, asked: Hashable, find_out: Callable[[], Any]) -> Any:
        """The answer to a question, found out where it is not kept."""
        with self._lock:
            if asked in self._kept:
                return self._kept[asked]
            turn = self._asked.setdefault(asked, Lock())
        with turn:
            with self._lock:
                if asked in self._kept:
                    return self._kept[asked]
            try:
                answer = find_out()
                self.keep(asked, answer)
            finally:
                with self._lock:
                    self._asked.pop(asked, None)
            return answer

    def find(self, asked: Hashable) -> Any:
        """The answer that is kept; None where none is."""
        with self._lock:
            return self._kept.get(asked)

    def keep(self, asked: Hashable, answer: Any) -> None:
        """Keep an answer that was found out elsewhere; not one that is larger than all that may be kept."""
        with self._lock, suppress(ValueError):
            self._kept[asked] = answer

    @property
    def bytes(self) -> int:
        """The bytes of all that is kept."""
        return int(self._kept.currsize)


def size_of(answer: object) -> int:
    """About the bytes that an answer takes."""
    if isinstance(answer, pd.DataFrame):
        return int(answer.memory_usage(deep=False).sum()) + 64 * answer.size + UNKNOWN
    if isinstance(answer, (np.ndarray, Finished)):
        return int(answer.nbytes) + UNKNOWN
    if isinstance(answer, nx.Graph):
        return 1000 * (answer.number_of_nodes() + answer.number_of_edges()) + UNKNOWN
    if isinstance(answer, str):
        return sys.getsizeof(answer)
    try:
        return len(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL)) + UNKNOWN
    except Exception:  # noqa: BLE001 (whatever an answer is made of, it is kept all the same)
        return UNKNOWN
