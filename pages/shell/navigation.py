"""The navigation: every page by audience, each link with the filters, the department and the mark that are chosen, and what its page last showed."""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.shared import address

Pages = Mapping[str, Sequence[StreamlitPage]]


def draw(pages: Pages) -> None:
    """Draw the links in the sidebar."""
    carried = address.carried()
    with st.sidebar:
        for audience, own in pages.items():
            st.caption(audience)
            for page in own:
                st.page_link(page, query_params=address.returning(page.url_path, carried))
