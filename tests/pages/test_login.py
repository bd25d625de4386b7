"""The gate as what it is, an ASGI application before another: who gets through, what the others are told."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from data.access import Identity
from data.errors import DashboardError
from pages.shared import identity
from pages.shared.identity import Login, Settings, settings_of
from pages.shell.login import NEXT
from tests.pages.gates import (
    AUTH,
    CLOSED,
    HOUR,
    OIDC,
    OPEN,
    PROXY,
    REFUSED,
    SECRET,
    client,
    gate,
    header,
    socket_opens,
)

ROOT = Path(__file__).parents[2]


# ── without a login, and with a wrong configuration ─────────────────────────────────────────────────────────


def test_without_a_login_everybody_gets_through():
    visitor = client(gate({}), ("203.0.113.9", 1))
    assert [visitor.get(path).status_code for path in (*CLOSED[:3], *OPEN)] == [200] * 7
    assert socket_opens(visitor)


WRONG: dict[str, dict[str, Any]] = {
    "写了 [auth]，没有写 [people]": {"auth": AUTH},
    "identity 不认识": {"people": {}},
    "identity 不认识 ": {"people": {"identity": "ldap"}},
    "没有这一项：headers": {"people": {**PROXY["people"], "headers": "X"}},
    "没有这一项：header": {"people": {"identity": "none", "header": "X"}},
    "没有写 header": {"people": {**PROXY["people"], "header": " "}},
    "没有写 trusted_addresses": {"people": {**PROXY["people"], "trusted_addresses": []}},
    "不是地址": {"people": {**PROXY["people"], "trusted_addresses": ["代理"]}},
    "太宽": {"people": {**PROXY["people"], "trusted_addresses": ["0.0.0.0/0"]}},
    "unlisted 不认识": {"people": {**PROXY["people"], "unlisted": "管理"}},
    "idle_hours 不是小时数": {"people": {**PROXY["people"], "idle_hours": 0}},
    "absolute_hours 不是小时数": {"people": {**PROXY["people"], "absolute_hours": True}},
    "first_administrators": {"people": {**PROXY["people"], "first_administrators": "张三"}},
    "缺少 cookie_secret": {**OIDC, "auth": {**AUTH, "cookie_secret": ""}},
    "[auth] 缺少": {"people": {"identity": "oidc"}},
    "太短": {**OIDC, "auth": {**AUTH, "cookie_secret": "短"}},
    "/oauth2callback": {**OIDC, "auth": {**AUTH, "redirect_uri": "https://kanban.example/"}},
    "claim 是空的": {**OIDC, "people": {"identity": "oidc", "subject_claim": ""}},
    "不是一节": {"people": "proxy"},
}


@pytest.mark.parametrize("why", WRONG)
def test_a_wrong_configuration_serves_nothing_and_says_why(why: str):
    with pytest.raises(DashboardError, match="登录的设定不对") as raised:
        settings_of(WRONG[why])
    assert why.strip() in str(raised.value)
    visitor = client(gate(WRONG[why]))
    for path in (*CLOSED, *OPEN):
        answer = visitor.get(path, headers=header("维护者"))
        assert (answer.status_code, why.strip() in answer.text) == (503, True)
    assert not socket_opens(visitor, header("维护者"))


def test_the_example_of_the_configuration_is_right_in_both_its_ways():
    text = (ROOT / ".streamlit/secrets.example.toml").read_text(encoding="utf-8")
    proxy, oidc = text.split("# ── 二、")
    assert settings_of(tomllib.loads(proxy)).first_administrators == {"张三"}
    given = tomllib.loads(re.sub(r"^# ?(?=[\[a-z])", "", oidc.partition("\n")[2], flags=re.MULTILINE))
    with pytest.raises(DashboardError, match="缺少 cookie_secret"):  # everybody knows what an example says
        settings_of(given)
    known = settings_of({**given, "auth": {**given["auth"], "cookie_secret": SECRET}})
    assert (known.login, known.first_administrators, known.unlisted) == (Login.OIDC, {"10001"}, None)


def test_what_is_not_written_is_the_careful_one():
    known = settings_of(
        {"people": {"identity": "proxy", "header": "X-User", "trusted_addresses": ["127.0.0.1"]}}
    )
    assert (known.login, known.unlisted, known.first_administrators) == (Login.PROXY, None, frozenset())
    assert settings_of({}) == Settings()
    assert (known.trusts("127.0.0.1"), known.trusts("::ffff:127.0.0.1")) == (True, True)
    assert not any(known.trusts(other) for other in ("127.0.0.2", "::1", "", None, "127.0.0.1.example"))


# ── behind a proxy ──────────────────────────────────────────────────────────────────────────────────────────


def test_who_the_proxy_names_gets_through():
    visitor = client(gate(PROXY))
    for path in CLOSED[:3]:
        assert visitor.get(path, headers=header("查看者")).text == f"里面 {path}"
    assert socket_opens(visitor, header("查看者"))
    assert socket_opens(client(gate(PROXY), ("fd00::7", 1)), header("查看者"))


@pytest.mark.parametrize("peer", ["10.0.0.6", "127.0.0.1", "::1", "203.0.113.9", "testclient"])
def test_a_header_from_any_other_peer_counts_for_nothing(peer: str):
    visitor = client(gate(PROXY), (peer, 40000))
    for path in CLOSED:
        answer = visitor.get(path, headers=header("维护者"))
        assert (answer.status_code, "登录代理" in answer.text) == (403, True)
    assert not socket_opens(visitor, header("维护者"))
    assert [visitor.get(path).status_code for path in OPEN] == [200] * 4


def test_the_proxy_without_a_name_gets_nothing():
    visitor = client(gate(PROXY))
    for path in CLOSED:
        assert visitor.get(path).status_code == 401
        assert (
            visitor.get(path, headers=[("X-User", "查看者".encode()), ("X-User", b"b")]).status_code == 401
        )  # which of them?
        assert visitor.get(path, headers=header(" ")).status_code == 401
    assert not socket_opens(visitor)
    assert [visitor.get(path).status_code for path in OPEN] == [200] * 4


def test_a_peer_that_the_server_below_may_have_replaced_is_not_believed(monkeypatch: pytest.MonkeyPatch):
    visitor, headers = client(gate(PROXY)), {**header("维护者"), "X-Forwarded-For": "10.0.0.5"}
    monkeypatch.delenv(identity.UVICORN_VARIABLE, raising=False)
    assert (visitor.get("/", headers=headers).status_code, socket_opens(visitor, headers)) == (403, False)
    monkeypatch.setenv(identity.UVICORN_VARIABLE, "")  # it replaces nobody
    assert (visitor.get("/", headers=headers).status_code, socket_opens(visitor, headers)) == (200, True)


def test_who_is_not_listed_and_who_may_not_upload():
    visitor = client(gate(PROXY))
    assert "人员名单" in visitor.get("/", headers=header("别人")).text
    assert not socket_opens(visitor, header("别人"))
    uploads = [
        visitor.put("/_stcore/upload_file/1/2", headers=header(name)).status_code
        for name in ("查看者", "填报者", "维护者")
    ]
    assert uploads == [403, 200, 200]
    assert [*[("别人", "打开看板（不在人员名单里）")] * 2, ("查看者", "上传文件")] == REFUSED


def test_groups_of_the_proxy():
    values = {"X-User": ["甲"], "X-Groups": ["庭室, 办公室", " ,"]}
    who = identity.identity_of(settings_of(PROXY), lambda name: values.get(name, []), {})
    assert who == Identity("甲", "甲", frozenset({"庭室", "办公室"}))


# ── with OpenID Connect ─────────────────────────────────────────────────────────────────────────────────────


def test_without_a_login_only_the_way_to_it_is_served(signed: Callable[..., str]):
    visitor = client(gate(OIDC))
    for path in CLOSED:
        page = visitor.get(path)
        assert (page.status_code, page.headers["location"].split("?")[0]) == (302, "/auth/login")
        assert visitor.get(path, headers={"Accept": "*/*"}).status_code == 401
        assert visitor.put(path).status_code == 401
    assert not socket_opens(visitor)
    assert [visitor.get(path).status_code for path in (*OPEN, "/auth/login", "/oauth2callback")] == [200] * 6


def test_a_signed_login_gets_through_and_no_other(signed: Callable[..., str]):
    def status(cookie: str, path: str = "/media/x") -> int:
        return client(gate(OIDC), _streamlit_user=cookie).get(path, headers={"Accept": "*/*"}).status_code

    assert status(signed()) == 200
    assert socket_opens(client(gate(OIDC), _streamlit_user=signed()))
    assert status(signed("别人")) == 403
    wrong = [
        signed(secret="t" * 40),
        signed()[:-2],
        signed(is_logged_in=False),
        signed(iat=None),
        signed(iat=1_000_000 + HOUR),  # from the future
        signed(sub=" "),
        "维护者".encode().hex(),
    ]
    assert [status(cookie) for cookie in wrong] == [401] * len(wrong)


def test_the_page_that_was_asked_for_comes_after_the_login(signed: Callable[..., str]):
    visitor = client(gate(OIDC))
    visitor.get("/network?sections=1&mark=任务")
    assert NEXT in visitor.cookies
    visitor.cookies.set("_streamlit_user", signed())
    there = visitor.get("/")
    assert (there.status_code, there.headers["location"]) == (
        302,
        "/network?sections=1&mark=%E4%BB%BB%E5%8A%A1",
    )
    assert visitor.get("/").status_code == 200  # once
    for elsewhere in (
        "//evil.example/",
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "/%5Cevil.example",
        "x",
    ):
        visitor.cookies.set(NEXT, elsewhere)
        assert visitor.get("/").headers["location"] == "/"


def test_below_the_path_of_a_shared_host(signed: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.shell.login.base", lambda: "/court")
    monkeypatch.setattr("pages.shell.base.base", lambda: "/court")
    visitor = client(gate(OIDC))
    for path in ("/court", "/court/", "/court/network"):
        assert visitor.get(path).headers["location"].startswith("/court/auth/login?")
    assert [visitor.get(f"/court{path}").status_code for path in OPEN] == [200] * len(OPEN)
    assert visitor.get("/courtyard").status_code == 302
    visitor.cookies.set("_streamlit_user", signed())
    assert visitor.get("/court/").headers["location"] == "/court/courtyard"
    assert visitor.get("/court").status_code == 200


def test_this_project_has_no_login_until_it_is_configured():
    identity.settings.cache_clear()
    assert identity.settings() == Settings()
    assert not st.secrets.load_if_toml_exists()
