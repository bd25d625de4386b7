"""Findings on a page: sentences computed from the data, each number a link that opens its tasks in place."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analytics.evidence import Mark
from analytics.findings import Figure, Finding
from analytics.safe.html import as_html
from data.store.scenarios import StoredScenario
from pages.shared import address


def show(findings: Sequence[Finding]) -> None:
    """Show findings as a list; nothing where there are none."""
    if findings:
        said = address_without_mark()
        items = "".join(f"<p>{_sentence(finding, said)}</p>" for finding in findings)
        st.html(f'<div class="findings">{items}</div>')


def headline(
    findings: Sequence[Finding],
    scenario: StoredScenario | None = None,
    figures: Sequence[str] = (),
    ways: Sequence[str] = (),
) -> None:
    """Show what a page has to say before all else, large; of what ``scenario`` it says it, where it computes with one.

    Below it on one quiet line, of the same size on every page: ``figures`` in words, and ``ways`` to other pages (``way``).
    """
    said = address_without_mark()
    told = "" if scenario is None else f"<b>情景“{as_html(scenario.name)}”：</b>"
    texts = [_sentence(finding, said) for finding in findings]
    items = "".join(f"<p>{told * (not at)}{text}</p>" for at, text in enumerate(texts))
    large = f'<div class="findings headline">{items}</div>' if items else ""
    quiet = figures_line(figures, ways)
    if large or quiet:
        st.html(large + quiet)


def figures_line(figures: Sequence[str], ways: Sequence[str] = ()) -> str:
    """Figures that are not what a page has to say, and ``ways``, on one quiet line of HTML; empty for none."""
    parts = [*map(as_html, figures), *ways]
    return f'<p class="figures-line">{"　·　".join(parts)}</p>' if parts else ""


def paragraph(findings: Sequence[Finding], ways: Sequence[str] = ()) -> None:
    """Show findings one after the other, as running text, then ``ways`` to other pages."""
    st.html(running_text(findings, ways))


def running_text(findings: Sequence[Finding], ways: Sequence[str] = ()) -> str:
    """``paragraph`` as HTML."""
    said = address_without_mark()
    text = "".join(_sentence(finding, said) for finding in findings)
    return f'<div class="findings"><p>{"　".join([text, *ways])}</p></div>'


def way(page: str, text: str, **more: str) -> str:
    """HTML of a link to a page, with what all pages are seen by, and ``more`` under the names of keys."""
    return _anchor(text, address.link(page, address.carried(**more)))


def link(text: str, mark: Mark, said: Mapping[str, list[str]]) -> str:
    """HTML of a text that chooses a mark; ``said``: what the address says beside it."""
    return _anchor(text, address.here({**said, address.MARK.name: [str(mark)]}))


def _anchor(text: str, href: str) -> str:
    return f'<a class="in-app" href="{as_html(href)}" target="_self">{as_html(text)}</a>'


def address_without_mark() -> dict[str, list[str]]:
    """What the URL of this page says, but for the mark."""
    return {key: st.query_params.get_all(key) for key in st.query_params if key != address.MARK.name}


def _sentence(finding: Finding, said: Mapping[str, list[str]]) -> str:
    return "".join(
        _figure(part, said) if isinstance(part, Figure) else as_html(part) for part in finding.parts
    )


def _figure(figure: Figure, said: Mapping[str, list[str]]) -> str:
    if not figure.task_ids:
        return f"<b>{as_html(figure.text)}</b>"
    return link(figure.text, Mark(tasks=tuple(figure.task_ids)), said)
