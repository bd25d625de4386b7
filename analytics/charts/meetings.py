"""Chart of joint meetings: who sits in which."""

from math import ceil

from analytics.arrangements.coverage import Coverage
from analytics.charts.figure import Figure
from analytics.charts.theme import ACCENT, rows_figure, stripes
from analytics.evidence import Mark
from analytics.safe.html import as_plotly

MANY_MEETINGS = 15  # more need the whole width of a page
TOLD_AT_MOST = 6  # meetings with their seats above them; more have but their number there
NUMBERS_AT_MOST = 40  # above the meetings; of more, every second or third is written


def seats(coverage: Coverage) -> Figure:
    """Meetings as columns, departments as rows, a dot for each seat.

    The mark of a dot: the tasks of the meeting that are the department's. Above a meeting stand its number and its seats; where there are many, the number of every n-th.
    """
    departments = {
        department: name
        for meeting in coverage.meetings
        for department, name in zip(meeting.department_ids, meeting.names, strict=True)
    }
    order = list(departments)
    figure = rows_figure([departments[department] for department in order], top=56)
    stripes(figure, len(order))
    taken = [
        (at, department)
        for at, meeting in enumerate(coverage.meetings)
        for department in meeting.department_ids
    ]
    count = len(coverage.meetings)
    each = ceil(count / NUMBERS_AT_MOST) or 1
    figure.add_scatter(
        x=[at for at, _ in taken],
        y=[order.index(department) for _, department in taken],
        mode="markers",
        marker={"size": min(15, max(5, 520 // max(1, count))), "color": ACCENT},
        customdata=[
            str(Mark((department,), tasks=tuple(coverage.meetings[at].task_ids))) for at, department in taken
        ],
        hovertemplate=[
            f"第 {at + 1} 次会议<br>{as_plotly(departments[department])}<extra></extra>"
            for at, department in taken
        ],
    )
    figure.update_xaxes(
        tickvals=list(range(0, count, each)),
        ticktext=[
            f"第 {at + 1} 次<br>{meeting.seats} 个部门" if count <= TOLD_AT_MOST else str(at + 1)
            for at, meeting in list(enumerate(coverage.meetings))[::each]
        ],
        range=[-0.7, max(1, count) - 0.3],
        showgrid=False,
        tickangle=0,
    )
    return figure
