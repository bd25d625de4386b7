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

from data.access import Access, Person
from data.commandline import printing
from data.errors import DashboardError, DocumentError
from data.importing.corrections import Corrections
from data.importing.directory_files import directory_text, load_directory, read_directory_file
from data.importing.reading import load_file, read_content
from data.names.known import KnownNames
from data.requests import Outcome, Request, Result
from data.requests.documents import (
    ExportDocument,
    ImportFile,
    ListDocuments,
    RemoveDocument,
    RestoreDocument,
    ShowFirst,
)
from data.requests.looking import ShowDirectory, ShowNames
from data.requests.names import PreviewDirectory, StoreDirectory
from data.requests.upkeep import BackUp
from data.serving.reaching import Desk, reach
from data.store.backups import Occasion
from data.store.exporting import write_export, write_file
from data.store.listing import Listed

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


def import_files(names: list[str], database: Path | str | None, header: Header) -> int:
    """Read each file, then store it in a transaction of its own; at the end, one backup."""
    imported: list[str] = []
    with reach(database, build=True, example=False) as desk:

        def request_of(path: Path) -> ImportFile:
            corrections = Corrections(header) if header else None
            return ImportFile(path.name, load_file(path), corrections, with_backup=False)

        def import_one(name: str) -> Done:
            path = _path(name)
            outcome = asked(desk, request_of(path))
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
            outcome = handed_in(desk, BackUp(Occasion.IMPORT))
            if outcome.refused:
                print_warnings((f"文件已导入，但备份没有完成：{outcome.text}",))
    return status


def list_stored(database: Path | str | None, removed: bool) -> int:
    """Print a table of the documents in use, or of those in the bin."""
    with reach(database) as desk:
        documents: tuple[Listed, ...] = asked(desk, ListDocuments(removed)).value
    nothing = "回收站是空的。" if removed else "数据库里没有文件。"
    print(printing.document_table(documents) if documents else nothing)
    return 0


def remove_stored(document_ids: list[str], database: Path | str | None, agreed: bool) -> int:
    """Put documents into the bin, each after a question on the terminal unless ``agreed``."""
    with reach(database) as desk:
        titles = {listed.document_id: listed.title for listed in asked(desk, ListDocuments()).value}

        def remove_one(document_id: str) -> Done:
            title = titles.get(document_id)
            question = f"确定移除《{title}》（编号 {document_id}）？"
            refused = DocumentError("没有终端可以确认，没有移除", f"《{title}》", "加上 --yes 后重试")
            if title is not None and not agreed and not agrees(question, refused):
                return Done("保留", f"没有移除：《{title}》")
            outcome = asked(desk, RemoveDocument(document_id, title or "没有这份文件"))
            return Done("移除", outcome.text)

        return _for_each(document_ids, remove_one)


def bring_back(document_ids: list[str], database: Path | str | None) -> int:
    """Bring documents back from the bin."""
    with reach(database) as desk:
        return _for_each(document_ids, lambda own: Done("取回", asked(desk, RestoreDocument(own)).text))


def show_first(document_id: str, database: Path | str | None, *, undo: bool) -> int:
    """Choose the document that everybody sees first, or leave that to the newest."""
    with reach(database) as desk:
        print(asked(desk, ShowFirst(document_id, undo=undo)).text)
    return 0


def agrees(question: str, without_terminal: DashboardError) -> bool:
    """Ask on the terminal; without one there is nobody to ask, and the error is raised."""
    if not sys.stdin.isatty():
        raise without_terminal
    return input(f"{question}输入“是”或 y 确认：").strip().lower() in ("是", "y", "yes")


def export_stored(document_ids: list[str], target: Path, database: Path | str | None) -> int:
    """Write the text and the content of documents (all, where none is named) to a folder or a .zip."""
    files: dict[str, bytes] = {}
    with reach(database) as desk:
        wanted = document_ids or [listed.document_id for listed in asked(desk, ListDocuments()).value]

        def export_one(document_id: str) -> Done:
            files.update(asked(desk, ExportDocument(document_id)).files)
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
    source: Path | None, target: Path | None, body: str | None, database: Path | str | None, *, dry_run: bool
) -> int:
    """Store a directory file or say what that would do, write the present one to a file, or print it."""
    if target is not None and target.suffix.lower() == ".xlsx":
        raise DashboardError(
            "这里写的是 TOML", str(target), "用 python -m analytics directory --to 写成 .xlsx"
        )
    with reach(database) as desk:
        if source is not None:
            text = _directory_in(source, body or asked(desk, ShowNames()).value.own.body)
            outcome = asked(desk, PreviewDirectory(text) if dry_run else StoreDirectory(text))
            print(outcome.text)
            if dry_run:
                print("\n".join(printing.effects(outcome.value)))
            print_warnings(outcome.warnings)
            return 0
        content: str = asked(desk, ShowDirectory(body)).value.content
    if target is None:
        print(content, end="")
    else:
        write_file(target, content.encode())
        print(f"已导出部门名录到 {target}")
    return 0


def _directory_in(path: Path, body: str) -> str:
    """The text of a directory file as it is to be stored; what is not read of it is printed."""
    if path.suffix.lower() != ".xlsx":
        return directory_text(path)
    given = read_directory_file(load_file(path), path.name, body)
    print_warnings(given.left_out)
    return given.text


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


def operator() -> Person:
    """Who runs the command: the user of the operating system. Who has the file of the store may do everything."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # a user without a name
        name = "命令行"
    return Person(name, Access.ADMINISTER, login=True)


def print_error(error: DashboardError) -> int:
    """Print an error as one line; the exit code."""
    print(f"错误：{error}", file=sys.stderr)
    return 1


class _Refused(DashboardError):
    """A request was refused; its text is whole."""

    def __str__(self) -> str:
        return self.what


def asked(desk: Desk, request: Request) -> Outcome:
    """What came of a request of whoever runs the command. Raises what ``print_error`` prints where it was refused."""
    outcome = handed_in(desk, request)
    if outcome.refused:
        raise _Refused(outcome.text)
    return outcome


def handed_in(desk: Desk, request: Request) -> Outcome:
    """What came of a request, refused or not."""
    outcome = desk.ask(request, operator())
    if outcome.unrecorded:
        print_warnings((outcome.unrecorded,))
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
