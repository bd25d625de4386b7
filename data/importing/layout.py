"""What stands around the plan on a page: page numbers, running headers, the furniture of a web page."""

import re
from collections import Counter
from collections.abc import Sequence

from data.importing.numbering import read_mark
from data.importing.passage import SourceLine
from data.importing.role_words import opening_label

_WEB = re.compile(
    r"(?:(?:全文|正文|详情)$|索 ?引 ?号|信息索引|浏览(?:次数|量)?|阅读(?:次数|量)?|点击(?:次数|数|量|率)?|访问(?:次数|量)|扫一扫|【?\(?打印|关闭|字体|字号|分享|收藏|"
    r"来源|信息来源|文章来源|稿源|作者|编辑|责任编辑|责编|审核|校对|录入|发布(?:时间|日期|机构|机关|部门|单位|人|者)|更新(?:时间|日期)|时间:|日期:|"
    r"上一[篇条]|下一[篇条]|(?:原文|文件|全文)下载|政策(?:解读|图解|问答)|相关(?:链接|阅读|文章|信息|附件|文件|政策|解读)|推荐阅读|版权所有|主办(?:单位)?:.{0,40}(?:备案|ICP)|网站(?:地图|标识码)|技术支持|"
    r"首页|您?(?:当前|现在)?的?位置|您(?:当前|现在)|返回|保存|大 中 小|\(?大 ?中 ?小\)?|.{0,12}ICP备|.{0,10}公网安备|主题(?:分类|词)|体裁分类|信息分类|"
    r"发文(?:机关|机构|单位|部门|字号|文号|日期)|成文(?:日期|时间)|生成日期|公开(?:方式|属性|类别|范围|日期|时间)|有效性|是否有效|效力状态|文号:|"
    r"文件编号|废止日期|失效日期|生效日期|名 ?称:|标 ?题:|【?(?:纠错|我要纠错)|微信扫|手机扫|用手机|朋友圈|附件下载|下载附件|无障碍|"
    r"收藏本[站页]|设为首页|English|繁体|关键词:|关键字:|摘要:|视力保护|背景色|语音播报)"
)
_WEB_ONLY = re.compile(r"[^。]{1,120}$")
_PAGE = re.compile(
    r"(?:[-—–―·~_ ]*(?:第 ?)?\d{1,3} ?页?(?: ?[/,] ?|(?: ?共 ?))?(?:\d{1,3})?(?: ?页)?[-—–―·~_ ]*|page ?\d+(?: of \d+)?|p\.? ?\d{1,3})$",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-—–―=_*~·.…/\\ ]{3,}$")


def is_page_number(folded: str) -> bool:
    """Whether a (folded) line is a page number: 3, - 3 -, 第 3 页 共 12 页."""
    return len(folded) <= 24 and bool(_PAGE.match(folded))


def is_web_furniture(folded: str) -> bool:
    """Whether a (folded) line belongs to the web page around a document: 索引号, 浏览次数, 打印."""
    return bool(_WEB.match(folded.lstrip("【([ "))) and bool(_WEB_ONLY.match(folded))


def _can_run(text: str) -> bool:
    """Whether a line can be a running header: neither numbered nor labelled, and no sentence."""
    return not (
        text[-1] in "。;:、," or "|" in text or text[0] == "(" or opening_label(text) or read_mark(text)
    )


def _running(lines: Sequence[SourceLine]) -> set[str]:
    """The texts that come again on every page: beside a page number, or first at the top of the document."""
    counts = Counter(line.folded for line in lines if len(line.folded) >= 5)
    repeated = {text for text, count in counts.items() if count >= 2 and _can_run(text)}
    body = next((index for index, line in enumerate(lines) if read_mark(line.folded)), 0)
    opening = {line.folded for line in lines[:body]}
    later = Counter(line.folded for line in lines[body:] if line.folded in opening)
    beside = {
        line.folded
        for index, line in enumerate(lines)
        if line.folded in repeated
        and any(is_page_number(near.folded) for near in lines[max(index - 1, 0) : index + 2])
    }
    return {text for text in repeated if text in beside or later[text] >= 2}


def furniture(lines: Sequence[SourceLine], *, cells: bool) -> set[int]:
    """The numbers of the lines that are furniture; the first of a running header stays where it may be the title.

    ``cells``: the document is a table with one cell a line, where short lines and bare figures are content.
    """
    found = set()
    running = set() if cells else _running(lines)
    seen: set[str] = set()
    numbered = False
    for line in lines:
        numbered = numbered or bool(read_mark(line.folded))
        if line.folded in running:
            if numbered or line.folded in seen:
                found.add(line.number)
            seen.add(line.folded)
        if (
            is_web_furniture(line.folded)
            or _RULE.match(line.folded)
            or (not cells and is_page_number(line.folded))
        ):
            found.add(line.number)
    return found
