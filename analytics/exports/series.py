"""历年 to take away: a row for each year, for each life line of tasks, for each department, for each tie."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.years.changes import CHANGES, ChangeKind
from analytics.years.comparison import Comparison
from analytics.years.lives import LifeLine
from analytics.years.spread import figure_table


def year_table(
    figures: pd.DataFrame, names: Sequence[str], comparisons: Sequence[Comparison]
) -> pd.DataFrame:
    """A row for each year under Chinese headings: its figures, and what became of the tasks of the year before.

    ``figures``: of ``analytics.years.spread.figures_of_years``; ``comparisons``: of each year with the next. What the first
    year continues is not known, so its cells say 无从对照.
    """
    table = figure_table(figures)
    table.insert(0, "年度", list(names))
    for kind, word in CHANGES.items():
        table[word] = ["—", *(str(_tasks_of(compared, kind)) for compared in comparisons)]
    return table


def _tasks_of(compared: Comparison, kind: ChangeKind) -> int:
    """Tasks of the later year that are of a kind; of the earlier one where they are in the later no more."""
    dropped = kind is ChangeKind.DROPPED
    return sum(len(change.earlier if dropped else change.later) for change in compared.of(kind))


def life_table(
    lines: Sequence[LifeLine], names: Sequence[str], numbers: Mapping[str, str], texts: Mapping[str, str]
) -> pd.DataFrame:
    """A row for each life line: its numbers in each year, what became of it in each step, its latest words.

    ``numbers``, ``texts``: task id → number as printed, and words.
    """
    columns: dict[str, list] = {"列入年数": [line.years for line in lines]}
    for at, name in enumerate(names):
        columns[name] = ["、".join(numbers[task] for task in line.tasks[at]) for line in lines]
        if at < len(names) - 1:
            columns[f"{name}至{names[at + 1]}"] = [
                "、".join(CHANGES[kind] for kind in line.steps[at]) for line in lines
            ]
    latest = [next(own for own in reversed(line.tasks) if own) for line in lines]
    columns["最近一年的任务"] = ["\n".join(texts[task] for task in own) for own in latest]
    return pd.DataFrame(columns)


def department_series_table(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """``analytics.years.departments.departments_of_years`` under Chinese headings, 分担数 to two places."""
    columns: dict[str, list] = {"部门": frame["name"].tolist()}
    for word, column in (("参与数", "full"), ("分担数", "fractional")):
        for at, name in enumerate(names):
            columns[f"{name}{word}"] = [round(own[at], 2) for own in frame[column]]
    return pd.DataFrame(columns | {"列名年数": frame["named"].tolist()})


def tie_series_table(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """``analytics.years.departments.ties_of_years`` under Chinese headings."""
    columns = {"部门一": frame["source_name"].tolist(), "部门二": frame["target_name"].tolist()}
    columns |= {f"{name}共同承担": [own[at] for own in frame["shared"]] for at, name in enumerate(names)}
    return pd.DataFrame(columns | {"有联系的年数": frame["years"].tolist()})
