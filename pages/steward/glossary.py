"""What 口径说明 shows, as HTML: definitions, the reading of the document, the judgements of the directory."""

import pandas as pd

from analytics.definitions import DEFINITIONS, Definition
from analytics.safe.html import as_html
from data.store.plan import Plan
from data.vocabulary import CORRECTED, LINE_LABELS, RESOLUTION_LABELS, LineKind, Resolution
from pages.shared import markup

REFUSED = {
    "聚集系数、传递性": "每项共同任务本身就是一个完全图，数值由构造决定，不说明协作。",
    "特征向量中心性、PageRank、接近中心性": "排出的是最大一项任务的成员，或在互不相连的几组之间失效。",
    "k 核、结构洞约束": "只有一个伙伴的部门一律得 1，没有区分度。",
    "单个部分的集中度": "一个部分只有几条责任时，数值没有意义。",
    "“部门壁垒”类得分": "没有同列不等于没有协作，文件不含这方面的数据。",
    "完成进度": "文件没有进展情况；进展由部门在台账里自报，没有填报的只说“未填报”，不算完成率。",
}


PARTS = {
    "measures": "指标",
    "refused": "不展示的指标",
    "reading": "文件是怎样读的",
    "judgements": "部门名录中的判断",
}
"""The parts of the page by their anchors: measures before particulars."""


def as_read(plan: Plan, documents: tuple[str, ...], called: str) -> str:
    """The page as HTML, its contents first, the same whatever is filtered. ``documents``: their ids; ``called``: what names them."""
    contents = "　·　".join(f'<a href="#{anchor}">{name}</a>' for anchor, name in PARTS.items())
    names = names_table(plan, documents)
    more = len(names) - NAMES_AT_MOST
    return (
        f'<div class="methods"><nav aria-label="本页目录">{contents}</nav>'
        f"{_part('measures')}<p>每个指标只定义一次，各页的图表和提示都取自这里。</p>"
        f'<div class="glossary">{"".join(map(_definition, DEFINITIONS.values()))}</div>'
        f"{_part('refused')}{_refused()}"
        f"{_part('reading')}<p>{as_html(called)}</p>"
        '<div class="reading"><section><h4>每一行归到哪里（没有一行被丢弃）</h4>'
        f"{markup.frame(lines_table(plan, documents))}<p>读错的可以由人改正：某一行是什么，某项任务的责任部门、角色和时限，标题、年度、"
        "发文机关、日期和部门归属。改正与原文分开存，重读后仍在，可以撤销；改正过的任务和行都注明“人工改正”。</p></section>"
        f"<section><h4>与部门全名写法不同的名称</h4>{markup.frame(names.head(NAMES_AT_MOST))}"
        f"{f'<p>另有 {more} 处，见各项任务的原文。</p>' if more > 0 else ''}</section></div>"
        f"{_part('judgements')}<p>名录在数据库里，在“名称核定”页修改，存入之前先看哪些任务的名称改认，已存的文件随之重新认定；"
        "以前的版本都在。名录以外的认定见同一页。</p>"
        f"{markup.frame(departments_table(plan), 'judgements')}</div>"
    )


NAMES_AT_MOST = 300
"""Names that are listed as printed; of more the page tells how many."""


def _part(anchor: str) -> str:
    return markup.heading(PARTS[anchor], anchor)


def _refused() -> str:
    """The measures that are not shown elsewhere, and why."""
    rows = "".join(f"<p><b>{as_html(name)}</b>　{as_html(why)}</p>" for name, why in REFUSED.items())
    return f'<div class="findings">{rows}</div>'


def _definition(entry: Definition) -> str:
    measured_in = f"（{entry.unit}）" if entry.unit else ""
    lines = (("算法", entry.formula), ("注意", entry.caveat), ("出处", entry.source))
    return (
        f"<section><h4>{as_html(entry.name)}<small>{as_html(measured_in)}</small></h4><p>{as_html(entry.reads)}</p>"
        + "".join(f"<p><small><b>{label}</b>　{as_html(text)}</small></p>" for label, text in lines if text)
        + "</section>"
    )


def lines_table(plan: Plan, documents: tuple[str, ...]) -> pd.DataFrame:
    """How many non-blank lines of the documents were taken for what. Columns: 内容, 行数, and 人工改正 where there is any."""
    own = plan.lines[plan.lines["document_id"].isin(documents)]
    kinds, marked = own["kind"].value_counts(), own.loc[own["marked"], "kind"].value_counts()
    rows = [(LINE_LABELS[kind], int(kinds.get(kind, 0)), int(marked.get(kind, 0))) for kind in LineKind]
    shown = [row for row in rows if row[1] or row[0] == LINE_LABELS[LineKind.UNACCOUNTED]]
    table = pd.DataFrame(shown, columns=["内容", "行数", CORRECTED])
    return table if table[CORRECTED].any() else table.drop(columns=[CORRECTED])


def names_table(plan: Plan, documents: tuple[str, ...]) -> pd.DataFrame:
    """Names that are printed otherwise than the department's full name. Columns: 任务, 文件写作, 认定为, 依据."""
    tasks = plan.tasks[plan.tasks["document_id"].isin(documents)]
    named = plan.responsibilities.merge(
        tasks[["task_id", "number", "position", "corrected"]], on="task_id", suffixes=("", "_of_task")
    )
    named = named[named["resolution"] != Resolution.EXACT].merge(
        plan.departments, on="department_id", suffixes=("", "_of_department")
    )
    named = named.sort_values(["position_of_task", "position"])
    return pd.DataFrame(
        {
            "任务": named["number"].tolist(),
            "文件写作": named["mention"].tolist(),
            "认定为": named["name"].tolist(),
            "依据": [
                f"{RESOLUTION_LABELS[Resolution(how)]}{f'（{CORRECTED}的任务）' if corrected else ''}"
                for how, corrected in zip(named["resolution"], named["corrected"], strict=True)
            ],
        }
    )


def departments_table(plan: Plan) -> pd.DataFrame:
    """The directory. Columns: 部门, 类别, 上级, 成员, 说明, and 机关 where there are departments of other bodies too."""
    names = dict(zip(plan.departments["department_id"], plan.departments["name"], strict=True))
    members = plan.members.groupby("collective_id")["department_id"].agg(
        lambda ids: "、".join(names[i] for i in ids)
    )
    bodies = plan.departments["body"].tolist()
    return pd.DataFrame(
        {
            "部门": plan.departments["name"].tolist(),
            **({"机关": [body or "本机关" for body in bodies]} if any(bodies) else {}),
            "类别": plan.departments["kind"].tolist(),
            "上级": [names.get(parent, "") for parent in plan.departments["parent_id"]],
            "成员": [members.get(department, "") for department in plan.departments["department_id"]],
            "说明": plan.departments["note"].tolist(),
        }
    )
