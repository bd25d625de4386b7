"""Rules that the project keeps, as tests: how pages are registered and styled, what never occurs, what tests may not do."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources import ROOT, SOURCES, TESTS, called, module_of, name, registered, texts_of, tree, under

# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_page_can_be_opened_without_the_register():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == []
    assert len(registered()) == (ROOT / "app.py").read_text(encoding="utf-8").count("st.Page(")


def test_styles_are_of_widgets_that_exist():
    """Streamlit names an element after its key; a style for a key that no code gives styles nothing."""
    given = {
        value
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.keyword) and node.arg == "key"
        for value in texts_of(node.value)
    }
    addresses = (ROOT / "pages/shared/address.py").read_text(encoding="utf-8")
    given |= {f"at_{key}" for key in re.findall(r'= Key\("(\w+)"', addresses)}
    styles = {path: path.read_text(encoding="utf-8") for path in (ROOT / "pages").rglob("*.css")}
    styled = {key for text in styles.values() for key in re.findall(r"st-key-(\w+)", text)}
    assert len(styled) >= 5
    assert styled - given == set()


# ── what never occurs ───────────────────────────────────────────────────────────────────────────────────────

FORBIDDEN = (
    "unsafe_allow_html",
    "unsafe_allow_javascript",
    "executemany",
    r"https?://(?!www\.w3\.org/|schemas\.microsoft\.com/office/)",  # the name of a namespace is no address
)
ESCAPES = re.compile(r"&(lt|gt|amp|quot|#\d+);")
CATCHES_ALL = {
    "analytics/exports/templates.py": 2,  # whatever a library stumbles over in a visitor's template
    "data/serving/listening.py": 1,  # a fault is logged, and told to who asked
    "pages/shared/answers.py": 1,  # whatever an answer is made of
    "pages/shared/jobs.py": 1,  # a fault is logged, and told to every visitor who waits for the job
}
SENTENCE = re.compile(r"[\u4e00-\u9fff][。，；！？]|[\u4e00-\u9fff]{7}")
ONE_OF_SIGNS = re.compile(r"\[[^\]]*\]")


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_what_never_occurs(path):
    source = path.read_text(encoding="utf-8")
    assert [pattern for pattern in FORBIDDEN if re.search(pattern, source)] == []


def test_text_is_made_safe_in_one_place():
    own = [name(path) for path in SOURCES if ESCAPES.search(path.read_text(encoding="utf-8"))]
    assert [path for path in own if not path.startswith("analytics/safe/")] == []


def test_what_catches_everything_is_known():
    caught = {
        name(path): sum(
            isinstance(node, ast.ExceptHandler)
            and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
            and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
            for node in ast.walk(tree(path))
        )
        for path in SOURCES
    }
    assert {path: count for path, count in caught.items() if count} == CATCHES_ALL


@pytest.mark.parametrize(
    "path",
    [p for p in SOURCES if not under(module_of(p), ("data.importing", "data.names", "analytics.drafts"))],
    ids=name,
)
def test_no_code_recognises_a_sentence_by_its_wording(path):
    """What a sentence means is told by a type or a field; only who reads documents looks at words."""
    searched = {
        "startswith",
        "endswith",
        "find",
        "index",
        "partition",
        "rpartition",
        "split",
        "count",
        "replace",
    }
    searched |= {"removeprefix", "removesuffix", "match", "search", "fullmatch", "compile", "findall", "sub"}
    asked: list[ast.expr] = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Compare):
            asked += [node.left, *node.comparators]
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in searched
        ):
            asked += node.args
    texts = [
        value
        for one in asked
        for node in ast.walk(one)
        if isinstance(node, ast.expr)
        for value in texts_of(node)
    ]
    assert [text for text in texts if SENTENCE.search(ONE_OF_SIGNS.sub("", text))] == []


# ── tests ───────────────────────────────────────────────────────────────────────────────────────────────────

CLOCKS = {  # a processor's too: how long the same work takes it depends on what its neighbours do
    "process_time",
    "process_time_ns",
    "thread_time",
    "perf_counter",
    "perf_counter_ns",
    "monotonic",
    "monotonic_ns",
    "time.time",
    "time_ns",
    "timeit",
}
WAITS = {"sleep", "wait_for_timeout"}


def functions_of(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef) and any(
            isinstance(inner, ast.Assert) for inner in ast.walk(node)
        ):
            yield node


@pytest.mark.parametrize("path", [p for p in TESTS if "benchmarks" not in p.parts], ids=name)
def test_no_test_looks_at_the_clock_or_waits_for_a_time(path):
    """What a busy machine makes slow is not wrong; a test waits for a sign. Speed is for tests/benchmarks, as ratios."""
    timed = {test.name: called(test) & (CLOCKS | WAITS) for test in functions_of(path)}
    assert {test: used for test, used in timed.items() if used} == {}
