"""init and directory, and an import that founds a store: for a body, without the example; nothing where a file has a fault."""

from pathlib import Path

import pytest

from analytics.__main__ import main as analytics_main
from data.__main__ import main
from data.store.database import Store
from data.store.listing import list_documents
from data.store.storing import document_id_of


def test_init_makes_a_store_for_a_body_without_the_example(
    tmp_path: Path, invented_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, directory = tmp_path / "d.duckdb", tmp_path / "名录.toml"
    directory.write_text('[[department]]\nname = "研究室"\nkind = "综合"\n', encoding="utf-8")
    body = ["--body", "虚构市中级人民法院", "--database", str(database)]
    files = ["--directory", str(directory), "--document", str(invented_file)]
    assert main(["init", *body, *files]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"本机关是「虚构市中级人民法院」，名录有 1 个部门：{database}",
        f"已导入《2001年虚构法院工作要点（之1）》，任务 2 项（编号 {document_id_of(invented_file.read_bytes())}）",
    ]
    with Store.open(database) as store:
        assert [(one.title, one.body) for one in list_documents(store)] == [
            ("2001年虚构法院工作要点（之1）", None)
        ]
    assert main(["init", *body, "--empty"]) == 1
    assert "已经是「虚构市中级人民法院」的，没有改动" in capsys.readouterr().err


def test_init_makes_nothing_where_a_file_has_a_fault(
    tmp_path: Path, invented_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "d.duckdb"
    wrong = tmp_path / "名录.toml"
    wrong.write_text('body = "别的法院"\n', encoding="utf-8")
    init = ["init", "--body", "虚构市中级人民法院", "--database", str(database)]
    for files, words in (
        (["--directory", str(wrong)], "名录写的机关是「别的法院」"),
        (["--directory", "没有.xlsx"], "找不到文件"),
        (["--document", str(tmp_path)], "文件夹"),
    ):
        assert main([*init, *files]) == 1
        assert words in capsys.readouterr().err
    for files in ([], ["--empty", "--document", str(invented_file)]):
        with pytest.raises(SystemExit) as caught:
            main([*init, *files])
        assert caught.value.code == 2
        assert "两样都没有时，写明 --empty" in capsys.readouterr().err
    assert not database.exists()


def test_import_makes_a_store_without_the_example(
    tmp_path: Path, invented_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "d.duckdb"
    assert main(["import", str(invented_file), "--database", str(database)]) == 0
    assert "本机关按这份文件定为「虚构市中级人民法院」" in capsys.readouterr().err
    with Store.open(database) as store:
        assert [one.tasks for one in list_documents(store)] == [2]


def test_a_directory_goes_out_as_a_workbook_is_looked_at_and_comes_back(
    store_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, workbook = ["--database", str(store_path)], tmp_path / "名录.xlsx"
    assert analytics_main(["directory", "--to", str(workbook), *database]) == 0
    assert main(["directory", "--from", str(workbook), *database]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["名录与现在的相同，未作改动"]
    changed = tmp_path / "名录.toml"
    assert main(["directory", "--to", str(changed), *database]) == 0
    changed.write_text(changed.read_text("utf-8").replace('other_names = ["执行指挥中心"]', ""), "utf-8")
    with Store.open(store_path) as store:
        revision = store.revision()
    capsys.readouterr()
    assert main(["directory", "--from", str(changed), "--dry-run", *database]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("部门有 1 处不同；已存的文件中 2 项任务的名称随之改认")
    assert told[1] == "改动 执行局执行指挥中心 其他写法：执行指挥中心 → 无"
    assert told[2].startswith("《2023年全省法院司法改革工作要点》第 9 项：执行指挥中心：")
    with Store.open(store_path) as store:
        assert store.revision() == revision
    assert main(["directory", "--to", str(workbook), *database]) == 1
    assert "用 python -m analytics directory --to 写成 .xlsx" in capsys.readouterr().err
