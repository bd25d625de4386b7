"""Logins as they are in a court: a real server behind Debian's nginx, and one with an identity provider on loopback."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
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
EXAMPLE = ROOT / "data" / "deploy" / "nginx.conf"
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

BEHIND = """
[people]
identity = "proxy"
header = "X-Forwarded-User"
trusted_addresses = ["127.0.0.2"]
unlisted = ""
"""


CONF = """
user root; daemon on; pid nginx.pid; error_log error.log; worker_processes 1;
events {{ worker_connections 512; }}
http {{
  access_log off;
  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
  {own}
}}
"""
COOKIE = "court_login"
"""Of the login of the court, as these tests have one: it holds the name."""


class Check(BaseHTTPRequestHandler):
    """The login of the court: says who a request is from."""

    def do_GET(self) -> None:
        who = SimpleCookie(self.headers.get("Cookie", "")).get(COOKIE)
        self.send_response(204 if who else 401)
        if who:
            self.send_header("X-User", who.value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is written down."""


@contextmanager
def nginx(address: str, place: Path) -> Iterator[str]:
    """Debian's nginx before a server below /court, as the example has it, with TLS; it comes from 127.0.0.2."""
    openssl = shutil.which("openssl")
    if NGINX is None or openssl is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("没有 nginx 或 openssl")
        pytest.skip("没有找到 nginx、openssl（安装发行版的 nginx-light、openssl 后再运行）")
    port = free_port()
    place.mkdir()
    made = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=127.0.0.1",
    ]
    files = ["-keyout", str(place / "kanban.key"), "-out", str(place / "kanban.crt")]
    subprocess.run([openssl, *made, *files], check=True, capture_output=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), Check) as check:
        Thread(target=check.serve_forever, daemon=True).start()
        own = EXAMPLE.read_text(encoding="utf-8")
        for example, here in (
            ("listen 80;", f"listen unix:{place}/80;"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
            ("/etc/nginx/", f"{place}/"),
            ("http://127.0.0.1:9000/", f"http://127.0.0.1:{check.server_port}/"),
            ("location / {", "location /court/ {"),
            ("proxy_pass http://127.0.0.1:8501;", f"proxy_pass {address}; proxy_bind 127.0.0.2;"),
        ):
            assert own.count(example) >= 1
            own = own.replace(example, here)
        (place / "nginx.conf").write_text(CONF.format(own=own), encoding="utf-8")
        command = [NGINX, "-p", str(place), "-c", str(place / "nginx.conf"), "-e", str(place / "error.log")]
        place.chmod(0o755)
        subprocess.run(command, check=True, capture_output=True)
        try:
            yield f"https://127.0.0.1:{port}"
        finally:
            subprocess.run([*command, "-s", "stop"], check=True, capture_output=True)
            check.shutdown()


def test_behind_a_proxy_only_who_it_names_is_served(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Through TLS, and below a path of a host that others share."""
    place = tmp_path_factory.mktemp("proxied")
    database = store_with_people(place / "dashboard.duckdb")
    forged = {**PAGE, "X-Forwarded-User": "chief"}
    with (
        served(
            database, folder_with(BEHIND, place / "folder"), STREAMLIT_SERVER_BASE_URL_PATH="court"
        ) as server,
        nginx(server.address, place / "nginx") as front,
        httpx2.Client(verify=False, timeout=60) as client,
    ):
        for path in CLOSED:  # past the proxy
            assert (path, get(f"{server.address}/court{path}", **forged).status_code) == (path, 403)
        assert put(f"{server.address}/court{UPLOAD}", **forged) == 403
        connection = {**UPGRADE, "X-Forwarded-User": "chief"}
        assert ask(server.address, "127.0.0.1", "/court/_stcore/stream", connection)[0] == 403
        answers = {path: get(f"{server.address}/court{path}").text for path in OPEN}
        assert [answers[path][:9] for path in OPEN] == [
            "ok",
            (ROOT / "pages/shell/shell.js").read_text()[:9],
            "<!doctype",
        ]

        def asked(path: str, who: str | None, method: str = "GET") -> httpx2.Response:
            headers = forged if who is None else {**forged, "Cookie": f"{COOKIE}={who}"}
            return client.request(method, f"{front}/court{path}", headers=headers)

        for path in CLOSED:
            answer = asked(path, None)
            assert (answer.status_code, answer.headers["location"][:21]) == (302, "https://login.fayuan/")
        assert [asked(path, "stranger").status_code for path in CLOSED] == [403] * len(CLOSED)
        assert (asked("/", "viewer").status_code, asked("/media/x.csv", "viewer").status_code) == (200, 404)
        uploads = {  # what a visitor says of itself counts for nothing; Streamlit then asks for a token of its own
            who: asked(UPLOAD, who, "PUT").text == NO_UPLOAD for who in ("viewer", "filler")
        }
        assert uploads == {"viewer": True, "filler": False}
        login = {"name": COOKIE, "value": "filler", "url": front, "secure": True}
        with visitor(browser, front, ignore_https_errors=True) as page:
            page.context.add_cookies([login])  # type: ignore[list-item]  # a cookie as Playwright takes it
            page.goto("/court/ledgers")
            drawn(page)
            expect(page.get_by_role("button", name="下载研究室的台账")).to_be_visible()
            links = page.get_by_test_id("stSidebar").get_by_role("link")
            expect(links.filter(has_text="收回台账")).to_be_visible()
            expect(links.filter(has_text=re.compile("文件导入|人员与权限"))).to_have_count(0)
            links.filter(has_text="任务清单").click()
            drawn(page)
            assert urlsplit(page.url).path == "/court/tasks"
            page.locator("summary", has_text="带走").click()
            with page.expect_download() as taken:
                page.get_by_role("button", name="下载 XLSX").first.click()
            assert Path(taken.value.path()).stat().st_size > 0
            cookies = [one for one in page.context.cookies() if one.get("name") != COOKIE]
            assert cookies
            assert all(one.get("secure") for one in cookies)


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
