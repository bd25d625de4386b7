"""Logins as they are in a court: a real server behind Debian's nginx, and one with an identity provider on loopback."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, expect

from data.access import Access, Grant, Unit
from data.store.opening import open_store
from data.store.people import give_access
from pages.shell.login import NO_UPLOAD
from tests.browser.conftest import ROOT, drawn, free_port, served, visitor
from tests.browser.test_hosts import UPGRADE, ask

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
LISTED = {
    "viewer": Grant("viewer", False, Access.VIEW),
    "filler": Grant("filler", False, Access.FILL, Unit("研究室")),
    "chief": Grant("chief", False, Access.ADMINISTER),
}
CLOSED = ("/", "/network", "/media/x.csv", "/_stcore/host-config")
OPEN = ("/_stcore/health", "/shell.js", "/ended")
UPLOAD = "/_stcore/upload_file/1/2"
PAGE = {"Accept": "text/html"}


def folder_with(secrets: str, place: Path) -> Path:
    """A folder to start the dashboard in: the project's own, with a configuration of logins."""
    (place / ".streamlit").mkdir(parents=True)
    for name in ("app.py", "pages", "analytics", "data", "seeds"):
        (place / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / ".streamlit/config.toml", place / ".streamlit")
    (place / ".streamlit/secrets.toml").write_text(secrets, encoding="utf-8")
    return place


def store_with_people(path: Path) -> Path:
    with open_store(path, build=True) as store:
        for grant in LISTED.values():
            give_access(store, grant, "初")
    return path


def opens(address: str, **headers: str) -> int:
    """The status of an answer to who asks for the connection of a page."""
    return ask(address, urlsplit(address).netloc, "/_stcore/stream", {**UPGRADE, **headers})[0]


def get(url: str, **headers: str) -> httpx2.Response:
    """The answer to a request of a visitor of whom nothing is known but these headers."""
    return httpx2.get(url, headers=headers, timeout=60)


def put(url: str, **headers: str) -> int:
    """The status of an answer to an upload."""
    return httpx2.put(url, headers=headers, timeout=60).status_code


# ── a reverse proxy ─────────────────────────────────────────────────────────────────────────────────────────

CONF = """
user root; daemon on; pid nginx.pid; error_log error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
  map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
  server {{
    listen 127.0.0.1:{port};
    auth_basic "dashboard"; auth_basic_user_file people;
    location / {{
      proxy_pass {address};
      proxy_bind 127.0.0.2;
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_set_header X-User $remote_user;
      proxy_set_header X-Forwarded-For "";
      proxy_set_header Authorization "";
    }}
  }}
}}
"""
BEHIND = """
[people]
identity = "proxy"
header = "X-User"
trusted_addresses = ["127.0.0.2"]
unlisted = ""
"""


@contextmanager
def nginx(address: str, place: Path) -> Iterator[str]:
    """Debian's nginx before a server, asking for a name and a password; it comes from 127.0.0.2."""
    if NGINX is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("没有 nginx")
        pytest.skip("没有找到 nginx（安装发行版的 nginx-light 后再运行）")
    port = free_port()
    place.mkdir()
    (place / "nginx.conf").write_text(CONF.format(port=port, address=address), encoding="utf-8")
    (place / "people").write_text("".join(f"{who}:{{PLAIN}}pass\n" for who in (*LISTED, "stranger")))
    command = [NGINX, "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")]
    place.chmod(0o755)
    subprocess.run(command, check=True, capture_output=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        subprocess.run([*command, "-s", "stop"], check=True, capture_output=True)


def test_behind_a_proxy_only_who_it_names_is_served(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("proxied")
    database = store_with_people(place / "dashboard.duckdb")
    forged = {**PAGE, "X-User": "chief"}
    with (
        served(database, folder_with(BEHIND, place / "folder")) as server,
        nginx(server.address, place / "nginx") as front,
    ):
        for path in CLOSED:  # past the proxy
            assert (path, get(f"{server.address}{path}", **forged).status_code) == (path, 403)
        assert put(f"{server.address}{UPLOAD}", **forged) == 403
        assert opens(server.address, **{"X-User": "chief"}) == 403
        assert [get(f"{server.address}{path}").status_code for path in OPEN] == [200] * 3

        def asked(path: str, who: str | None) -> int:
            auth = None if who is None else (who, "pass")
            return httpx2.get(f"{front}{path}", headers=forged, auth=auth, timeout=60).status_code

        assert [asked(path, None) for path in CLOSED] == [401] * len(CLOSED)
        assert [asked(path, "stranger") for path in CLOSED] == [403] * len(CLOSED)
        assert (asked("/", "viewer"), asked("/media/x.csv", "viewer")) == (200, 404)
        uploads = {  # what a visitor says of itself counts for nothing; Streamlit then asks for a token of its own
            who: httpx2.put(f"{front}{UPLOAD}", headers=forged, auth=(who, "pass"), timeout=60).text
            == NO_UPLOAD
            for who in ("viewer", "filler")
        }
        assert uploads == {"viewer": True, "filler": False}
        with visitor(browser, front, http_credentials={"username": "filler", "password": "pass"}) as page:
            page.goto("/ledgers")
            drawn(page)
            expect(page.get_by_role("button", name="下载研究室的台账")).to_be_visible()
            links = page.get_by_test_id("stSidebar").get_by_role("link")
            expect(links.filter(has_text="收回台账")).to_be_visible()
            expect(links.filter(has_text=re.compile("文件导入|人员与权限"))).to_have_count(0)


# ── OpenID Connect ──────────────────────────────────────────────────────────────────────────────────────────

WITH_PROVIDER = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a-secret-of-this-test-and-of-no-other-server"
client_id = "kanban"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"

[people]
identity = "oidc"
name_claim = "name"
groups_claim = "groups"
unlisted = ""
first_administrators = ["first"]
"""


@pytest.fixture
def provider() -> Iterator[str]:
    """A provider on loopback that knows two people, one by a group."""
    mock = pytest.importorskip("oidc_provider_mock")
    people = [
        mock.User(sub="viewer", claims={"name": "虚构甲"}),
        mock.User(sub="stranger", claims={"name": "虚构乙"}),
    ]
    with mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def log_in(client: httpx2.Client, address: str, path: str, who: str) -> httpx2.Response:
    """Ask for a page, be sent to the provider, say who one is there, and come back."""
    form = client.get(f"{address}{path}", headers=PAGE)
    assert urlsplit(str(form.url)).path == "/oauth2/authorize"
    return client.post(str(form.url), data={"sub": who}, headers=PAGE)


@pytest.mark.filterwarnings("ignore")  # of the provider's libraries
def test_with_a_provider_nothing_is_served_before_the_login(
    provider: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("provided")
    database = store_with_people(place / "dashboard.duckdb")
    folder = folder_with(WITH_PROVIDER.format(provider=provider), place / "folder")
    with (
        served(database, folder, AUTHLIB_INSECURE_TRANSPORT="1") as server,
        httpx2.Client(follow_redirects=True, timeout=60) as client,
    ):
        for path in CLOSED:
            assert get(f"{server.address}{path}").status_code == 401
            there = get(f"{server.address}{path}", **PAGE)
            assert (there.status_code, "/auth/login" in there.headers["location"]) == (302, True)
        assert put(f"{server.address}{UPLOAD}") == 401
        assert opens(server.address) == 403
        assert [get(f"{server.address}{path}").status_code for path in OPEN] == [200] * 3

        back = log_in(client, server.address, "/network?document=x", "viewer")
        assert (back.status_code, str(back.url)) == (200, f"{server.address}/network?document=x")
        assert (
            client.get(f"{server.address}/media/x.csv").status_code == 404
        )  # there is none, and that is told
        assert client.put(f"{server.address}{UPLOAD}").status_code == 403
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        assert opens(server.address, Cookie=cookies) == 101

        client.get(f"{server.address}/auth/logout", follow_redirects=False)
        assert client.get(f"{server.address}/", headers=PAGE, follow_redirects=False).status_code == 302
        assert get(f"{server.address}/media/x", Cookie=cookies).status_code == 401
        assert opens(server.address, Cookie=cookies) == 403  # a copy of the cookie ends with it

        client.cookies.clear()
        assert log_in(client, server.address, "/", "stranger").status_code == 403
