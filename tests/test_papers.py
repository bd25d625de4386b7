"""What the papers tell is so: README, SECURITY, CONTRIBUTING against the tree."""

import re

from tests.sources import ROOT, registered
from tests.test_house import FLOOR

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_page_is_told_in_the_readme():
    assert not [title for _, title in registered() if title not in README]


def test_tests_that_the_paper_of_security_names_exist():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(named) >= 20
    assert not [
        (path, test) for path, test in named if f"def {test}(" not in (ROOT / path).read_text("utf-8")
    ]


# How many requirements each part has: of GB/T 22239-2019, 7.1.4, with its letters; of the chapters of ASVS 4.0.3.
REQUIREMENTS = {
    "7.1.4": ["1 a", "1 b", "1 c", "2 a", "2 b", "2 c", "2 d", "3 a", "3 b", "3 c", "4 a", "4 b", "4 c", "4 d", "4 e", "5", "6", "7",
              "8 a", "8 b", "9", "10 a", "10 b"],
    "3": [f"{part}.{number}" for part, many in enumerate((1, 4, 4, 5, 3, 2, 1), 1) for number in range(1, many + 1)],
    "12": [f"{part}.{number}" for part, many in enumerate((3, 1, 6, 2, 2, 1), 1) for number in range(1, many + 1)],
}  # fmt: skip
VERDICT = re.compile("达到|没有达到|代理|不涉及")


def test_every_requirement_is_judged_in_the_paper_of_security():
    rows = re.findall(r"^\| ([0-9.]+(?: [a-e])?) \| [^|]+ \| ([^|]+) \| ([^|]*)\|$", (ROOT / "SECURITY.md").read_text("utf-8"), re.MULTILINE)  # fmt: skip
    wanted = [f"{chapter}.{one}" for chapter, ones in REQUIREMENTS.items() for one in ones]
    assert [number for number, _, _ in rows] == wanted
    assert [number for number, verdict, _ in rows if not VERDICT.search(verdict)] == []


def test_every_room_is_drawn_for_who_comes_to_help():
    drawn = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    folders = {
        room for room in FLOOR if not room.endswith("__main__") and (ROOT / room.replace(".", "/")).is_dir()
    }
    assert not [room for room in sorted(folders) if f"  {room.partition('.')[2]}/" not in drawn]


def test_commands_of_the_readme_exist():
    told = set(re.findall(r"`make (\w+)`", README))
    made = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test", "bench"} <= told <= made


def test_pictures_of_the_readme_exist():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert len(pictures) >= 6
    assert not [picture for picture in pictures if not (ROOT / picture).is_file()]
