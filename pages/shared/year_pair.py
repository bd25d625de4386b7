"""Two stored plans side by side, as several pages look at them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from analytics.rows import each_row
from analytics.years.comparison import compare, in_order, usual_counterpart
from analytics.years.matching import Decided
from analytics.years.pair import YearPair
from data.store.linking import TaskLink, places, task_links
from data.vocabulary import LinkVerdict
from pages.shared import loading, provenance, scenario
from pages.shared.page import View


def known(earlier_id: str, later_id: str) -> tuple[TaskLink, ...]:
    """What was decided of the tasks of two documents."""
    return task_links(loading.store(), earlier_id, later_id)


def decided(links: Sequence[TaskLink]) -> Decided:
    """What was decided, as the comparison takes it."""
    return Decided(places(links, LinkVerdict.SAME), places(links, LinkVerdict.APART))


@dataclass(frozen=True, eq=False)
class Seen:
    """Two documents as a page looks at them."""

    both: View
    years: YearPair

    @property
    def names(self) -> tuple[str, str]:
        """What the years are called."""
        return self.years.names

    @property
    def ids(self) -> tuple[str, str]:
        """The documents, the earlier first."""
        later, earlier = self.both.scope.documents
        return earlier, later

    @property
    def file(self) -> str:
        """What its downloads are called."""
        return f"年度对照_{self.names[0]}_{self.names[1]}"

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What its downloads say of themselves."""
        return list(provenance.notes(self.both.plan, self.both.scope))


def both(view: View, other: str) -> Seen:
    """The document that a page looks at beside another: what is looked at of both, and what became of the tasks."""
    earlier_id, later_id = ids = in_order(loading.catalogue().documents, view.scope.documents[0], other)
    seen = of_documents(view, (later_id, earlier_id))
    plan, scope = seen.plan, seen.scope
    earlier, later = (loading.scoped(plan, replace(scope, documents=(one,))) for one in ids)
    with st.spinner("正在对照……"):
        compared = loading.answer(compare, plan, earlier_id, later_id, decided(known(earlier_id, later_id)))
    headers = {row.document_id: row for row in each_row(plan.documents)}
    bodies = headers[earlier_id].body, headers[later_id].body
    courts = [
        body or headers[own].issuer or name
        for own, body, name in zip(ids, bodies, compared.names, strict=True)
    ]
    return Seen(seen, YearPair(compared, bodies, (courts[0], courts[1]), scope, earlier, later))


def of_documents(view: View, ids: tuple[str, ...]) -> View:
    """All tasks of several documents, looked at as a page looks at its own, through its scenario."""
    plan = loading.plan(loading.catalogue(), ids)
    if view.scenario is not None:
        plan = scenario.seen(plan, view.scenario).plan
    scope = replace(view.scope, documents=ids, sections=())
    return View(plan, scope, loading.scoped(plan, scope), view.scenario)


def usual(view: View) -> Seen | None:
    """``both`` with the plan of the same body that is compared unless another is asked for; None where there is none."""
    documents = loading.catalogue().documents
    (body,) = documents.loc[documents["document_id"] == view.scope.documents[0], "body"]
    other = usual_counterpart(documents[documents["body"] == body], view.scope.documents[0])
    return None if other is None else both(view, other)
