"""The agenda of a meeting as a presentation: the order, when each department is there, the picture of both."""

from collections.abc import Mapping, Sequence

from analytics.arrangements.agenda.timetable import Timetable
from analytics.evidence import Mark
from analytics.exports.frames import own_look
from analytics.exports.gantt import gantts
from analytics.exports.slides import to_pptx
from analytics.findings import Finding
from analytics.rows import each_row
from analytics.slides.presentation import Part, Rows, Slide

SECTIONS = {Part.COVER: "封面", Part.JOINT: "议程", Part.DEPARTMENTS: "到会时间", Part.WORKLOAD: "到会图"}
KEEP_TIME = "每项按写明的时间开始和结束；议不完的记下来另议，不占下一项的时间。"
COME_AND_GO = "请各部门按到会时间到，议完自己的最后一项即可离会。"


def agenda_to_pptx(
    timetable: Timetable,
    title: str,
    labels: Mapping[str, str],
    numbers: Mapping[str, str],
    sentences: Sequence[Finding],
    notes: Sequence[tuple[str, str]],
    author: str = "",
) -> bytes:
    """The agenda as .pptx with native tables and shapes; each slide names its source.

    Parameters
    ----------
    timetable : with at least one item
    title : of the meeting, with its day
    labels : task_id → what the item is called in the order
    numbers : task_id → number as printed
    sentences : sentences for the cover
    notes : pairs of label and text: document, scope, date
    author : who made it, as the file's properties tell
    """
    slides = [
        Slide(Part.COVER, title, findings=tuple(sentences)),
        Slide(Part.JOINT, "议程", body=_order(timetable, labels), spoken=(KEEP_TIME,)),
        Slide(Part.DEPARTMENTS, "各部门到会时间", body=_visits(timetable, numbers), spoken=(COME_AND_GO,)),
    ]
    pictures = gantts(timetable, numbers, own_look().height)
    for at, picture in enumerate(pictures, 1):
        part = f"（{at}/{len(pictures)}）" if len(pictures) > 1 else ""
        slides.append(Slide(Part.WORKLOAD, f"到会、等候和离会{part}", body=picture))
    return to_pptx(slides, notes, author=author, sections=SECTIONS)


def _order(timetable: Timetable, labels: Mapping[str, str]) -> Rows:
    """The items and the breaks, in the order of the agenda."""
    slots = timetable.slots
    rows = [
        (row.begins, (str(at), timetable.span(row.begins, row.ends), labels[row.task_id], "、".join(row.names)),
         Mark(tasks=(row.task_id,)))
        for at, row in enumerate(each_row(slots), 1)
    ] + [
        (begins, ("", timetable.span(begins, ends), "休息", ""), Mark(tasks=())) for begins, ends in timetable.pauses
    ]  # fmt: skip
    rows.sort(key=lambda row: row[0])
    return Rows(
        ("次序", "时间", "议题", "责任部门"),
        (0.07, 0.16, 0.42, 0.35),
        tuple(texts for _, texts, _ in rows),
        tuple(mark for _, _, mark in rows),
    )


def _visits(timetable: Timetable, numbers: Mapping[str, str]) -> Rows:
    visits = timetable.visits
    return Rows(
        ("部门", "到会", "离会", "等候（分钟）", "任务"),
        (0.26, 0.11, 0.11, 0.17, 0.35),
        tuple(
            (row.name, timetable.clock(row.arrives), timetable.clock(row.leaves), str(row.waiting),
             "、".join(numbers[task] for task in row.task_ids))
            for row in each_row(visits)
        ),
        tuple(Mark((department,)) for department in visits["department_id"]),
    )  # fmt: skip
