"""The command line: ``python -m data parse|import|check``."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from data.arguments import parse_arguments
from data.checking import verify
from data.database import Store
from data.directory import load_directory
from data.errors import DashboardError
from data.importing.document import ParsedDocument
from data.reading import read_file
from data.storing import store_document
from data.vocabulary import Resolution


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 where all went well, 1 on an error, 2 on a wrong call, 130 when interrupted."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parse_arguments(arguments)
    try:
        if options.command == "parse":
            return parse_files(options.files, options.json)
        if options.command == "import":
            return import_files(options.files, options.database)
        return check_store(options.database)
    except DashboardError as error:
        return _tell(error)
    except KeyboardInterrupt:
        print("已取消。", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parse_files(paths: list[Path], as_json: bool) -> int:
    """Print what was read in each file; no database is touched. Several files as JSON: one line each."""
    directory = load_directory()
    indent = 2 if len(paths) == 1 else None

    def parse_one(path: Path) -> None:
        _, document = read_file(path, directory)
        if as_json:
            print(json.dumps(document_as_json(document), ensure_ascii=False, indent=indent))
        else:
            print(summary(document), end="\n\n" if len(paths) > 1 else "\n")

    return _for_each(paths, parse_one)


def import_files(paths: list[Path], database: Path | None) -> int:
    """Read each file, then store it in a transaction of its own."""
    directory = load_directory()

    def import_one(path: Path) -> None:
        content, document = read_file(path, directory)
        stored = store_document(Store.open(database), content, path.name, document, directory)
        if not stored.new:
            print(f"已导入，内容没有变化，未作改动：《{stored.title}》（编号 {stored.document_id}）")
            return
        print(f"导入成功（编号 {stored.document_id}）：{summary(document)}")

    return _for_each(paths, import_one)


def check_store(database: Path | None) -> int:
    """Verify the store and print what was counted and what is wrong."""
    with Store.open(database) as store:
        verified = verify(store, load_directory())
        print(f"数据库：{store.path}")
    print(
        f"文件 {verified.documents} 份，部分 {verified.sections} 个，任务 {verified.tasks} 项，"
        f"责任 {verified.responsibilities} 条，部门 {verified.units} 个"
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


def document_as_json(document: ParsedDocument) -> dict[str, object]:
    """A parsed document as the JSON object that ``parse --json`` prints."""
    return {
        "title": document.title,
        "year": document.year,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "cc": list(document.cc),
        "sections": [{"ordinal": section.ordinal, "title": section.title} for section in document.sections],
        "tasks": [
            {
                "number": task.number,
                "section": task.section,
                "text": task.text,
                "departments": [
                    {
                        "name": mention.name,
                        "raw": mention.raw,
                        "role": mention.role.value,
                        "collective": mention.collective,
                    }
                    for mention in task.mentions
                ],
                "targets": [
                    {"kind": target.kind.value, "text": target.text, "value": target.value}
                    for target in task.targets
                ],
            }
            for task in document.tasks
        ],
        "unaccounted": [document.source[line.span.start : line.span.end] for line in document.unaccounted],
    }


def summary(document: ParsedDocument) -> str:
    """What was read, in a few Chinese lines: title, figures, and all that a person should look at."""
    mentions = [mention for task in document.tasks for mention in task.mentions]
    unknown = {mention.name: None for mention in mentions if mention.resolution is Resolution.NEW}
    issued_on = document.issued_on.isoformat() if document.issued_on else "未写明"
    lines = [
        f"《{document.title or '没有标题'}》",
        f"  年度：{document.year or '未写明'}；发文机关：{document.issuer or '未写明'}；成文日期：{issued_on}",
        f"  部分 {len(document.sections)} 个，任务 {len(document.tasks)} 项，责任 {len(mentions)} 条，"
        f"部门 {len({mention.name for mention in mentions})} 个，"
        f"目标 {sum(len(task.targets) for task in document.tasks)} 个",
    ]
    if unknown:
        lines.append(f"  名录中没有、待核定的部门：{'、'.join(unknown)}")
    lines += [f"  提示：{warning}" for warning in document.warnings]
    lines += [
        f"  未识别的第 {line.number} 行：{document.source[line.span.start : line.span.end].strip()}"
        for line in document.unaccounted
    ]
    return "\n".join(lines)


def _for_each(paths: list[Path], action: Callable[[Path], None]) -> int:
    """Do it for every file; one that fails is told and does not keep the others back."""
    status = 0
    for path in paths:
        try:
            action(path)
        except DashboardError as error:
            status = _tell(error)
    return status


def _tell(error: DashboardError) -> int:
    print(f"错误：{error}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
