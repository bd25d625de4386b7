"""口径说明: what each figure means; then how the document was read, and what the directory decided."""

import streamlit as st

from pages.shared import loading, page, provenance
from pages.steward import glossary

view = page.opened("口径说明", by_units=False, by_counting=False, by_sections=False, by_scenario=False)
called = f"《{provenance.title(view.plan, view.scope)}》　{provenance.issued(view.plan, view.scope)}"
st.html(loading.answer(glossary.as_read, view.plan, view.scope.documents, called))
provenance.source_line(view.plan, view.scope)
