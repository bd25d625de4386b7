"""The commands of the command line: each prints what it did and gives the exit code."""

import getpass
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from data.commandline import telling
from data.errors import DashboardError, DocumentError, StoreError
from data.importing.interpreting import interpret
from data.importing.reading import read_file
from data.names.directory import load_directory
from data.store.backups import back_up
from data.store.checks import verify
from data.store.database import Store
from data.store.decisions import load_decisions
from data.store.exporting import export_document, write_export
from data.store.listing import list_documents
from data.store.removing import remove_document
from data.store.seeding import open_or_build
from data.store.storing import Stored, store_document

FAILED = "失败"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did with one file."""

    outcome: str  # one word for the report at the end
    told: str = ""
    warnings: tuple[str, ...] = ()


def parse_files(names: list[str], as_json: bool) -> int:
    """Print what was read in each file; no database is touched. Several files as JSON: one line each."""
    directory = load_directory()
    indent = 2 if len(names) == 1 else None

    def parse_one(name: str) -> Done:
        _, document = read_file(_path(name), directory)
        if as_json:
            told = telling.document_as_json(document)
            return Done("读取", json.dumps(told, ensure_ascii=False, indent=indent))
        return Done("读取", telling.summary(document) + ("\n" if len(names) > 1 else ""))

    return _for_each(names, parse_one, reported=not as_json)


def import_files(names: list[str], database: Path | None) -> int:
    """Read each file, then store it in a transaction of its own; at the end, one backup."""
    directory = load_directory()
    stored_new: list[Stored] = []

    def import_one(name: str) -> Done:
        path = _path(name)
        content, read = read_file(path, directory)
        store = open_or_build(database)
        with store.read() as cursor:
            decisions = load_decisions(cursor)
        read = interpret(read, directory, decisions)
        stored = store_document(store, content, path.name, read.document, read.directory, who=operator())
        if not stored.new:
            told = f"已导入，内容没有变化，未作改动：《{stored.title}》（编号 {stored.document_id}）"
            return Done("已有", told)
        stored_new.append(stored)
        told = f"导入成功（编号 {stored.document_id}）：{telling.summary(read.document)}"
        for said in filter(None, (read.apart, read.assumed)):
            told += f"\n  提示：{said}"
        return Done("导入", told, tuple(map(telling.version_warning, stored.earlier)))

    status = _for_each(names, import_one)
    if stored_new:
        _back_up(open_or_build(database))
    return status


def list_stored(database: Path | None) -> int:
    """Print a table of the stored documents."""
    with Store.open(database) as store:
        documents = list_documents(store)
    print(telling.document_table(documents) if documents else "数据库里没有文件。")
    return 0


def remove_stored(document_ids: list[str], database: Path | None, agreed: bool) -> int:
    """Remove documents, each after a question on the terminal unless ``agreed``, and after a backup."""
    directory = load_directory()
    with Store.open(database) as store:
        titles = {one.document_id: one.title for one in list_documents(store)}

        def remove_one(document_id: str) -> Done:
            title = titles.get(document_id)
            if title is not None and not agreed and not _agrees(title, document_id):
                return Done("保留", f"没有移除：《{title}》")
            if title is not None:
                back_up(store)
            title = remove_document(store, document_id, directory, operator())
            return Done("移除", f"已移除：《{title}》（编号 {document_id}）")

        return _for_each(document_ids, remove_one)


def _agrees(title: str, document_id: str) -> bool:
    """Ask on the terminal; without one there is nobody to ask."""
    if not sys.stdin.isatty():
        raise DocumentError("没有终端可以确认，没有移除", f"《{title}》", "加上 --yes 后重试")
    answer = input(f"确定移除《{title}》（编号 {document_id}）？输入“是”或 y 确认：")
    return answer.strip().lower() in ("是", "y", "yes")


def export_stored(document_ids: list[str], target: Path, database: Path | None) -> int:
    """Write the text and the content of documents (all, where none is named) to a folder or a .zip."""
    with Store.open(database) as store:
        wanted = document_ids or [one.document_id for one in list_documents(store)]
        files: dict[str, bytes] = {}

        def export_one(document_id: str) -> Done:
            files.update(export_document(store, document_id, operator()))
            return Done("导出")

        status = _for_each(wanted, export_one)
    if files:
        write_export(files, target)
        print(f"已导出 {len(files) // 2} 份文件到 {target}")
    elif not wanted:
        print("数据库里没有文件。")
    return status


def check_store(database: Path | None) -> int:
    """Verify the store and print what was counted and what is wrong."""
    with Store.open(database) as store:
        verified = verify(store, load_directory())
        print(f"数据库：{store.path}")
    print(
        f"文件 {verified.documents} 份，部分 {verified.sections} 个，任务 {verified.tasks} 项，"
        f"责任 {verified.responsibilities} 条，部门 {verified.departments} 个"
        f"（其中集合名称 {verified.collectives} 个；文件中的写法 {verified.written_names} 种）"
    )
    print("已核对：表结构与约束、上下级与数量、原文位置、重新解析的结果。")
    for fault in verified.faults:
        print(f"问题：{fault}", file=sys.stderr)
    if verified.faults:
        print(
            f"发现 {len(verified.faults)} 个问题。请保留数据库文件，从备份恢复或交维护人员核对。",
            file=sys.stderr,
        )
        return 1
    print("没有发现问题。")
    return 0


def operator() -> str:
    """Who runs the command: the user of the operating system."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return "命令行"


def tell(error: DashboardError) -> int:
    """Print an error as one line; the exit code."""
    print(f"错误：{error}", file=sys.stderr)
    return 1


def _path(name: str) -> Path:
    if not name.strip():
        raise DocumentError("文件名是空的", todo="写上文件的路径")
    return Path(name)


def _for_each(names: list[str], action: Callable[[str], Done], reported: bool = True) -> int:
    """Do it for each; one that fails is told and does not keep the others back. With several, a report at the end."""
    outcomes = []
    progress = telling.Progress(len(names))
    for number, name in enumerate(names):
        progress.show(number, name)
        try:
            done = action(name)
        except DashboardError as error:
            progress.clear()
            tell(error)
            outcomes.append(FAILED)
            continue
        progress.clear()
        if done.told:
            print(done.told)
        for warning in done.warnings:
            print(f"提示：{warning}", file=sys.stderr)
        outcomes.append(done.outcome)
    if reported and len(names) > 1:
        print(telling.report(outcomes))
    return 1 if FAILED in outcomes else 0


def _back_up(store: Store) -> None:
    """A backup after an import; a failure is told, the import stands."""
    try:
        back_up(store)
    except StoreError as error:
        print(f"提示：文件已导入，但备份没有完成：{error}", file=sys.stderr)
