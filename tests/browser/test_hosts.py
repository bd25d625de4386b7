"""Who may ask: under a name that is not configured nothing is answered, neither pages nor files nor the connection."""

from http.client import HTTPConnection
from pathlib import Path

import pytest

from pages.shell.server import HOSTS_VARIABLE
from tests.browser.conftest import served

NAME = "kanban.example"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Protocol": "streamlit",
}
ASKED = {
    "page": ("/workload", {"Accept": "text/html"}),
    "health": ("/_stcore/health", {}),
    "script": ("/shell.js", {}),
    "file": ("/media/abc.bin", {}),
    "connection": ("/_stcore/stream", UPGRADE),
}


def ask(address: str, host: str, path: str, headers: dict[str, str]) -> tuple[int, str]:
    """Status and text of an answer to a request under a name."""
    connection = HTTPConnection(address.removeprefix("http://"), timeout=60)
    try:
        connection.request("GET", path, headers={**headers, "Host": host})
        answer = connection.getresponse()
        return answer.status, "" if answer.status == 101 else answer.read().decode()
    finally:
        connection.close()


def port_of(address: str) -> str:
    """The port of a server."""
    return address.rpartition(":")[2]


@pytest.mark.parametrize("host", [NAME, "127.0.0.1.example", "localhost.example", "", "[::2]"])
def test_an_unknown_name_is_refused_with_a_word(site: str, host: str):
    for what, (path, headers) in ASKED.items():
        status, text = ask(site, host, path, headers)
        assert (what, status) == (what, 403 if what == "connection" else 400)
        if what == "page":
            assert HOSTS_VARIABLE in text


def test_names_of_this_machine_are_answered(site: str):
    for host in ("localhost", "127.0.0.1", "[::1]", "LOCALHOST"):
        for name in (host, f"{host}:{port_of(site)}"):
            assert ask(site, name, *ASKED["health"]) == (200, "ok")


def test_a_configured_name_is_answered(tmp_path: Path):
    with served(tmp_path / "dashboard.duckdb", DASHBOARD_HOSTS=f"other.example, {NAME}") as server:
        answers = {
            what: ask(server.address, f"{NAME}:{port_of(server.address)}", *asked)[0]
            for what, asked in ASKED.items()
        }
        assert answers == {"page": 200, "health": 200, "script": 200, "file": 404, "connection": 101}
        assert ask(server.address, "third.example", *ASKED["page"])[0] == 400
