"""A plan with changes that are thought of: before and after, and proposals."""

from analytics.definitions.entry import NOT_EFFORT, OWN, Definition

SCENARIOS = (
    Definition(
        "before_after",
        "情景的前后对照",
        "把情景的改动逐一做在要点的列名上，再用同样的指标各算一遍：列名、共同承担、有共同任务的部门对、连接部门、联席会议、议程等候；"
        "后者减前者为增减",
        "项、次、对、个、时段",
        "改动按先后做；任务或部门已经不在的，那一处不生效，并写明。会议每次至多 8 个部门，议程排共同承担的任务，规则同“联席会议”“议程编排”的默认；共同承担的任务多于 500 项时不算会议和等候。",
        f"情景是设想，不是预测；要点本身不变。会议和等候限时求解，没有证明不能更少的，写“目前最好”。{NOT_EFFORT}",
        OWN,
        (
            "scenarios.comparing.before_after",
            "scenarios.comparing.totals",
            "scenarios.comparing.cells_of_both",
            "scenarios.applying.apply",
        ),
    ),
    Definition(
        "even_firsts",
        "首列更均衡的建议",
        "在每项任务已列的部门中另选首列，先使首列最多的部门的首列数最小，再使改动的任务最少；"
        "最小的最大数是分数解向上取整，改动最少是最小费用流",
        "项",
        "首列为推定牵头。集合名称不作首列的人选，由它首列的任务不动；不动的任务、不得安排的部门照情景里所设（存在情景里，可以撤销），现在就是这样的可以不改。标“最优”的已证明。",
        f"数的是列名的先后，不知道任务的内容。{NOT_EFFORT}",
        "最小费用流与整数性：Hoffman & Kruskal (1956). Integral boundary points of convex polyhedra; 求解：HiGHS, "
        "Huangfu & Hall (2018). Parallelizing the dual revised simplex method. Mathematical Programming Computation 10, 119–142",
        ("scenarios.proposals.even_firsts",),
    ),
    Definition(
        "relieve",
        "减量的建议",
        "参与数（或分担数）最多的部门，至多 k 项任务由没有列的部门接替它的位置，使它降得最多；接替的部门不得超过它；"
        "其次使接替的部门在那一部分原来没有任务的最少，再次使接替的部门中最多的最小",
        "项",
        "名单的长短不变。几个部门并列最多时，减名录在前的一个。标“最优”的，已证明至多 k 处改动不能降得更多。",
        f"不知道接替的部门能不能办。{NOT_EFFORT}",
        "整数规划，HiGHS：Huangfu & Hall (2018). Mathematical Programming Computation 10, 119–142；目标的先后由本看板约定",
        ("scenarios.proposals.relieve",),
    ),
)
