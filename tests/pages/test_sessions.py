"""When a login ends: idle, after its hours, by logging out; and with it the connections that are open."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from pages.shell import login
from pages.shell.login import Sessions
from tests.pages.gates import HOUR, OIDC, PEER, PROXY, WEBSOCKET, Clock, client, gate, header, socket_opens


def test_a_login_ends_when_idle_and_after_its_hours(signed: Callable[..., str]):
    clock = Clock()
    visitor = client(gate(OIDC, clock), _streamlit_user=signed())
    for _ in range(18):  # a sign of life every half hour
        clock.now += HOUR / 2
        assert visitor.get("/").status_code == 200
    clock.now += HOUR / 2 + 1
    assert visitor.get("/").status_code == 200
    clock.now += HOUR / 2  # ten hours
    assert visitor.get("/").headers["location"].startswith("/auth/login")
    clock = Clock()
    visitor = client(gate(OIDC, clock), _streamlit_user=signed())
    assert visitor.get("/").status_code == 200
    clock.now += HOUR
    assert visitor.get("/").status_code == 302
    assert visitor.get("/").status_code == 302  # asking is no sign of life
    assert (
        client(gate(OIDC, clock), _streamlit_user=signed()).get("/").status_code == 302
    )  # nor is a new start


def test_logging_out_ends_a_login_wherever_its_cookie_is(signed: Callable[..., str]):
    app = gate(OIDC)
    here, copied = (client(app, _streamlit_user=signed()) for _ in range(2))
    assert (here.get("/").status_code, copied.get("/").status_code) == (200, 200)
    assert here.get("/auth/logout").status_code == 200
    assert copied.get("/").status_code == 302
    assert not socket_opens(copied)


@pytest.mark.parametrize(
    "secrets", [OIDC, {"people": {**PROXY["people"], "idle_hours": 1}}], ids=["oidc", "proxy"]
)
def test_an_open_connection_is_closed_when_its_login_ends(
    secrets: dict[str, Any], signed: Callable[..., str]
):
    clock = Clock()
    visitor = client(gate(secrets, clock), _streamlit_user=signed())
    with visitor.websocket_connect(WEBSOCKET, headers=header("维护者")) as socket:
        clock.now += HOUR - 1
        socket.send_text("还在")
        assert socket.receive_text() == "还在"
        clock.now += HOUR - 1
        socket.send_text("又在")
        assert socket.receive_text() == "又在"
        clock.now += HOUR
        socket.send_text("太晚")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()


def test_a_silent_connection_is_closed_without_a_message(
    signed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
):
    """The browser says nothing; time passes while the connection waits."""
    monkeypatch.setattr(login, "LOOKS", 0.01)
    clock, sent = Clock(), []

    async def silent() -> dict[str, Any]:
        clock.now += 2 * HOUR
        await asyncio.Event().wait()
        raise AssertionError

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        sent.append(await receive())
        await send({"type": "websocket.send", "text": "zu spät"})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": WEBSOCKET, "query_string": b"", "client": PEER,
             "headers": [(b"cookie", f"_streamlit_user={signed()}".encode())]}  # fmt: skip
    opened: Awaitable[None] = gate(OIDC, clock, waiting)(scope, silent, send)
    asyncio.run(_within(opened))
    assert sent == [
        {"type": "websocket.close", "code": 1008},
        {"type": "websocket.disconnect", "code": 1008},
    ]


async def _within(opened: Awaitable[None]) -> None:
    await opened


def test_sessions_are_forgotten_when_they_are_over():
    clock = Clock()
    sessions = Sessions(HOUR, 10 * HOUR, clock)
    sessions.touch("甲", clock.now)
    sessions.end("乙", clock.now)
    assert (sessions.left("甲", clock.now), sessions.left("乙", clock.now)) == (HOUR, 0)
    clock.now += 10 * HOUR
    sessions.touch("丙", clock.now)
    assert (list(sessions._seen), list(sessions._ended)) == (["丙"], [])
