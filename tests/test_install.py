"""What is written down to be installed: complete, the same everywhere, and enough for a machine without internet."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PRODUCTION = [
    ROOT / "app.py",
    *(path for room in ("data", "analytics", "pages") for path in (ROOT / room).rglob("*.py")),
]
LOCKS = {"requirements.txt": "requirements.lock", "requirements-dev.txt": "requirements-dev.lock"}
OFFLINE = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))} | {
    "PIP_CONFIG_FILE": os.devnull,  # what is set up on this machine may name an index
    "PIP_NO_COMPILE": "0",  # the option is on (pip turns it round): only what is imported is compiled
}

# What a machine has to be able to do once everything is installed: load all code, and show the first page.
USE = """
import importlib, pkgutil
import analytics, data
from streamlit.testing.v1 import AppTest

for room in (data, analytics):
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)
page = AppTest.from_file("app.py", default_timeout=120).run()
print([error.value for error in page.exception], [title.value for title in page.title])
"""


def required(file: str) -> list[Requirement]:
    """The requirements of a file and of those that it takes in."""
    found = []
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text.startswith("-r "):
            found += required(text.removeprefix("-r ").strip())
        elif text:
            found.append(Requirement(text))
    return found


def pinned(lock: str) -> list[tuple[Requirement, int]]:
    """What a lock pins, with the number of its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [
        (Requirement(line.partition(" --hash=")[0]), line.count("--hash=sha256:"))
        for line in text.splitlines()
    ]


def imported(path: Path) -> set[str]:
    """The libraries that a file imports, by the names in the code."""
    modules = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(str(node.module))
    roots = {module.partition(".")[0] for module in modules}
    return roots - set(sys.stdlib_module_names) - {"app", "data", "analytics", "pages"}


def test_what_the_code_imports_is_required_and_what_is_required_is_imported() -> None:
    distributions = packages_distributions()
    used = {
        canonicalize_name(name)
        for path in PRODUCTION
        for module in imported(path)
        for name in distributions[module]
    }
    assert used == {canonicalize_name(one.name) for one in required("requirements.txt")}


@pytest.mark.parametrize("file", LOCKS)
def test_every_requirement_has_its_reason_and_the_versions_that_will_do(file: str) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.search(r"(^|[<>=]=\S+|^-r \S+) *# \S", line)] == []


@pytest.mark.parametrize(("file", "lock"), LOCKS.items())
def test_a_lock_pins_every_requirement_to_a_version_that_it_allows(file: str, lock: str) -> None:
    versions: dict[str, list[str]] = {}
    for pin, _ in pinned(lock):
        versions.setdefault(canonicalize_name(pin.name), []).append(str(pin.specifier).removeprefix("=="))
    broken = [
        str(one)
        for one in required(file)
        if not (held := versions.get(canonicalize_name(one.name)))
        or not all(map(one.specifier.contains, held))
    ]
    assert broken == []


@pytest.mark.parametrize("lock", LOCKS.values())
def test_a_lock_has_hashes_and_names_no_host(lock: str) -> None:
    assert [
        str(pin) for pin, hashes in pinned(lock) if not hashes or not str(pin.specifier).startswith("==")
    ] == []
    assert (
        re.findall(r"\S*(?:://|--index|--find-links|--extra|--trusted)\S*", (ROOT / lock).read_text("utf-8"))
        == []
    )


def test_testing_runs_on_the_versions_that_running_does() -> None:
    running, testing = ({str(pin) for pin, _ in pinned(lock)} for lock in LOCKS.values())
    assert running < testing


def make(*arguments: str, env: Mapping[str, str] = os.environ) -> str:
    """Run make in the project; returns what it complained of, "" where all went well."""
    done = subprocess.run(["make", "--silent", *arguments], cwd=ROOT, env=env, capture_output=True, text=True)
    return (done.stderr.strip() or f"exit code {done.returncode}") if done.returncode else ""


@pytest.mark.skipif(
    not os.environ.get("REQUIRE_INDEX"), reason="要从包索引下载约 150 MB：设 REQUIRE_INDEX=1 后运行"
)
def test_a_machine_without_internet_installs_from_a_folder(tmp_path: Path) -> None:
    wheels, environment = tmp_path / "wheels", tmp_path / "venv"
    assert make("wheels", f"WHEELS={wheels}", f"BIN={Path(sys.executable).parent}") == ""
    ready = environment / ".for-running"
    where = [f"VENV={environment}", f"WHEELS={wheels}", f"PYTHON={sys.executable}"]
    assert make(str(ready), *where, env=OFFLINE) == ""
    used = subprocess.run(
        [environment / "bin" / "python", "-c", USE],
        cwd=ROOT,
        env=OFFLINE | {"DASHBOARD_DATABASE": str(tmp_path / "dashboard.duckdb")},
        capture_output=True,
        text=True,
    )
    assert (used.returncode, used.stdout) == (0, "[] ['2023年全省法院司法改革工作要点']\n"), used.stderr
