"""Two runs of one session at once."""

import sys
from collections.abc import Iterator
from threading import Event, Thread

import pytest
from streamlit.runtime.state import SafeSessionState
from streamlit.runtime.state.session_state import SessionState

from pages.shell.runs import share_locks

WRITTEN = 500


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads change as often as they can; the library is as it was afterwards."""
    monkeypatch.setattr(SafeSessionState, "__init__", SafeSessionState.__init__)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hurried")
def test_a_run_begins_while_the_one_before_still_writes() -> None:
    share_locks()
    state, written = SessionState(), Event()
    former, next_one = (SafeSessionState(state, lambda: None) for _ in range(2))

    def write() -> None:
        try:
            for number in range(WRITTEN):
                former[f"widget {number}"] = number
                former.on_script_will_rerun(None)
        finally:
            written.set()

    writer = Thread(target=write)
    writer.start()
    try:
        while not written.is_set():
            next_one.on_script_will_rerun(None)
    finally:
        writer.join()
    assert [state[f"widget {number}"] for number in range(WRITTEN)] == list(range(WRITTEN))
