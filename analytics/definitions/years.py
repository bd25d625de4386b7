"""Last year and this year: which task continues which."""

from analytics.definitions.entry import DELTAS, NOT_COOPERATION, NOT_EFFORT, OWN, Definition

YEARS = (
    Definition(
        "changes",
        "年度对照",
        "先认文字相同的（标点、全半角、编号、换行和时限不计），再按相似度、部门、部分和目标一对一指派，使得分之和最大；"
        "一项任务中第一个后续没有覆盖的内容见于另一项的，为拆分，反过来为合并；其余为新增、未再列入",
        "项",
        "延续、修改只看正文；部门和目标的增减另列。所在部分不是原来部分的对应部分的，为移动；部分改名、合并、拆开不算移动。",
        "凭文字判断，人核定过的按核定：改写很大的可能认作一新增一未再列入；同一句话换了领域（行政改刑事）的，认作两项任务。",
        "指派：Kuhn (1955). The Hungarian method for the assignment problem. Naval Research Logistics Quarterly 2, 83–97；"
        "稀疏算法：Jonker & Volgenant (1987). Computing 38, 325–340；其余本看板约定",
        ("years.changes.changes", "years.matching.match", "years.sections.counterparts"),
    ),
    Definition(
        "similarity",
        "文字相似度",
        "Σ 两者共有的字符组合的权重 ÷ √(Σ 前者的权重 × Σ 后者的权重)；字符组合为套话以外的 2、3 字和整个套话，"
        "权重为 ln(1 + 任务数 ÷ 含有它的任务数) 的 1.5 次方，套话（健全完善、深入推进、机制等）再乘 0.25",
        "0 至 1",
        "1 为文字相同，0 为没有共同的用语；新增和未再列入的没有相似度。",
        "说的是用语，不是意思；同一对任务放在别的文件里，权重不同，相似度也不同。",
        "余弦相似度与 TF-IDF：Salton & Buckley (1988). Term-weighting approaches in automatic text retrieval. "
        "Information Processing & Management 24(5), 513–523；套话表由本看板约定",
        ("years.changes.changes",),
    ),
    Definition(
        "departments_of_both",
        "两年的参与数和分担数",
        "同一部门在两份要点里各自的参与数、分担数；没有列名的一年为 0",
        "项",
        "新有：只在后一份列名；不再：只在前一份列名；一直：两份都列名。",
        f"部门按名录认定，机构改名而名录没有写明的，会成为一个不再、一个新有。{NOT_EFFORT}",
        OWN,
        ("years.departments.departments_of_both",),
    ),
    Definition(
        "ties_of_both",
        "两年的联系",
        "一对部门在两份要点里各自共同承担的任务数；新有：只在后一份有，不再：只在前一份有，一直：两份都有",
        "项",
        "只有一直有的联系可以称为稳定。",
        NOT_COOPERATION,
        OWN,
        ("years.departments.ties_of_both",),
    ),
    Definition(
        "life_lines",
        "任务的延续",
        "历年的要点逐年对照，前后有对应的任务连成一条；拆分、合并的在同一条里",
        "项",
        "每项任务只在一条里；列入几年，是这一条在几份要点里有任务。",
        "不隔年相认：中间一年没有列入的，到那里为止，再出现时另算一条。",
        OWN,
        ("years.lives.life_lines", "years.lives.in_a_row", "years.lives.year_names"),
    ),
    Definition(
        "departments_of_years",
        "历年的参与数和分担数",
        "同一部门在各份要点里的参与数、分担数；没有列名的一年为 0",
        "项",
        "第一次列名：以前各份都没有；不再列名：以前列名，最近一份没有。",
        f"部门按名录认定，机构改名而名录没有写明的，会成为两个部门。{NOT_EFFORT}",
        OWN,
        ("years.departments.departments_of_years",),
    ),
    Definition(
        "ties_of_years",
        "历年的联系",
        "一对部门在各份要点里共同承担的任务数，和有共同任务的年数",
        "项、年",
        "两年以上都有的，才可以称为稳定。",
        NOT_COOPERATION,
        OWN,
        ("years.departments.ties_of_years",),
    ),
    Definition(
        "spread",
        "两年的集中程度",
        "各年按参与数（或分担数）的基尼系数，小样本校正 G·n/(n − 1)，n 为列名的部门；另算去掉任何一项任务，它最多变化多少",
        "0 至 1",
        "年度之间只比校正后的，并写明 n；差别不超过一项任务引起的变化的，不说更集中或更均匀。",
        f"只算列名的部门。{NOT_EFFORT}",
        f"{DELTAS}；一项任务的变化由本看板约定",
        ("years.spread.spread", "years.spread.figures_of_years"),
    ),
)
