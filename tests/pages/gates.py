"""The gate with an application behind it, configured in each of its ways, and visitors before it."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from data.access import Access, Identity, Person
from pages.shared.identity import settings_of
from pages.shell.login import LoginGate

PROXY: dict[str, Any] = {
    "people": {
        "identity": "proxy",
        "header": "X-User",
        "groups_header": "X-Groups",
        "trusted_addresses": ["10.0.0.5", "fd00::/64"],
        "unlisted": "查看",
    }
}
SECRET = "s" * 40
AUTH = {
    "redirect_uri": "https://kanban.example/oauth2callback",
    "cookie_secret": SECRET,
    "client_id": "kanban",
    "client_secret": "虚构",
    "server_metadata_url": "https://login.example/.well-known/openid-configuration",
}
OIDC: dict[str, Any] = {"auth": AUTH, "people": {"identity": "oidc", "idle_hours": 1, "absolute_hours": 10}}
PEER = ("10.0.0.5", 40000)
HOUR = 3600
CLOSED = ("/", "/network", "/media/abc.csv", "/_stcore/upload_file/1/2", "/_stcore/host-config", "/_stcore/metrics",
          "/component/x", "/app/static/x", "/static/../media/x", "/anything")  # fmt: skip
OPEN = ("/static/js/index.js", "/shell.js", "/ended", "/_stcore/health")
WEBSOCKET = "/_stcore/stream"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """What the gate guards: it says what it was asked, and echoes."""
    if scope["type"] == "websocket":
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        try:
            while True:
                await socket.send_text(await socket.receive_text())
        except WebSocketDisconnect:
            return
    else:
        await PlainTextResponse(f"里面 {Request(scope).url.path}")(scope, receive, send)


def person_of(who: Identity) -> Person | None:
    """By the name: what it says is what they may do."""
    access = {"查看者": Access.VIEW, "填报者": Access.FILL, "维护者": Access.MAINTAIN}.get(who.name)
    return None if access is None else Person(who.name, access, login=True)


REFUSED: list[tuple[str, str]] = []
"""Who was refused what."""


def gate(secrets: dict[str, Any], clock: Callable[[], float] = Clock(), app: ASGIApp = behind) -> LoginGate:  # noqa: B008 (it stands still)
    REFUSED.clear()
    return LoginGate(app, lambda: settings_of(secrets), person_of, clock, lambda *said: REFUSED.append(said))


def client(app: LoginGate, peer: tuple[str, int] = PEER, **cookies: str) -> TestClient:
    return TestClient(
        app, client=peer, cookies=cookies, follow_redirects=False, headers={"Accept": "text/html"}
    )


def header(name: str) -> dict[str, Any]:
    return {"X-User": name.encode()}


def socket_opens(visitor: TestClient, headers: dict[str, Any] | None = None) -> bool:
    try:
        with visitor.websocket_connect(WEBSOCKET, headers=headers or {}) as socket:
            socket.send_text("在")
            return socket.receive_text() == "在"
    except WebSocketDisconnect:
        return False
