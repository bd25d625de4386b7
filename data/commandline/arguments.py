"""The arguments of the command line, with help and complaints in Chinese."""

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from data.access import ACCESS_LABELS, Access
from data.progress.form import HEADERS
from data.store.shared.address import shared_address

COMPLAINTS = (
    (r"unrecognized arguments: (.*)", r"不认识的选项或多余的参数：\1"),
    (r"the following arguments are required: (.*)", r"缺少：\1"),
    (r"argument (.*?): invalid choice: '?(.*?)'? \(choose from .*", r"\1 没有「\2」这个选择"),
    (r"argument (.*?): expected .*argument.*", r"\1 后面缺少值"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 不带值，多了 \2"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 与 \2 不能同时使用"),
    (r"argument (.*?): 写成 (.*)", r"\1 要写成 \2"),
    (r"argument (.*?): invalid int value: (.*)", r"\1 不是数：\2"),
    (r"argument (.*?): 路径是空的", r"\1 后面的路径是空的"),
    (r"argument (.*?): (没有写内容|年份写成.*|日期写成.*)", r"\1 \2"),
    (r"ambiguous option: (.*?) could match (.*)", r"\1 可能指 \2，写完整"),
)
"""The messages of argparse that a user of this command line can meet, and what to say instead."""


class ChineseHelp(argparse.HelpFormatter):
    """Help with 「用法」 in front."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Say 用法 instead of usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose headings and complaints are Chinese."""

    def __init__(self, **options: Any) -> None:
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
    """The command with its files, ids and options; exits with 2 on a wrong call."""
    parser = ChineseParser(
        prog="python -m data", description="读取、导入、管理《司法改革工作要点》，核对数据库。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")

    def command(name: str, summary: str, more: str = "", missing: str = "没有则报错") -> ChineseParser:
        added = commands.add_parser(name, help=summary, description=f"{summary}。{more}")
        if name not in ("parse", "copy"):
            add_database(added, missing)
        return added

    reading = command("parse", "读取文件并显示结果，不动数据库")
    _add_files(reading)
    _add_header(reading)
    reading.add_argument("--json", action="store_true", help="以 JSON 显示全部内容；多份文件时每份一行")
    importing = command(
        "import",
        "把文件导入数据库",
        "每份文件要么全部导入，要么完全不导入；同样的内容只导入一次；导入后自动备份。",
        "没有则新建",
    )
    _add_files(importing)
    _add_header(importing)
    founding = command(
        "init",
        "为一个机关新建数据库",
        "不带看板附带的示例。已经有内容的数据库不动。",
        "没有则新建",
    )
    founding.add_argument("--body", required=True, type=_words, metavar="机关", help="本机关的全称")
    founding.add_argument(
        "--directory",
        type=_path,
        metavar="文件",
        help="部门名录：.xlsx（名称、上级部门、类别、其他写法）或 .toml",
    )
    founding.add_argument("--document", type=_path, metavar="文件", help="第一份文件")
    founding.add_argument("--empty", action="store_true", help="名录和文件都没有，只写明机关")
    listing = command("list", "列出数据库里的文件")
    listing.add_argument("--bin", action="store_true", dest="removed", help="列出回收站里的文件")
    removing = command("remove", "移除文件", "逐份确认后移入回收站，30 天内可以取回；操作记录保留。")
    removing.add_argument("documents", nargs="+", metavar="编号", help="文件编号，用 list 查看")
    removing.add_argument("--yes", action="store_true", help="不再询问，直接移除")
    bringing = command("bring-back", "从回收站取回文件")
    bringing.add_argument("documents", nargs="+", metavar="编号", help="文件编号，用 list --bin 查看")
    exporting = command("export", "导出文件的原文和读到的内容（JSON）")
    exporting.add_argument("documents", nargs="*", metavar="编号", help="文件编号；不写则导出全部")
    exporting.add_argument(
        "--to",
        dest="target",
        type=_path,
        required=True,
        metavar="位置",
        help="文件夹，或以 .zip 结尾的文件名",
    )
    first = command(
        "show-first",
        "定下打开看板时先看的文件",
        "每个机关一份；没有定的先看最新的一份。没有写明文件的链接也按它。",
    )
    first.add_argument("document", metavar="编号", help="文件编号，用 list 查看")
    first.add_argument("--undo", action="store_true", help="不再先看这一份，改为最新的")
    directory = command("directory", "导出或存入部门名录", "不写 --from、--to 则显示现在的名录。")
    direction = directory.add_mutually_exclusive_group()
    direction.add_argument(
        "--from", dest="source", type=_path, metavar="文件", help="存入这份名录（.toml、.xlsx），旧的版本保留"
    )
    direction.add_argument("--to", dest="target", type=_path, metavar="文件", help="把现在的名录写到这个文件")
    directory.add_argument("--body", metavar="机关", help="哪个机关的名录；不写则为本机关")
    directory.add_argument("--dry-run", action="store_true", help="与 --from 同用：只说明会改变什么，不存入")
    _add_progress(command)
    _add_following_up(command)
    _add_recovery(command)
    _add_record(command)
    command("check", "核对数据库", "核对约束、数量、原文位置、重新解析的结果。有问题时退出码不为 0。")
    _add_access(command)
    options = parser.parse_args(arguments)
    if options.command == "init" and options.empty == bool(options.directory or options.document):
        founding.error("写明 --directory、--document；两样都没有时，写明 --empty")
    if options.command == "access":
        _check_access(parser, options)
    if getattr(options, "header", None) and len(options.files) > 1:
        parser.error(f"--{next(iter(options.header)).replace('_', '-')} 只能说明一份文件")
    return options


def _add_access(command: Callable[..., argparse.ArgumentParser]) -> None:
    setting = command("access", "设定或列出谁有什么权限", "不写是谁，则列出全部。")
    setting.add_argument("subject", nargs="?", metavar="谁", help="登录时的标识；加 --group 则为组的名称")
    setting.add_argument(
        "access", nargs="?", type=_access, metavar="权限", help="、".join(ACCESS_LABELS.values())
    )
    setting.add_argument("--group", action="store_true", help="是组，不是人")
    setting.add_argument("--unit", metavar="单位", help="填报哪个单位的台账，写全称")
    setting.add_argument("--body", metavar="机关", help="单位是哪个机关的；不写则为本机关")
    setting.add_argument("--take", action="store_true", help="收回，不是给予")


def _access(text: str) -> Access:
    for access, label in ACCESS_LABELS.items():
        if text in (label, access.code):
            return access
    raise argparse.ArgumentTypeError(f"写成 {'、'.join(ACCESS_LABELS.values())} 之一，不是：{text}")


def _check_access(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.subject is None:
        return
    if options.access is None:
        parser.error("缺少：权限")
    if (options.access is Access.FILL) != bool(options.unit):
        parser.error("填报要写 --unit，其余权限不写")


class _SaysOfTheHeader(argparse.Action):
    """Keeps what is said of a document's header under ``header``, by the names of ``Corrections.header``."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        del parser, option_string
        namespace.header = {**getattr(namespace, "header", {}), self.dest: values}


def _add_header(parser: argparse.ArgumentParser) -> None:
    """What a person knows of the document and the file does not say, or not rightly."""
    said = parser.add_argument_group("文件没有写明、或没有读对的")
    parser.set_defaults(header={})
    for name, kind, place, summary in (
        ("title", _words, "标题", "标题"),
        ("year", _year, "年份", "年度，如 2023"),
        ("issuer", _words, "机关", "发文机关"),
        ("issued-on", day, "日期", "成文日期，如 2023-05-17"),
        ("body", _words, "机关", "部门属于哪个机关"),
    ):
        said.add_argument(
            f"--{name}",
            type=kind,
            metavar=place,
            help=summary,
            action=_SaysOfTheHeader,
            dest=name.replace("-", "_"),
            default=argparse.SUPPRESS,
        )


def _words(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("没有写内容")
    return text.strip()


def _year(text: str) -> int:
    if not re.fullmatch("(19|20)[0-9]{2}", text):
        raise argparse.ArgumentTypeError("年份写成四位数字，如 2023")
    return int(text)


def day(text: str) -> date:
    """A day that is written as 2023-05-17."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("日期写成 2023-05-17 这样") from None


def _add_recovery(command: Callable[..., ChineseParser]) -> None:
    """The commands on backups."""
    backing_up = command("backup", "备份数据库", "写成后打开核对；看板运行时也可以。")
    backing_up.add_argument(
        "--to",
        dest="folder",
        type=_path,
        metavar="文件夹",
        help="放到这个文件夹；不写则在环境变量 DASHBOARD_BACKUPS 指明的，或数据库旁的 backups",
    )
    command("list-backups", "列出备份")
    copying = command(
        "copy", "把数据库复制到另一处", "逐行核对；看板运行时也可以。两边都可以是文件或 postgresql://…。"
    )
    copying.add_argument(
        "--from", dest="source", type=_place, required=True, metavar="路径", help="哪个数据库"
    )
    copying.add_argument(
        "--to", dest="target", type=_place, required=True, metavar="路径", help="新数据库，还没有的"
    )
    restoring = command(
        "restore",
        "用备份恢复",
        "先列出恢复会得回什么、失去什么，确认后恢复；恢复前的状态先备份。",
    )
    restoring.add_argument("backup", metavar="备份", help="备份的名称，见 list-backups；或备份文件的路径")
    agreeing = restoring.add_mutually_exclusive_group()
    agreeing.add_argument("--dry-run", action="store_true", help="只对比，不恢复")
    agreeing.add_argument("--yes", action="store_true", help="不再询问，直接恢复")


def _add_record(command: Callable[..., ChineseParser]) -> None:
    """The command that looks at the record of activities."""
    showing = command("activities", "列出操作记录", "新的在前；几个条件一起写的都要符合。")
    showing.add_argument("--since", type=day, metavar="日期", help="从这一天起")
    showing.add_argument("--until", type=day, metavar="日期", help="到这一天止")
    showing.add_argument("--kind", nargs="+", default=[], metavar="操作", help="哪种操作，如 导入 移除")
    showing.add_argument("--who", default="", metavar="姓名", help="操作人，可以只写一部分")
    showing.add_argument(
        "--document", default="", metavar="文件", help="文件的编号、文件名或标题，可以只写一部分"
    )
    showing.add_argument("--limit", type=int, metavar="条", help="至多列出几条")
    showing.add_argument("--json", action="store_true", help="以 JSON 写出")


def _add_progress(command: Callable[..., ChineseParser]) -> None:
    """The commands of the loop of ledgers."""
    collecting = command(
        "collect",
        "收回填好的台账",
        "与发出时、已存的逐格比较，没有疑问的在一个事务里存入。退出码：0 全部存入，3 有待决定或有文件没有读入，1 全部没有读入。",
    )
    _add_files(collecting)
    collecting.add_argument("--period", metavar="填报期", help="收哪一期；不写则为最近发出的一期")
    collecting.add_argument(
        "--confirm",
        nargs="+",
        type=_cell,
        default=[],
        metavar="次序:栏",
        help="存入这些有待决定的值，例如 5:完成状态（状态按提示的存入）",
    )
    collecting.add_argument("--dry-run", action="store_true", help="只比较，不存入")
    collecting.add_argument("--json", action="store_true", help="以 JSON 写出")
    showing = command("progress", "显示一期的进展（部门自报）")
    showing.add_argument("--period", required=True, metavar="填报期", help="哪一期")
    showing.add_argument("--document", metavar="编号", help="哪份文件；不写则为这一期最近发出的一份")
    showing.add_argument("--json", action="store_true", help="以 JSON 写出")
    filling = command(
        "fill-by",
        "指定一项任务由哪个单位填报",
        "以后各期都照此；没有指定的由首列单位填报（推定，不是牵头）。",
    )
    filling.add_argument("task", type=int, metavar="次序", help="任务在文件中的次序，从 1 起")
    filling.add_argument("unit", nargs="?", metavar="单位", help="部门的全称；不写则回到首列单位")
    filling.add_argument("--document", metavar="编号", help="哪份文件；不写则为先看的一份")


def _add_following_up(command: Callable[..., ChineseParser]) -> None:
    """The commands of the office on reported progress."""
    due = command("due", "定一项任务的办理时限", "办公室定的时限，与文件写明的分开标明；不写日期则撤销。")
    _add_task(due)
    due.add_argument("due", nargs="?", type=day, metavar="日期", help="例如 2023-10-31")
    verifying = command("verify", "核实单位自报的完成状态", "单位以后改报的，核实不再算数。")
    _add_task(verifying)
    verifying.add_argument("--period", required=True, metavar="填报期", help="哪一期")
    verifying.add_argument("--note", default="", metavar="说明", help="凭什么核实")
    verifying.add_argument("--undo", action="store_true", help="撤销核实")
    resolving = command("resolve", "记下会上就一项任务议定的事项")
    _add_task(resolving)
    resolving.add_argument("--meeting", required=True, type=_words, metavar="会议", help="哪次会议")
    resolving.add_argument("--what", required=True, type=_words, metavar="事项", help="议定什么")
    resolving.add_argument("--unit", required=True, type=_words, metavar="单位", help="由谁办，写部门的全称")
    resolving.add_argument("--due", type=day, metavar="日期", help="到哪一天")
    resolving.add_argument("--by", default="", metavar="姓名", help="会上由谁提出")
    showing = command("actions", "列出议定事项")
    showing.add_argument("--document", metavar="编号", help="哪份文件；不写则为先看的一份")
    showing.add_argument("--json", action="store_true", help="以 JSON 写出")
    closing = command("close", "销号：议定事项已经办结")
    closing.add_argument("numbers", nargs="+", type=int, metavar="号", help="议定事项的号，见 actions")
    closing.add_argument("--undo", action="store_true", help="恢复")


def _add_task(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("task", type=int, metavar="次序", help="任务在文件中的次序，从 1 起")
    parser.add_argument("--document", metavar="编号", help="哪份文件；不写则为先看的一份")


def _cell(text: str) -> tuple[int, str]:
    """A task by its position, and a column: 5:完成状态."""
    position, _, header = text.replace("：", ":").partition(":")
    if not position.isdecimal() or header not in HEADERS:
        raise argparse.ArgumentTypeError("写成 次序:栏")
    return int(position), header


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="文件", help="一份或多份文件")


def add_database(parser: argparse.ArgumentParser, missing: str) -> None:
    """Add the option that names the database; ``missing``: what happens where there is none."""
    parser.add_argument(
        "--database",
        type=_place,
        metavar="路径",
        help=f"数据库文件，或几台服务器共用的 postgresql://…；不写则用环境变量 DASHBOARD_DATABASE，再则 data/dashboard.duckdb；{missing}",
    )


def _place(text: str) -> Path | str:
    return shared_address(text) or _path(text)


def _path(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("路径是空的")
    return Path(text)
