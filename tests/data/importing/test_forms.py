"""Each form of document that is met, as a small invented plan with what is to be read from it beside it."""

import json
from pathlib import Path

import pytest

from data.importing.parser import parse
from data.names.directory import Directory
from tests.data.importing.outcome import outcome

DOCUMENTS = sorted(Path(__file__).with_name("documents").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_of_this_form_is_read_whole(path):
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert outcome(parse(path.read_text(encoding="utf-8"), Directory())) == expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_spans_point_at_what_they_say(path):
    source = path.read_text(encoding="utf-8")
    document = parse(source, Directory())
    blank_free = [line for line in source.splitlines() if line.strip()]
    assert [source[line.span.start : line.span.end] for line in document.lines] == [
        x.strip() for x in blank_free
    ]
    for task in document.tasks:
        for mention in task.mentions:
            printed = "".join(source[mention.span.start : mention.span.end].split())
            assert printed == mention.text
            assert task.annotation.start <= mention.span.start < mention.span.end <= task.annotation.end
        for target in task.targets:
            assert source[target.span.start : target.span.end].strip() == target.text
