"""The accuracy that is reached stays reached."""

import pytest

from data.importing.directory_files import load_directory
from tests.accuracy.scoring import (
    DOCUMENTS,
    HELD_OUT,
    KINDS,
    PARTS,
    Score,
    score,
    score_file,
    score_stated,
)

GROUPS = {"documents": DOCUMENTS, "kinds": KINDS, "held out": HELD_OUT}
LEAST = dict.fromkeys(("tasks", "roles", "sections", "metadata"), 0.97) | {
    "departments": 0.95,
    "targets": 0.95,
}


@pytest.fixture(scope="module")
def wholes():
    directory = load_directory()
    found = {}
    for group, paths in GROUPS.items():
        found[group] = Score()
        for path in paths:
            found[group].merge(score_file(path, directory))
    return found


def test_there_are_documents_of_every_form_and_others_that_nobody_mends_by():
    assert len(DOCUMENTS) >= 30
    assert len(HELD_OUT) >= 30


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("group", GROUPS)
def test_what_is_read_is_right(wholes, group, part):
    assert wholes[group].value(part) >= (LEAST[part] if group == "held out" else 0.98)


@pytest.mark.parametrize("group", ["kinds", "held out"])
def test_what_is_wrong_is_told_and_what_is_right_is_not(wholes, group):
    whole = wholes[group]
    tasks = whole.right_tasks + whole.wrong_tasks
    assert whole.silent <= 0.02 * tasks
    assert whole.warned <= 0.1 * whole.right_tasks


def test_what_is_not_stated_of_a_document_counts_nowhere():
    read = {
        "number": "1",
        "text": "虚构任务",
        "departments": [{"name": "研究室", "role": "lead"}],
        "targets": [],
    }
    plan = {"title": "虚构要点", "sections": [], "tasks": [read], "unaccounted": [], "warnings": []}
    found = score_stated({"tasks": [{"number": "1", "departments": ["研究室 lead"]}]}, plan)
    assert (found.expected["tasks"], found.expected["metadata"], found.right_tasks) == (1, 0, 1)
    wrong = score_stated({"tasks": [{"number": "1", "departments": ["办公室 lead"]}]}, plan)
    assert (wrong.wrong_tasks, wrong.silent) == (1, 1)
    told = plan | {"warnings": [{"text": "第2行，任务1：责任部门「研究室」不像一个部门的名称"}]}
    assert score_stated({"tasks": [{"number": "1", "departments": ["办公室 lead"]}]}, told).silent == 0


def test_a_score_counts_what_is_missed_and_what_is_read_too_much():
    task = {"number": "1", "section": None, "text": "虚构任务", "departments": [], "targets": []}
    plan = dict.fromkeys(("title", "year", "issuer", "issued_on", "cc", "first_listed_leads"))
    plan |= {"sections": [], "unaccounted": []}
    found = score(plan | {"tasks": [task, task]}, plan | {"tasks": [task | {"number": "2"}, task]})
    assert (found.right["tasks"], found.expected["tasks"], found.read["tasks"]) == (1, 2, 2)
    assert found.value("tasks") == 0.5
    assert found.value("targets") == 1.0
