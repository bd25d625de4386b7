"""What is taken away of a scenario: the places of the text to be edited, as Word, as a workbook, and the scenario itself."""

from collections.abc import Sequence

import streamlit as st

from analytics.exports import scenarios as exports
from analytics.exports.tables import to_workbook
from analytics.exports.word import to_docx
from analytics.exports.years import tie_year_table
from analytics.safe.files import as_file_name
from analytics.scenarios.applying import Applied
from analytics.scenarios.comparing import BeforeAfter
from analytics.scenarios.wording import edits
from data.scenarios.form import write_scenario
from data.store.plan import Plan
from data.store.scenarios import StoredScenario
from pages.shared import downloads, drawing, loading, words
from pages.shared.page import View


def draw(
    view: View,
    plan: Plan,
    chosen: StoredScenario,
    applied: Applied,
    both: BeforeAfter,
    names: tuple[str, str],
    notes: Sequence[tuple[str, str]],
) -> None:
    """The list of edits, and the files. ``plan``: as stored."""
    found = loading.answer(edits, plan, view.plan, chosen.document_id)
    edited = exports.edit_table(found)
    changes = exports.change_table(chosen.scenario, applied.faults, words.numbers_of(plan.tasks))
    name = as_file_name(f"情景推演_{chosen.name}", "")
    st.subheader(f"改稿（{len(found)} 处）")
    st.caption("照此改动文件，读入后就是情景里的列名。行是全文里的行号；任务取消后，其余任务的序号没有重排。")
    with st.container(horizontal=True):
        downloads.file(
            "下载 Word（修订格式）",
            lambda: to_docx(exports.to_paper(chosen.scenario, changes, found, both, names, notes)),
            f"{name}.docx",
            downloads.DOCX,
        )
        downloads.file(
            "下载 XLSX",
            lambda: to_workbook(
                {
                    "合计": exports.totals_table(both, names),
                    "部门": exports.department_table(both, names),
                    "联系": tie_year_table(both.ties, names),
                    "改动": changes,
                    "改稿": edited,
                },
                notes,
            ),
            f"{name}.xlsx",
            downloads.XLSX,
        )
        downloads.file(
            "情景文件（JSON）",
            lambda: write_scenario(chosen.scenario).encode(),
            f"{name}.json",
            "application/json",
        )
    if found:
        drawing.wrapped_table(edited.astype("str").replace("<NA>", ""), "short-heads")
    else:
        st.caption("情景还没有改动文件的文字。")
