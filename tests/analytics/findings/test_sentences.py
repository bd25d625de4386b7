"""How names, ties and ranks are told."""

import numpy as np
import pytest

from analytics.findings.sentences import Figure, Finding, highest, listing, place, tasks, tied, units


def test_a_finding_reads_as_its_sentence() -> None:
    assert str(Finding(("共", Figure("2项", ("1", "2")), "任务。"))) == "共2项任务。"
    assert tasks(["1", "2"]) == Figure("2项", ("1", "2"))


@pytest.mark.parametrize(
    ("names", "listed", "level"),
    [
        ("甲", "甲", "甲"),
        ("甲乙", "甲、乙", "甲、乙并列"),
        ("甲乙丙丁戊", "甲、乙、丙、丁、戊", "甲、乙、丙、丁、戊并列"),
        ("甲乙丙丁戊己", "甲、乙、丙等6个部门", "甲、乙、丙等6个部门并列"),
    ],
)
def test_names(names: str, listed: str, level: str) -> None:
    assert (listing(list(names)), tied(list(names))) == (listed, level)


def test_collective_names_are_counted_apart() -> None:
    assert [units(*counts) for counts in ((7, 1), (7, 0), (0, 1), (0, 0))] == [
        "7个部门和1个集合名称",
        "7个部门",
        "1个集合名称",
        "0个部门",
    ]


def test_places() -> None:
    ranks = np.array([1, 2, 2, 4])
    assert [place(rank, ranks) for rank in (1, 2, 4)] == ["第1", "并列第2", "第4"]


def test_highest() -> None:
    assert highest(np.array([1.0, 3.0, 3.0 - 1e-12])).tolist() == [1, 2]
    assert highest(np.array([])).tolist() == []
