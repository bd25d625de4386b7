"""A plan beside another from the command line: two years compared, a draft checked, a scenario before and after."""

import json
from pathlib import Path

import pytest

from analytics.__main__ import main
from data.store.opening import open_store
from data.store.storing import document_id_of
from tests.analytics.commandline.conftest import NOWHERE, SEED, SMALL, answer
from tests.data.documents import SEED_ID

LATER = """虚构市中级人民法院2032年工作要点

一、审判

1. 推进虚构改革。

责任部门：研究室、立案庭

二、队伍

2. 强化虚构培训工作。

责任部门：政治部、研究室

3. 拍摄微视频，完成时限为6月底前。

责任部门：政治部
"""


def test_two_plans_are_compared(capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path) -> None:
    later = tmp_path / "下年.txt"
    later.write_text(LATER, encoding="utf-8")
    found = answer(capsys, "compare", small, str(later), "--json", *NOWHERE)
    similarity = found["tasks"][1].pop("similarity")
    assert 0.5 < similarity < 1
    nothing: dict[str, list[str]] = {"added": [], "removed": []}
    assert found == {
        "earlier": {"title": "虚构市中级人民法院2031年工作要点", "year": 2031},
        "later": {"title": "虚构市中级人民法院2032年工作要点", "year": 2032},
        "tasks": [
            {
                "kind": "unchanged",
                "earlier": [1],
                "later": [1],
                "moved": False,
                "similarity": 1.0,
                "units": {"added": ["立案庭"], "removed": ["各审判业务部门"]},
                "targets": nothing,
            },
            {
                "kind": "reworded",
                "earlier": [3],
                "later": [2],
                "moved": False,
                "units": nothing,
                "targets": nothing,
            },
            {
                "kind": "new",
                "earlier": [],
                "later": [3],
                "moved": False,
                "similarity": None,
                "units": {"added": ["政治部"], "removed": []},
                "targets": {"added": ["6月底前"], "removed": []},
            },
            {
                "kind": "dropped",
                "earlier": [2],
                "later": [],
                "moved": False,
                "similarity": None,
                "units": {"added": [], "removed": ["研究室"]},
                "targets": nothing,
            },
        ],
    }


def test_a_stored_plan_is_compared_with_a_file(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path
) -> None:
    database = tmp_path / "dashboard.duckdb"
    open_store(database, build=True).close()
    found = answer(capsys, "compare", SEED_ID, SEED, "--json", "--database", str(database))
    assert {(task["kind"], task["moved"], task["similarity"]) for task in found["tasks"]} == {
        ("unchanged", False, 1.0)
    }
    assert [task["earlier"] for task in found["tasks"]] == [[place] for place in range(1, 54)]
    assert main(["compare", small, "没有.txt", *NOWHERE]) == 1
    assert "没有这个文件，数据库里也没有这个编号（没有.txt）" in capsys.readouterr().err


def test_a_draft_is_checked_and_not_stored(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path
) -> None:
    database = tmp_path / "dashboard.duckdb"
    open_store(database, build=True).close()
    before = database.read_bytes()
    found = answer(capsys, "check-draft", small, "--against", SEED_ID, "--json", "--database", str(database))[
        "findings"
    ]
    assert database.read_bytes() == before
    assert found[0] == {
        "rule": "collective_addressee",
        "position": 1,
        "line": 7,
        "text": "责任部门：研究室、各审判业务部门",
        "suggestion": "「各审判业务部门」是集合名称，逐个写出所指的部门",
    }
    assert sum(finding["rule"] == "not_taken_up" for finding in found) == 53
    assert main(["check-draft", "没有.txt", *NOWHERE]) == 1
    assert "找不到文件" in capsys.readouterr().err


def test_what_is_told_of_the_first_document_as_a_draft(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "check-draft", SEED, "--against", SEED, *NOWHERE)["findings"]
    assert [(one["rule"], one["position"]) for one in found if one["rule"] != "soft_words"] == [
        ("no_lead", 4),
        ("no_lead", 14),
        ("collective_addressee", 20),
        ("no_lead", 23),
    ]


def test_a_scenario_of_a_small_plan_in_full(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path
) -> None:
    document = document_id_of(SMALL.encode())
    changes = tmp_path / "试.json"
    changes.write_text(
        json.dumps(
            [
                {"kind": "remove_unit", "task": f"{document}-t003", "unit": "研究室"},
                {"kind": "drop_task", "task": "gone"},
            ]
        )
    )
    found = answer(
        capsys,
        "scenario",
        small,
        "--changes",
        str(changes),
        "--propose",
        "--at-most",
        "1",
        "--json",
        *NOWHERE,
    )
    sides = [found.pop(side) for side in ("before", "after")]
    figures = ("tasks", "namings", "joint", "ties", "meetings", "connecting")
    assert [[side[name] for name in figures] for side in sides] == [
        [3, 5, 2, 2, 1, ["研究室"]],
        [3, 4, 1, 1, 1, []],
    ]
    assert found.pop("sentences")[0].startswith("情景与原要点相比：列名5次→4次，共同承担2项→1项")
    proposals = found.pop("proposals")
    assert proposals["relieve"]["unit"] == "研究室"
    assert proposals["relieve"]["changes"] == []  # who took over would end with more
    assert proposals["even_firsts"]["optimal"]
    assert found == {
        "scenario": "试",
        "changes": ["第3项：减列研究室", "任务 gone：取消"],
        "unapplied": [{"change": 2, "text": "任务 gone：取消：文件里没有这项任务"}],
        "units": [
            {"name": "研究室", "full": [3, 2], "fractional": [2.0, 1.5]},
            {"name": "政治部", "full": [1, 1], "fractional": [0.5, 1.0]},
        ],
        "ties": [{"units": ["研究室", "政治部"], "shared": [1, 0]}],
        "edits": [{"line": 17, "task": "3", "old": "责任部门：政治部、研究室", "new": "责任部门：政治部"}],
    }


def test_a_scenario_of_another_document_is_refused(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path
) -> None:
    path = tmp_path / "别处.json"
    path.write_text('{"version": 1, "document": "d9", "name": "别处", "changes": []}')
    assert main(["scenario", small, "--changes", str(path), *NOWHERE]) == 1
    assert "这是另一份文件的情景（编号 d9）" in capsys.readouterr().err
