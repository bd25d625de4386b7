"""How well documents are read: what was read against what a person wrote down, document by document."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from data.commandline.printing import document_as_json
from data.importing.decoding import decode
from data.importing.parser import parse
from data.names.directory import Directory

DOCUMENTS = sorted(Path(__file__).with_name("documents").glob("*.txt"))
KINDS = sorted(Path(__file__).with_name("kinds").glob("*.txt"))
HELD_OUT = sorted(Path(__file__).with_name("held_out").glob("*.txt"))
"""Never looked at while the reader is mended: their figures tell how well what nobody has seen is read."""

PARTS = ("tasks", "departments", "roles", "sections", "targets", "metadata")
METADATA = ("title", "year", "issuer", "issued_on", "cc", "first_listed_leads")


@dataclass
class Score:
    """What was right of what was expected and of what was read; ``wrong`` says where, in words."""

    right: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    wrong_tasks: int = 0  # read wrongly in number, text, departments, roles or deadlines
    silent: int = 0  # of these, those of which no warning tells
    right_tasks: int = 0
    warned: int = 0  # of these, those that a warning tells of

    def add(self, part: str, expected: list, read: list) -> None:
        """Compare two lists of things; each thing counts once."""
        left = Counter(map(repr, expected))
        found = Counter(map(repr, read))
        self.right[part] += (left & found).total()
        self.expected[part] += len(expected)
        self.read[part] += len(read)
        self.wrong += [f"{part}: missed {item}" for item in (left - found)]
        self.wrong += [f"{part}: read {item}" for item in (found - left)]

    def merge(self, other: "Score") -> None:
        """Add another document's figures."""
        self.right += other.right
        self.expected += other.expected
        self.read += other.read
        self.wrong_tasks += other.wrong_tasks
        self.silent += other.silent
        self.right_tasks += other.right_tasks
        self.warned += other.warned

    def judge(self, right: bool, told: bool) -> None:
        """Count a task that was expected: whether all of it is right, and whether a warning tells of it."""
        self.right_tasks += right
        self.wrong_tasks += not right
        self.warned += right and told
        self.silent += not right and not told

    def value(self, part: str) -> float:
        """F1: the harmonic mean of precision and recall; 1 where nothing was expected and nothing read."""
        both = self.expected[part] + self.read[part]
        return 2 * self.right[part] / both if both else 1.0


def as_read(path: Path, directory: Directory) -> dict:
    """What the parser reads in a file, in the form of the expected JSON."""
    document = parse(decode(path.read_bytes()), directory)
    return document_as_json(document) | {"first_listed_leads": document.first_listed_leads}


def _pairs(expected: list[dict], read: list[dict]) -> Iterator[tuple[dict, dict]]:
    """The tasks of both in step; an empty task beside one that has no partner."""
    first, second = ([task["text"][:6] for task in tasks] for tasks in (expected, read))
    for _, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        blank: dict[str, list] = {"departments": [], "targets": []}
        for step in range(max(i2 - i1, j2 - j1)):
            yield (
                expected[i1 + step] if i1 + step < i2 else blank,
                read[j1 + step] if j1 + step < j2 else blank,
            )


def score(expected: dict, read: dict) -> Score:
    """One document: tasks by number and text, whole lists of departments, and so on."""
    found = Score()
    titles = [{part["ordinal"]: part["title"] for part in one["sections"]} for one in (expected, read)]
    keyed = [[(task["number"], task["text"]) for task in one["tasks"]] for one in (expected, read)]
    found.add("tasks", *keyed)
    for left, right in _pairs(expected["tasks"], read["tasks"]):
        lists = [
            [
                [
                    (department["name"], department["raw"], department["collective"])
                    for department in task["departments"]
                ]
            ]
            if "number" in task
            else []
            for task in (left, right)
        ]
        found.add("departments", *lists)
        roles = [
            [(department["name"], department["role"]) for department in task["departments"]]
            for task in (left, right)
        ]
        found.add("roles", *roles)
        targets = [
            [(task.get("number"), target["kind"], target["value"]) for target in task["targets"]]
            for task in (left, right)
        ]
        found.add("targets", *targets)
    placed = [
        [title.get(task["section"]) for task in one["tasks"]]
        for one, title in zip((expected, read), titles, strict=True)
    ]
    found.add("sections", list(enumerate(placed[0])), list(enumerate(placed[1])))
    found.add("metadata", *([(key, one[key]) for key in METADATA] for one in (expected, read)))
    found.wrong += [f"fits nothing: {line}" for line in read["unaccounted"]]
    return found


def _told(task: dict, read: dict) -> bool:
    """Whether a warning tells of a task: by its number, a department, or its first words; a line that fits nothing tells too."""
    if read["unaccounted"]:
        return True
    words = [name.split()[0] for name in task["departments"]]
    words += [f"任务{task['number']}：" if task["number"] else "", task.get("text", "")[:8]]
    return any(word and word in warning["text"] for warning in read["warnings"] for word in words)


def _in_step(expected: list[dict], read: list[dict]) -> Iterator[tuple[dict, dict | None]]:
    """For each task expected the one that was read for it: in order where there are as many, else by number and words."""
    if len(expected) == len(read):
        yield from zip(expected, read, strict=True)
        return
    left = list(read)
    for task in expected:
        start = task.get("text", "")[:6]
        found = next(
            (one for one in left if one["number"] == task["number"] and one["text"].startswith(start)), None
        )
        if found:
            left.remove(found)
        yield task, found


def score_stated(expected: dict, read: dict) -> Score:
    """One document against what is stated of it: fields, tasks and deadlines that are not stated count nowhere.

    A task states number, text, ``departments`` (name and role) and ``deadlines`` (dates, or words that have none).
    """
    found = Score()
    for key in ("title", "year", "issuer", "issued_on", "cc"):
        if key in expected:
            found.add("metadata", [(key, expected[key])], [(key, read[key])])
    if "sections" in expected:
        found.add("sections", expected["sections"], [part["title"] for part in read["sections"]])
    for task, one in _in_step(expected["tasks"], read["tasks"]):
        one = one or {"number": None, "text": "", "departments": [], "targets": []}
        departments = [f"{department['name']} {department['role']}" for department in one["departments"]]
        due = [target["value"] for target in one["targets"] if target["kind"] == "deadline"]
        text = [one["text"]] if "text" in task else []
        stated = task.get("deadlines")
        pairs: list[tuple[str, list, list]] = [
            ("tasks", [(task["number"], task.get("text"))], [(one["number"], *(text or [None]))]),
            (
                "departments",
                [[name.split()[0] for name in task["departments"]]],
                [[name.split()[0] for name in departments]],
            ),
            ("roles", task["departments"], departments),
            ("targets", stated or [], due if stated is not None else []),
        ]
        for part, left, right in pairs:
            found.add(part, left, right)
        found.judge(all(left == right for _, left, right in pairs), _told(task, read))
    surplus = len(read["tasks"]) - len(expected["tasks"])
    found.add("tasks", [], ["not expected"] * max(surplus, 0))
    return found


def score_file(path: Path, directory: Directory) -> Score:
    """One file against the JSON beside it: the whole document, or what is stated of it."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    read = as_read(path, directory)
    return score(expected, read) if "first_listed_leads" in expected else score_stated(expected, read)
