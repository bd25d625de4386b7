"""Who visits, and what they may do: by their login, else a name that they give for the record of activities."""

from pathlib import PurePath
from typing import Any

import streamlit as st

from analytics.safe.markdown import as_markdown
from data.access import Access, Identity, Person, person_of
from data.requests import refused as record_refused
from data.store.opening import open_store
from data.store.people import grants
from pages.shared import identity
from pages.shared.identity import Login

UPLOADING = Access.FILL
"""What giving a file to the server needs, whatever becomes of it."""

PEOPLE = "people"
NEEDS = {
    "ledgers": Access.FILL,
    "collecting": Access.FILL,
    "sources": Access.MAINTAIN,
    "naming": Access.MAINTAIN,
    "upkeep": Access.MAINTAIN,
    PEOPLE: Access.ADMINISTER,
}
"""What a page needs, by its address, where that is more than looking."""

OPERATOR, KEPT = "operator", "operator_kept"


def visitor() -> Person | None:
    """Who visits; None for who is not listed, where only those may come who are. Nothing is drawn.

    Without a login whoever comes may do everything, under the name that they gave last.
    """
    known = identity.settings()
    if known.login is Login.NONE:
        return Person(st.session_state.get(KEPT, ""), Access.ADMINISTER)
    who = identity.of_visit()
    return None if who is None else person_of_identity(who)


def person_of_identity(who: Identity) -> Person | None:
    """Who somebody of a login is by the list as it is now."""
    known = identity.settings()
    listed = [one.grant for one in grants(open_store(build=True))]
    return person_of(who, listed, known.unlisted, known.first_administrators)


def author(issuer: str) -> str:
    """Who makes a file: the visitor, where their name is known, else who issued the document."""
    visiting = visitor()
    return (visiting.name.strip() if visiting else "") or issuer


def refused(who: str, what: str) -> None:
    """Record that somebody asked for ``what`` (in Chinese) and may not."""
    record_refused(open_store(build=True), who, what)


def admitted(needed: Access, title: str) -> Person:
    """Who visits the page of this title, which needs this; tells in a word, records it and ends the run where they may not."""
    person = visitor()
    if person is None:
        st.title("没有权限")
        st.error("您已登录，但没有在人员名单里。请找管理人员设定权限。", icon=":material/block:")
        st.stop()
    if not person.may(needed):
        refused(person.name, f"打开“{title}”页")
        st.title("没有权限")
        st.info(
            f"这一页需要“{needed.label}”权限，您的权限是“{person.access.label}”。", icon=":material/lock:"
        )
        st.stop()
    return person


def person() -> Person:
    """Who does what this page offers: tell their name; without a login, ask for it, once for all pages of a visit."""
    visiting = visitor()
    if visiting is None:  # the list changed since the run began
        st.stop()
    if visiting.login:
        st.caption(as_markdown(f"操作人：{visiting.name}（{visiting.access.label}）"))
        return visiting
    given = st.text_input(
        "操作人",
        value=st.session_state.get(KEPT, ""),
        key=OPERATOR,
        max_chars=40,
        placeholder="姓名",
        help="写入操作记录；不填写时记为“未署名”。没有设登录：打开看板的人都能维护，名字由各人自己填",
        width=200,
    )
    st.session_state[KEPT] = given
    return Person(given, visiting.access)


def as_of_now(person: Person) -> Person:
    """The same person with what they may do by now; nothing but looking where they were taken from the list."""
    if not person.login:
        return person
    return visitor() or Person(person.name, Access.VIEW, login=True)


def may_not_upload() -> bool:
    """Whether the visitor may not give files to the server; that is told in a word."""
    visiting = visitor()
    return visiting is None or lacks(visiting, UPLOADING)


def leave(visiting: Person | None) -> None:
    """Who has logged in, with the way out where the dashboard itself holds the login."""
    if visiting is None or not visiting.login:
        return
    st.caption(as_markdown(f"{visiting.name}（{visiting.access.label}）"))
    if identity.settings().login is Login.OIDC:
        st.button("退出登录", on_click=st.logout, key="leave", icon=":material/logout:")


def link(page: str, **look: Any) -> None:
    """A link to the page of this script; nothing for who may not use it."""
    if uses(visitor(), PurePath(page).stem):
        st.page_link(page, **look)


def uses(visiting: Person | None, address: str) -> bool:
    """Whether a visitor may use the page at this address; without a login nobody can give rights there."""
    if visiting is None or (address == PEOPLE and not visiting.login):
        return False
    return visiting.may(NEEDS.get(address, Access.VIEW))


def lacks(person: Person, needed: Access) -> bool:
    """Whether somebody may not do what would be drawn here; that is told in a word."""
    if person.may(needed):
        return False
    st.caption(f"需要“{needed.label}”权限的操作没有显示；您的权限是“{person.access.label}”。")
    return True
