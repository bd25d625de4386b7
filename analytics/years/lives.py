"""More than two plans of one body: which stand in a row, and the life of a task through them."""

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import pandas as pd

from analytics.rows import each_row
from analytics.years.changes import CHANGES, ChangeKind
from analytics.years.comparison import Comparison, order_key


@dataclass(frozen=True, slots=True)
class LifeLine:
    """Tasks that are one through years that follow each other.

    A task that is left out of a year ends there; what comes after is another life line.
    """

    tasks: tuple[tuple[str, ...], ...]  # for each year the ids, in printed order; none where it is not listed
    steps: tuple[tuple[ChangeKind, ...], ...]  # from each year to the next what became of it, each kind once
    links: tuple[
        tuple[str, str, ChangeKind], ...
    ] = ()  # a task, one of the year after that continues it, and how

    @property
    def years(self) -> int:
        """In how many years it is listed."""
        return sum(map(bool, self.tasks))

    @property
    def ids(self) -> tuple[str, ...]:
        """All of its tasks, those of the first year first."""
        return tuple(task for own in self.tasks for task in own)

    @property
    def is_untouched(self) -> bool:
        """Whether it is listed in all years, always in the same words."""
        return all(step == (ChangeKind.UNCHANGED,) for step in self.steps)


def life_lines(comparisons: Sequence[Comparison]) -> tuple[LifeLine, ...]:
    """The life of every task: each task of each year stands in exactly one line; in order of beginning, then as printed.

    ``comparisons``: of each year with the next, in order. Without any, none.
    """
    if not comparisons:
        return ()
    years = (comparisons[0].earlier_ids, *(compared.later_ids for compared in comparisons))
    linked: nx.Graph = nx.Graph()
    linked.add_nodes_from(task for own in years for task in own)
    steps: list[dict[str, ChangeKind]] = []
    links: list[tuple[str, str, ChangeKind]] = []
    for compared in comparisons:
        steps.append({})
        for change in compared.changes:
            ids = compared.ids([change])
            steps[-1] |= dict.fromkeys(ids, change.kind)
            nx.add_path(linked, ids)
            before, after = ids[: len(change.earlier)], ids[len(change.earlier) :]
            links += [(one, other, change.kind) for one in before for other in after]
    line_of = {task: at for at, own in enumerate(nx.connected_components(linked)) for task in own}
    parted: dict[int, list[list[str]]] = {}
    for at, own in enumerate(years):
        for task in own:
            parted.setdefault(line_of[task], [[] for _ in years])[at].append(task)
    links_of: dict[int, list[tuple[str, str, ChangeKind]]] = {}
    for link in links:
        links_of.setdefault(line_of[link[0]], []).append(link)
    return tuple(
        LifeLine(
            tuple(map(tuple, own)),
            tuple(_kinds(step, own[at] + own[at + 1]) for at, step in enumerate(steps)),
            tuple(links_of.get(line, ())),
        )
        for line, own in parted.items()
    )


def _kinds(step: dict[str, ChangeKind], tasks: Sequence[str]) -> tuple[ChangeKind, ...]:
    found = {step[task] for task in tasks}
    return tuple(kind for kind in CHANGES if kind in found)


def in_a_row(documents: pd.DataFrame, document_id: str) -> tuple[str, ...]:
    """The documents of the body of one, the earliest first: by year, date of issue, then as they stand.

    ``documents``: of a catalogue (``data.store.plan.Catalogue``) or a plan. Those without a year come first.
    """
    (body,) = documents.loc[documents["document_id"] == document_id, "body"]
    own = sorted(each_row(documents[documents["body"] == body]), key=order_key)
    return tuple(row.document_id for row in own)


def year_names(documents: pd.DataFrame, row: Sequence[str]) -> tuple[str, ...]:
    """What the documents of a row are called: 2023年; one without a year, or of several of one year, by its place: 第2份."""
    years = dict(zip(documents["document_id"], documents["year"], strict=True))
    told: list[str | None] = [None if pd.isna(years[own]) else f"{years[own]}年" for own in row]
    return tuple(
        name if name is not None and told.count(name) == 1 else f"第{at}份" for at, name in enumerate(told, 1)
    )
