"""会议汇报: the parts of a presentation, computed from a plan and a scope; shared by the page and the exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import networkx as nx

from analytics.evidence import Mark
from analytics.findings import Finding
from analytics.scope import Counting

if TYPE_CHECKING:  # the search for an agenda is heavy, and most slides show none
    from analytics.arrangements.agenda.timetable import Timetable


class Part(StrEnum):
    """A part of a presentation, in the usual order."""

    COVER = "cover"
    PROGRESS = "progress"
    WORKLOAD = "workload"
    SECTIONS = "sections"
    DEPARTMENTS = "departments"
    NETWORK = "network"
    JOINT = "joint"
    TARGETS = "targets"
    YEARS = "years"


PART_LABELS = {
    Part.COVER: "封面",
    Part.PROGRESS: "进展",
    Part.WORKLOAD: "部门负荷",
    Part.SECTIONS: "各部分任务",
    Part.DEPARTMENTS: "部门页",
    Part.NETWORK: "协同网络",
    Part.JOINT: "共同承担的任务",
    Part.TARGETS: "目标与时限",
    Part.YEARS: "年度对照",
}


class Length(StrEnum):
    """How long a presentation is; each has what the shorter ones have."""

    SHORT = "short"  # a slide for each topic, at most ten; of progress alone where there is any
    USUAL = "usual"
    WHOLE = "whole"


LENGTH_LABELS = {Length.SHORT: "简版", Length.USUAL: "标准", Length.WHOLE: "全部"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure in large type, as texts."""

    label: str
    value: str
    note: str = ""
    in_text: bool = False  # the slide's sentences say it as well


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of bars: a value for each category, and the mark of each."""

    name: str
    values: tuple[float, ...]
    marks: tuple[Mark, ...]
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, the first category on top; every series has a value for each category.

    ``of``: what the categories are, in a word. ``until``: the longest bar that the scale must hold, so that bars parted over slides keep one scale; without
    it, the longest of these.
    """

    of: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool
    until: float | None = None

    @property
    def longest(self) -> float:
        """The end of the scale; 0 without categories."""
        if self.until is not None:
            return self.until
        if self.stacked:
            return max(map(sum, zip(*(one.values for one in self.series), strict=True)), default=0)
        return max((value for one in self.series for value in one.values), default=0)


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of texts. ``shares``: of the width, one for each column, 1 in all. ``marks``: of each row."""

    columns: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A task by its number, with what its unit says (empty: 未填报)."""

    number: str
    status: str
    late: bool
    verified: bool
    mark: Mark


@dataclass(frozen=True, slots=True)
class Cells:
    """A cell for each task, a row for each section."""

    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """The departments that share tasks (``analytics.ties.collaboration.graph``), sized by a count; never changed."""

    graph: nx.Graph
    counting: Counting


@dataclass(frozen=True, eq=False, slots=True)
class Gantt:
    """Some rows of the visits of a timetable. ``numbers``: task_id → number as printed."""

    timetable: "Timetable"
    rows: tuple[int, ...]
    numbers: Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Slide:
    """What is shown at once: a title, figures in large type, sentences, and one picture or table."""

    part: Part
    title: str
    findings: tuple[Finding, ...] = ()
    tiles: tuple[Tile, ...] = ()
    body: Bars | Rows | Cells | Network | Gantt | None = None
    least: Length = Length.SHORT  # the shortest presentation that has it
    topic: str = ""  # the title of all slides that it was cut to; told by who cuts it (``paged``)
    brief: bool = False  # one slide of it is enough, which says how many there would be
    spoken: tuple[str, ...] = ()  # what the speaker says or asks beside what is seen


@dataclass(frozen=True, slots=True)
class Choice:
    """What a presentation consists of. Hashable, so that it can be the key of a cache."""

    parts: tuple[Part, ...] = tuple(Part)  # in the order of showing
    departments: tuple[
        str, ...
    ] = ()  # ids of the departments with a page of their own; those not in scope are passed over
    length: Length = Length.WHOLE


def source_line(notes: Sequence[tuple[str, str]]) -> str:
    """Document, scope, counting and date in one line, from pairs of label and text."""
    return "　".join(f"{label}：{text.rstrip('。')}" for label, text in notes)


def brief_source(part: Part, notes: Sequence[tuple[str, str]]) -> str:
    """One short line of what a slide is of: how much is reported until when on those of progress, else the document."""
    said = {label.partition("（")[0]: text for label, text in notes}
    if part is Part.PROGRESS and "进展" in said:
        return said["进展"]
    document = said.get("文件", "")
    return document if not document or document.startswith("《") else f"《{document}》"
