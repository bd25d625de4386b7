"""The arguments of the command line, with help and complaints in Chinese."""

import argparse
import re
from pathlib import Path
from typing import NoReturn

COMPLAINTS = (
    (r"unrecognized arguments: (.*)", r"不认识的选项或多余的参数：\1"),
    (r"the following arguments are required: (.*)", r"缺少：\1"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from .*", r"\1 没有「\2」这个选择"),
    (r"argument (.*?): expected .*argument.*", r"\1 后面缺少值"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 不带值，多了 \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 与 \2 不能同时使用"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 可能指 \2，写完整"),
)
"""The messages of argparse that a user of this command line can meet, and what to say instead."""


class ChineseHelp(argparse.HelpFormatter):
    """Help with 「用法」 in front."""

    def add_usage(self, usage, actions, groups, prefix=None) -> None:
        """Say 用法 instead of usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose headings and complaints are Chinese."""

    def __init__(self, **options: object) -> None:
        super().__init__(formatter_class=ChineseHelp, add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本帮助后退出")

    def error(self, message: str) -> NoReturn:
        """Print one line that says what is wrong and what to do; exit with 2."""
        for english, chinese in COMPLAINTS:
            message = re.sub(english, chinese, message)
        self.exit(2, f"错误：{message}。请用 {self.prog} --help 查看用法。\n")


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command (parse, import or check) with its files and options; exits with 2 on a wrong call."""
    parser = ChineseParser(prog="python -m data", description="读取、导入《司法改革工作要点》，核对数据库。")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    reading = commands.add_parser(
        "parse", help="读取文件并显示结果，不动数据库", description="读取文件并显示结果，不动数据库。"
    )
    _add_files(reading)
    reading.add_argument("--json", action="store_true", help="以 JSON 显示全部内容；多份文件时每份一行")
    importing = commands.add_parser(
        "import",
        help="把文件导入数据库",
        description="把文件导入数据库：每份文件要么全部导入，要么完全不导入；同样的内容只导入一次。",
    )
    _add_files(importing)
    _add_database(importing)
    checking = commands.add_parser(
        "check",
        help="核对数据库",
        description="核对数据库：约束、数量、原文位置、重新解析的结果。有问题时退出码不为 0。",
    )
    _add_database(checking)
    return parser.parse_args(arguments)


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="一份或多份 .txt 文件")


def _add_database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--database",
        type=Path,
        metavar="路径",
        help="数据库文件；不写则用环境变量 DASHBOARD_DATABASE，再则 data/dashboard.duckdb；没有则新建",
    )
