"""Invented drafts with planted faults: whether each is found, and what else is told."""

import random
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from analytics.drafts.draft import Draft
from analytics.drafts.rules import Rule, check
from data.importing.directory_files import load_directory
from data.importing.parser import parse
from tests.accuracy.years.pairs import TITLES, Entry, bank, printed

NAMES = (
    *(("民二庭", "民事审判第二庭"), ("刑一庭", "刑事审判第一庭"), ("审管办", "审判管理办公室")),
    *(("行政庭", "行政审判庭"), ("审监庭", "审判监督庭"), ("环资庭", "环境资源审判庭")),
)
PROMISES = ("结案率明显提升", "实现年度目标", "力争走在全省前列", "按期完成平台建设", "群众满意度大幅提高")
FAULTS = tuple(rule for rule in Rule if rule not in (Rule.NOT_TAKEN_UP, Rule.JOINT_DOUBLED))
AIM = re.compile(r"\d|全覆盖|年内|年底")  # a task that states a target promises no other
MANY = ("研究室", "办公室", "技术处", "立案庭", "督察室", "审判监督庭")


@dataclass
class Score:
    """Planted faults, those found, and what was told of tasks without that fault."""

    planted: Counter[Rule] = field(default_factory=Counter)
    found: Counter[Rule] = field(default_factory=Counter)
    false: Counter[Rule] = field(default_factory=Counter)
    tasks: int = 0
    wrong: list[str] = field(default_factory=list)


def _faulty(rule: Rule, entry: Entry, before: Entry | None, dice: random.Random) -> Entry | None:
    """A task with a fault; None where the rule needs more than a task."""
    short, _ = dice.choice(NAMES)
    if rule in (Rule.NO_TARGET, Rule.SOFT_WORDS) and AIM.search(entry.text):
        entry = replace(entry, text="编写办案指南，加强业务交流")
    changed: dict[Rule, dict[str, object]] = {
        Rule.NO_DEPARTMENT: {"departments": ()},
        Rule.VAGUE_ADDRESSEE: {
            "departments": (dice.choice(("有关部门", "各单位", "相关庭室", "各有关部门")),)
        },
        Rule.COLLECTIVE_ADDRESSEE: {"departments": ("各审判业务部门",)},
        Rule.UNKNOWN_NAME: {"departments": (short, *entry.departments[:1])},
        Rule.AMBIGUOUS_NAME: {"departments": (dice.choice(("民事审判庭", "刑事审判庭")),)},
        Rule.TWO_NAMES: {"departments": ("执行指挥中心",)},
        Rule.NAME_REPEATED: {"departments": ("立案庭", "研究室", "立案庭")},
        Rule.NOT_UNDERSTOOD: {"text": f"{entry.text}（由{dice.choice(('张三', '李四'))}同志负责）"},
        Rule.OVER_WHOLE: {"text": f"{entry.text}，到位率达到{dice.randint(101, 180)}%"},
        Rule.NO_TARGET: {"text": f"{entry.text}，{dice.choice(PROMISES)}"},
        Rule.SOFT_WORDS: {"text": f"进一步{entry.text}"},
        Rule.DEADLINE_PAST: {"text": f"{entry.text}，2029年9月底前完成"},
        Rule.DEADLINE_IMPOSSIBLE: {
            "text": f"{entry.text}，{dice.choice(('2月30日', '13月底', '6月31日'))}前完成"
        },
        Rule.NO_LEAD: {"departments": MANY[: dice.randint(5, 6)]},
    }
    if rule is Rule.TASK_REPEATED and before:
        return replace(before, text=before.text + "，做好宣传")
    return replace(entry, **changed[rule]) if rule in changed else None  # type: ignore[arg-type]  # fields by name


def make_draft(half: str, seed: int, size: int = 30) -> tuple[str, dict[int, Rule]]:
    """A draft, and which fault its tasks have, by position."""
    dice = random.Random(f"draft {half} {seed}")
    entries = [
        entry for entry in bank(half) if "各" not in "".join(entry.departments) and len(entry.departments) < 5
    ]
    dice.shuffle(entries)
    entries = sorted(entries[:size], key=lambda entry: entry.section)
    numbers = list(range(1, size + 1))
    faults: dict[int, Rule] = {}
    entries[0] = replace(
        entries[0], departments=("执行局执行指挥中心",)
    )  # written in full: another name is a second one
    for rule, place in zip(dice.sample(FAULTS, 8), dice.sample(range(2, size), 8), strict=True):
        if rule is Rule.NUMBER_MISSING:
            numbers = [number + (at >= place) for at, number in enumerate(numbers)]
        elif rule is Rule.NUMBER_REPEATED:
            numbers = [number - (at >= place) for at, number in enumerate(numbers)]
        elif made := _faulty(rule, entries[place], entries[place - 1], dice):
            entries[place] = replace(made, section=entries[place].section)
        faults[place + 1] = rule
    return printed(entries, TITLES, 2030, numbers), faults


def score_half(half: str, count: int) -> Score:
    """The figures of the first ``count`` drafts of a half; words that are only listed are no alarm."""
    score, directory = Score(), load_directory()
    for seed in range(count):
        text, faults = make_draft(half, seed)
        draft = Draft(parse(text, directory), directory)
        told = {(finding.position, finding.rule) for finding in check(draft)}
        score.tasks += len(draft.document.tasks)
        for position, rule in faults.items():
            score.planted[rule] += 1
            score.found[rule] += (position, rule) in told
            if (position, rule) not in told:
                score.wrong.append(f"missed {rule}: {draft.document.tasks[position - 1].text}")
        for place, rule in sorted(told - set(faults.items()), key=str):
            if rule is not Rule.SOFT_WORDS:
                score.false[rule] += 1
                task = draft.document.tasks[(place or 1) - 1]
                score.wrong.append(f"false {rule}: {task.text} {[own.text for own in task.mentions]}")
    return score
