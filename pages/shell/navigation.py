"""The navigation: every page by audience, each link with the filters, the department and the mark that are chosen, and what its page last showed."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from data.access import Access
from pages.shared import address, operator

Pages = Mapping[str, Sequence[StreamlitPage]]


def admit(page: StreamlitPage) -> None:
    """End the run, with a word, where the visitor may not see this page."""
    operator.admitted(operator.NEEDS.get(page.url_path, Access.VIEW))


def draw(pages: Pages) -> None:
    """Draw the links in the sidebar to what the visitor may see, and the way out for who has logged in."""
    carried = address.carried()
    visitor = operator.visitor()
    with st.sidebar:
        for audience, own in pages.items():
            st.caption(audience)
            for page in own:
                if operator.uses(visitor, page.url_path):
                    st.page_link(page, query_params=address.returning(page.url_path, carried))
        operator.leave(visitor)
