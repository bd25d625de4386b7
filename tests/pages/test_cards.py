"""The text of a task with its targets marked in it: whole, literal and with every target named, however they overlap."""

from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.scope import Scope
from data.vocabulary import TARGET_LABELS, TargetKind
from pages.shared.tasks import card
from tests.plans import plan_of


class Reader(HTMLParser):
    """The paragraph of a card as a browser would see it: its text, and the words and title of each mark."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.marks: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "p" in self.open or tag == "p":
            self.open.append(tag)
        if "p" in self.open and tag != "p":
            assert (tag, dict(attrs)["class"]) == ("b", "target")
            self.marks.append(["", dict(attrs).get("title") or ""])

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "p" in self.open:
            self.text += data
        if "b" in self.open:
            self.marks[-1][0] += data


def read(text: str, source: str, targets: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[str, str]]]:
    """The text of a card, and the words and titles of its marks; targets as places in the source, their value its words."""
    plan = plan_of([("1", None, ["甲"])], targets=[("1", TargetKind.COUNT, "")] * len(targets))
    values = [source[start:end] for start, end in targets]
    starts, ends = zip(*targets, strict=True) if targets else ((), ())
    changed = replace(
        plan,
        version=((f"{text}\n{source}\n{targets}", 1),),  # by which pages keep what they made of a plan
        documents=plan.documents.assign(source=source),
        tasks=plan.tasks.assign(text=text, start=0, end=len(source)),
        targets=plan.targets.assign(
            start=pd.Series(starts, dtype="int64"),
            end=pd.Series(ends, dtype="int64"),
            text=values,
            value=values,
        ),
    )
    reader = Reader()
    reader.feed(card(changed, Scope(), "1"))
    reader.close()
    assert reader.open == []
    return reader.text, [(words, title) for words, title in reader.marks]


def label(value: str) -> str:
    return f"{TARGET_LABELS[TargetKind.COUNT]}：{value}"


def places(source: str, *words: str) -> list[tuple[int, int]]:
    return [(source.index(word), source.index(word) + len(word)) for word in words]


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("结案率达到95%以上，发改率下降5%。", ["达到95%以上", "下降5%"], ["达到95%以上", "下降5%"]),
        ("审结120件，化解20件。", ["化解20件", "120件"], ["120件", "化解20件"]),
        ("审结120件。", ["20件", "120件", "审结120"], ["审结120"]),
        ("<b>5件</b>&\"5件'", ["5件</b", '&"5'], ["5件</b", '&"5']),
        ("没有写明。", [], []),
    ],
)
def test_targets_are_marked_where_they_stand(text: str, words: list[str], marks: list[str]) -> None:
    shown, seen = read(text, text, places(text, *words))
    behind = sorted((word for word in words if word not in marks), key=text.index)
    assert seen == [*((word, label(word)) for word in marks), *((label(word), "") for word in behind)]
    assert shown == text + "".join(f" {words}" for words, title in seen if not title)


def test_a_target_that_the_text_lacks_is_named_behind_it() -> None:
    source = "审结案件（120件）。"
    assert read("审结案件。", source, places(source, "120件")) == (
        f"审结案件。 {label('120件')}",
        [(label("120件"), "")],
    )


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30)), max_size=5)


@settings(max_examples=80)
@given(st.text("5件%以上<>&\"'/b=甲", min_size=1, max_size=24), SPANS)
def test_whatever_overlaps_the_text_is_whole_and_every_target_named(
    text: str, spans: list[tuple[int, int]]
) -> None:
    targets = [(start % len(text), min(len(text), start % len(text) + length)) for start, length in spans]
    shown, marks = read(text, text, targets)
    behind = [words for words, title in marks if not title]
    assert shown == text + "".join(f" {words}" for words in behind)
    named = [title or words for words, title in marks]
    assert sorted(named) == sorted(label(text[start:end]) for start, end in targets)
    assert all(title == label(words) for words, title in marks if title)
