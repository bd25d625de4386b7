"""Findings on a page: sentences computed from the data, each number a link to its tasks."""

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

import streamlit as st

from analytics.findings import Figure, Finding
from data.store.plan import Plan
from pages.shared import filters, loading


def show(plan: Plan, findings: Sequence[Finding]) -> None:
    """Show findings as a list; nothing where there are none."""
    if findings:
        items = "".join(
            f"<p>{loading.answer(_sentence, plan, finding, filters.carried_query())}</p>"
            for finding in findings
        )
        st.html(f'<div class="findings">{items}</div>')


def paragraph(plan: Plan, findings: Sequence[Finding]) -> None:
    """Show findings one after the other, as running text."""
    text = "".join(loading.answer(_sentence, plan, finding, filters.carried_query()) for finding in findings)
    st.html(f'<div class="findings"><p>{text}</p></div>')


def _sentence(plan: Plan, finding: Finding, carried: str) -> str:
    return "".join(
        _figure(plan, part, carried) if isinstance(part, Figure) else escape(part) for part in finding.parts
    )


def _figure(plan: Plan, figure: Figure, carried: str) -> str:
    if not figure.task_ids:
        return f"<b>{escape(figure.text)}</b>"
    return f'<a href="{escape(tasks_link(plan, figure.task_ids, carried))}" target="_self">{escape(figure.text)}</a>'


def tasks_link(plan: Plan, task_ids: Sequence[str], carried: str = "") -> str:
    """The address, relative to any page, of the task list with just these tasks, under the filters carried along."""
    positions = plan.tasks.loc[plan.tasks["task_id"].isin(task_ids), "position"]
    return "&".join(
        filter(None, ["tasks?" + urlencode({"only": ranges(sorted(positions.tolist()))}), carried])
    )


def ranges(positions: Sequence[int]) -> str:
    """Rising positions in short: [1, 2, 3, 7] → "1-3,7"."""
    runs: list[list[int]] = []
    for position in positions:
        if runs and position == runs[-1][1] + 1:
            runs[-1][1] = position
        else:
            runs.append([position, position])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def positions(text: str) -> set[int]:
    """The positions that ``ranges`` wrote; what is not of that form is passed over."""
    found: set[int] = set()
    for part in text.split(",")[:500]:
        first, _, last = part.partition("-")
        if first.isdecimal() and (last.isdecimal() or not last) and len(first) < 7 and len(last) < 7:
            found.update(range(int(first), min(int(last or first), int(first) + 5000) + 1))
    return found
