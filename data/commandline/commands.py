"""The commands of the command line: each asks for something, prints what became of it and gives the exit code."""

import getpass
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path

from data.commandline import printing
from data.errors import DashboardError, DocumentError
from data.importing.corrections import Corrections
from data.importing.directory_files import directory_text, load_directory, read_directory_file
from data.importing.reading import load_file, read_content
from data.names.known import KnownNames
from data.requests import Outcome, Request, Result, ask
from data.requests.documents import (
    ExportDocument,
    ImportFile,
    ListDocuments,
    RemoveDocument,
    RestoreDocument,
    ShowFirst,
)
from data.requests.names import PreviewDirectory, StoreDirectory
from data.requests.upkeep import BackUp, CheckStore
from data.store.backups import Occasion
from data.store.database import Store
from data.store.directories import directory_versions
from data.store.exporting import write_export, write_file
from data.store.known_names import load_known_names
from data.store.listing import Listed
from data.store.opening import open_store

FAILED = "失败"


@dataclass(frozen=True, slots=True)
class Done:
    """What a command did with one file."""

    word: str  # for the report at the end
    text: str = ""
    warnings: tuple[str, ...] = ()


Header = Mapping[str, str | int | date | None]
"""What a person says of the header of a document, as ``Corrections.header``."""


def parse_files(names: list[str], as_json: bool, header: Header) -> int:
    """Print what was read in each file; no database is touched. Several files as JSON: one line each."""
    known = KnownNames(load_directory())
    indent = 2 if len(names) == 1 else None

    def parse_one(name: str) -> Done:
        path = _path(name)
        document = read_content(load_file(path), path.name, known, Corrections(header))[1].document
        if as_json:
            return Done(
                "读取", json.dumps(printing.document_as_json(document), ensure_ascii=False, indent=indent)
            )
        return Done("读取", printing.summary(document) + ("\n" if len(names) > 1 else ""))

    return _for_each(names, parse_one, reported=not as_json)


def import_files(names: list[str], database: Path | None, header: Header) -> int:
    """Read each file, then store it in a transaction of its own; at the end, one backup."""
    imported: list[str] = []
    with open_store(database, build=True, example=False) as store:

        def request_of(path: Path) -> ImportFile:
            corrections = Corrections(header) if header else None
            return ImportFile(path.name, load_file(path), corrections, with_backup=False)

        def import_one(name: str) -> Done:
            path = _path(name)
            outcome = asked(store, request_of(path))
            if outcome.result is Result.UNCHANGED:
                return Done("已有", outcome.text)
            stored, read = outcome.value
            if not stored.new:
                return Done("取回", outcome.text)
            imported.append(stored.document_id)
            text = f"导入成功（编号 {stored.document_id}）：{printing.summary(read.document)}"
            for note in filter(None, (read.apart, read.assumed)):
                text += f"\n  提示：{note}"
            return Done("导入", text, outcome.warnings)

        status = _for_each(names, import_one)
        if imported:
            outcome = ask(store, BackUp(Occasion.IMPORT), operator())
            if outcome.refused:
                print_warnings((f"文件已导入，但备份没有完成：{outcome.text}",))
    return status


def list_stored(database: Path | None, removed: bool) -> int:
    """Print a table of the documents in use, or of those in the bin."""
    with open_store(database) as store:
        documents: tuple[Listed, ...] = asked(store, ListDocuments(removed)).value
    nothing = "回收站是空的。" if removed else "数据库里没有文件。"
    print(printing.document_table(documents) if documents else nothing)
    return 0


def remove_stored(document_ids: list[str], database: Path | None, agreed: bool) -> int:
    """Put documents into the bin, each after a question on the terminal unless ``agreed``."""
    with open_store(database) as store:
        titles = {listed.document_id: listed.title for listed in asked(store, ListDocuments()).value}

        def remove_one(document_id: str) -> Done:
            title = titles.get(document_id)
            if title is not None and not agreed and not _agrees(title, document_id):
                return Done("保留", f"没有移除：《{title}》")
            outcome = asked(store, RemoveDocument(document_id, title or "没有这份文件"))
            return Done("移除", outcome.text)

        return _for_each(document_ids, remove_one)


def bring_back(document_ids: list[str], database: Path | None) -> int:
    """Bring documents back from the bin."""
    with open_store(database) as store:
        return _for_each(document_ids, lambda own: Done("取回", asked(store, RestoreDocument(own)).text))


def show_first(document_id: str, database: Path | None, *, undo: bool) -> int:
    """Choose the document that everybody sees first, or leave that to the newest."""
    with open_store(database) as store:
        print(asked(store, ShowFirst(document_id, undo=undo)).text)
    return 0


def _agrees(title: str, document_id: str) -> bool:
    """Ask on the terminal; without one there is nobody to ask."""
    if not sys.stdin.isatty():
        raise DocumentError("没有终端可以确认，没有移除", f"《{title}》", "加上 --yes 后重试")
    answer = input(f"确定移除《{title}》（编号 {document_id}）？输入“是”或 y 确认：")
    return answer.strip().lower() in ("是", "y", "yes")


def export_stored(document_ids: list[str], target: Path, database: Path | None) -> int:
    """Write the text and the content of documents (all, where none is named) to a folder or a .zip."""
    files: dict[str, bytes] = {}
    with open_store(database) as store:
        wanted = document_ids or [listed.document_id for listed in asked(store, ListDocuments()).value]

        def export_one(document_id: str) -> Done:
            files.update(asked(store, ExportDocument(document_id)).files)
            return Done("导出")

        status = _for_each(wanted, export_one)
    if files:
        write_export(files, target)
        exported = sum(name.endswith(".json") for name in files)
        print(f"已导出 {exported} 份文件到 {target}")
    elif not wanted:
        print("数据库里没有文件。")
    return status


def exchange_directory(
    source: Path | None, target: Path | None, body: str | None, database: Path | None, *, dry_run: bool
) -> int:
    """Store a directory file or say what that would do, write the present one to a file, or print it."""
    if target is not None and target.suffix.lower() == ".xlsx":
        raise DashboardError(
            "这里写的是 TOML", str(target), "用 python -m analytics directory --to 写成 .xlsx"
        )
    with open_store(database) as store:
        if source is not None:
            text = _directory_in(source, body or _own_body(store))
            outcome = asked(store, PreviewDirectory(text) if dry_run else StoreDirectory(text))
            print(outcome.text)
            if dry_run:
                print("\n".join(printing.effects(outcome.value)))
            print_warnings(outcome.warnings)
            return 0
        versions = directory_versions(store, body)
    if not versions:
        raise DashboardError("数据库里没有这份部门名录", body or "", "先用 --from 存入")
    if target is None:
        print(versions[0].content, end="")
    else:
        write_file(target, versions[0].content.encode())
        print(f"已导出部门名录到 {target}")
    return 0


def _directory_in(path: Path, body: str) -> str:
    """The text of a directory file as it is to be stored; what is not read of it is printed."""
    if path.suffix.lower() != ".xlsx":
        return directory_text(path)
    given = read_directory_file(load_file(path), path.name, body)
    print_warnings(given.left_out)
    return given.text


def _own_body(store: Store) -> str:
    with store.read() as cursor:
        return load_known_names(cursor).own.body


def check_store(database: Path | None) -> int:
    """Verify the store and print what was counted and what is wrong."""
    with open_store(database) as store:
        outcome = asked(store, CheckStore())
        print(f"数据库：{store.path}")
    print(outcome.text)
    print("已核对：表结构与约束、上下级与数量、原文位置、重新解析的结果。")
    for fault in outcome.warnings:
        print(f"问题：{fault}", file=sys.stderr)
    if outcome.warnings:
        todo = "请保留数据库文件，从备份恢复或交维护人员核对。"
        print(f"发现 {len(outcome.warnings)} 个问题。{todo}", file=sys.stderr)
        return 1
    print("没有发现问题。")
    return 0


def speak_utf_8() -> None:
    """Let everything be printed, whatever the locale; before the first word is."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def run(command: Callable[[], int]) -> int:
    """The exit code of a command: its own, 1 on an error or where nobody reads on, 130 when interrupted."""
    try:
        code = command()
        sys.stdout.flush()
    except DashboardError as error:
        return print_error(error)
    except (KeyboardInterrupt, EOFError):
        print("已取消。", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def operator() -> str:
    """Who runs the command: the user of the operating system."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        return "命令行"


def print_error(error: DashboardError) -> int:
    """Print an error as one line; the exit code."""
    print(f"错误：{error}", file=sys.stderr)
    return 1


class _Refused(DashboardError):
    """A request was refused; its text is whole."""

    def __str__(self) -> str:
        return self.what


def asked(store: Store, request: Request) -> Outcome:
    """What came of a request of whoever runs the command. Raises what ``print_error`` prints where it was refused."""
    outcome = ask(store, request, operator())
    if outcome.refused:
        raise _Refused(outcome.text)
    return outcome


def _path(name: str) -> Path:
    if not name.strip():
        raise DocumentError("文件名是空的", todo="写上文件的路径")
    return Path(name)


def _for_each(names: list[str], action: Callable[[str], Done], reported: bool = True) -> int:
    """Do it for each; one that fails is printed and does not keep the others back. With several, a report at the end."""
    words = []
    progress = printing.Progress(len(names))
    for number, name in enumerate(names):
        progress.show(number, name)
        try:
            done = action(name)
        except DashboardError as error:
            progress.clear()
            print_error(error)
            words.append(FAILED)
            continue
        progress.clear()
        if done.text:
            print(done.text)
        print_warnings(done.warnings)
        words.append(done.word)
    if reported and len(names) > 1:
        print(printing.report(words))
    return 1 if FAILED in words else 0


def print_warnings(warnings: tuple[str, ...]) -> None:
    """Print what to look at although it went well."""
    for warning in warnings:
        print(f"提示：{warning}", file=sys.stderr)
