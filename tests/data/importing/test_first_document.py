"""The document that the dashboard ships with, pinned by exact figures."""

from datetime import date
from pathlib import Path

import pytest

from data.importing.decoding import decode
from data.importing.directory_files import load_directory
from data.importing.parser import parse
from data.vocabulary import LineKind, Resolution, Role

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture(scope="module")
def document():
    content = (SEEDS / "000_13ebe1dc998c35c0.txt").read_bytes()
    return parse(decode(content), load_directory(SEEDS / "departments.toml"))


def departments(document, number):
    return [mention.department for mention in document.tasks[number - 1].mentions]


def test_frame(document):
    assert document.title == "2023年全省法院司法改革工作要点"
    assert document.year == 2023
    assert document.issuer == "吉林省高级人民法院办公室"
    assert document.issued_on == date(2023, 5, 17)
    assert document.cc == ("最高人民法院", "省委政法委", "省委改革办")
    assert document.first_listed_leads is False


def test_sections_and_numbers(document):
    counts = [
        sum(task.section == section.ordinal for task in document.tasks) for section in document.sections
    ]
    assert counts == [2, 13, 9, 11, 7, 11]
    assert [task.number for task in document.tasks] == [str(number) for number in range(1, 54)]
    assert document.sections[2].title == "围绕推进严格公正司法，全面准确落实司法责任制"


def test_mentions(document):
    mentions = [mention for task in document.tasks for mention in task.mentions]
    assert len(mentions) == 84
    assert len({mention.text for mention in mentions}) == 29
    assert len({mention.department for mention in mentions}) == 28
    assert {mention.role for mention in mentions} == {Role.RESPONSIBLE}
    assert [mention.department for mention in mentions if mention.collective] == ["各审判业务部门"]
    assert {
        mention.text: mention.department for mention in mentions if mention.resolution is not Resolution.EXACT
    } == {
        "执行指挥中心": "执行局执行指挥中心",
        "信访二处": "涉诉信访局信访二处",
    }


def test_lists_that_wrap_in_bold(document):
    assert departments(document, 14) == [
        "研究室",
        "办公室",
        "行政审判庭",
        "立案庭",
        "民事审判第二庭",
        "执行局执行指挥中心",
    ]
    assert departments(document, 23) == [
        "督察室",
        "政治部法官管理处",
        "政治部干部处",
        "审判管理办公室",
        "机关纪委",
    ]
    assert departments(document, 47) == ["政治部干部处", "审判管理办公室"]


def test_words_cut_by_blank_lines(document):
    assert document.tasks[30].text == (
        "全面推进执行通知程序前置改革，加快推进执行工作双重领导管理体制改革，拓点扩面开展人民法庭直接执行工作。"
    )
    assert "跨域联办服务流程，推动" in document.tasks[37].text
    assert "规章制度和工作标准落实情况" in document.tasks[51].text


def test_targets(document):
    found = {
        int(task.number): [(target.kind.value, target.text, target.value) for target in task.targets]
        for task in document.tasks
        if task.targets
    }
    assert found == {
        8: [("coverage", "全覆盖", "全覆盖")],
        9: [("percent", "45%", "45%")],
        17: [("percent", "100%", "100%")],
        28: [("coverage", "全覆盖", "全覆盖")],
        52: [("deadline", "年内", "2023-12-31")],
    }


def test_every_line_is_accounted_for(document):
    kinds = [line.kind for line in document.lines]
    assert len(kinds) == sum(bool(line.strip()) for line in document.source.splitlines())
    counts = {kind: kinds.count(kind) for kind in LineKind if kind in kinds}
    assert counts == {
        LineKind.TITLE: 1,
        LineKind.PREAMBLE: 2,
        LineKind.HEADING: 6,
        LineKind.TASK: 56,
        LineKind.ANNOTATION: 55,
        LineKind.CLOSING: 3,
    }


def test_nothing_is_doubtful(document):
    assert document.notices == ()


def test_spans(document):
    source = document.source
    task = document.tasks[30]
    assert source[task.span.start :].startswith("31. 全面推进")
    assert source[: task.span.end].endswith("直接执行工作。")
    assert source[task.annotation.start : task.annotation.end] == "责任部门：执行局协调指导处、执行指挥中心"
    assert [source[m.span.start : m.span.end] for m in task.mentions] == ["执行局协调指导处", "执行指挥中心"]
