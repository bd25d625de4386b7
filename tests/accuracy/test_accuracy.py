"""The accuracy that is reached stays reached."""

import pytest

from data.names.directory import load_directory
from tests.accuracy.scoring import DOCUMENTS, PARTS, Score, score, score_file


@pytest.fixture(scope="module")
def scores():
    directory = load_directory()
    return {path.stem: score_file(path, directory) for path in DOCUMENTS}


def test_there_are_documents_of_every_form():
    assert len(DOCUMENTS) >= 24


@pytest.mark.parametrize("part", PARTS)
def test_what_is_read_is_right(scores, part):
    whole = Score()
    for one in scores.values():
        whole.merge(one)
    assert whole.value(part) >= 0.98


def test_a_score_counts_what_is_missed_and_what_is_read_too_much():
    task = {"number": "1", "section": None, "text": "虚构任务", "departments": [], "targets": []}
    plan = dict.fromkeys(("title", "year", "issuer", "issued_on", "cc", "first_listed_leads"))
    plan |= {"sections": [], "unaccounted": []}
    found = score(plan | {"tasks": [task, task]}, plan | {"tasks": [task | {"number": "2"}, task]})
    assert (found.right["tasks"], found.expected["tasks"], found.read["tasks"]) == (1, 2, 2)
    assert found.value("tasks") == 0.5
    assert found.value("targets") == 1.0
