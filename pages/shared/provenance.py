"""Where the figures on a page and in a download come from: document, scope, counting, date."""

from datetime import datetime

import pandas as pd
import streamlit as st

from analytics.rows import each_row
from analytics.safe.html import as_html
from analytics.scenarios.applying import is_scenario
from analytics.scope import COLLECTIVES, COUNTINGS, LEVELS, Scope
from analytics.task_list import corrected_note
from data.store.plan import Plan
from data.vocabulary import EXAMPLE, Role
from pages.shared import loading, words


def issued(plan: Plan, scope: Scope) -> str:
    """Issuer and date of the scope's document, as one line: 某某法院办公室 · 2023年5月17日."""
    document = loading.answer(_document, plan, scope)
    day = document["issued_on"]
    parts = [document["issuer"], "" if day is None else f"{day.year}年{day.month}月{day.day}日印发"]
    return " · ".join(part for part in parts if part)


def issuer(plan: Plan, scope: Scope) -> str:
    """Who issued the scope's document; empty where it is not stated."""
    return str(loading.answer(_document, plan, scope)["issuer"] or "")


def title(plan: Plan, scope: Scope) -> str:
    """The title of the scope's document."""
    return words.document_label(loading.answer(_document, plan, scope))


def _titles(plan: Plan, scope: Scope) -> str:
    """The titles of the scope's documents, as one line, the example marked: 《甲》（示例）、《乙》."""
    own = plan.documents[plan.documents["document_id"].isin(scope.documents)]
    return "、".join(
        f"《{words.document_label(document)}》{f'（{EXAMPLE}）' if document.example else ''}"
        for document in each_row(own)
    )


def scope_text(plan: Plan, scope: Scope) -> str:
    """The scope in words: 层级：处室；集合名称：原样；部分：全部."""
    chosen = plan.sections[plan.sections["section_id"].isin(scope.sections)]
    sections = "、".join(words.section_label(row.ordinal, row.title) for row in each_row(chosen)) or "全部"
    return (
        f"层级：{LEVELS[scope.level]}；集合名称：{COLLECTIVES[scope.collectives]}；"
        f"计数：{COUNTINGS[scope.counting]}；部分：{sections}"
    )


def notes(plan: Plan, scope: Scope) -> list[tuple[str, str]]:
    """What a download says of itself: label and text; what the document does not state is left out."""
    return [
        *loading.answer(_origin, plan, scope),
        ("导出时间", datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")),
        *loading.answer(_reservations, plan, scope),
    ]


def _origin(plan: Plan, scope: Scope) -> list[tuple[str, str]]:
    held = [
        ("文件", title(plan, scope) if len(scope.documents) == 1 else _titles(plan, scope)),
        ("情景", "按设想的改动计算，不是印发的要点" if is_scenario(plan) else ""),
        ("发文", issued(plan, scope) if len(scope.documents) == 1 else ""),
        (EXAMPLE, "随看板附带，供熟悉看板用" if _has_example(plan, scope) else ""),
        ("范围", scope_text(plan, scope)),
    ]
    return [note for note in held if note[1]]


def _reservations(plan: Plan, scope: Scope) -> list[tuple[str, str]]:
    own = plan.tasks[plan.tasks["document_id"].isin(scope.documents) & plan.tasks["corrected"]]
    said = f"次数为列名次数，不等于工作量；{_leads(plan, scope)}"
    return [("说明", said), *corrected_note(own["number"].tolist())]


def _leads(plan: Plan, scope: Scope) -> str:
    """Whether the scope's document says who leads."""
    own = plan.tasks.loc[plan.tasks["document_id"].isin(scope.documents), "task_id"]
    roles = plan.responsibilities.loc[plan.responsibilities["task_id"].isin(own), "role"]
    if (roles == Role.LEAD).any():
        return "牵头以文件写明的为准；没有写明的，首列只是“推定牵头”。"
    return "首列为“推定牵头”，文件未写明牵头部门。"


def source_line(plan: Plan, scope: Scope) -> None:
    """The line under a page's charts that names their source."""
    st.html(source_html(plan, scope))


def source_html(plan: Plan, scope: Scope) -> str:
    """``source_line`` as HTML; paper has the same words at its top."""
    return f'<p class="source-line on-screen">{as_html(source(plan, scope))}</p>'


def source(plan: Plan, scope: Scope) -> str:
    """The document and the scope in words, and what the figures do not say."""
    said = loading.answer(scope_text, plan, scope)
    return f"来源：{loading.answer(_titles, plan, scope)}。{said}。列名次数不等于工作量。"


def _has_example(plan: Plan, scope: Scope) -> bool:
    """Whether a document of the scope is the example that came with the dashboard."""
    return bool(plan.documents.loc[plan.documents["document_id"].isin(scope.documents), "example"].any())


def _document(plan: Plan, scope: Scope) -> pd.Series:
    return plan.documents.loc[plan.documents["document_id"] == scope.documents[0]].iloc[0]
