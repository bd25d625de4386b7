"""The header of a document set right by hand: title, year, issuer and date, and whose departments it names."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import streamlit as st

from analytics.safe.markdown import as_markdown
from data.importing.document import ParsedDocument
from data.names.bodies import body_of, body_unsaid, read_body

APART, OURS, OTHER = "单独计", "就是本机关的部门", "别的机关的部门"
KEPT, UNDONE = "corrected", "corrected_undone"
HEADER_FIELDS = {
    "title": ("title",),
    "year": ("year",),
    "issuer": ("issuer",),
    "issued_on": ("date",),
    "body": ("body", "whose", "other"),
}
"""The fields in which each part of the header is corrected."""

Value = str | int | date | None


def header(
    read: ParsedDocument, own_body: str, key: str, before: Mapping[str, Value] = MappingProxyType({})
) -> dict[str, Value]:
    """Draw title, year, issuer and date as read; return those that the person changed, and whose departments it names.

    ``before``: what was corrected when the document was stored.
    """
    first = {name: before.get(name, getattr(read, name)) for name in ("title", "year", "issuer", "issued_on")}
    title_place, year_place, issuer_place, date_place = st.columns([0.4, 0.17, 0.25, 0.18])
    title = title_place.text_input(
        "标题", key=_field(f"title_{key}", read.title, first["title"]), max_chars=300
    )
    year = year_place.number_input(
        "年度",
        1900,
        2999,
        None,
        1,
        "%d",
        _field(f"year_{key}", read.year, first["year"]),
        placeholder="未写明",
    )
    issuer = issuer_place.text_input(
        "发文机关", key=_field(f"issuer_{key}", read.issuer, first["issuer"]), placeholder="未写明"
    )
    day = date_place.date_input(
        "成文日期",
        None,
        min_value=date(1900, 1, 1),
        max_value=date(2999, 12, 31),
        format="YYYY-MM-DD",
        key=_field(f"date_{key}", read.issued_on, first["issued_on"]),
    )
    changed = {
        "title": (read.title, title.strip()),
        "year": (read.year, year),
        "issuer": (read.issuer, issuer.strip()),
        "issued_on": (read.issued_on, day),
    }
    corrected = {name: new for name, (old, new) in changed.items() if new != old}
    said = (
        {"body": before["body"]} if "body" in before and key not in st.session_state.get(UNDONE, ()) else {}
    )
    if (body := read_body(issuer, title, own_body)) is not None:
        return corrected | _apart(body, own_body, bool(issuer.strip()), key, said)
    if body_unsaid(issuer, title, own_body):
        return corrected | _whose(own_body, key, said)
    return corrected | said


def _field(key: str, read: Value, first: Value = None) -> str:
    """Set a field to what is read unless the person changed it; what was changed stays, also over a visit elsewhere.

    ``KEPT`` has for each key what was read when it was last drawn, and what was shown. ``first``: what to show at first
    instead of what is read.
    """
    kept: dict[str, tuple[Value, Value]] = st.session_state.setdefault(KEPT, {})
    before, shown = kept.get(key, (read, read if first is None else first))
    given = st.session_state.get(key, shown)
    value = read if given == before else given
    st.session_state[key] = value
    kept[key] = read, value
    return key


def _apart(body: str, own_body: str, issued: bool, key: str, said: dict[str, Value]) -> dict[str, Value]:
    """Ask whether another body's departments are really others; by default they are."""
    named = "发文机关是" if issued else "没有找到发文机关，标题写的是"
    chosen = st.radio(
        as_markdown(f"{named}「{body}」，部门名录是「{own_body}」的。文件里的部门："),
        [APART, OURS, OTHER],
        captions=["与名录中同名的部门分开，不合并", "与名录中同名的部门合并", "写明是哪个机关"],
        horizontal=True,
        key=_field(f"body_{key}", APART, _answer(said, APART)),
    )
    if chosen == OTHER:
        return _other(own_body, key, said)
    return {"body": None} if chosen == OURS else {}


def _answer(said: dict[str, Value], unsaid: str | None) -> str | None:
    """The answer that was given when the document was stored; ``unsaid`` where none was."""
    return unsaid if "body" not in said else OURS if said["body"] is None else OTHER


def _other(own_body: str, key: str, said: dict[str, Value]) -> dict[str, Value]:
    first = said.get("body") or ""
    field = _field(f"other_{key}", "", first)
    named = str(st.text_input("是哪个机关", key=field, max_chars=60, placeholder="机关全称")).strip()
    return {"body": named if named == first else body_of(named, own_body)} if named else {}


def _whose(own_body: str, key: str, said: dict[str, Value]) -> dict[str, Value]:
    """Ask whose departments these are where nothing in the document says it; without an answer nothing is said."""
    chosen = st.radio(
        as_markdown(f"没有找到发文机关，标题也没有写明机关。部门名录是「{own_body}」的。文件里的部门："),
        [OURS, OTHER],
        index=None,
        captions=["与名录中同名的部门合并", "与名录中同名的部门分开，不合并"],
        horizontal=True,
        key=_field(f"whose_{key}", None, _answer(said, None)),
    )
    if chosen == OTHER:
        return _other(own_body, key, said)
    return {"body": None} if chosen == OURS else {}
