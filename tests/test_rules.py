"""Rules that the project keeps, as tests: who may import whom, what the README tells, what never occurs."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("data", "analytics", "pages")
SOURCES = [ROOT / "app.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]
README = (ROOT / "README.md").read_text(encoding="utf-8")

# What each room may import of the project; the first entry that fits a path counts.
MAY_IMPORT = {
    "app.py": {"pages"},
    "pages/": {"pages", "analytics", "data"},
    "analytics/charts/": {"analytics", "data"},
    "analytics/exports/": {"analytics", "data"},
    "analytics/": {"analytics", "data"},
    "data/": {"data"},
}
# Libraries that only these rooms may import.
ONLY_IN = {
    "streamlit": ("app.py", "pages/"),
    "plotly": ("analytics/charts/", "pages/shared/drawing.py"),
    "duckdb": ("data/",),
}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_point_downwards(path):
    allowed = next(rooms for start, rooms in MAY_IMPORT.items() if name(path).startswith(start))
    used = {module.partition(".")[0] for module in imports(path)} & {*ROOMS, "app", "tests"}
    assert used <= allowed


@pytest.mark.parametrize("path", [p for p in SOURCES if name(p).startswith("analytics/")], ids=name)
def test_measures_know_nothing_of_charts_and_files(path):
    drawn = {m for m in imports(path) if m.startswith(("analytics.charts", "analytics.exports"))}
    assert not drawn or name(path).startswith(("analytics/charts/", "analytics/exports/"))


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_in_their_rooms(library):
    users = {name(path) for path in SOURCES if library in {m.partition(".")[0] for m in imports(path)}}
    assert users
    assert not [user for user in users if not user.startswith(ONLY_IN[library])]


def test_no_page_can_be_opened_without_the_register():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []


def test_every_page_is_registered_and_told_in_the_readme():
    registered = set(
        re.findall(r'"(pages/[\w/]+\.py)", title="(\w+)"', (ROOT / "app.py").read_text(encoding="utf-8"))
    )
    scripts = {name(path) for path in (ROOT / "pages").rglob("*.py") if "shared" not in path.parts}
    assert {path for path, _ in registered} == scripts
    assert not [title for _, title in registered if title not in README]


def test_commands_of_the_readme_exist():
    told = set(re.findall(r"`make (\w+)`", README))
    made = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"run", "test", "bench"} <= told <= made


def test_pictures_of_the_readme_exist():
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert len(pictures) >= 6
    assert not [picture for picture in pictures if not (ROOT / picture).is_file()]


FORBIDDEN = (
    "unsafe_allow_html",
    "unsafe_allow_javascript",
    "except Exception",
    "executemany",
    r"https?://(?!www\.w3\.org/)",  # the name of a namespace is no address
)


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_what_never_occurs(path):
    source = path.read_text(encoding="utf-8")
    assert [pattern for pattern in FORBIDDEN if re.search(pattern, source)] == []


def test_requirements_say_what_each_is_for():
    lines = [line for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines() if line]
    assert not [line for line in lines if "#" not in line]
    assert not [line for line in lines if not line.startswith("#") and not re.search("[<>=]=", line)]
