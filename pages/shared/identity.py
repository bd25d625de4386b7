"""Who visits: what the configuration says of logins, and what a login says of somebody.

The section ``[people]`` of ``.streamlit/secrets.toml`` tells it (README: 登录与权限); without the section there is no login. A
section that cannot be meant so is an error, never an open door.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config
from streamlit.auth_util import get_cookie_with_chunks, is_authlib_installed
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from data.access import ACCESS_LABELS, Access, Identity
from data.errors import DashboardError

SECTION = "people"
UVICORN_VARIABLE = "FORWARDED_ALLOW_IPS"
"""Environment variable of the server below: whose X-Forwarded-For it takes for the peer; empty for nobody's."""

LONGEST_NAME = 200


class Login(StrEnum):
    """How somebody is known."""

    NONE = "none"
    PROXY = "proxy"  # a reverse proxy tells it in a header
    OIDC = "oidc"  # OpenID Connect, by Streamlit


@dataclass(frozen=True, slots=True)
class Settings:
    """What is configured."""

    login: Login = Login.NONE
    header: str = ""  # of the proxy: the name
    groups_header: str = ""  # of the proxy: the groups, parted by commas; empty for none
    trusted: tuple[IPv4Network | IPv6Network, ...] = ()  # where the proxy is
    subject_claim: str = "sub"
    name_claim: str = "name"
    groups_claim: str = "groups"
    unlisted: Access | None = None  # what may do who is not listed; None: they do not get in
    idle: timedelta = timedelta(hours=2)
    absolute: timedelta = timedelta(hours=12)
    first_administrators: frozenset[str] = frozenset()

    def trusts(self, host: str | None) -> bool:
        """Whether a request from this address is from the proxy."""
        try:
            address = ip_address(host or "")
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self.trusted)


_COMMON = {"identity", "unlisted", "idle_hours", "absolute_hours", "first_administrators"}
_KEYS = {
    Login.NONE: {"identity"},
    Login.PROXY: {*_COMMON, "header", "groups_header", "trusted_addresses"},
    Login.OIDC: {*_COMMON, "subject_claim", "name_claim", "groups_claim"},
}
_AUTH_KEYS = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SHORTEST_SECRET = 32
WIDEST = {4: 8, 6: 32}
"""The shortest prefix of a trusted network, by version of IP: a wider one trusts the world."""


@cache
def settings() -> Settings:
    """What this server is configured to; raises ``DashboardError`` for what cannot be meant so."""
    if not st.secrets.load_if_toml_exists():
        if any(Path(path).exists() for path in config.get_option("secrets.files")):
            raise _wrong("读不出来", "按 TOML 的写法改正")
        return Settings()
    return settings_of(st.secrets.to_dict())


def settings_of(secrets: Mapping[str, Any]) -> Settings:
    """The settings in the content of ``secrets.toml``; raises ``DashboardError`` for what cannot be meant so."""
    section = secrets.get(SECTION)
    if section is None:
        if "auth" in secrets:
            raise _wrong("写了 [auth]，没有写 [people]", '加上 [people] 和 identity = "oidc"')
        return Settings()
    if not isinstance(section, Mapping):
        raise _wrong("[people] 不是一节", "写成 [people] 下面的若干行")
    try:
        login = Login(section.get("identity", ""))
    except ValueError:
        raise _wrong("identity 不认识", '写 "none"、"proxy" 或 "oidc"') from None
    unknown = sorted(set(section) - _KEYS[login])
    if unknown:
        raise _wrong(f"identity 为 {login} 时没有这一项：{'、'.join(unknown)}", "对照 README 改正")
    if login is Login.NONE:
        return Settings()
    hours = {
        key: _hours(section, f"{key}_hours") for key in ("idle", "absolute") if f"{key}_hours" in section
    }
    first = section.get("first_administrators", [])
    if not isinstance(first, list) or not all(isinstance(one, str) and one.strip() for one in first):
        raise _wrong("first_administrators 不是名字的列表", '写成 ["张三"] 这样')
    common: dict[str, Any] = {
        "login": login, "unlisted": _unlisted(section), "first_administrators": frozenset(first), **hours,
    }  # fmt: skip
    if login is Login.PROXY:
        header = _text(section, "header")
        if not header:
            raise _wrong("没有写 header", "写上代理用哪个请求头告诉是谁")
        return Settings(
            header=header,
            groups_header=_text(section, "groups_header"),
            trusted=_networks(section.get("trusted_addresses")),
            **common,
        )
    _check_auth(secrets.get("auth"))
    claims: dict[str, Any] = {
        key: _text(section, key) for key in ("subject_claim", "name_claim", "groups_claim") if key in section
    }
    if not all(claims.values()):
        raise _wrong("claim 是空的", "写上名称，或不写这一行")
    return Settings(**common, **claims)


def _wrong(what: str, todo: str) -> DashboardError:
    return DashboardError(f"登录的设定不对：{what}", ".streamlit/secrets.toml", f"{todo}，再重新启动看板")


def _text(section: Mapping[str, Any], key: str) -> str:
    value = section.get(key, "")
    if not isinstance(value, str) or not value.isprintable():
        raise _wrong(f"{key} 不是文字", "用引号括起来")
    return value.strip()


def _hours(section: Mapping[str, Any], key: str) -> timedelta:
    value = section[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 24 * 30:
        raise _wrong(f"{key} 不是小时数", "写大于 0、不超过 720 的数")
    return timedelta(hours=value)


def _unlisted(section: Mapping[str, Any]) -> Access | None:
    value = section.get("unlisted", "")
    if value not in ("", ACCESS_LABELS[Access.VIEW]):
        raise _wrong("unlisted 不认识", '写 "查看"，或 ""（没有列出的人进不来）')
    return Access.VIEW if value else None


def _networks(value: object) -> tuple[IPv4Network | IPv6Network, ...]:
    if not isinstance(value, list) or not value:
        raise _wrong("没有写 trusted_addresses", '写上代理的地址，如 ["127.0.0.1"]')
    try:
        networks = tuple(ip_network(str(one)) for one in value)
    except ValueError:
        raise _wrong("trusted_addresses 里有不是地址的", '写成 "10.0.0.5" 或 "10.0.0.0/24" 这样') from None
    if any(network.prefixlen < WIDEST[network.version] for network in networks):
        raise _wrong("trusted_addresses 太宽，等于谁都信任", "只写代理自己的地址")
    return networks


def _check_auth(auth: object) -> None:
    given = auth if isinstance(auth, Mapping) else {}
    missing = [key for key in _AUTH_KEYS if not isinstance(given.get(key), str) or not given[key].strip()]
    if missing:
        raise _wrong(f"[auth] 缺少 {'、'.join(missing)}", "补上")
    if len(given["cookie_secret"]) < SHORTEST_SECRET:
        raise _wrong("cookie_secret 太短", f"写 {SHORTEST_SECRET} 个以上随机的字符")
    if not given["redirect_uri"].endswith("/oauth2callback"):
        raise _wrong("redirect_uri 不以 /oauth2callback 结尾", "写成看板的地址加 /oauth2callback")
    if not is_authlib_installed():
        raise _wrong("没有安装 Authlib", "按 requirements.lock 安装")


Values = Callable[[str], Sequence[str]]
"""Every value of a header of this name."""


def identity_of(known: Settings, values: Values, cookies: Mapping[str, str]) -> Identity | None:
    """What a request says of who sends it; None where it says nothing that counts. Its peer was looked at before."""
    if known.login is Login.PROXY:
        given = [text for value in values(known.header) if (text := _decoded(value))]
        if len(given) != 1 or not given[0].isprintable() or len(given[0]) > LONGEST_NAME:
            return None
        groups = values(known.groups_header) if known.groups_header else ()
        named = {part.strip() for value in groups for part in _decoded(value).split(",")}
        return Identity(given[0], given[0], frozenset(named - {""}))
    claims = claims_of(cookies) if known.login is Login.OIDC else None
    return None if claims is None else _claimed(known, claims)


def _decoded(value: str) -> str:
    """A header's text: proxies send UTF-8, the server reads Latin-1."""
    try:
        return value.encode("latin-1").decode().strip()
    except UnicodeError:
        return value.strip()


def claims_of(cookies: Mapping[str, str]) -> Mapping[str, Any] | None:
    """What the signed cookie of ``st.login`` holds; None without one, or where it was not signed by this server."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        if value is None:
            return None
        return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", errors="replace"))

    content = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    if content is None:
        return None
    try:
        claims = json.loads(content)
    except ValueError:
        return None
    return claims if isinstance(claims, dict) and claims.get("is_logged_in") is True else None


def _claimed(known: Settings, claims: Mapping[str, Any]) -> Identity | None:
    subject, name = claims.get(known.subject_claim), claims.get(known.name_claim)
    if not isinstance(subject, str) or not subject.strip() or len(subject) > LONGEST_NAME:
        return None
    groups = claims.get(known.groups_claim) or ()
    named = (groups,) if isinstance(groups, str) else groups if isinstance(groups, list) else ()
    called = name.strip()[:LONGEST_NAME] if isinstance(name, str) else ""
    return Identity(subject, called or subject, frozenset(one for one in named if isinstance(one, str)))


def of_visit() -> Identity | None:
    """Who the visitor of this run is, as their connection was opened."""
    return identity_of(settings(), st.context.headers.get_all, st.context.cookies)


def peer_is_hidden(values: Values) -> bool:
    """Whether the server below may have put another address in the peer's place, as the request itself asked."""
    return bool(values("x-forwarded-for")) and os.environ.get(UVICORN_VARIABLE) != ""
