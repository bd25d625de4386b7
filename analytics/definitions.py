"""Every measure once: its name, formula, unit, how it is read, its caveat and its source.

The page 口径说明 and all tooltips are drawn from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure, as it is told to those who read it (in Chinese)."""

    key: str  # the name of the column, field or function that holds it
    name: str
    formula: str  # plain text
    unit: str
    reads: str  # how to read it
    caveat: str  # what it does not say
    source: str  # citation; "本看板" where it is a plain count of this dashboard
    functions: tuple[str, ...]  # "module.function" in analytics that compute it


_OWN = "本看板约定"
_PERIANES = (
    "Perianes-Rodriguez, Waltman & van Eck (2016). Constructing bibliometric networks: A comparison between "
    "full and fractional counting. Journal of Informetrics 10(4), 1178–1195"
)
_NEWMAN = (
    "Newman (2001). Scientific collaboration networks. II. Shortest paths, weighted networks, and centrality. "
    "Physical Review E 64, 016132"
)
_DELTAS = (
    "Deltas (2003). The small-sample bias of the Gini coefficient. Review of Economics and Statistics 85(1), "
    "226–234"
)
_HIRSCHMAN = "Hirschman (1964). The paternity of an index. American Economic Review 54(5), 761–762"
_LAAKSO = (
    "Laakso & Taagepera (1979). “Effective” number of parties. Comparative Political Studies 12(1), 3–27"
)
_LORENZ = (
    "Lorenz (1905). Methods of measuring the concentration of wealth. Publications of the American "
    "Statistical Association 9(70), 209–219"
)
_BREIGER = "Breiger (1974). The duality of persons and groups. Social Forces 53(2), 181–190"
_HOPCROFT = (
    "Hopcroft & Tarjan (1973). Algorithm 447: Efficient algorithms for graph manipulation. "
    "Communications of the ACM 16(6), 372–378"
)
_NOT_EFFORT = "只反映文件列名，不反映任务难易和实际投入。"
_NOT_COOPERATION = "同列一项任务不等于实际协作，没有同列也不等于没有协作。"

_ALL = (
    Definition(
        "full",
        "参与数",
        "列有该部门的任务数，每项计 1",
        "项",
        "该部门在多少项任务中被列为责任部门。",
        _NOT_EFFORT,
        _PERIANES,
        ("workload.by_department", "workload.by_section", "workload.counts", "workload.loads"),
    ),
    Definition(
        "fractional",
        "分担数",
        "Σ 1/k：一项任务列有 k 个部门，每个部门计 1/k",
        "项",
        "一项任务由所列部门平均分担时，该部门合计分得多少项；各部门之和等于列有部门的任务数。",
        "平均分担是假定，文件没有写明各部门的份额。",
        _PERIANES,
        ("workload.by_department", "workload.by_section", "workload.counts", "workload.loads"),
    ),
    Definition(
        "rank",
        "名次",
        "1 + 数值更大的部门个数",
        "名",
        "1 为最多；数值相同的并列，其后名次顺延。",
        "名次只比较列名多少；差一项的两个部门不宜强分先后。",
        _OWN,
        ("workload.by_department", "workload.ranks"),
    ),
    Definition(
        "sole",
        "独立承担",
        "只列一个部门的任务数（k = 1）",
        "项",
        "文件只列该部门一家负责的任务。",
        "合并到部门一级后，同一部门的几个处室合为一家，独立承担会增多。",
        _OWN,
        ("workload.by_department", "workload.summary"),
    ),
    Definition(
        "joint",
        "共同承担",
        "列有两个及以上部门的任务数（k > 1）",
        "项",
        "该部门与其他部门同列负责的任务。",
        _NOT_COOPERATION,
        _OWN,
        ("workload.by_department", "workload.summary"),
    ),
    Definition(
        "joint_share",
        "共同承担占比",
        "共同承担 ÷ 参与数",
        "%",
        "该部门的任务中与其他部门同列的比例。",
        "任务少的部门，一项之差就会使比例变化很大，应连同项数一起看。",
        _OWN,
        ("workload.by_department",),
    ),
    Definition(
        "first_listed",
        "首列",
        "列在责任部门第一位的任务数",
        "项",
        "按行文习惯，首列部门常为牵头部门。",
        "文件没有写明时，首列即牵头只是推定。",
        _OWN,
        ("workload.by_department",),
    ),
    Definition(
        "lead",
        "牵头",
        "文件写明由该部门牵头的任务数",
        "项",
        "以文件写明的“牵头”为准。",
        "文件没有写明牵头的，此数为 0，不表示没有牵头。",
        _OWN,
        ("workload.by_department",),
    ),
    Definition(
        "support",
        "配合",
        "文件写明由该部门配合（参加、协同）的任务数",
        "项",
        "以文件写明的“配合”“参加”“协同”为准。",
        "文件没有写明配合的，此数为 0。",
        _OWN,
        ("workload.by_department",),
    ),
    Definition(
        "sections",
        "涉及部分数",
        "列有该部门任务的部分个数",
        "个",
        "该部门的任务分布在文件的几个部分。",
        "各部分任务多少不同，涉及部分多不等于任务多。",
        _OWN,
        ("workload.by_department", "workload.section_codes"),
    ),
    Definition(
        "with_target",
        "写明目标的任务",
        "写明比例、数量、全覆盖或完成时限的任务数",
        "项",
        "以文件原文写明的目标为准，可点开查看原句。",
        "没有写明目标不等于没有要求；看板不补写目标，也不含办理进度。",
        _OWN,
        ("workload.by_department", "workload.summary", "targets.stated", "targets.summary"),
    ),
    Definition(
        "gini",
        "基尼系数",
        "G = Σ(2i − n − 1)·xᵢ ÷ (n·Σx)，x 由小到大排列，n 为部门个数",
        "0 至 (n − 1)/n",
        "0 表示各部门相同，越大表示越集中于少数部门。",
        "只计列名的部门；部门少时偏小，应看校正后的数。集中与否本身无好坏之分。",
        "Gini (1912). Variabilità e mutabilità",
        ("concentration.gini", "concentration.describe"),
    ),
    Definition(
        "gini_corrected",
        "基尼系数（小样本校正）",
        "G·n ÷ (n − 1)",
        "0 至 1",
        "校正部门个数少造成的偏小；1 表示全部集中于一个部门。",
        "必须连同部门个数 n 一起看；不同年度只宜用校正后的数比较。",
        _DELTAS,
        ("concentration.gini_corrected", "concentration.describe"),
    ),
    Definition(
        "herfindahl",
        "赫芬达尔指数",
        "Σs²，s 为各部门占合计的份额",
        "1/n 至 1",
        "越大越集中；各部门相同时为 1/n。",
        "受部门个数影响，宜换算为等效部门数来读。",
        _HIRSCHMAN,
        ("concentration.herfindahl", "concentration.describe"),
    ),
    Definition(
        "effective_number",
        "等效部门数",
        "1 ÷ Σs²",
        "个",
        "集中程度相当于几个部门平均分担。",
        "是换算值，不是实际部门个数。",
        _LAAKSO,
        ("concentration.effective_number", "concentration.describe"),
    ),
    Definition(
        "top_share",
        "前几位占比",
        "最大的几个部门之和 ÷ 全部部门之和",
        "%",
        "列名最多的几个部门合计占多大比例。",
        "末位有并列时，取其中任何一个，占比相同。",
        _OWN,
        ("concentration.top_share", "concentration.describe"),
    ),
    Definition(
        "lorenz",
        "洛伦兹曲线",
        "部门由少到多排列，累计部门占比对累计列名占比",
        "%",
        "曲线离对角线越远，列名越集中。",
        "只计列名的部门，没有列名的部门不在其中。",
        _LORENZ,
        ("concentration.lorenz",),
    ),
    Definition(
        "shared",
        "共同承担数",
        "同时列有两个部门的任务数",
        "项",
        "两个部门同列责任部门的任务有几项，即连线上的数。",
        _NOT_COOPERATION,
        _BREIGER,
        ("collaboration.ties", "collaboration.graph", "collaboration.two_mode", "collaboration.partners"),
    ),
    Definition(
        "newman",
        "Newman 加权",
        "Σ 1/(k − 1)：两个部门的每项共同任务，列有 k 个部门的计 1/(k − 1)",
        "项",
        "部门列得多的任务，每对部门分得少；一个部门对各伙伴之和等于它的共同承担数。",
        "平均分配是假定。",
        _NEWMAN,
        ("collaboration.ties", "collaboration.graph", "collaboration.partners"),
    ),
    Definition(
        "partner_share",
        "占本部门任务",
        "共同承担数 ÷ 本部门参与数",
        "%",
        "本部门的任务中，有多少也列有该伙伴。",
        "以本部门为分母，反过来看比例不同。",
        _OWN,
        ("collaboration.partners",),
    ),
    Definition(
        "single_task_ties",
        "单项连线",
        "共同承担数 = 1 的部门对",
        "对",
        "只因一项任务而同列的两个部门。",
        "去掉这项任务，这对部门就没有共同任务，不宜据此说两者协作稳定。",
        _OWN,
        ("collaboration.single_task_ties",),
    ),
    Definition(
        "binding_tasks",
        "去掉一项任务",
        "只因该任务而有共同任务的部门对数",
        "对",
        "去掉该任务后，有多少对部门不再有共同任务；几项任务一起去掉时另行计算。",
        "列名多的任务自然产生许多部门对：k 个部门即 k(k − 1)/2 对。",
        _OWN,
        ("collaboration.binding_tasks", "collaboration.ties_resting_on"),
    ),
    Definition(
        "components",
        "相连组",
        "经共同任务直接或间接相连的部门为一组",
        "个",
        "不同组的部门之间没有共同任务，也没有中间部门相连。",
        _NOT_COOPERATION,
        _HOPCROFT,
        ("collaboration.components",),
    ),
    Definition(
        "isolates",
        "没有共同任务的部门",
        "任务全部为独立承担的部门",
        "个",
        "这些部门不与其他部门同列任何任务。",
        "没有同列不等于没有协作。",
        _OWN,
        ("collaboration.isolates",),
    ),
    Definition(
        "connecting_units",
        "连接部门",
        "去掉后，所在组分成几部分的部门（割点）",
        "个",
        "没有该部门，哪些部门与组内其余部门不再相连。",
        "说的是这份文件的列名结构，不说明部门的地位；增减一项任务就可能改变。",
        _HOPCROFT,
        ("collaboration.connecting_units",),
    ),
    Definition(
        "bridges",
        "连接关系",
        "去掉后，所在组分成两部分的部门对（桥）",
        "对",
        "两边的部门只靠这一对部门的共同任务相连。",
        "增减一项任务就可能改变。",
        _HOPCROFT,
        ("collaboration.bridges",),
    ),
    Definition(
        "level",
        "处室与部门",
        "部门一级：处室归入最上级部门，同一任务中同一部门只计一次",
        "",
        "可按处室看，也可按部门看，两级的数不能相加。",
        "合并后一项任务列有的部门会减少，共同承担会变为独立承担。",
        _OWN,
        ("scope.select",),
    ),
    Definition(
        "collectives",
        "集合名称",
        "“各审判业务部门”之类：计为一个、略去，或展开为名录所列成员",
        "",
        "展开时每个成员计一次，与直接列名的去重。",
        "成员按部门名录认定，文件没有逐一写明。",
        _OWN,
        ("scope.select",),
    ),
)

DEFINITIONS: Mapping[str, Definition] = MappingProxyType({definition.key: definition for definition in _ALL})
