"""What must not change what is read: wrapping, spacing, width of punctuation, style of numbers, line ends."""

import re

from hypothesis import given
from hypothesis import strategies as st

from data.importing.parser import parse
from data.names.directory import Directory

DEPARTMENTS = ["研究室", "立案庭", "审判管理办公室", "民事审判第一庭", "政治部", "各审判业务部门", "执行局"]
CLAUSES = [
    "健全审判监督管理机制",
    "推进繁简分流改革",
    "完善统一法律适用机制",
    "加强队伍建设",
    "落实司法责任制",
    "深化诉源治理",
]
TITLE = "2024年全市法院改革工作要点"

tasks_of_a_plan = st.lists(
    st.tuples(
        st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4, unique=True),
        st.lists(st.sampled_from(DEPARTMENTS), min_size=1, max_size=4, unique=True),
    ),
    min_size=2,
    max_size=6,
)
MARKS = ["{}. ", "{}．", "{}、", "{}﹒", "{}.", "（{}）"]


def lines_of(tasks, mark="{}. ", separator="、", label="责任部门："):
    lines = [TITLE, "（本文为测试而虚构）", "一、全面深化诉讼制度改革"]
    for number, (clauses, departments) in enumerate(tasks, 1):
        lines += [mark.format(number) + "，".join(clauses) + "。", label + separator.join(departments)]
    return lines


def essence(source):
    document = parse(source, Directory())
    return (
        document.title,
        [section.title for section in document.sections],
        [
            (task.number, task.text, [(mention.department, mention.role) for mention in task.mentions])
            for task in document.tasks
        ],
        len(document.unaccounted),
    )


def expected(tasks):
    read = [
        (str(number), "，".join(clauses) + "。", [(department, "responsible") for department in departments])
        for number, (clauses, departments) in enumerate(tasks, 1)
    ]
    return (TITLE, ["全面深化诉讼制度改革"], read, 0)


@given(
    tasks=tasks_of_a_plan,
    mark=st.sampled_from(MARKS),
    separator=st.sampled_from(["、", "，", ",", "；", " ", "　"]),
)
def test_numbers_and_separators(tasks, mark, separator):
    assert essence("\n".join(lines_of(tasks, mark, separator))) == expected(tasks)


@given(
    tasks=tasks_of_a_plan,
    end=st.sampled_from(["\n", "\r\n", "\n\n", "\r"]),
    indent=st.sampled_from(["", "　　", "\t", "\u200b"]),
)
def test_line_ends_and_indents(tasks, end, indent):
    assert essence("\ufeff" + end.join(indent + line for line in lines_of(tasks))) == expected(tasks)


@given(tasks=tasks_of_a_plan, width=st.integers(16, 30))
def test_wrapping_of_tasks(tasks, width):
    wrapped = []
    for line in lines_of(tasks):
        cut = width if re.match(r"\d", line) else 200
        wrapped += [line[start : start + cut] for start in range(0, len(line), cut)]
    assert essence("\n".join(wrapped)) == expected(tasks)


@given(tasks=tasks_of_a_plan, width=st.integers(18, 30))
def test_wrapping_of_the_whole_page(tasks, width):
    wrapped = [line[at : at + width] for line in lines_of(tasks) for at in range(0, len(line), width)]
    assert essence("\n".join(wrapped)) == expected(tasks)


@given(tasks=tasks_of_a_plan)
def test_the_same_in_brackets_at_the_end(tasks):
    lines = lines_of(tasks)
    joined = lines[:3] + [
        f"{task}（{departments}）" for task, departments in zip(lines[3::2], lines[4::2], strict=True)
    ]
    assert essence("\n".join(joined)) == expected(tasks)


@given(tasks=tasks_of_a_plan, brackets=st.sampled_from(["（）", "()", "\u3014\u3015", "【】", "［］", "[]"]))
def test_forms_of_brackets(tasks, brackets):
    opening, closing = brackets
    lines = lines_of(tasks, label=f"{opening}责任单位：")
    joined = lines[:3] + [
        task + departments + closing for task, departments in zip(lines[3::2], lines[4::2], strict=True)
    ]
    assert essence("\n".join(joined)) == expected(tasks)


@given(tasks=tasks_of_a_plan, mark=st.sampled_from(["任务{}：", "第{}条 ", "重点工作{}、", "问题{}："]))
def test_numbers_with_words(tasks, mark):
    assert essence("\n".join(lines_of(tasks, mark))) == expected(tasks)


@given(tasks=tasks_of_a_plan, wide=st.booleans())
def test_width_of_signs(tasks, wide):
    text = "\n".join(lines_of(tasks))
    signs = "．：，；" if wide else ".:,;"
    text = text.translate(str.maketrans(".：，；", signs))
    number, sections, read, unaccounted = expected(tasks)
    read = [(n, said.translate(str.maketrans("，", signs[2])), departments) for n, said, departments in read]
    assert essence(text) == (number, sections, read, unaccounted)


@given(tasks=tasks_of_a_plan)
def test_prose_that_names_who_leads(tasks):
    lines = lines_of(tasks, label="")
    said = [
        task + f"由{departments.replace('、', '牵头，', 1)}{'配合' if '、' in departments else '牵头'}。"
        for task, departments in zip(lines[3::2], lines[4::2], strict=True)
    ]
    roles = [
        (
            number,
            text,
            [(department, "support" if at else "lead") for at, (department, _) in enumerate(departments)],
        )
        for number, text, departments in expected(tasks)[2]
    ]
    assert essence("\n".join(lines[:3] + said))[2] == roles


@given(
    source=st.text(
        st.sampled_from("一二1２.、（）()：:责任部门牵头单位|年月日\n\r\t 　%*《》研究室庭。；\u200b"),
        min_size=1,
        max_size=120,
    )
)
def test_no_line_is_lost_whatever_the_text(source):
    if not re.sub(r"[\s\u200b*|]", "", source):
        return
    document = parse(source, Directory())
    spans = [line.span for line in document.lines]
    assert spans == sorted(spans, key=lambda span: span.start)
    covered = "".join(source[span.start : span.end] for span in spans)
    visible = r"[\s\u200b*|]"
    assert re.sub(visible, "", covered) == re.sub(visible, "", source)
    for task in document.tasks:
        for mention in task.mentions:
            assert 0 <= mention.span.start < mention.span.end <= len(source)
