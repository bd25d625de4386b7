"""An invented plan, as an outline and as a table; every court, office and figure in it is invented."""

TITLE = "云岭市中级人民法院2024年司法改革工作要点"
PREAMBLE = "为贯彻落实虚构会议精神，推动虚构的各项改革任务落地见效，结合虚构法院工作实际，制定本要点。请各部门按照分工抓好落实，遇有问题及时报告。"
SECTIONS = ("全面落实司法责任制", "深化诉讼制度改革")
# Section, number, text, departments, deadline; long enough to wrap on a page.
TASKS = (
    (
        0,
        "1",
        "健全虚构的审判权力制约监督机制，完善院庭长阅核制度，逐案登记、逐月通报，实现虚构案件阅核率达到95%以上。",
        "审判管理办公室、研究室",
        "2024年6月30日",
    ),
    (0, "2", "制定虚构的法官考核办法。", "政治部干部处", "2024年9月30日"),
    (
        0,
        "3",
        "开展虚构的案件质量评查，每半年抽取一定比例的生效案件，由评查小组逐件出具意见，并将结果记入虚构的业绩档案，推动评查全覆盖。",
        "审判管理办公室、督察室、民事审判第一庭、行政审判庭",
        "2024年11月30日",
    ),
    (1, "4", "推进虚构的诉讼档案单套制改革，完成虚构档案数字化30件。", "办公室、技术处", "2024年12月31日"),
    (1, "5", "完善虚构的多元解纷机制，深化诉源治理。", "立案庭", "2024年10月31日"),
)
SIGNED = ("云岭市中级人民法院办公室", "2024年2月19日")

HEADER = ("序号", "改革领域", "工作任务", "责任部门", "完成时限")
NUMERALS = "一二"


def outline() -> list[str]:
    """The paragraphs of the plan."""
    lines = [TITLE, PREAMBLE]
    for index, section in enumerate(SECTIONS):
        lines.append(f"{NUMERALS[index]}、{section}")
        for of, number, text, departments, deadline in TASKS:
            if of == index:
                lines += [f"{number}.{text}", f"责任部门：{departments}；完成时限：{deadline}"]
    return [*lines, *SIGNED]


def piped() -> list[str]:
    """The plan as a table in text; a section is told once."""
    rows = [f"| {' | '.join(HEADER)} |"]
    told = set()
    for of, number, text, departments, deadline in TASKS:
        section = "" if of in told else SECTIONS[of]
        told.add(of)
        rows.append(f"| {number} | {section} | {text} | {departments} | {deadline} |")
    return [TITLE, *rows, *SIGNED]
