"""The rules that a draft is checked by; the codes are those of ``python -m analytics check-draft``."""

from analytics.definitions.entry import OWN, Definition

_PAGE = "草案检查："


def _rule(code: str, name: str, formula: str, reads: str, caveat: str) -> Definition:
    return Definition(
        code, f"{_PAGE}{name}（{code}）", formula, "处", reads, caveat, OWN, ("drafts.rules.check",)
    )


DRAFTS = (
    _rule(
        "no_department",
        "没有责任部门",
        "任务没有写明任何责任部门",
        "没有部门的任务无人落实。",
        "任务写在上级任务之下、由其部门负责的，可以忽略。",
    ),
    _rule(
        "vague_addressee",
        "责任部门不明",
        "责任部门写作有关部门、各单位、相关庭室等，或名单以“等部门”结尾",
        "谁负责要由收文的人去猜。",
        "只看责任部门，不看正文里的“有关部门”。",
    ),
    _rule(
        "collective_addressee",
        "集合名称",
        "责任部门写作集合名称，如各审判业务部门",
        "名录里有成员的，建议中列出。",
        "约定俗成、人人知道所指的，可以忽略。",
    ),
    _rule(
        "unknown_name",
        "名录中没有的名称",
        "责任部门的写法不在部门名录中；建议取名录中最相近的全称（编号不同的不算相近）",
        "民二庭应写作民事审判第二庭。",
        "新设的部门名录里还没有，应先补入名录。",
    ),
    _rule(
        "ambiguous_name",
        "一名多指",
        "责任部门的写法可以指名录中的几个部门，或省略的上级部门是推定的",
        "民事审判庭可以指几个庭。",
        "按名录判断；名录不全时可能漏报。",
    ),
    _rule(
        "two_names",
        "一个部门两种写法",
        "同一部门在草案里有全称以外的另一种写法",
        "统一写法，便于汇总。",
        "承前省略上级部门的（信访一处、信访二处）不算。",
    ),
    _rule(
        "number_missing",
        "编号缺漏",
        "任务的编号比前一项多 2 以上",
        "检查是否漏了一项。",
        "每一部分重新编号的，从 1 开始不算。",
    ),
    _rule(
        "number_repeated",
        "编号重复",
        "任务的编号不大于前一项，且不是从 1 重新开始",
        "检查编号。",
        "重新从 1 编号的重复看不出来。",
    ),
    _rule(
        "no_target",
        "承诺没有写明目标",
        "正文承诺了结果（率明显提升、完成目标、力争、按期完成），却没有写明比例、数量、全覆盖或时限",
        "写明到多少、到何时，年底才能核对。",
        "凭用语判断，可能多报，也可能漏报。",
    ),
    _rule(
        "soft_words",
        "没有目标的用语",
        "没有写明目标的任务里的进一步、持续、积极、不断、切实、着力等",
        "只列出，供起草人斟酌。",
        "不计分，不作评判：许多任务本来就不宜定量。",
    ),
    _rule(
        "deadline_past",
        "时限已过",
        "写明的时限早于草案年度的 1 月 1 日，或早于草案的成文日期",
        "多半是沿用了上年的日期。",
        "草案没有写明年度的，不检查。",
    ),
    _rule(
        "deadline_impossible",
        "时限不存在",
        "写明的日期、月份或季度是日历上没有的，如 2 月 30 日、13 月底",
        "改正日期。",
        "节假日不检查。",
    ),
    _rule(
        "no_lead",
        "多个部门无人牵头",
        "一项任务列出 5 个以上部门，没有写明谁牵头，文件也没有说明首列即牵头",
        "写明牵头部门。",
        "列在第一的部门不当作写明的牵头。",
    ),
    _rule(
        "task_repeated",
        "任务几乎相同",
        "草案内两项任务的相似度（字符组合的余弦或逐字相同的比例，取大者）达到 0.8，且说的是同一领域",
        "合并，或删去一项。",
        "同一句话分别说刑事、行政的，是两项任务，不报。",
    ),
    _rule(
        "not_taken_up",
        "上年任务未再列入",
        "与上年要点对照，上年的任务在草案里没有延续、修改、拆分或合并",
        "有意不再列入的，说明理由。",
        "对照凭文字，改写很大的可能认不出来。",
    ),
    _rule(
        "joint_doubled",
        "共同任务成倍增加",
        "与上年要点对照，一个部门与别的部门共同承担的任务数达到上年的 2 倍，且多出 2 项以上",
        "检查该部门能否都参加。",
        "只数列名，不反映任务难易和实际投入。",
    ),
)

RULE_NAMES = {rule.key: rule.name.removeprefix(_PAGE).removesuffix(f"（{rule.key}）") for rule in DRAFTS}
"""What the rules are called where it is plain that they are rules: code → name."""
