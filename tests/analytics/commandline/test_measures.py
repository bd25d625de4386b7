"""The measures of one plan from the command line: the figures of the pages, for files and for stored documents."""

from pathlib import Path

import pytest

from analytics.__main__ import main
from data.names.decisions import Decision, DecisionKind
from data.store.naming import decide
from data.store.opening import open_store
from tests.analytics.commandline.conftest import NOWHERE, SEED, SMALL, answer
from tests.data.documents import SEED_ID


def test_a_small_plan_in_full(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(capsys, "workload", small, "--json", *NOWHERE)
    reference = found["concentration"].pop("reference")
    assert found["tasks"] == 3
    columns = ("name", "collective", "full", "fractional", "sole", "joint", "first_listed", "sections")
    assert [tuple(unit[column] for column in columns) for unit in found["units"]] == [
        ("研究室", False, 3, 2.0, 1, 2, 2, 2),
        ("政治部", False, 1, 0.5, 0, 1, 1, 1),
        ("各审判业务部门", True, 1, 0.5, 0, 1, 0, 1),
    ]
    assert [(unit["full_rank"], unit["fractional_rank"]) for unit in found["units"]] == [
        (1, 1),
        (2, 2),
        (None, None),
    ]
    assert found["concentration"] == {
        "units": 3,
        "namings": 5,
        "gini": pytest.approx(4 / 15),
        "gini_corrected": pytest.approx(0.4),
        "effective_number": pytest.approx(25 / 11),
    }
    assert set(reference) == {"effective_number", "gini_corrected", "low", "high"}
    assert "按参与数和分担数，都是研究室最多（3项，分担2.00项）。" in found["sentences"]


def test_the_switches(capsys: pytest.CaptureFixture[str], small: str) -> None:
    found = answer(
        capsys,
        *("workload", small, "--json", "--collectives", "不计入", "--counting", "分担数", "--sections", "一"),
        *NOWHERE,
    )
    assert [(unit["name"], unit["fractional"], unit["sole"], unit["joint"]) for unit in found["units"]] == [
        ("研究室", 2.0, 1, 1)
    ]
    assert (found["tasks"], found["concentration"]["gini_corrected"]) == (2, None)
    assert main(["workload", small, "--sections", "十", *NOWHERE]) == 1
    assert "文件没有这个部分（十）" in capsys.readouterr().err


def test_a_file_and_its_stored_document_say_the_same(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database = tmp_path / "dashboard.duckdb"
    open_store(database, build=True).close()
    of_file = answer(capsys, "workload", SEED, "--json", *NOWHERE)
    assert of_file == answer(capsys, "workload", SEED_ID, "--json", "--database", str(database))
    assert (of_file["concentration"]["units"], of_file["concentration"]["namings"]) == (28, 84)
    assert [unit["full_rank"] for unit in of_file["units"][:6]] == [1, 2, 3, 3, 5, 6]


@pytest.mark.parametrize("asked", ["没有.txt", "0000000000000000"])
def test_what_is_neither_a_file_nor_stored_is_told(capsys: pytest.CaptureFixture[str], asked: str) -> None:
    assert main(["workload", asked, *NOWHERE]) == 1
    assert "没有这个文件，数据库里也没有这个编号" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [["workload"], ["workload", SEED, "--level", "科室"], ["什么"]])
def test_a_wrong_call_is_told_in_chinese(capsys: pytest.CaptureFixture[str], wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("错误：")


def test_the_network_of_a_small_plan(capsys: pytest.CaptureFixture[str], small: str) -> None:
    assert answer(capsys, "network", small, "--json", *NOWHERE) == {
        "units": [
            {"name": "研究室", "kind": "综合", "degree": 2, "component": 1},
            {"name": "政治部", "kind": "政工", "degree": 1, "component": 1},
            {"name": "各审判业务部门", "kind": "集合名称", "degree": 1, "component": 1},
        ],
        "ties": [
            {"units": ["研究室", "政治部"], "shared": 1, "newman": 1.0, "tasks": [3]},
            {"units": ["研究室", "各审判业务部门"], "shared": 1, "newman": 1.0, "tasks": [1]},
        ],
        "connecting_units": [{"name": "研究室", "cut_off": ["各审判业务部门"]}],
    }


def test_the_network_of_the_first_document(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "network", SEED, *NOWHERE)
    assert (len(found["units"]), len(found["ties"]), max(unit["component"] for unit in found["units"])) == (
        28,
        48,
        8,
    )
    assert {unit["name"]: unit["cut_off"] for unit in found["connecting_units"]} == {
        "研究室": ["各审判业务部门"],
        "办公室": ["督查工作办公室"],
        "立案庭": ["民事审判第一庭"],
        "执行局执行指挥中心": ["执行局协调指导处"],
    }


def test_the_significance_of_a_small_plan_in_full(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """By hand: 15 plans have these numbers, in 1 the two share both joint tasks, in 8 one of them.

    Among joint tasks alone there is one plan, which is the plan itself.
    """
    path = tmp_path / "虚构.txt"
    lists = ("研究室、政治部", "研究室、政治部", "办公室", "办公室")
    tasks = "\n\n".join(f"{n}. 推进虚构改革。\n\n责任部门：{names}" for n, names in enumerate(lists, 1))
    path.write_text(f"虚构市中级人民法院2031年工作要点\n\n一、审判\n\n{tasks}\n", encoding="utf-8")
    found = answer(capsys, "significance", str(path), "--json", *NOWHERE)
    judged = found["pairs"][0].pop("references")
    assert found == {
        "pairs": [{"units": ["研究室", "政治部"], "shared": 2, "same_parent": False}],
        "correction": "fdr",
        "comparisons": {"all": 3, "joint": 0, "sections": 3},
        "seed": 2023,
    }
    assert judged.pop("joint") == {
        **{"expected": 2, "p": 1, "p_interval": [1, 1], "adjusted": None, "verdict": "untestable"}
    }
    assert set(judged) == {"all", "sections"}
    for own in judged.values():
        low, high = own.pop("p_interval")
        assert low < 1 / 15 < high
        assert own == {
            "expected": pytest.approx(2 / 3, rel=0.05),
            "p": pytest.approx(1 / 15, rel=0.05),
            "adjusted": pytest.approx(3 / 15, rel=0.05),
            "verdict": "not_shown",
        }


def test_the_significance_of_the_first_document(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "significance", SEED, "--json", *NOWHERE)
    assert (len(found["pairs"]), found["comparisons"]) == (48, {"all": 153, "joint": 66, "sections": 99})
    first = found["pairs"][0]
    assert (first["units"], first["shared"], first["same_parent"]) == (
        ["政治部法官管理处", "政治部干部处"],
        5,
        True,
    )
    verdicts = {reference: own["verdict"] for reference, own in first["references"].items()}
    assert verdicts == {"all": "more", "joint": "not_shown", "sections": "not_shown"}
    for pair in found["pairs"]:
        for own in pair["references"].values():
            low, high = own["p_interval"]
            assert 0 < low <= own["p"] <= high <= 1
            assert (own["adjusted"] is None) == (own["verdict"] == "untestable")


def test_the_meetings_of_a_small_plan(capsys: pytest.CaptureFixture[str], small: str) -> None:
    assert answer(capsys, "meetings", small, "--json", "--at-most", "2", *NOWHERE) == {
        "meetings": [
            {"units": ["研究室", "各审判业务部门"], "tasks": [1]},
            {"units": ["研究室", "政治部"], "tasks": [3]},
        ],
        "seats": 4,
        "bound_meetings": 2,
        "bound_seats": 4,
        "optimal": True,
        "unseated": [],
    }
    found = answer(
        capsys, "meetings", small, "--never", "政治部", "--always", "研究室", "--together", "1", *NOWHERE
    )
    assert found["meetings"] == [{"units": ["研究室", "各审判业务部门"], "tasks": [1]}]
    assert main(["meetings", small, "--never", "没有的部门", *NOWHERE]) == 1
    assert "范围内没有列这个部门" in capsys.readouterr().err
    assert main(["meetings", small, "--at-most", "1", *NOWHERE]) == 1
    assert "一次会议至少要有两个部门" in capsys.readouterr().err


def test_a_file_is_read_while_a_dashboard_holds_the_database(
    capsys: pytest.CaptureFixture[str], small: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tmp_path / "dashboard.duckdb"
    held.write_bytes(b"held by another program")
    monkeypatch.setenv("DASHBOARD_DATABASE", str(held))
    assert answer(capsys, "workload", small, "--json")["tasks"] == 3


def test_a_file_is_understood_by_the_database_that_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    database, path = tmp_path / "dashboard.duckdb", tmp_path / "虚构.txt"
    path.write_text(SMALL.replace("政治部", "虚构新设处"), encoding="utf-8")
    decision = Decision(
        "虚构新设处", DecisionKind.COLLECTIVE, "虚构市中级人民法院", members=("研究室", "办公室")
    )
    with open_store(database, build=True) as store:
        decide(store, [decision], "甲")
    known, unknown = (
        answer(capsys, "workload", str(path), "--json", "--database", named)
        for named in (str(database), NOWHERE[1])
    )
    assert [
        {unit["name"]: unit["collective"] for unit in found["units"]}["虚构新设处"]
        for found in (known, unknown)
    ] == [True, False]
