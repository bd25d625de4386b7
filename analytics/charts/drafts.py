"""What the rules found in a draft, at a glance: rules by tasks."""

from collections.abc import Mapping, Sequence

from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, QUIET, TEXT, door, rows_figure, stripes
from analytics.definitions.drafts import RULE_NAMES
from analytics.drafts.rules import Remark, Rule
from analytics.evidence import Mark
from analytics.safe.html import as_plotly

COLUMNS_AT_MOST = 60
"""Tasks with a remark that the grid has columns for; the others are in the table."""


def remark_grid(remarks: Sequence[Remark], ids: Mapping[int, str], numbers: Mapping[int, str]) -> Figure:
    """Rules as rows, the tasks with a remark as columns, a square where a rule found something.

    Parameters
    ----------
    remarks : of ``analytics.drafts.rules.check``; those about the whole draft have no square
    ids, numbers : position of a task → its id and its number

    Returns
    -------
    A figure, grey where a rule raises no alarm. The mark of a square and of a column's head: the task; of a row's name: the
    tasks of its squares. Without remarks on tasks, an empty figure.
    """
    placed = [(remark.rule, remark.position) for remark in remarks if remark.position is not None]
    found = sorted({position for _, position in placed})[:COLUMNS_AT_MOST]
    column = {position: at for at, position in enumerate(found)}
    cells = sorted(
        {(rule, position) for rule, position in placed if position in column}, key=lambda one: one[1]
    )
    rules = sorted(
        {rule for rule, _ in cells}, key=lambda rule: (rule is Rule.SOFT_WORDS, [*Rule].index(rule))
    )
    of_rule = [Mark(tasks=tuple(ids[position] for own, position in cells if own is rule)) for rule in rules]
    figure = rows_figure([RULE_NAMES[rule] for rule in rules], marks=of_rule)
    stripes(figure, len(rules))
    figure.add_scatter(
        x=[column[position] for _, position in cells],
        y=[rules.index(rule) for rule, _ in cells],
        mode="markers",
        marker={
            "size": 16,
            "symbol": "square",
            "color": [QUIET if rule is Rule.SOFT_WORDS else ACCENT for rule, _ in cells],
        },
        customdata=[str(Mark(tasks=(ids[position],))) for _, position in cells],
        hovertemplate=[
            f"第 {as_plotly(numbers[position])} 项<br>{RULE_NAMES[rule]}<extra></extra>"
            for rule, position in cells
        ],
        cliponaxis=False,
    )
    figure.update_xaxes(
        tickvals=list(range(len(found))),
        ticktext=[door(as_plotly(numbers[own]), Mark(tasks=(ids[own],))) for own in found],
        range=[-0.6, max(len(found), 12) - 0.4],
        showgrid=False,
        tickfont={"size": TEXT - 1},
        tickangle=0,
    )
    return figure
