"""列名结构 as dots: for each department its lists, on scales that can be compared."""

from dataclasses import dataclass

import pandas as pd

from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, QUIET, TEXT, rows_figure, stripes
from analytics.evidence import Mark
from analytics.task_list import Sharing

HEADS = ("独立承担（项）", "共同承担（项）", "同列的部门（个）", "最长名单（个）", "首列/共同（推定）")


@dataclass(frozen=True, slots=True)
class _Column:
    """One scale: its heading, its counts, the text beside each dot, the mark of each, and whether it is only assumed."""

    head: str
    counts: pd.Series
    texts: list[str]
    marks: list[str]
    top: float
    assumed: bool = False


def list_structure(frame: pd.DataFrame) -> Figure:
    """A row for each department, a column of dots for each figure: the four counts on one scale, the share on its own.

    ``frame``: of ``analytics.ties.structure.by_department``. What is only assumed (首列) is drawn hollow. The mark of a dot:
    the tasks that it counts, of 0/k the joint ones; there is none where it counts none. Without rows, an empty figure.
    """
    figure = rows_figure(frame["name"].tolist())
    stripes(figure, len(frame))
    columns = _columns(frame)
    step = 1 / len(columns)
    for at, column in enumerate(columns):
        axis = "x" if at == 0 else f"x{at + 1}"
        shown = [row for row, text in enumerate(column.texts) if text]
        figure.add_scatter(
            x=[column.counts.iloc[row] for row in shown],
            y=shown,
            xaxis=axis,
            mode="markers+text",
            marker={
                "size": 12,
                "color": QUIET if column.assumed else ACCENT,
                "symbol": "circle-open" if column.assumed else "circle",
                "line": {"width": 2 if column.assumed else 0},
            },
            text=[f" {column.texts[row]}" for row in shown],
            textposition="middle right",
            textfont={"size": TEXT - 1},
            customdata=[column.marks[row] for row in shown],
            hovertemplate=[
                f"{name}<br>{column.head}：{column.texts[row]}<extra></extra>"
                for row in shown
                for name in (figure.layout["yaxis"]["ticktext"][row],)
            ],
            cliponaxis=False,
        )
        layout = {
            "domain": [at * step, (at + 0.9) * step],
            "range": [-0.08 * column.top, 1.35 * column.top],
            "side": "top",
            "showgrid": False,
            "zeroline": False,
            "showticklabels": False,
            "fixedrange": True,
            "anchor": "y",
        }
        figure.update_layout(**{f"xaxis{at + 1 if at else ''}": layout})
        figure.add_annotation(
            x=at * step,
            xanchor="left",
            y=1,
            xref="paper",
            yref="paper",
            yshift=26,
            text=column.head,
            showarrow=False,
            font={"size": TEXT - 1},
        )
    return figure


def _columns(frame: pd.DataFrame) -> list[_Column]:
    ids = frame["department_id"].tolist()
    counts = ("sole", "joint", "partners", "largest")
    top = float(max([1, *(frame[column].max() for column in counts if len(frame))]))
    marks = (
        [str(Mark((own,), sharing=Sharing.SOLE)) for own in ids],
        [str(Mark((own,), sharing=Sharing.JOINT)) for own in ids],
        [str(Mark((own,), sharing=Sharing.JOINT)) for own in ids],
        [str(Mark((own,), tasks=tuple(tasks))) for own, tasks in zip(ids, frame["largest_ids"], strict=True)],
    )
    columns = [
        _Column(head, frame[name], [str(value) if value else "" for value in frame[name]], own, top)
        for head, name, own in zip(HEADS[:4], counts, marks, strict=True)
    ]
    first = [
        str(Mark((own,), tasks=tuple(tasks)) if tasks else Mark((own,), sharing=Sharing.JOINT))
        for own, tasks in zip(ids, frame["first_ids"], strict=True)
    ]
    texts = [
        f"{opened}/{joint}" if joint else ""
        for opened, joint in zip(frame["joint_first"], frame["joint"], strict=True)
    ]
    columns.append(_Column(HEADS[4], frame["first_share"], texts, first, 1.0, assumed=True))
    return columns
