"""Runs of one session: of two fast clicks, the run of the second begins while that of the first still ends.

Streamlit guards what a session holds by a lock of each run, so that two runs write it at once: the second fails with
"dictionary changed size during iteration", and the visitor sees an error in place of the page.
"""

from threading import RLock
from typing import Any

from streamlit.runtime.state import SafeSessionState

LOCK = "lock_of_its_runs"


def share_locks() -> None:
    """Guard what a session holds by one lock for all its runs. Once, when the server starts."""
    begin = SafeSessionState.__init__

    def share(self: SafeSessionState, state: Any, yield_callback: Any) -> None:
        begin(self, state, yield_callback)
        own = vars(state.query_params)  # the state itself has slots, and no place for it
        object.__setattr__(self, "_lock", own.setdefault(LOCK, RLock()))

    SafeSessionState.__init__ = share  # type: ignore[method-assign]  # the library has no setting for it
