"""Pairs of invented plans: an earlier one, and a later one made of it by edits that are known.

The tasks in ``tasks_*.txt`` are invented (section | departments | text | the same task in wholly other words); no court wrote
them. ``tuning`` is what the matching was tuned on, ``unseen`` was kept apart from it. Half of the tasks of the first
document goes with each.
"""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from analytics.drafts.draft import Draft
from analytics.years.plans import YearPlan
from data.importing.directory_files import SEEDS, load_directory
from data.importing.parser import parse

HALVES = ("tuning", "unseen")
TITLES = (
    "坚持党对司法改革工作的绝对领导",
    "服务保障经济社会高质量发展",
    "全面准确落实司法责任制",
    "深化诉讼制度改革",
    "建设现代化诉讼服务体系",
    "打造过硬法院队伍",
)
OTHER_TITLES = (
    "加强政治建设，确保改革方向",
    "助力振兴发展，优化法治环境",
    "压实审判责任，严格公正司法",
    "改进办案方式，提高办案效率",
    "践行司法为民，回应群众期待",
    "锻造铁军队伍，强化基础保障",
)
SYNONYMS = (
    *(("健全", "完善"), ("完善", "健全完善"), ("推进", "推动"), ("加强", "强化"), ("开展", "组织开展")),
    *(("建立", "构建"), ("提升", "提高"), ("深化", "持续深化"), ("推广", "推行"), ("落实", "全面落实")),
    *(("规范", "进一步规范"), ("组织", "精心组织"), ("探索", "积极探索"), ("加快", "着力加快")),
)
TAILS = (
    "提升人民群众司法获得感",
    "形成可复制可推广的经验",
    "定期通报工作进展",
    "切实提高工作质效",
    "加强对下监督指导",
    "健全部门协作配合机制",
    "做好宣传引导",
    "推动形成工作合力",
)
FRESH = (
    "编制操作流程图",
    "设立专门合议庭",
    "配备专职联络员",
    "开发手机端查询功能",
    "邀请人大代表观摩",
    "开展满意度测评",
    "与高校共建研究基地",
    "向社会公布投诉电话",
    "制作办事指南二维码",
    "建立季度会商例会",
)
LOOK_ALIKES = (
    ("行政", "刑事", "刑事审判第一庭"),
    ("刑事", "行政", "行政审判庭"),
    ("民事", "行政", "行政审判庭"),
    ("知识产权", "环境资源", "环境资源审判庭"),
    ("环境资源", "知识产权", "民事审判第三庭"),
    ("破产", "金融", "民事审判第四庭"),
    ("金融", "破产", "民事审判第二庭"),
    ("执行", "信访", "涉诉信访局信访一处"),
    ("信访", "执行", "执行局协调指导处"),
    ("家事", "未成年人", "刑事审判第二庭"),
    ("未成年人", "家事", "民事审判第一庭"),
    ("立案", "执行", "执行局协调指导处"),
    ("法官助理", "书记员", "政治部干部处"),
    ("书记员", "法官助理", "政治部法官管理处"),
    ("电子卷宗", "庭审录像", "审判管理办公室"),
    ("送达", "保全", "执行局执行指挥中心"),
    ("国家赔偿", "行政赔偿", "行政审判庭"),
    ("涉外", "涉农", "民事审判第一庭"),
    ("诉讼档案", "裁判文书", "研究室"),
    ("再审", "减刑假释", "刑事审判第二庭"),
)
DEPARTMENTS = (
    *("研究室", "审判管理办公室", "办公室", "技术处", "立案庭", "刑事审判第一庭", "民事审判第一庭"),
    *("民事审判第二庭", "行政审判庭", "审判监督庭", "政治部干部处", "政治部法官管理处", "督察室", "机关纪委"),
)


@dataclass(frozen=True)
class Entry:
    """A task before it is printed."""

    section: int
    departments: tuple[str, ...]
    text: str
    heavy: str = ""
    deadline: str = ""  # of a line of its own
    sources: tuple[int, ...] = ()  # places in the earlier plan, from 0
    kind: str = "unchanged"


@dataclass
class Pair:
    """Two plans, and what is to be found: (earlier positions, later positions) → what became of them."""

    earlier: str
    later: str
    kinds: dict[tuple[tuple[int, ...], tuple[int, ...]], str] = field(default_factory=dict)
    moved: set[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=set)


def bank(half: str) -> list[Entry]:
    """The tasks of a half: invented ones, and every second one of the first document."""
    lines = Path(__file__).with_name(f"tasks_{half}.txt").read_text(encoding="utf-8").splitlines()
    entries = []
    for line in lines:
        section, listed, text, heavy = line.split("|")
        entries.append(Entry("一二三四五六".index(section), tuple(listed.split("、")), text, heavy))
    first = parse(next(SEEDS.glob("*.txt")).read_text(encoding="utf-8"), load_directory())
    for task in first.tasks[HALVES.index(half) :: 2]:
        departments = tuple(mention.department for mention in task.mentions)
        entries.append(Entry((task.section or 1) - 1, departments, task.text.rstrip("。")))
    return entries


def _clauses(text: str) -> list[str]:
    """The clauses of a text; commas between quotes and in brackets divide nothing."""
    return [part for part in re.split(r"[，；](?!6月底前完成)(?![^《“（]*[》”）])", text) if part]


class _Editor:
    def __init__(self, half: str, seed: int) -> None:
        self.dice = random.Random(f"{half} {seed}")
        self.entries = bank(half)
        self.dice.shuffle(self.entries)

    def light(self, text: str) -> str:
        changed = text
        for old, new in self.dice.sample(SYNONYMS, len(SYNONYMS)):
            if old in changed and new not in changed:
                changed = changed.replace(old, new, 1)
                if self.dice.random() < 0.5:
                    break
        if changed == text or self.dice.random() < 0.4:
            changed += "，" + self.dice.choice(TAILS)
        return changed

    def heavy(self, entry: Entry) -> str:
        if entry.heavy:
            return entry.heavy
        clauses = _clauses(self.light(entry.text))
        self.dice.shuffle(clauses)
        kept = clauses[: max(1, len(clauses) - 1)]
        return "，".join([*kept, self.dice.choice(TAILS), self.dice.choice(FRESH)])

    def departments(self, departments: tuple[str, ...]) -> tuple[str, ...]:
        turn = self.dice.random()
        free = [department for department in DEPARTMENTS if department not in departments]
        if turn < 0.5:
            return (*departments, self.dice.choice(free))
        if len(departments) > 1:
            return departments[:-1] if turn < 0.8 else departments[1:]
        return (self.dice.choice(free),)

    def look_alike(self, entry: Entry) -> Entry | None:
        spared = re.sub("严格执行|执行规定|信访数据", "", entry.text)
        fitting = [swap for swap in LOOK_ALIKES if swap[0] in spared and swap[1] not in entry.text]
        if not fitting:
            return None
        old, new, department = self.dice.choice(fitting)
        departments = tuple(dict.fromkeys([department, *entry.departments[1:]]))
        if departments == entry.departments:
            return None
        return replace(
            entry,
            text=re.sub(f"(?<!严格){old}", new, entry.text),
            departments=departments,
            sources=(),
            kind="new",
        )

    def edited(self, place: int, entry: Entry, after: Entry | None) -> tuple[list[Entry], int]:
        """What becomes of a task, and how many tasks of the earlier plan are used up."""
        own = replace(entry, sources=(place,))
        turn = self.dice.random()
        clauses = _clauses(entry.text)
        if turn < 0.12:
            return [replace(own, text=self.light(entry.text), kind="reworded")], 1
        if turn < 0.19:
            return [replace(own, text=self.heavy(entry), kind="reworded")], 1
        if turn < 0.25 and len(clauses) > 1:
            return self.split(own, clauses), 1
        if turn < 0.31 and after is not None and after.section == entry.section:
            return [self.merged(place, entry, after)], 2
        if turn < 0.36:
            return [], 1
        if turn < 0.43 and (other := self.look_alike(entry)):
            return [other], 1
        if turn < 0.51:
            return [replace(own, departments=self.departments(own.departments))], 1
        if turn < 0.56:
            text = self.light(entry.text)
            return [
                replace(own, text=text, departments=self.departments(own.departments), kind="reworded")
            ], 1
        if turn < 0.62:
            return [self.shifted(own)], 1
        return [own], 1

    def shifted(self, entry: Entry) -> Entry:
        month = self.dice.choice(("3月底前", "9月底前", "10月底前", "年底前"))
        if entry.deadline:
            return replace(entry, deadline=month if month != entry.deadline else "11月底前")
        return replace(entry, text=re.sub(r"6月底前", month, entry.text), deadline=entry.deadline)

    def split(self, entry: Entry, clauses: Sequence[str]) -> list[Entry]:
        cut = self.dice.randint(1, len(clauses) - 1)
        parts = []
        for own in (clauses[:cut], clauses[cut:]):
            fresh = [self.dice.choice(FRESH)] if self.dice.random() < 0.6 else []
            parts.append(replace(entry, text="，".join([*own, *fresh]), kind="split"))
        if self.dice.random() < 0.3:
            parts[1] = replace(parts[1], departments=self.departments(parts[1].departments))
        return parts

    def merged(self, place: int, one: Entry, other: Entry) -> Entry:
        texts = [*_clauses(one.text), *_clauses(other.text)]
        if self.dice.random() < 0.4:
            texts.append(self.dice.choice(FRESH))
        departments = tuple(dict.fromkeys((*one.departments, *other.departments)))
        text = "，".join(texts)
        return replace(one, text=text, departments=departments, sources=(place, place + 1), kind="merged")


def make_pair(half: str, seed: int, size: int = 45) -> Pair:
    """A pair of plans; the same for the same half and seed."""
    editor = _Editor(half, seed)
    dice = editor.dice
    earlier = sorted(editor.entries[:size], key=lambda entry: entry.section)
    for place, entry in enumerate(earlier):
        turn = dice.random()
        if turn < 0.12:
            earlier[place] = replace(entry, deadline="6月底前")
        elif turn < 0.2 and "月" not in entry.text:
            earlier[place] = replace(entry, text=entry.text + "，6月底前完成")
    later: list[Entry] = []
    place = 0
    while place < len(earlier):
        after = earlier[place + 1] if place + 1 < len(earlier) else None
        made, used = editor.edited(place, earlier[place], after)
        later += made
        place += used
    later += [replace(entry, kind="new") for entry in editor.entries[size : size + dice.randint(2, 6)]]
    movers = [place for place, entry in enumerate(later) if entry.sources and entry.kind != "split"]
    moved = set(dice.sample(movers, dice.randint(0, 3)))
    for place in moved:
        section = dice.choice([own for own in range(6) if own != later[place].section])
        later[place] = replace(later[place], section=section)
    marked = [(entry, place in moved) for place, entry in enumerate(later)]
    if dice.random() < 0.4:
        dice.shuffle(marked)
    sections, titles = _rearranged(marked, dice)
    order = sorted(range(len(marked)), key=lambda place: sections[place])
    return _pair(earlier, [marked[place] for place in order], [sections[place] for place in order], titles)


def _rearranged(marked: list[tuple[Entry, bool]], dice: random.Random) -> tuple[list[int], list[str]]:
    """The section of each later task, and the titles: some renamed, two joined, one parted."""
    sections = [entry.section for entry, _ in marked]
    titles = list(TITLES)
    for place in range(len(titles)):
        if dice.random() < 0.2:
            titles[place] = OTHER_TITLES[place]
    turn = dice.random()
    if turn < 0.25:
        one = dice.randrange(5)
        sections = [section - (section > one) for section in sections]
        title = dice.choice((titles[one], titles[one + 1], titles[one] + "，" + titles[one + 1]))
        titles[one : one + 2] = [title]
    elif turn < 0.5:
        one = dice.randrange(6)
        own = [place for place, section in enumerate(sections) if section == one and not marked[place][1]]
        second = set(own[len(own) // 2 :])
        if len(second) > 2:
            sections = [
                section + (section > one or place in second) for place, section in enumerate(sections)
            ]
            titles[one + 1 : one + 1] = ["完善新型工作格局，拓展改革领域"]
    return sections, titles


def _pair(
    earlier: list[Entry], later: list[tuple[Entry, bool]], sections: list[int], titles: list[str]
) -> Pair:
    shown = [replace(entry, section=section) for (entry, _), section in zip(later, sections, strict=True)]
    pair = Pair(printed(earlier, TITLES, 2030), printed(shown, titles, 2031))
    stayed = {  # a move into what is joined with its old section is none
        (earlier[entry.sources[0]].section, section)
        for (entry, moved), section in zip(later, sections, strict=True)
        if entry.sources and not moved
    }
    found: dict[tuple[int, ...], list[int]] = {}
    for place, (entry, _) in enumerate(later):
        if entry.sources:
            found.setdefault(tuple(one + 1 for one in entry.sources), []).append(place + 1)
        else:
            pair.kinds[(), (place + 1,)] = "new"
    for ones, others in found.items():
        key = (ones, tuple(others))
        pair.kinds[key] = later[others[0] - 1][0].kind
        went = earlier[ones[0] - 1].section, sections[others[0] - 1]
        if later[others[0] - 1][1] and went not in stayed:
            pair.moved.add(key)
    continued = {one for ones in found for one in ones}
    for place in range(1, len(earlier) + 1):
        if place not in continued:
            pair.kinds[(place,), ()] = "dropped"
    return pair


def printed(
    entries: Sequence[Entry], titles: Sequence[str], year: int, numbers: Sequence[int] | None = None
) -> str:
    """A plan as a document; its tasks are numbered from 1, or as said."""
    lines, last = [f"虚构省高级人民法院{year}年司法改革工作要点", ""], -1
    headings = 0
    for number, entry in zip(numbers or range(1, len(entries) + 1), entries, strict=True):
        if entry.section != last:
            last = entry.section
            lines += [f"{'一二三四五六七八'[headings]}、{titles[last]}", ""]
            headings += 1
        lines += [f"{number}. {entry.text}。", ""]
        lines += [f"责任部门：{'、'.join(entry.departments)}"] if entry.departments else []
        lines += [f"完成时限：{entry.deadline}", ""] if entry.deadline else [""]
    return "\n".join(lines)


def read(text: str) -> YearPlan:
    """A printed plan, read as any document."""
    directory = load_directory()
    return Draft(parse(text, directory), directory).year_plan()
