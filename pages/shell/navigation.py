"""The navigation: every page by audience. It is the same in every run; what its links say of filters is added in ``shell.js``."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.safe.html import as_html
from data.access import Access
from pages.shared import address, operator
from pages.shared.address import Reach

Pages = Mapping[str, Sequence[StreamlitPage]]

OPENS_MARKS = "briefing"
"""The page that opens a mark over its slide: it is not greeted with a mark of another page."""


def registered(declared: Callable[[], Pages]) -> Pages:
    """The pages as they are declared, for one run: Streamlit marks the one that it shows."""
    return {audience: [*map(copy, own)] for audience, own in _declared(declared).items()}


@st.cache_resource(show_spinner=False)
def _declared(_pages: Callable[[], Pages]) -> Pages:
    return _pages()


def admit(page: StreamlitPage) -> None:
    """End the run, with a word, where the visitor may not see this page."""
    operator.admitted(operator.NEEDS.get(page.url_path, Access.VIEW), page.title)


def draw(pages: Pages, shown: StreamlitPage) -> None:
    """Draw the links in the sidebar to what the visitor may see, and the way out for who has logged in.

    One element for all links: each of Streamlit's own costs every run of every page a message and a part to redraw.
    """
    visitor = operator.visitor()
    with st.sidebar:
        audiences = (
            (audience, [page for page in own if operator.uses(visitor, page.url_path)])
            for audience, own in pages.items()
        )
        parts = "".join(_part(audience, own, shown) for audience, own in audiences if own)
        st.html(
            f'<nav class="pages" aria-label="页面" data-everywhere="{_keys(Reach.EVERYWHERE)}" '
            f'data-own="{_keys(Reach.PAGE)}">{parts}</nav>'
        )
        operator.leave(visitor)


def _keys(reach: Reach) -> str:
    return " ".join(key.name for key in address.KEYS if key.reach is reach)


def _part(audience: str, pages: Sequence[StreamlitPage], shown: StreamlitPage) -> str:
    links = "".join(f"<li>{_link(page, shown=page is shown)}</li>" for page in pages)
    return f"<p>{as_html(audience)}</p><ul>{links}</ul>"


def _link(page: StreamlitPage, *, shown: bool) -> str:
    current = ' aria-current="page"' if shown else ""
    without = f' data-without="{address.MARK.name}"' if page.url_path == OPENS_MARKS else ""
    icon = page.icon.removeprefix(":material/").removesuffix(":")
    return (
        f'<a class="in-app" href="{as_html(page.url_path or ".")}" target="_self" '
        f'data-icon="{as_html(icon)}"{current}{without}>{as_html(page.title)}</a>'
    )
