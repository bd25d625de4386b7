"""Files that the dashboard itself made: ledgers, papers, tables. They tell of a plan and are none; importing one counts it twice.

They carry a mark among their keywords, which stays when an office program saves them again or makes a PDF of them.
Where it is lost, as in a CSV file, their text is known by what only the dashboard writes.
"""

import re

from data.errors import DocumentError
from data.progress.form import HEADERS, HIDDEN_SHEET, SHEET

MARK = "司法改革工作要点看板导出"
"""Among the keywords of every document that the dashboard writes."""

SENT_MARK = "司法改革工作要点看板台账"
"""Among the keywords of every ledger that is sent to be filled in."""

_BETWEEN = r'[\s|,"]+'
_OPTIONAL = {"牵头部门", "配合部门"}
_FORMER = {"完成状态": "(?:完成状态|进展情况)"}  # as ledgers of earlier versions called it
_LEDGER = "序号 工作任务 所属部分 牵头部门 责任部门 配合部门 目标要求 完成时限 完成状态 存在问题 备注"  # of the ledger
_LEDGER_HEADER = re.compile(
    "".join(
        rf"(?:{word}{_BETWEEN})?"
        if word in _OPTIONAL
        else _FORMER.get(word, word) + (_BETWEEN if word != "备注" else "")
        for word in _LEDGER.split()
    )
)
_SENT_HEADER = re.compile(_BETWEEN.join(HEADERS[9:14]))  # what a unit says of its task
_ASSUMED_HEADER = re.compile(
    r'(?:^|[|\t,"])[ \t]*(?:共同任务中)?首列[(（]推定牵头[)）][ \t]*(?:$|[|\t,"])', re.MULTILINE
)
_EXPORTED = re.compile(r'导出时间[\s：:|,"]*20\d\d-\d\d-\d\d \d\d:\d\d')
_COUNTED = "次数为列名次数"  # what every export says of its figures


def refuse_marked(keywords: str | None) -> None:
    """Raise ``DocumentError`` where the keywords of a file hold a mark."""
    if keywords and SENT_MARK in keywords:
        raise _sent()
    if keywords and MARK in keywords:
        raise _own()


def refuse_own_sheet(name: str) -> None:
    """Raise ``DocumentError`` for the sheet that a ledger hides when it is sent."""
    if name == HIDDEN_SHEET:
        raise _sent()


def refuse_own_text(text: str) -> None:
    """Raise ``DocumentError`` where a text is that of an export: by a header that only we write, or by its source."""
    if _SENT_HEADER.search(text):
        raise _sent()
    noted = _COUNTED in text and _EXPORTED.search(text)
    if noted or _LEDGER_HEADER.search(text) or _ASSUMED_HEADER.search(text):
        raise _own()


def _sent() -> DocumentError:
    what = f"这是看板发出的{SHEET}，不是工作要点"
    return DocumentError(what, todo="在“收回台账”页收回，或用 python -m data collect")


def _own() -> DocumentError:
    what = "这是看板自己导出的文件（台账、汇报材料、数据表等），不是工作要点"
    return DocumentError(what, todo="选择工作要点的原文件")
