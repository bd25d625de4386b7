"""The gate before everything that the server answers: who is not known, or may not, gets nothing but a word.

What is open to all: the static bundle, our script, the page of ended logins, the sign of life, and where logins themselves go.
Of the rest nothing is served without a login, where one is configured (``pages.shared.identity``). A login ends after the
configured hours, and with it the connections that it has open.
"""

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit
from uuid import uuid4

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token

from data.access import Identity, Person
from data.errors import DashboardError
from pages.shared import identity, operator
from pages.shared.identity import Login, Settings
from pages.shell.base import base, below

STATIC = "/static/"
OPEN = frozenset({"/shell.js", "/ended", "/_stcore/health"})
LOGIN, CALLBACK, LOGOUT = "/auth/login", "/oauth2callback", "/auth/logout"
UPLOADS = "/_stcore/upload_file"

NEXT = "dashboard_next"
"""Cookie that keeps, over a login, which page was asked for."""
NEXT_SECONDS = 600

SKEW = 300.0
"""Seconds that the clock of a provider may be ahead."""
LOOKS = 60.0
"""Seconds after which an open connection looks at the latest whether its login was ended elsewhere."""
REFUSED = 1008  # the code of a closed websocket: against the rules

UNKNOWN = "需要登录才能打开看板。请从法院的统一入口登录后再来。"
WRONG_PEER = "只接受从登录代理转来的请求。请用看板的正式地址打开。"
HIDDEN_PEER = f"代理转来的请求带有 X-Forwarded-For，看不出是从哪里来的。请在代理里去掉它，或把看板的环境变量 {identity.UVICORN_VARIABLE} 设为空。"
UNLISTED = "您已登录，但没有在看板的人员名单里。请找看板的管理人员设定权限。"
NO_UPLOAD = f"您的权限不能上传文件，需要“{operator.UPLOADING.label}”。"


class Sessions:
    """Which logins still count: those neither idle nor open for too long, and not ended by who logged in.

    Of a login that this process has not seen yet, the last sign of life is its beginning: after a new start of the server
    a login that is older than the idle hours has to be made again.
    """

    def __init__(self, idle: float, absolute: float, clock: Callable[[], float]) -> None:
        self._idle, self._absolute, self._clock = idle, absolute, clock
        self._seen: dict[str, tuple[float, float]] = {}  # its beginning, the last sign of life
        self._ended: dict[str, float] = {}  # its beginning

    def left(self, key: str, began: float) -> float:
        """Seconds that a login still counts without a sign of life; 0 or less: it is over."""
        now = self._clock()
        if key in self._ended or began > now + SKEW:
            return 0.0
        _, last = self._seen.get(key, (began, began))
        return min(last + self._idle, began + self._absolute) - now

    def touch(self, key: str, began: float) -> None:
        """Note a sign of life."""
        now = self._clock()
        self._seen[key] = began, now
        for known, since in [(known, since) for known, (since, _) in self._seen.items()]:
            if since + self._absolute <= now:
                del self._seen[known]
        self._ended = {known: since for known, since in self._ended.items() if since + self._absolute > now}

    def end(self, key: str, began: float) -> None:
        """Let a login count no more, wherever its cookie is."""
        self._ended[key] = began


class LoginGate:
    """Refuses what comes from nobody known; see the module. As it is configured, else as the tests say."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Callable[[], Settings] = identity.settings,
        person_of: Callable[[Identity], Person | None] = operator.person_of_identity,
        clock: Callable[[], float] = time.time,
        note: Callable[[str, str], None] = operator.refused,
    ) -> None:
        self.app = app
        self._person_of = person_of
        self._note = note  # who was refused what
        self._clock = clock
        self._wrong = ""
        self._settings = Settings()
        try:
            self._settings = settings()
        except DashboardError as error:
            self._wrong = str(error)
        self._sessions = Sessions(
            self._settings.idle.total_seconds(), self._settings.absolute.total_seconds(), clock
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif self._wrong:
            await _answer(scope, receive, send, PlainTextResponse(self._wrong, status_code=503))
        elif self._settings.login is Login.NONE:
            await self.app(scope, receive, send)
        else:
            await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = HTTPConnection(scope)
        path = below(scope["path"])
        session = self._session(asked)
        if path == LOGOUT and session is not None:
            self._sessions.end(*session)
        if _is_open(path, self._settings.login):
            await self.app(scope, receive, send)
            return
        refused = self._refused_peer(asked)
        who = identity.identity_of(self._settings, asked.headers.getlist, asked.cookies)
        if refused is None and (who is None or session is None or self._sessions.left(*session) <= 0):
            refused = self._to_login(scope, path)
        if refused is None and who is not None:
            refused = await self._refused_person(who, path)
        if refused is None and session is not None:
            self._sessions.touch(*session)
            refused = _onward(scope, asked, path)
        if refused is not None:
            await _answer(scope, receive, send, refused)
        elif scope["type"] == "websocket" and session is not None:
            watched = _Watched(receive, send, self._sessions, session)
            await self.app(scope, watched.receive, watched.send)
        else:
            await self.app(scope, receive, send)

    def _session(self, asked: HTTPConnection) -> tuple[str, float] | None:
        """The login that a request belongs to: its key and when it began; None where there is none.

        A proxy keeps its logins itself and is asked anew at every connection: each is a session of its own here.
        """
        if self._settings.login is Login.PROXY:
            return uuid4().hex, self._clock()
        claims = identity.claims_of(asked.cookies)
        began = None if claims is None else claims.get("iat")
        if claims is None or isinstance(began, bool) or not isinstance(began, int | float):
            return None
        return _key(claims), float(began)

    def _refused_peer(self, asked: HTTPConnection) -> Response | None:
        """What a peer is told that is not the proxy."""
        if self._settings.login is not Login.PROXY:
            return None
        if identity.peer_is_hidden(asked.headers.getlist):
            return PlainTextResponse(HIDDEN_PEER, status_code=403)
        if not self._settings.trusts(asked.client.host if asked.client else None):
            return PlainTextResponse(WRONG_PEER, status_code=403)
        return None

    def _to_login(self, scope: Scope, path: str) -> Response:
        """What is told who is not known: where to log in, for a page, which is kept in mind."""
        if self._settings.login is not Login.OIDC or not _is_page(scope):
            return PlainTextResponse(UNKNOWN, status_code=401)
        answer = RedirectResponse(
            f"{base()}{LOGIN}?{urlencode({'provider': encode_provider_token('default')})}", status_code=302
        )
        query = scope["query_string"].decode("latin-1")
        target = quote(f"{path}?{query}" if query else path, safe="")
        answer.set_cookie(
            NEXT, target, max_age=NEXT_SECONDS, httponly=True, samesite="lax", path=base() or "/"
        )
        return answer

    async def _refused_person(self, who: Identity, path: str) -> Response | None:
        """What is told who may not ask this."""
        try:
            person = await asyncio.to_thread(self._person_of, who)
            if person is None:
                await asyncio.to_thread(self._note, who.signature, "打开看板（不在人员名单里）")
                return PlainTextResponse(UNLISTED, status_code=403)
            if path.startswith(UPLOADS) and not person.may(operator.UPLOADING):
                await asyncio.to_thread(self._note, person.name, "上传文件")
                return PlainTextResponse(NO_UPLOAD, status_code=403)
        except DashboardError as error:
            return PlainTextResponse(str(error), status_code=503)
        return None


class _Watched:
    """An open connection of a login: what the browser sends is a sign of life, and it is closed when the login is over."""

    def __init__(self, receive: Receive, send: Send, sessions: Sessions, session: tuple[str, float]) -> None:
        self._receive, self._send = receive, send
        self._sessions, self._session = sessions, session
        self._closed = False

    async def receive(self) -> Message:
        """The next message of the browser; that it has gone, where the login is over before one comes."""
        coming = asyncio.ensure_future(self._receive())
        try:
            while True:
                left = self._sessions.left(*self._session)
                if left > 0 and not coming.done():
                    await asyncio.wait({coming}, timeout=min(left, LOOKS))
                    left = self._sessions.left(*self._session)
                if left <= 0:
                    return await self._close()
                if coming.done():
                    self._sessions.touch(*self._session)
                    return coming.result()
        finally:
            coming.cancel()

    async def _close(self) -> Message:
        if not self._closed:
            self._closed = True
            await self._send({"type": "websocket.close", "code": REFUSED})
        return {"type": "websocket.disconnect", "code": REFUSED}

    async def send(self, message: Message) -> None:
        """Pass a message on to the browser, as long as it is there."""
        if not self._closed:
            await self._send(message)


def _key(claims: Mapping[str, Any]) -> str:
    """What a login is known by: everything that its cookie holds."""
    return hashlib.sha256(json.dumps(claims, sort_keys=True).encode()).hexdigest()


def _is_open(path: str, login: Login) -> bool:
    """Whether this is served to everybody."""
    if path in OPEN or (login is Login.OIDC and path in (LOGIN, CALLBACK, LOGOUT)):
        return True
    return path.startswith(STATIC) and not {"..", "."} & set(path.replace("\\", "/").split("/"))


def _is_page(scope: Scope) -> bool:
    """Whether a person asks for a page, who can be sent elsewhere."""
    accepts = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return scope["type"] == "http" and scope["method"] == "GET" and b"text/html" in accepts


def _onward(scope: Scope, asked: HTTPConnection, path: str) -> Response | None:
    """The way to the page that was asked for before the login; None where there is none. Never to another host."""
    if path != "/" or not _is_page(scope) or NEXT not in asked.cookies:
        return None
    target = unquote(asked.cookies[NEXT])
    parts = urlsplit(target)
    own = target.startswith("/") and not parts.scheme and not parts.netloc and "\\" not in target
    answer = RedirectResponse(
        f"{base()}{target}" if own and target.isprintable() else f"{base()}/", status_code=302
    )
    answer.delete_cookie(NEXT, path=base() or "/")
    return answer


async def _answer(scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
    """Answer a request; a connection is refused before it is open."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": REFUSED})
    else:
        answer.headers["Cache-Control"] = "no-store"
        await answer(scope, receive, send)
