"""What a button asks of the store: bound when the button is drawn, done once, and its outcome told on the next view.

The outcome is kept for the whole process under a token that stands in the URL: whoever reloads the page while a job runs is
told how it ended. A job that was asked for is done even where the visitor leaves before it began.
"""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import Any

import streamlit as st
from cachetools import TTLCache

from analytics.safe.markdown import as_markdown
from data.access import Person
from data.requests import Outcome, Request, Result, ask, needed
from data.store.database import Store
from pages.shared import address, drawing, loading, operator

LOG = logging.getLogger(__name__)

MOST_KEPT, KEPT_FOR = 256, 3600.0
"""Outcomes that are kept, and seconds for which they are."""

_LOCK = Lock()

LONGEST = 600.0
"""Seconds that a run waits for a job."""

AFTER = "job_after"
"""Key of the session: what to do on the page when a job has gone well, with its token."""


@dataclass(eq=False)
class Job:
    """Something asked of the store, and what became of it."""

    request: Request
    who: Person
    outcome: Outcome | None = None
    _turn: Any = field(default_factory=Lock)
    _done: Event = field(default_factory=Event)

    def do(self, store: Store) -> Outcome:
        """Do it, or wait for who does it. No call of Streamlit: in a thread of its own there is no run."""
        if self._turn.acquire(blocking=False):
            try:
                self.outcome = ask(store, self.request, self.who)
            except Exception:
                LOG.exception("%s", type(self.request).__name__)
                self.outcome = Outcome(
                    Result.REFUSED, "程序出错，这次操作没有完成。请把服务器日志交给维护人员。"
                )
            finally:
                self._done.set()
        self._done.wait(LONGEST)
        return self.outcome or Outcome(Result.REFUSED, "还没有做完，请稍后刷新。")


def button(
    label: str,
    request: Request | None,
    who: Person,
    *,
    key: tuple[object, ...],
    after: Callable[[], None] = lambda: None,
    **look: Any,
) -> None:
    """A button that asks ``request`` of the store; without one it is disabled. Not drawn where ``who`` may not ask it.

    ``key``: what the button is about, with its state (an id, a revision), so that a click on what was drawn never acts on
    what is drawn next. ``after``: done in this session where it went well.
    """
    if request is not None and not who.may(needed(request)):
        return
    widget = drawing.key("job", label, *key)
    token = st.session_state.setdefault(f"token_{widget}", secrets.token_urlsafe(9))
    st.button(
        label,
        key=widget,
        on_click=_begin,
        args=(widget, token, request, who, after),
        disabled=request is None,
        **look,
    )


def _begin(widget: str, token: str, request: Request, who: Person, after: Callable[[], None]) -> None:
    """Callback: begin the job and put its token into the URL. The second of two fast clicks finds it begun."""
    who = operator.as_of_now(who)  # the list may have changed since the button was drawn
    store, own = loading.store(), Job(request, who)
    with _LOCK:
        job = _jobs().setdefault(token, own)
    if job is own:
        # In a thread of its own: the visitor may close what the button stands in before the run tells of it.
        Thread(target=job.do, args=(store,), name="job").start()
    address.write(address.JOB, (token,))
    st.session_state[AFTER] = token, after
    st.session_state.pop(f"token_{widget}", None)


def tell() -> None:
    """Wait for the job that the URL names, and say how it ended, until the visitor has read it."""
    job = _named()
    if job is None:
        return
    store = loading.store()
    with st.spinner("正在处理……"):
        outcome = job.do(store)
    token, after = st.session_state.pop(AFTER, ("", None))
    if after is not None and token == address.text(address.JOB) and not outcome.refused:
        after()
    show = st.error if outcome.refused else st.success
    with st.container(horizontal=True, vertical_alignment="center"):
        show(
            as_markdown(outcome.text),
            icon=":material/error:" if outcome.refused else ":material/task_alt:",
        )
        st.button("知道了", key="job_read", on_click=forget)
    for warning in filter(None, (*outcome.warnings, outcome.unrecorded)):
        st.warning(as_markdown(warning), icon=":material/warning:")


def latest() -> Outcome | None:
    """What became of the job that the URL names; None where it names none, or it is not done."""
    job = _named()
    return None if job is None else job.outcome


def _named() -> Job | None:
    """The job that the URL names; None where it names none that is known."""
    token = address.text(address.JOB)  # before the lock: who waits for it may hold what the URL is read under
    with _LOCK:
        return _jobs().get(token)


def forget() -> None:
    """Tell no more of the latest job."""
    address.write(address.JOB, ())


@st.cache_resource(show_spinner=False)
def _jobs() -> TTLCache[str, Job]:
    """Jobs by their tokens; to be used with ``_LOCK``: even reading takes out what is too old."""
    return TTLCache(MOST_KEPT, KEPT_FOR)
