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
_ZWEIG = (
    "Zweig & Kaufmann (2011). A systematic approach to the one-mode projection of bipartite graphs. "
    "Social Network Analysis and Mining 1, 187–218"
)
_BENJAMINI = (
    "Benjamini & Hochberg (1995). Controlling the false discovery rate. Journal of the Royal Statistical "
    "Society B 57(1), 289–300"
)
_HOLM = (
    "Holm (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
    "Statistics 6(2), 65–70"
)
_LATAPY = (
    "Latapy, Magnien & Del Vecchio (2008). Basic notions for the analysis of large two-mode networks. "
    "Social Networks 30(1), 31–48"
)
_FREEMAN = "Freeman (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35–41"
_BLONDEL = (
    "Blondel, Guillaume, Lambiotte & Lefebvre (2008). Fast unfolding of communities in large networks. "
    "Journal of Statistical Mechanics P10008"
)
_VALDIVIA = (
    "Valdivia, Buono, Plaisant, Dufournaud & Fekete (2021). Analyzing dynamic hypergraphs with parallel "
    "aggregated ordered hypergraph visualization. IEEE TVCG 27(1), 1–13"
)
_LEX = (
    "Lex, Gehlenborg, Strobelt, Vuillemot & Pfister (2014). UpSet: Visualization of intersecting sets. "
    "IEEE TVCG 20(12), 1983–1992"
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
        "位次",
        "1 + 数值更大的部门个数",
        "名",
        "1 为最多；数值相同的并列，其后位次顺延。",
        "位次只比较列名多少；差一项的两个部门不宜强分先后。",
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
        "joint_first",
        "共同任务中首列",
        "由两个及以上部门共同承担、且该部门列在第一位的任务数",
        "项",
        "只有一个部门的任务，首列没有意义，不计在内。",
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
        "Newman 权重",
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
        "“各审判业务部门”之类：计为一个、不计入，或展开为名录所列成员",
        "",
        "展开时每个成员计一次，与直接列名的去重。",
        "成员按部门名录认定，文件没有逐一写明。",
        _OWN,
        ("scope.select",),
    ),
    Definition(
        "expected",
        "随机期望",
        "随机方案中两个部门共同承担数的平均值；随机方案保持每项任务的部门数和每个部门的任务数，只交换列名",
        "项",
        "两个部门各列这么多项任务，单凭偶然平均会同列几项。",
        "随机方案不考虑职责分工，只作比较的尺度。",
        _ZWEIG,
        ("random_plans.draw", "significance.significance", "significance.judge"),
    ),
    Definition(
        "p_value",
        "p 值",
        "(1 + g) ÷ (1 + N)：N 份随机方案中有 g 份，两个部门的共同承担数不少于实际（列名次数相同的部门对合并计数）",
        "",
        "越小，越难用偶然同列来解释。",
        "最小只能到 1 ÷ (1 + N)；一对对单独看，比较得多了总有几对偶然偏小。",
        _ZWEIG,
        ("significance.significance", "significance.judge"),
    ),
    Definition(
        "q_value",
        "q 值",
        "Benjamini–Hochberg 校正后的 p 值；参加比较的是两个部门各列名两项及以上的所有部门对，包括没有共同任务的",
        "",
        "把 q 值不超过 0.05 的都称为稳定协作，其中出于偶然的平均不超过 5%。",
        "只列名一项的部门不参加比较：它与任何部门至多同列一项。",
        _BENJAMINI,
        ("significance.significance", "significance.judge", "significance.adjusted"),
    ),
    Definition(
        "adjusted_holm",
        "Holm 校正值",
        "Holm 逐步校正后的 p 值，参加比较的部门对与 q 值相同",
        "",
        "比 q 值更严：不超过 0.05 的各对中，有一对出于偶然的可能不超过 5%。",
        "部门对很多而随机方案不够多时，没有一对能通过。",
        _HOLM,
        ("significance.significance", "significance.judge", "significance.adjusted"),
    ),
    Definition(
        "steady",
        "稳定协作",
        "至少两项共同任务，且校正后的 p 值不超过 0.05；其余为偶然同列",
        "",
        "共同任务多于列名次数相同的随机方案，难以用偶然解释。",
        "“偶然同列”是说不能排除偶然，不是说没有协作。",
        _ZWEIG,
        ("significance.significance", "significance.judge"),
    ),
    Definition(
        "betweenness",
        "桥接位置",
        "其他部门两两之间的最短路径中经过该部门的对数（有几条最短路径的按比例计）；有共同任务即为一步，不论几项",
        "对",
        "其他部门之间要经共同任务相连，有多少对要经过该部门；必须与随机范围一起看。",
        "列名多的部门自然处在中间；只说明这份文件的列名结构，不说明部门的地位。",
        _FREEMAN,
        ("brokerage.positions", "brokerage.betweenness"),
    ),
    Definition(
        "random_range",
        "随机范围",
        "随机方案中同一部门桥接位置的 2.5% 至 97.5% 分位",
        "对",
        "数值在范围之内，说明列名多少就足以造成这样的位置。",
        "部门多时一并比较，仅凭偶然也会有个别超出范围。",
        _ZWEIG,
        ("brokerage.positions",),
    ),
    Definition(
        "redundancy",
        "冗余度",
        "任务：所列部门的各对中，另有共同任务的比例；部门：其任务的各对中，另有共同部门的比例",
        "",
        "1：没有这项任务（这个部门），其余照样两两相连；0：只靠它相连。",
        "只列一个部门的任务、只列名一项的部门没有这个数。",
        _LATAPY,
        ("resilience.redundancy_of_tasks", "resilience.redundancy_of_units"),
    ),
    Definition(
        "without_each_task",
        "逐项去掉任务",
        "每次只去掉一项共同任务，重新看哪些部门对、相连组和连接部门还在",
        "",
        "去掉后不再相连的部门、不再有共同任务的部门、不再是连接部门的部门。",
        "是对列名的推演，不是说任务可以取消；几项一起去掉另行计算。",
        _OWN,
        ("resilience.without_each_task", "resilience.connecting_without_one_task"),
    ),
    Definition(
        "without_each_unit",
        "逐个去掉部门",
        "每次只去掉一个部门，重新看哪些任务没有部门或只剩一个部门、哪些部门不再相连",
        "",
        "哪些任务没有列其他部门，哪些部门只经它与别的部门相连。",
        "是对列名的推演；文件没有写明由谁代替。",
        _OWN,
        ("resilience.without_each_unit",),
    ),
    Definition(
        "candidate_groups",
        "候选协作组",
        "Louvain 方法分出的组，连线按 Newman 权重，随机种子固定；没有共同任务的部门不入组",
        "个",
        "组内部门比与组外更常同列，可作为讨论分工的起点。",
        "是方法给出的候选，文件没有这样的分组；应与分组稳定度一起看。",
        _BLONDEL,
        ("groups.groups",),
    ),
    Definition(
        "kept",
        "分组稳定度",
        "每次去掉一项共同任务重新分组，原来同组的部门对中仍然同组的比例；取平均值和最低值",
        "%",
        "最低值低，说明这个组主要靠某一项任务。",
        "只试了去掉一项任务，没有试去掉几项。",
        _OWN,
        ("groups.groups",),
    ),
    Definition(
        "directions",
        "牵头方向",
        "任务写明角色的，由牵头（没有牵头的，由责任）指向其余部门；没有写明的，由首列指向其余部门，标为推定",
        "项",
        "一个部门在多少项任务中列在另一个部门之前或牵头。",
        "推定的方向只是行文习惯，文件没有写明谁牵头。",
        _OWN,
        ("direction.directions",),
    ),
    Definition(
        "pair",
        "两个部门之间",
        "共同任务、各占本部门任务的比例、共同的伙伴，以及不计共同任务时的最短相连路径",
        "",
        "两个部门靠哪些任务相连，没有这些任务还经过谁相连。",
        _NOT_COOPERATION,
        _OWN,
        ("pairs.pair",),
    ),
    Definition(
        "order",
        "矩阵排列",
        "部门按所选计数、类别、候选协作组或上级部门排列，块内计数大的在前",
        "",
        "单元格是两个部门的共同承担数，对角线两侧相同。",
        "换一种排列，数不变，只是相邻的部门不同。",
        _OWN,
        ("matrix.matrix", "incidence.shared_counts", "incidence.incidence"),
    ),
    Definition(
        "task_columns",
        "任务与部门排列",
        "共同任务为列、部门为行，行的次序使各任务首末两个部门之间的距离之和尽量小",
        "行",
        "一列中的点是该任务的部门，竖线越短，部门排得越近。",
        "是局部调整得到的次序，不保证是最短的一种；次序本身没有含义。",
        _VALDIVIA,
        ("combinations.task_columns",),
    ),
    Definition(
        "combinations",
        "部门组合",
        "所列部门完全相同的共同任务数；另计包含该组合的任务数",
        "项",
        "哪些部门总是一起列出，重复了几次。",
        "多数组合只出现一次，不宜归纳。",
        _LEX,
        ("combinations.combinations",),
    ),
    Definition(
        "meetings",
        "联席会议",
        "使每项共同任务的所列部门至少同场一次的最少会议次数，次数相同时席位最少；每次不超过给定的部门数",
        "次",
        "标“最优”的，更少的次数或席位已证明做不到；否则给出目前最好的方案和已证明的下限。",
        "只考虑列名，不考虑议题轻重和时间；部门数超过上限的任务排不进，另行列出。",
        "本看板约定；整数规划由 HiGHS 求解（Huangfu & Hall 2018, Mathematical Programming Computation 10, 119–142）",
        ("coverage.meetings",),
    ),
    Definition(
        "waiting",
        "等候",
        "Σ 部门：第一项议题开始到最后一项议题结束的时间，减去它自己各项议题的时间；休息不计",
        "分钟、时段",
        "按这个次序开会，各部门到会后有多少时间在听别的部门的议题；一个部门等一项议题为一个时段。",
        "假定部门议完最后一项即离会，且一次到会；只看列名，不看谁应当旁听。",
        "Cheng, Diamond & Lin (1993). Optimal scheduling in film production to minimize talent hold cost. "
        "Journal of Optimization Theory and Applications 79",
        ("agenda.total", "agenda.waits"),
    ),
    Definition(
        "agenda",
        "议程编排",
        "在所定要求下使各部门等候之和最小的议题次序：对“已议哪些议题”逐层动态规划，并以下限剪枝",
        "",
        "标“最优”的，已证明没有等候更少的次序；否则是限时内找到的最好次序，并给出已证明的下限。不含随机数。",
        "等候少的次序往往不止一种，取其中一种；文件次序同样好时用文件次序。",
        "Garcia de la Banda, Stuckey & Chu (2011). Solving talent scheduling with dynamic programming. "
        "INFORMS Journal on Computing 23(1), 120–137",
        ("agenda.arrange", "agenda.items"),
    ),
)

DEFINITIONS: Mapping[str, Definition] = MappingProxyType({definition.key: definition for definition in _ALL})
