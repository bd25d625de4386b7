"""The navigation: every page by audience, each link with the filters, the department and the mark that are chosen, and what its page last showed."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from analytics.safe.html import as_html
from data.access import Access
from pages.shared import address, operator

Pages = Mapping[str, Sequence[StreamlitPage]]


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
    carried = address.carried()
    visitor = operator.visitor()
    with st.sidebar:
        audiences = (
            (audience, [page for page in own if operator.uses(visitor, page.url_path)])
            for audience, own in pages.items()
        )
        parts = "".join(_part(audience, own, shown, carried) for audience, own in audiences if own)
        st.html(f'<nav class="pages" aria-label="页面">{parts}</nav>')
        operator.leave(visitor)


def _part(
    audience: str,
    pages: Sequence[StreamlitPage],
    shown: StreamlitPage,
    carried: Mapping[str, list[str]],
) -> str:
    links = "".join(
        f"<li>{_link(page, address.returning(page.url_path, carried), shown=page is shown)}</li>"
        for page in pages
    )
    return f"<p>{as_html(audience)}</p><ul>{links}</ul>"


def _link(page: StreamlitPage, said: Mapping[str, Sequence[str]], *, shown: bool) -> str:
    current = ' aria-current="page"' if shown else ""
    icon = page.icon.removeprefix(":material/").removesuffix(":")
    return (
        f'<a class="in-app" href="{as_html(address.link(page.url_path, said))}" target="_self" '
        f'data-icon="{as_html(icon)}"{current}>{as_html(page.title)}</a>'
    )
