"""Directions, pairs, orders, meetings and agendas."""

from analytics.definitions.entry import LEX, NOT_COOPERATION, OWN, VALDIVIA, Definition

ARRANGEMENTS = (
    Definition(
        "directions",
        "牵头方向",
        "任务写明角色的，由牵头（没有牵头的，由责任）指向其余部门；没有写明的，由首列指向其余部门，标为推定",
        "项",
        "一个部门在多少项任务中列在另一个部门之前或牵头。",
        "推定的方向只是行文习惯，文件没有写明谁牵头。",
        OWN,
        ("ties.direction.directions",),
    ),
    Definition(
        "pair",
        "两个部门之间",
        "共同任务、各占本部门任务的比例、共同的伙伴，以及不计共同任务时的最短相连路径",
        "",
        "两个部门靠哪些任务相连，没有这些任务还经过谁相连。",
        NOT_COOPERATION,
        OWN,
        ("ties.pairs.pair",),
    ),
    Definition(
        "order",
        "矩阵排列",
        "部门按所选计数、类别、候选协作组或上级部门排列，块内计数大的在前",
        "",
        "单元格是两个部门的共同承担数，对角线两侧相同。",
        "换一种排列，数不变，只是相邻的部门不同。",
        OWN,
        ("ties.matrix.matrix", "ties.incidence.shared_counts", "ties.incidence.incidence"),
    ),
    Definition(
        "task_columns",
        "任务与部门排列",
        "共同任务为列、部门为行，行的次序使各任务首末两个部门之间的距离之和尽量小",
        "行",
        "一列中的点是该任务的部门，竖线越短，部门排得越近。",
        "是局部调整得到的次序，不保证是最短的一种；次序本身没有含义。",
        VALDIVIA,
        ("ties.combinations.task_columns",),
    ),
    Definition(
        "combinations",
        "部门组合",
        "所列部门完全相同的共同任务数；另计包含该组合的任务数",
        "项",
        "哪些部门总是一起列出，重复了几次。",
        "多数组合只出现一次，不宜归纳。",
        LEX,
        ("ties.combinations.combinations",),
    ),
    Definition(
        "meetings",
        "联席会议",
        "使每项共同任务的所列部门至少同场一次的最少会议次数，次数相同时席位最少；每次不超过给定的部门数。"
        "可以定下哪些部门每次都来、哪些不来，哪些任务放在一次会上",
        "次",
        "标“最优”的，更少的次数或席位已证明做不到；否则给出目前最好的方案和已证明的下限："
        "两两坐不到一起的任务各要一次会，每个部门至少要来的次数相加是席位的下限。",
        "只考虑列名，不考虑议题轻重和时间；部门数超过上限的任务排不进，另行列出。",
        "本看板约定；整数规划由 HiGHS 求解（Huangfu & Hall 2018, Mathematical Programming Computation 10, 119–142），"
        "可能的会议太多时用列生成（Gilmore & Gomory 1961, Operations Research 9, 849–859）",
        ("arrangements.coverage.meetings",),
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
        ("arrangements.agenda.total", "arrangements.agenda.waits"),
    ),
    Definition(
        "agenda",
        "议程编排",
        "在所定要求下使各部门等候之和最小的议题次序：对“已议哪些议题”逐层动态规划，以下限剪枝，其间用模拟退火改进；"
        "下限另由线性规划求得：任何三项议题总有一项居中，跨过它的部门要等",
        "",
        "标“最优”的，已证明没有等候更少的次序；否则是限时内找到的最好次序，并给出已证明的下限。随机种子固定。",
        "等候少的次序往往不止一种，取其中一种；文件次序同样好时用文件次序。",
        "Garcia de la Banda, Stuckey & Chu (2011). Solving talent scheduling with dynamic programming. "
        "INFORMS Journal on Computing 23(1), 120–137",
        ("arrangements.agenda.arrange", "arrangements.agenda.items"),
    ),
)
