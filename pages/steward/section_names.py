"""The short names of a stored document's sections: derived from their titles, or set by a person; set, listed, taken back."""

import pandas as pd
import streamlit as st

from analytics.rows import each_row
from analytics.section_names import short_names
from data.access import Person
from data.requests.documents import NameSection
from data.store.correcting import SHORT_NAME_SIGNS
from pages.shared import jobs, loading, words


def draw(document_id: str, who: Person) -> None:
    """The sections with their short names, and what changes the one that is chosen; nothing for a document without sections."""
    sections = loading.plan(loading.catalogue(), (document_id,)).sections
    if sections.empty:
        return
    corrected = int((sections["short_name"] != "").sum())
    with st.expander(f"部分的简称（人工改正 {corrected} 个）", icon=":material/view_column:"):
        st.caption("简称写在图的列头。没有改正的，由标题得出；改正与文件一起保存，重读后仍在。")
        st.dataframe(table(sections), hide_index=True)
        labels = {row.section_id: words.section_label(row.ordinal, row.title) for row in each_row(sections)}
        with st.container(horizontal=True, vertical_alignment="bottom"):
            section = st.selectbox(
                "部分", list(labels), format_func=labels.__getitem__, key=f"named_{document_id}", width=420
            )
            now = dict(zip(sections["section_id"], sections["short_name"], strict=True))[section]
            name = st.text_input(
                "简称",
                value=now,
                placeholder=short_names(sections)[section],
                max_chars=SHORT_NAME_SIGNS,
                key=f"short_name_{section}_{now}",
                width=220,
            ).strip()
            changed = NameSection(section, name, now) if name and name != now else None
            jobs.button("保存简称", changed, who, key=(section, now, name))
            back = NameSection(section, "", now) if now else None
            jobs.button("撤销改正", back, who, key=(section, now, "back"), icon=":material/undo:")


def table(sections: pd.DataFrame) -> pd.DataFrame:
    """The sections under Chinese headings: title, short name, where it is from."""
    names = short_names(sections)
    return pd.DataFrame(
        {
            "部分": sections["ordinal"],
            "标题": sections["title"],
            "简称": [names[section] for section in sections["section_id"]],
            "来源": ["人工改正" if own else "由标题得出" for own in sections["short_name"]],
        }
    )
