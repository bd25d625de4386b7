"""The code of the project and of its tests, as text and as trees: what its rules are tested on."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
AREAS = ("data", "analytics", "pages")
SOURCES = [ROOT / "app.py", *(path for area in AREAS for path in sorted((ROOT / area).rglob("*.py")))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(path): path for path in SOURCES}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, wherever in it; of what is no module, the module that it is from."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: relative import"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {one if one in MODULES else str(node.module) for one in whole}
    return found


def under(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def called(function: ast.FunctionDef) -> set[str]:
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    names = {ast.unparse(call) for call in calls}
    return names | {call.rpartition(".")[2] for call in names}


def texts_of(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def registered() -> set[tuple[str, str]]:
    """Path and title of every page."""
    text = (ROOT / "app.py").read_text(encoding="utf-8")
    return set(re.findall(r'st\.Page\(\s*"(pages/[\w/]+\.py)",\s*title="(\w+)"', text))
