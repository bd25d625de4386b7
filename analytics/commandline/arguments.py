"""The arguments of the command line."""

import argparse
from pathlib import Path

from analytics.arrangements.coverage import SEATS_AT_MOST
from analytics.scope import COLLECTIVES, COUNTINGS, LEVELS, Scope
from data.commandline.arguments import ChineseParser, add_database, day


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """The command with its plan and its switches; exits with 2 on a wrong call."""
    parser = ChineseParser(
        prog="python -m analytics", description="把看板各页的数据和结论以 JSON 写出，供脚本和笔记本使用。"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令", title="命令")
    workload = commands.add_parser(
        "workload", help="各部门的参与数、分担数和集中程度", description="“部门负荷”一页的数据和结论。"
    )
    _add_plan(workload)
    network = commands.add_parser(
        "network", help="部门之间的共同任务、分组和连接部门", description="“协同网络”一页的数据。"
    )
    _add_plan(network)
    significance = commands.add_parser(
        "significance",
        help="哪些部门对的共同任务多于偶然",
        description="“联系强弱”一页的判断：每对有共同任务的部门，在三种参照下与随机方案比较。",
    )
    _add_plan(significance)
    meetings = commands.add_parser(
        "meetings", help="最少的联席会议", description="“联席会议”一页的数据和已证明的下界。"
    )
    _add_plan(meetings)
    meetings.add_argument(
        "--at-most", type=int, default=SEATS_AT_MOST, metavar="个数", help="每次会议至多几个部门，不少于 2"
    )
    for name, metavar, help_ in (
        ("always", "部门", "每次都参加的部门"),
        ("never", "部门", "不参加的部门：不占席位，任务也不等它"),
        ("together", "任务", "放在一次会上商议的任务：序号"),
    ):
        meetings.add_argument(f"--{name}", nargs="+", default=[], metavar=metavar, help=help_)
    compare = commands.add_parser(
        "compare",
        help="两个年度的任务对照：延续、修改、拆分、合并、新增、未再列入",
        description="哪项任务延续了上年的哪项，改了什么，部门和目标有什么增减。",
    )
    compare.add_argument("earlier", metavar="上年", help="一份文件，或数据库里一份文件的编号")
    compare.add_argument("later", metavar="下年", help="一份文件，或数据库里一份文件的编号")
    _add_json(compare)
    add_database(compare, "没有则只能读文件")
    draft = commands.add_parser(
        "check-draft",
        help="印发前检查一份草案，不存入数据库",
        description="草案里要看一看的地方，逐条给出行、原句和建议；规则见“口径说明”。",
    )
    draft.add_argument("draft", metavar="文件", help="草案")
    draft.add_argument("--against", metavar="编号", help="上年的要点：数据库里的编号，或一份文件")
    _add_json(draft)
    add_database(draft, "没有则按随附的名录")
    scenario = commands.add_parser(
        "scenario",
        help="情景推演：一列改动做在要点上，前后对照",
        description="按改动（JSON，“情景推演”页导出的情景文件，或只是一列改动）设想要点，给出前后的数和要改的文字；什么也不存。",
    )
    _add_plan(scenario)
    scenario.add_argument("--changes", type=Path, metavar="文件", help="情景文件；不写则没有改动")
    scenario.add_argument("--propose", action="store_true", help="加上建议：首列更均衡，给列名最多的部门减量")
    scenario.add_argument("--at-most", type=int, default=3, metavar="个数", help="减量的建议至多几处改动")
    ledger = commands.add_parser(
        "ledger",
        help="发出一期的台账",
        description="每个单位一份，另有总表。填好后用 python -m data collect 收回；同一期再发，已存的内容都在里面。",
    )
    ledger.add_argument("--period", required=True, metavar="填报期", help="名称，例如 2023-09")
    ledger.add_argument(
        "--as-of",
        type=day,
        metavar="日期",
        help="截至哪一天，例如 2023-09-20；不写则为今天，已发过的一期不变",
    )
    ledger.add_argument("--document", metavar="编号", help="哪份文件；不写则为先看的一份")
    ledger.add_argument(
        "--to", dest="target", type=Path, required=True, metavar="文件夹", help="写到哪个文件夹"
    )
    add_database(ledger, "没有则报错")
    directory = commands.add_parser(
        "directory",
        help="部门名录写成工作簿",
        description="改好以后用 python -m data directory --from 存入。",
    )
    directory.add_argument(
        "--to", dest="target", type=Path, required=True, metavar="文件", help="以 .xlsx 结尾的文件名"
    )
    directory.add_argument("--body", metavar="机关", help="哪个机关的名录；不写则为本机关")
    add_database(directory, "没有则报错")
    template = commands.add_parser(
        "template",
        help="本院的演示文稿模板：存入、移除、查看",
        description="存入后所有人导出的演示文稿都用它；再存一个就换下原来的。不写文件则显示现在存着的。",
    )
    template.add_argument("file", nargs="?", type=Path, metavar="文件", help=".pptx 或 .potx")
    template.add_argument("--remove", action="store_true", help="不再用模板")
    add_database(template, "没有则报错")
    return parser.parse_args(arguments)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="以 JSON 写出（现在只有这一种写法，可以不写）")


def _add_plan(parser: argparse.ArgumentParser) -> None:
    """The plan that is asked about, and the switches of the filter bar."""
    parser.add_argument("plan", metavar="文件或编号", help="一份文件，或数据库里一份文件的编号")
    _add_json(parser)
    parser.add_argument("--level", choices=[*LEVELS.values()], default="处室", help="层级")
    parser.add_argument(
        "--collectives", choices=[*COLLECTIVES.values()], default="原样", help="集合名称如何计算"
    )
    parser.add_argument(
        "--counting", choices=[*COUNTINGS.values()], default="参与数", help="计数，决定排序和集中程度"
    )
    parser.add_argument(
        "--sections", nargs="+", default=[], metavar="部分", help="只看这些部分：序号（如 三 或 3）或标题"
    )
    add_database(parser, "没有则只能读文件")


def scope_of(options: argparse.Namespace) -> Scope:
    """The switches as a scope, of all documents and sections."""
    return Scope(
        level=next(level for level, word in LEVELS.items() if word == options.level),
        collectives=next(way for way, word in COLLECTIVES.items() if word == options.collectives),
        counting=next(counting for counting, word in COUNTINGS.items() if word == options.counting),
    )
