"""A person marks lines and corrects tasks: the reading goes by it, and says where."""

import pytest

from data.importing.corrections import Corrections, TaskCorrection
from data.importing.document import NoticeKind, ParsedDocument
from data.importing.interpreting import interpret
from data.names.directory import Directory
from data.names.known import KnownNames
from data.vocabulary import LineKind, LineMark, Role, TargetKind

PLAN = """虚构法院2001年工作要点
一、虚构部分甲
1.虚构任务甲。
责任部门：研究室
2.虚构任务乙，抓好虚构事项。
虚构的一段话
民一庭、立案庭
二、虚构部分乙
3.虚构任务丙。
责任部门：办公室
"""

TABLE = """虚构法院2001年工作要点
| 序号 | 任务 | 责任部门 |
| 1 | 虚构任务甲 | 研究室 |
| 虚构部分乙 | 见后 | 各项 |
| 2 | 虚构任务乙 | 办公室 |
"""

Read = list[tuple[str, str, list[tuple[str, str]], list[str]]]


def read(directory: Directory, text: str, *tasks: TaskCorrection, **marks: LineMark) -> ParsedDocument:
    lines = {int(number.removeprefix("line")): mark for number, mark in marks.items()}
    return interpret(text, KnownNames(directory), Corrections(lines=lines, tasks=tasks)).document


def told(document: ParsedDocument) -> Read:
    """(section, text, [(department, role)], deadlines) of each task."""
    titles = {section.ordinal: section.title for section in document.sections}
    return [
        (
            titles.get(task.section or 0, ""),
            task.text,
            [(mention.department, mention.role.value) for mention in task.mentions],
            [target.value for target in task.targets if target.kind is TargetKind.DEADLINE],
        )
        for task in document.tasks
    ]


A: tuple = ("虚构部分甲", "虚构任务甲。", [("研究室", "responsible")], [])
LISTED: tuple = ([("民一庭", "responsible"), ("立案庭", "responsible")], [])
C: tuple = ("虚构部分乙", "虚构任务丙。", [("办公室", "responsible")], [])


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (
            {"line6": LineMark.FURNITURE, "line7": LineMark.LEAD},
            [
                A,
                ("虚构部分甲", "虚构任务乙，抓好虚构事项。", [("民一庭", "lead"), ("立案庭", "lead")], []),
                C,
            ],
        ),
        (
            {"line6": LineMark.TASK, "line7": LineMark.SUPPORT},
            [
                A,
                ("虚构部分甲", "虚构任务乙，抓好虚构事项。", [], []),
                ("虚构部分甲", "虚构的一段话", [("民一庭", "support"), ("立案庭", "support")], []),
                C,
            ],
        ),
        (
            {"line5": LineMark.CONTINUED, "line6": LineMark.CONTINUED, "line7": LineMark.FURNITURE},
            [("虚构部分甲", "虚构任务甲。2.虚构任务乙，抓好虚构事项。虚构的一段话", *A[2:]), C],
        ),
        (
            {"line6": LineMark.HEADING, "line7": LineMark.FURNITURE, "line8": LineMark.FURNITURE},
            [A, ("虚构部分甲", "虚构任务乙，抓好虚构事项。", [], []), ("虚构的一段话", *C[1:])],
        ),
        (
            {"line2": LineMark.TASK, "line8": LineMark.TASK},
            [
                ("", "虚构部分甲", [], []),
                ("", *A[1:]),
                ("", "虚构任务乙，抓好虚构事项。虚构的一段话", *LISTED),
                ("", "虚构部分乙", [], []),
                ("", *C[1:]),
            ],
        ),
    ],
    ids=["a list", "a task", "one task", "a heading", "no headings"],
)
def test_lines_are_what_a_person_says(directory: Directory, marks: dict, expected: Read) -> None:
    document = read(directory, PLAN, **marks)
    assert told(document) == expected
    kinds = {line.number: (line.kind, line.marked) for line in document.lines}
    for number, mark in marks.items():
        assert kinds.pop(int(number.removeprefix("line"))) == (mark.kind, True)
    assert not any(marked for _, marked in kinds.values())


def test_a_deadline_on_a_line_of_its_own(directory: Directory) -> None:
    document = read(directory, PLAN, line6=LineMark.DEADLINE, line7=LineMark.RESPONSIBLE)
    assert told(document)[1][3] == []  # no day in the words
    dated = PLAN.replace("虚构的一段话", "6月底")
    document = read(directory, dated, line6=LineMark.DEADLINE, line7=LineMark.RESPONSIBLE)
    assert told(document)[1][2:] == (
        [("民一庭", "responsible"), ("立案庭", "responsible")],
        ["2001-06-30"],
    )
    assert [task.corrected for task in document.tasks] == [False, True, False]


def test_a_title_is_where_a_person_says(directory: Directory) -> None:
    text = f"虚构的抬头。\n虚构法院今年\n怎样工作\n{PLAN.split(chr(10), 1)[1]}"
    document = read(directory, text, line2=LineMark.TITLE, line3=LineMark.TITLE)
    assert document.title == "虚构法院今年怎样工作"
    assert [line.kind for line in document.lines][:3] == [LineKind.PREAMBLE, LineKind.TITLE, LineKind.TITLE]
    assert NoticeKind.DOUBTFUL_TITLE not in {notice.kind for notice in document.notices}


def test_rows_of_a_table_are_what_a_person_says(directory: Directory) -> None:
    document = read(directory, TABLE, line4=LineMark.HEADING)
    assert told(document) == [
        ("", "虚构任务甲", *A[2:]),
        ("虚构部分乙", "虚构任务乙", *C[2:]),
    ]
    document = read(directory, TABLE, line4=LineMark.TASK)
    assert [task.text for task in document.tasks] == ["虚构任务甲", "虚构部分乙", "虚构任务乙"]


def test_departments_roles_and_deadlines_of_a_task_are_what_a_person_says(directory: Directory) -> None:
    plain = read(directory, PLAN)
    task = plain.tasks[0]
    correction = TaskCorrection(
        task.text, task.span, (("民一庭", Role.LEAD), ("研究室", Role.SUPPORT)), ("6月底", "2001-09-01")
    )
    document = read(directory, PLAN, correction)
    assert told(document)[0][2:] == (
        [("民一庭", "lead"), ("研究室", "support")],
        ["2001-06-30", "2001-09-01"],
    )
    assert told(document)[1:] == told(plain)[1:]
    assert [task.corrected for task in document.tasks] == [True, False, False]
    kept = document.tasks[0].mentions[1]
    assert PLAN[kept.span.start : kept.span.end] == "研究室"  # what was read keeps its place
    added = document.tasks[0].mentions[0].span
    assert "研究室" in PLAN[added.start : added.end]  # what was added has that of the list


def test_nobody_can_be_said_to_be_responsible(directory: Directory) -> None:
    plain = "虚构法院2001年工作要点\n1.虚构任务甲。（研究室）\n2.虚构任务乙。\n3.虚构任务丙。（办公室）\n"
    task, notices = read(directory, plain).tasks[1], read(directory, plain).notices
    assert NoticeKind.NO_DEPARTMENT in {notice.kind for notice in notices if notice.number == "2"}
    notices = read(directory, plain, TaskCorrection(task.text, task.span, ())).notices
    assert NoticeKind.NO_DEPARTMENT not in {notice.kind for notice in notices if notice.number == "2"}


def test_a_corrected_task_is_found_by_its_text_or_its_place_else_it_is_told(directory: Directory) -> None:
    task = read(directory, PLAN).tasks[0]
    correction = TaskCorrection(task.text, task.span, ())
    moved = PLAN.replace("一、虚构部分甲", "虚构的前言。\n一、虚构部分甲")
    assert told(read(directory, moved, correction))[0][2] == []
    reworded = PLAN.replace("虚构任务甲", "虚构之任务甲")
    assert told(read(directory, reworded, correction))[0][2] == []
    task = read(directory, PLAN).tasks[2]
    other = read(directory, PLAN.partition("二、")[0], TaskCorrection(task.text, task.span, ()))
    assert [notice.kind for notice in other.notices if notice.kind is NoticeKind.CORRECTION_LOST]
