"""What goes over the line between two processes is the same on the other side, and nothing else can be sent."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import DocumentError, StoreLocked
from data.importing.corrections import Corrections
from data.requests import Outcome, Result
from data.requests.documents import ImportFile
from data.serving.messages import Unreadable, pack, unpack
from data.store.migrations import LATEST
from data.vocabulary import Status
from tests.data.documents import as_read, invented_document

NOON = datetime.fromisoformat("2001-02-03T12:00:00")
PLAIN = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False) | st.binary()
)
VALUES = st.recursive(
    PLAIN | st.text(st.characters()) | st.dates() | st.datetimes() | st.sampled_from(Status),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.frozensets(PLAIN | st.text())
        | st.dictionaries(st.text() | st.integers(0, 9) | st.tuples(st.integers(0, 9), st.text()), inner)
    ),
)


@given(VALUES)
def test_a_value_comes_out_as_it_went_in(value):
    assert unpack(pack(value)) == value


def test_a_name_of_bytes_that_are_no_text_comes_through():
    name = b"\xff.txt".decode(errors="surrogateescape")
    assert unpack(pack((name, Path(name)))) == (name, Path(name))


def test_requests_and_outcomes_come_out_as_they_went_in(directory):
    content, document = invented_document()
    read = as_read(document, directory, Corrections({"year": 2001, "issued_on": date(2001, 2, 3)}))
    request = ImportFile("虚构.txt", content, read.corrections, read)
    assert unpack(pack(request)) == request
    outcome = Outcome(Result.DONE, "做了", ("看看",), {"甲.txt": b"\x00"}, (NOON, read))
    assert unpack(pack(outcome)) == outcome


def test_an_error_says_the_same_on_the_other_side():
    error = unpack(pack(StoreLocked("甲", "乙", "丙")))
    assert (type(error), str(error)) == (StoreLocked, "甲（乙）。请丙。")


@dataclass
class Changeable:
    """A class of values that are none."""


@pytest.mark.parametrize("value", [object(), Changeable(), print, 1 + 2j, DocumentError])
def test_nothing_but_values_is_sent(value):
    with pytest.raises(TypeError):
        pack(value)


@pytest.mark.parametrize(
    "plain",
    [
        ["value", "builtins:print", {}],
        ["value", "os:system", {"command": "true"}],
        ["value", "data.store.database:Store", {}],
        ["value", "data.errors:DashboardError", {}],
        ["value", "data.requests:ask", {}],
        ["value", "data.no_such_room:Thing", {}],
        ["error", "data.vocabulary:Status", "甲", "", ""],
        ["enum", "data.vocabulary:Status", "没有这个"],
        ["unheard_of", 1],
        ["value"],
    ],
)
def test_nothing_but_values_of_this_project_is_made(plain):
    with pytest.raises(Unreadable):
        unpack(msgspec.msgpack.encode((LATEST, plain)))


@pytest.mark.parametrize(
    "content", [b"", b"\xc1", b"hello", msgspec.msgpack.encode((LATEST + 1, None)), b"\x01"]
)
def test_what_is_no_message_is_told(content):
    with pytest.raises(Unreadable):
        unpack(content)
