"""The server around the dashboard: who may ask, and what is added to the page that the browser loads first."""

import os
from pathlib import Path

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import config

from pages.shell.base import base
from pages.shell.login import LoginGate

HOSTS_VARIABLE = "DASHBOARD_HOSTS"
"""Environment variable that names the hosts under which the dashboard is reached, parted by commas; * for any."""

LOOPBACK = ("localhost", "127.0.0.1", "::1")
SCRIPT_PATH = "/shell.js"
ENDED_PATH = "/ended"

_SCRIPT = Path(__file__).with_name("shell.js").read_bytes()
_STYLE = Path(__file__).with_name("style.css").read_bytes()


def routes() -> list[BaseRoute]:
    """What the server serves beside Streamlit."""
    return [Route(f"{base()}{SCRIPT_PATH}", _script), Route(f"{base()}{ENDED_PATH}", _ended)]


def middleware() -> list[Middleware]:
    """What every request passes through, in order."""
    return [Middleware(HostGuard), Middleware(LoginGate), Middleware(Shell)]


def _script(request: Request) -> Response:
    return Response(_SCRIPT, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


_ENDED = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>登录已结束</title>
<p>很久没有操作，或登录已满时限，页面已断开。</p><p><a href="#" onclick="history.back()">重新打开</a></p></html>"""


def _ended(request: Request) -> Response:
    """What a page turns into whose login is over; the way back leads over a new login."""
    return HTMLResponse(_ENDED)


def allowed_hosts() -> tuple[str, ...]:
    """The names under which requests are answered: those of this machine itself until others are configured."""
    named = os.environ.get(HOSTS_VARIABLE, "")
    configured = config.get_option("server.allowedHosts") or ()
    return (*LOOPBACK, *(name.strip() for name in named.split(",") if name.strip()), *configured)


class HostGuard:
    """Refuses requests under a name that is not configured: a page of another site could else make the browser ask."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked; 400 with a word for the rest."""
        if (
            scope["type"] not in ("http", "websocket")
            or _host(scope) in (known := allowed_hosts())
            or "*" in known
        ):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            text = f"看板没有设定可以用这个地址访问。请把它写进环境变量 {HOSTS_VARIABLE}。"
            await PlainTextResponse(text, status_code=400)(scope, receive, send)


def _host(scope: Scope) -> str:
    """The name in the Host header, without its port."""
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0].lower()


class Shell:
    """Adds the language, our script and our style to the page that the browser loads first: not to every run, as what Streamlit draws is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, but for a page of HTML, which is changed on its way."""
        if scope["type"] != "http" or not _asks_for_html(scope):
            await self.app(scope, receive, send)
            return
        # Compressed, or "not changed", the page could not be changed here.
        kept = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        page = _Page(send)
        await self.app({**scope, "headers": kept}, receive, page.take)


_CONDITIONS = (b"accept-encoding", b"if-none-match", b"if-modified-since")


def _asks_for_html(scope: Scope) -> bool:
    accepts = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return scope["method"] == "GET" and b"text/html" in accepts


class _Page:
    """Holds back a response of HTML until it is whole, and changes it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def take(self, message: Message) -> None:
        """Take a message of the response."""
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        script = f'<head><script src=".{SCRIPT_PATH}"></script>'.encode()  # before anything of Streamlit runs
        style = b"<body><style>" + _STYLE + b"</style>"  # after Streamlit's own style, before that of a page
        body = self._body.replace(b'<html lang="en"', b'<html lang="zh-CN"', 1)
        body = body.replace(b"<head>", script, 1).replace(b"<body>", style, 1)
        kept = [(name, value) for name, value in start["headers"] if name.lower() not in _OF_THE_BODY]
        headers = [*kept, (b"content-length", str(len(body)).encode()), (b"cache-control", b"no-cache")]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


_OF_THE_BODY = (b"content-length", b"etag", b"last-modified", b"cache-control")


def _is_html(message: Message) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in message["headers"]
    )
