"""Findings on a page: sentences computed from the data.

Each number is a link that opens its tasks in place, each name of a department one to its page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from analytics.evidence import Mark
from analytics.findings import Figure, Finding
from analytics.safe.html import as_html
from analytics.scope import ScopedPlan
from data.store.plan import Plan
from pages.shared import address, loading
from pages.shared.page import View


def show(view: View | None, findings: Sequence[Finding]) -> None:
    """Show findings as a list; nothing where there are none.

    ``view``: whose departments are doors in them; None: no name is one, of what no plan holds, or over a slide.
    """
    if findings:
        leads = _Leads.of(view)
        items = "".join(f"<p>{leads.sentence(finding)}</p>" for finding in findings)
        st.html(f'<div class="findings">{items}</div>')


def with_number_of(task_ids: Sequence[str], said: Iterable[str | Finding]) -> list[Finding]:
    """The sentences with a number of exactly these tasks."""
    ids = tuple(task_ids)
    return [
        one
        for one in said
        if isinstance(one, Finding)
        and any(isinstance(part, Figure) and part.task_ids == ids for part in one.parts)
    ]


def headline(
    view: View | None,
    findings: Sequence[Finding],
    figures: Sequence[str | Finding] = (),
    ways: Sequence[str] = (),
    own: str = "",
) -> None:
    """Show what a page has to say before all else, large; of which scenario it says it, where ``view`` is one of a scenario.

    Below it on one quiet line, of the same size on every page: ``figures`` in words, and ``ways`` to other pages (``way``).
    ``own``: the department that the page is about, which is no door to itself.
    """
    scenario = view and view.scenario
    told = f"<b>情景“{as_html(scenario.name)}”：</b>" if scenario else ""
    leads = _Leads.of(view, own)
    texts = [leads.sentence(finding) for finding in findings]
    items = "".join(f"<p>{told * (not at)}{text}</p>" for at, text in enumerate(texts))
    large = f'<div class="findings headline">{items}</div>' if items else ""
    parts = [as_html(one) if isinstance(one, str) else leads.sentence(one) for one in figures]
    quiet = "　·　".join(f"<span>{part}</span>" for part in (*parts, *ways))
    if large or quiet:
        st.html(f'{large}<p class="figures-line">{quiet}</p>' if quiet else large)


def paragraph(view: View | None, findings: Sequence[Finding], ways: Sequence[str] = ()) -> None:
    """Show findings one after the other, as running text, then ``ways`` to other pages."""
    st.html(running_text(view, findings, ways))


def running_text(view: View | None, findings: Sequence[Finding], ways: Sequence[str] = ()) -> str:
    """``paragraph`` as HTML."""
    leads = _Leads.of(view)
    text = "".join(map(leads.sentence, findings))
    return f'<div class="findings"><p>{"　".join([text, *ways])}</p></div>'


def way(page: str, text: str, **more: str) -> str:
    """HTML of a link to a page, with what all pages are seen by, and ``more`` under the names of keys."""
    return _anchor(text, address.link(page, address.carried(**more)))


def link(text: str, mark: Mark, said: Mapping[str, list[str]]) -> str:
    """HTML of a text that chooses a mark; ``said``: what the address says beside it."""
    return _anchor(text, address.here({**said, address.MARK.name: [str(mark)]}))


def _anchor(text: str, href: str, look: str = "") -> str:
    return f'<a class="in-app{look}" href="{as_html(href)}" target="_self">{as_html(text)}</a>'


def address_without_mark() -> dict[str, list[str]]:
    """What the URL of this page says, but for the mark."""
    return {key: st.query_params.get_all(key) for key in st.query_params if key != address.MARK.name}


class _Names(NamedTuple):
    """The names of departments in sentences."""

    pattern: re.Pattern[str]  # all of the plan, so that one within another is not taken for itself
    doors: frozenset[str]  # those that say which department of the scope they mean


def _names(plan: Plan, scoped: ScopedPlan) -> _Names:
    names = sorted(set(plan.departments["name"]), key=len, reverse=True)
    own = scoped.departments["name"]
    return _Names(
        re.compile("|".join(map(re.escape, names)) or r"(?!)"), frozenset(own[~own.duplicated(keep=False)])
    )


class _Leads(NamedTuple):
    """Where numbers and names in sentences lead."""

    said: Mapping[str, list[str]]  # what the address says beside a mark
    carried: Mapping[str, list[str]]
    names: _Names | None
    own: str

    @classmethod
    def of(cls, view: View | None, own: str = "") -> "_Leads":
        """From the page that is shown."""
        names = None if view is None else loading.answer(_names, view.plan, view.scoped)
        return cls(address_without_mark(), address.carried() if names else {}, names, own)

    def sentence(self, finding: Finding) -> str:
        """A finding as HTML."""
        return "".join(
            self._figure(part) if isinstance(part, Figure) else self._text(part) for part in finding.parts
        )

    def _figure(self, figure: Figure) -> str:
        if not figure.task_ids:
            return f"<b>{as_html(figure.text)}</b>"
        return link(figure.text, Mark(tasks=tuple(figure.task_ids)), self.said)

    def _text(self, text: str) -> str:
        if self.names is None:
            return as_html(text)
        pieces, at = [], 0
        for found in self.names.pattern.finditer(text):
            if found[0] in self.names.doors and found[0] != self.own:
                href = address.link("department", {**self.carried, address.DEPARTMENT.name: [found[0]]})
                pieces += [as_html(text[at : found.start()]), _anchor(found[0], href, " name")]
                at = found.end()
        return "".join([*pieces, as_html(text[at:])])
