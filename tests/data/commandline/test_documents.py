"""parse, import, check, list, remove, export, show-first: what they print, store and ask."""

import json
import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from data.__main__ import main
from data.store.database import Store
from data.store.listing import list_documents
from data.store.storing import document_id_of
from tests.data.commandline.conftest import PROJECT, run
from tests.data.documents import invented_document

SEED = PROJECT / "seeds" / "000_13ebe1dc998c35c0.txt"


def test_parse_prints_the_whole_document_as_json(invented_file: Path, tmp_path: Path) -> None:
    result = run("parse", invented_file, "--json", DASHBOARD_DATABASE=str(tmp_path / "untouched.duckdb"))
    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        "title": "2001年虚构法院工作要点（之1）",
        "year": 2001,
        "issuer": "虚构市中级人民法院",
        "issued_on": "2001-02-03",
        "cc": ["虚构机关"],
        "sections": [{"ordinal": 1, "title": "虚构部分"}],
        "tasks": [
            {
                "number": "1",
                "section": 1,
                "text": "虚构任务甲，完成率达到90%。",
                "departments": [
                    {"name": "研究室", "raw": "研究室", "role": "responsible", "collective": False},
                    {"name": "办公室", "raw": "办公室", "role": "responsible", "collective": False},
                ],
                "targets": [{"kind": "percent", "text": "90%", "value": "90%"}],
            },
            {
                "number": "2",
                "section": 1,
                "text": "虚构任务乙。",
                "departments": [
                    {
                        "name": "执行局执行指挥中心",
                        "raw": "执行指挥中心",
                        "role": "responsible",
                        "collective": False,
                    },
                    {"name": "虚构新设处", "raw": "虚构新设处", "role": "responsible", "collective": False},
                ],
                "targets": [],
            },
        ],
        "unaccounted": [],
        "warnings": [],
        "facts": [
            {"kind": "unknown_name", "line": 7, "text": "第7行，任务2：名录中没有「虚构新设处」，请核定"}
        ],
    }
    assert not (tmp_path / "untouched.duckdb").exists()


def test_parse_of_several_files_is_one_line_each(
    invented_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", str(SEED), str(invented_file), "--json"]) == 0
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(document["year"], len(document["tasks"])) for document in documents] == [(2023, 53), (2001, 2)]


def test_parse_tells_a_summary(invented_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(invented_file)]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "《2001年虚构法院工作要点（之1）》",
        "  年度：2001；发文机关：虚构市中级人民法院；成文日期：2001-02-03",
        "  部分 1 个，任务 2 项，责任 4 条，部门 4 个，目标 1 个",
        "  名录中没有、待核定的部门：虚构新设处",
    ]


def test_import_then_import_again_then_check(store_path: Path, invented_file: Path, tmp_path: Path) -> None:
    first = run("import", invented_file, "--database", store_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("导入成功")
    with Store.open(store_path) as store:
        revision = store.revision()
    renamed = invented_file.rename(tmp_path / "改名.txt")
    second = run("import", renamed, DASHBOARD_DATABASE=str(store_path))
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.startswith("已导入")
    assert document_id_of(renamed.read_bytes()) in second.stdout
    with Store.open(store_path) as store:
        assert store.revision() == revision
    checked = run("check", "--database", store_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "文件 2 份，部分 7 个，任务 55 项，责任 88 条，部门 32 个" in checked.stdout  # 4 of another court
    assert checked.stdout.endswith("没有发现问题。\n")


def test_check_counts_the_seeds(store_path: Path) -> None:
    result = run("check", DASHBOARD_DATABASE=str(store_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert (
        "文件 1 份，部分 6 个，任务 53 项，责任 84 条，部门 28 个（其中集合名称 1 个；文件中的写法 29 种）"
    ) in result.stdout


def test_check_tells_what_is_wrong(store_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store.open(store_path) as store, store.write() as cursor:
        cursor.execute("UPDATE targets SET value = '46%' WHERE value = '45%'")
    assert main(["check", "--database", str(store_path)]) == 1
    told = capsys.readouterr()
    assert "没有发现问题" not in told.out
    assert told.err.splitlines() == [
        "问题：重新解析的结果不同：文件 0f85b1d9271100d4 的目标",
        "发现 1 个问题。请保留数据库文件，从备份恢复或交维护人员核对。",
    ]


def test_one_bad_file_does_not_keep_the_others_back(
    store_path: Path, invented_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", str(store_path)]
    assert main(["import", "没有.txt", str(invented_file), *database]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("导入成功")
    assert told.err.startswith("错误：找不到文件")


def test_several_files_end_with_a_report(
    store_path: Path, invented_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "另一版.txt"
    other.write_bytes(invented_file.read_bytes().replace(b"90%", b"91%"))
    again = tmp_path / "又一份.txt"
    again.write_bytes(invented_file.read_bytes().decode().encode("gb18030"))
    names = [str(invented_file), "", "没有.txt", str(other), str(again)]
    assert main(["import", *names, "--database", str(store_path)]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == "共 5 份：导入 2 份，失败 2 份，已有 1 份"
    assert [line[:12] for line in told.err.splitlines()] == [
        "错误：文件名是空的。请写",
        "错误：找不到文件（没有.",
        "提示：已有标题、发文机关",
    ]
    assert f"编号 {document_id_of(invented_file.read_bytes())}" in told.err
    assert "「虚构市中级人民法院」" in told.out
    assert len(list((tmp_path / "backups").glob("store-*.duckdb"))) == 1


def test_list_remove_export(store_path: Path, invented_file: Path, tmp_path: Path) -> None:
    database = ("--database", store_path)
    document_id = document_id_of(invented_file.read_bytes())
    run("import", invented_file, *database)
    listed = run("list", *database)
    heading, first, second = listed.stdout.splitlines()
    assert heading.split() == [
        "编号",
        "年度",
        "成文日期",
        "任务",
        "部门",
        "待核定",
        "导入时间",
        "导入人",
        "标题",
    ]
    assert first.split()[:6] == ["0f85b1d9271100d4", "2023", "2023-05-17", "53", "28", "0"]
    assert second.split()[:6] == [document_id, "2001", "2001-02-03", "2", "4", "1"]

    exported = run("export", document_id, "--to", tmp_path / "带走", *database)
    assert (exported.returncode, exported.stderr) == (0, "")
    assert (tmp_path / "带走" / f"{document_id}.txt").read_bytes() == invented_file.read_bytes()
    assert run("export", "--to", tmp_path / "全部.zip", *database).returncode == 0
    with zipfile.ZipFile(tmp_path / "全部.zip") as archive:
        assert archive.namelist() == sorted(
            f"{name}.{form}"
            for name in (document_id, "0f85b1d9271100d4")
            for form in ("json", "original.txt", "txt")
        )

    unasked = run("remove", document_id, *database)
    assert (unasked.returncode, unasked.stdout) == (1, "")
    assert "--yes" in unasked.stderr
    for backup in (store_path.parent / "backups").iterdir():
        backup.unlink()
    removed = run("remove", document_id, "没有", "--yes", *database)
    assert removed.returncode == 1
    (backup,) = (store_path.parent / "backups").iterdir()
    with Store.open(backup) as copy:
        assert document_id in [one.document_id for one in list_documents(copy)]
    assert removed.stdout.splitlines() == [
        f"已移除《2001年虚构法院工作要点（之1）》（编号 {document_id}），30 天内可以从回收站取回",
        "共 2 份：移除 1 份，失败 1 份",
    ]
    assert "没有这份文件" in removed.stderr
    assert len(run("list", *database).stdout.splitlines()) == 2


@pytest.mark.parametrize(("answer", "left"), [("是", 0), ("y", 0), ("", 1), ("不", 1)])
def test_remove_asks_on_a_terminal(
    store_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: int
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: answer)
    assert main(["remove", "0f85b1d9271100d4", "--database", str(store_path)]) == 0
    with Store.open(store_path) as store:
        assert len(list_documents(store)) == left


def test_progress_is_drawn_on_a_terminal_only(
    invented_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(invented_file)] * 2
    assert main(["parse", *names, "--json"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["parse", *names, "--json"]) == 0
    told = capsys.readouterr()
    assert [json.loads(line)["year"] for line in told.out.splitlines()] == [2001, 2001]
    assert "1/2" in told.err
    assert told.err.endswith("\r\033[K")


def test_a_reader_that_leaves_early(invented_file: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [sys.executable, "-m", "data", "parse", str(invented_file)],
        cwd=PROJECT,
        stdout=writing,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    os.close(writing)
    assert "Traceback" not in result.stderr


def test_an_import_says_whose_departments_it_assumed(tmp_path: Path, store_path: Path) -> None:
    text = invented_document()[0].decode().replace("虚构市中级人民法院", "").replace("2001年2月3日", "")
    for name, words in (("无.txt", text), ("题.txt", text.replace("2001年虚构", "虚构省高级人民"))):
        (tmp_path / name).write_text(words, encoding="utf-8")
    unsaid = run("import", tmp_path / "无.txt", "--database", store_path)
    assert "都没有写明机关，部门按名录所在机关「吉林省高级人民法院」的计" in unsaid.stdout
    titled = run("import", tmp_path / "题.txt", "--database", store_path)
    assert "按标题认定部门属于「虚构省高级人民法院」" in titled.stdout


TABLE = "序号 | 工作任务 | 责任部门\n1 | 推进虚构甲 | 研究室\n2 | 推进虚构乙 | 办公室\n"


def test_a_table_without_a_title_is_imported_with_what_a_person_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, database = tmp_path / "表.txt", tmp_path / "d.duckdb"
    file.write_text(TABLE, encoding="utf-8")
    assert main(["import", str(file), "--database", str(database)]) == 1
    said = [
        "--title",
        "2001年虚构要点",
        "--year",
        "2001",
        "--issuer",
        "虚构法院",
        "--issued-on",
        "2001-02-03",
    ]
    assert main(["import", str(file), *said, "--body", "虚构法院", "--database", str(database)]) == 0
    with Store.open(database) as store:
        [listed] = [one for one in list_documents(store) if one.tasks == 2]
        with store.read() as cursor:
            body = cursor.execute("SELECT body FROM documents WHERE year = 2001").fetchall()
    assert (listed.title, listed.year, listed.issued_on) == ("2001年虚构要点", 2001, date(2001, 2, 3))
    assert body == [(None,)]
    assert "没有找到" not in capsys.readouterr().out


def test_parse_reads_with_what_a_person_says(invented_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", str(invented_file), "--json", "--year", "2002"]) == 0
    assert json.loads(capsys.readouterr().out)["year"] == 2002


def test_show_first_is_chosen_and_taken_back(
    store_path: Path, invented_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = ["--database", str(store_path)]
    main(["import", str(invented_file), *database])
    own = document_id_of(invented_file.read_bytes())
    assert main(["show-first", own, *database]) == 0
    assert "已定：先看《2001年虚构法院工作要点（之1）》" in capsys.readouterr().out
    main(["list", *database])
    assert "2001年虚构法院工作要点（之1）（先看）" in capsys.readouterr().out
    assert main(["show-first", own, "--undo", *database]) == 0
    assert "改为最新的一份" in capsys.readouterr().out
