"""The drawing of the house: which room may know which, which library is used where, and that nothing lies idle."""

import ast

import networkx as nx
import pytest

from tests.sources import (
    AREAS,
    MODULES,
    ROOT,
    SOURCES,
    called,
    imports,
    module_of,
    name,
    registered,
    texts_of,
    tree,
    under,
)

# The house, from the ground up. A room knows only rooms of lower floors; those side by side know nothing of each other.
FLOORS = (
    ("data.access", "data.errors", "data.vocabulary", "data.numerals", "analytics.safe", "analytics.rows", "analytics.definitions"),
    ("data.limited", "data.names", "data.progress", "data.deploy"),
    ("data.importing",),
    ("data.scenarios",),
    ("data.store",),
    ("data.requests", "analytics.scope", "analytics.section_names"),
    ("data.serving",),
    ("data.commandline", "analytics.task_list", "analytics.loads"),
    ("data.__main__", "analytics.ties", "analytics.evidence", "analytics.progress"),
    ("analytics.profile", "analytics.firmness", "analytics.arrangements", "analytics.years"),
    ("analytics.scenarios",),
    ("analytics.findings", "analytics.drafts"),
    ("analytics.slides",),
    ("analytics.charts",),
    ("analytics.exports",),
    ("analytics.commandline", "pages.shared"),
    ("analytics.__main__", "pages.leadership", "pages.research", "pages.meeting", "pages.steward", "pages.shell"),
    ("app",),
)  # fmt: skip
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}

# What an area may know of the others, beyond the order of the floors.
MAY_KNOW = {
    "data": ("data",),
    "analytics": (
        "analytics",
        *("data.access", "data.errors", "data.vocabulary", "data.numerals", "data.limited", "data.store.plan"),
        "data.importing.own",  # the mark by which an export is known when somebody imports it
        "data.progress.form",  # the form of a ledger that is sent, as who reads it back knows it
        "data.progress.reported",  # what is stored of progress, as values
        "data.scenarios",  # the changes of a scenario, as values
    ),
    "analytics.drafts": (  # it reads a draft as a reader of documents does
        *("analytics", "data.errors", "data.vocabulary", "data.numerals", "data.names"),
        *("data.importing.document", "data.importing.passage"),
    ),
    "analytics.commandline": ("analytics", "data"),  # it reads files and stores for what the rest computes of frames
    "analytics.__main__": ("analytics", "data"),
    "pages": ("pages", "analytics", "data"),
    "app": ("pages.shared", "pages.shell"),
}  # fmt: skip

# Libraries that only these rooms may import.
ONLY_IN = {
    "streamlit": ("app.py", "pages/"),
    "starlette": ("pages/shell/",),
    "plotly": ("analytics/charts/", "pages/shared/drawing.py"),
    "pptx": ("analytics/exports/",),
    "docx": ("analytics/exports/",),
    "xlsxwriter": ("analytics/exports/",),
    "typst": ("analytics/exports/",),
    "duckdb": ("data/store/",),
    "pyarrow": ("data/store/",),
    "psycopg": ("data/store/shared/",),
    "pdfplumber": ("data/importing/readers/",),
    "pdfminer": ("data/importing/readers/",),
    "pypdf": ("data/importing/readers/",),
    "xml": ("data/importing/readers/",),
    "zipfile": ("data/importing/readers/", "data/store/exporting.py", "analytics/exports/templates.py"),
    "charset_normalizer": ("data/importing/",),
    "subprocess": ("data/limited/", "data/deploy/"),
    "socket": ("data/limited/", "data/serving/"),  # a line between two processes of this machine
    "resource": ("data/limited/",),
    "html": ("analytics/safe/",),
}
# The dashboard connects to nothing, and does not guess at what it unpacks.
NOBODY_IMPORTS = {"ssl", "http", "urllib.request", "requests", "httpx", "marshal", "shelve"}


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def house() -> "nx.DiGraph[str]":
    """Which module of the project imports which; a package is no module where it says nothing but what it is for."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    for module, path in MODULES.items():
        drawn.add_node(module)
        drawn.add_edges_from((module, used) for used in imports(path) if used in MODULES and used != module)
    return drawn


def area_of(module: str) -> str:
    """The innermost area of ``MAY_KNOW`` that a module belongs to."""
    return max((area for area in MAY_KNOW if under(module, (area,))), key=len)


def test_no_module_is_reached_from_itself():
    assert list(nx.simple_cycles(house())) == []


def test_every_room_has_its_floor():
    packages = set(AREAS)  # they hold rooms and are none
    assert {room_of(module) for module in MODULES} - packages == set(FLOOR)
    assert [
        text for area in packages for text in imports(MODULES.get(area, ROOT / "app.py")) if area in MODULES
    ] == []


def test_no_arrow_points_up():
    arrows = {(room_of(one), room_of(other)): (one, other) for one, other in house().edges}
    up = [
        f"{one} → {other}"
        for (room, used), (one, other) in arrows.items()
        if room != used and FLOOR[room] <= FLOOR[used]
    ]
    assert up == []


@pytest.mark.parametrize("area", MAY_KNOW)
def test_an_area_knows_only_what_it_may(area):
    beyond = [
        f"{one} → {other}"
        for one, other in house().edges
        if area_of(one) == area and not under(other, MAY_KNOW[area])
    ]
    assert beyond == []


@pytest.mark.parametrize("room", ["names", "progress"])
def test_rooms_that_are_pure(room):
    """What a name means, or what differs in a ledger, is found out without a file and without a database."""
    for path in (ROOT / "data" / room).rglob("*.py"):
        outside = {
            used
            for used in imports(path)
            if used.partition(".")[0] in ("duckdb", "pandas", "os", "pathlib", "logging")
        }
        assert (name(path), outside) == (name(path), set())


@pytest.mark.parametrize("library", ONLY_IN)
def test_libraries_stay_in_their_rooms(library):
    users = {name(path) for path in SOURCES if library in {used.partition(".")[0] for used in imports(path)}}
    assert users
    assert not [user for user in users if not user.startswith(ONLY_IN[library])]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_nothing_connects_to_other_hosts(path):
    parts = {".".join(used.split(".")[:depth]) for used in imports(path) for depth in (1, 2)}
    assert parts & NOBODY_IMPORTS == set()


def test_pages_write_by_requests_alone():
    """Every way from a page to what is written goes by ``ask``, which looks at what the visitor may do."""
    functions = [
        (module, node.name, called(node))
        for module, path in MODULES.items()
        if module.startswith("data.store")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    ]
    writing = {
        f"{module}.{own}" for module, own, calls in functions if {"store.write", "store.checkpoint"} & calls
    }
    while (
        more := {
            f"{module}.{own}"
            for module, own, calls in functions
            if any(name.rpartition(".")[2] in calls for name in writing)
        }
        - writing
    ):  # by way of another
        writing |= more
    assert {
        "data.store.removing.purge_bin",
        "data.store.people.give_access",
        "data.store.naming.decide",
    } < writing
    used = {
        (name(path), f"{node.module}.{alias.name}")
        for path in SOURCES
        if under(module_of(path), ("pages", "app"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    writing -= {"data.store.opening.open_store"}  # builds and upgrades what it opens: nobody asks for that
    used_by = {(path, function) for path, function in used if function in writing}
    assert used_by == {("pages/shell/start.py", "data.store.removing.purge_bin")}  # what nobody asks for
    asking = [name(path) for path in SOURCES if "pages" in path.parts for node in ast.walk(tree(path))
              if isinstance(node, ast.Attribute) and node.attr in ("perform", "write") and ast.unparse(node.value) in ("store", "request", "self.request")]  # fmt: skip
    assert asking == []


def test_no_module_lies_idle():
    """Everything is a page, is run by its name, or is imported by something that is not a test."""
    used = {other for _, other in house().edges}
    used |= {
        text for path in SOURCES for node in ast.walk(tree(path)) for text in texts_of(node)
    }  # import_module("…")
    run = {
        "app",
        "data.__main__",
        "data.deploy.audit",
        "data.deploy.wheels",
        "data.limited.__main__",
        "analytics.__main__",
    }
    pages = {module_of(ROOT / path) for path, _ in registered()}
    packages = {module_of(path) for path in SOURCES if path.name == "__init__.py"}
    assert sorted(set(MODULES) - used - run - pages - packages) == []
    assert sorted(pages & used) == []  # a page draws itself when it is imported
