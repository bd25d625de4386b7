"""Which tasks of two plans a person said are one: remembered, listed, undone, and gone with their documents."""

from datetime import timedelta
from pathlib import Path

import pytest

from analytics.__main__ import main
from data.access import Access, Person
from data.errors import DocumentError, StoreChanged
from data.requests import Result, ask
from data.requests.links import DecideLink
from data.store.activities import activities, now
from data.store.checks import verify
from data.store.database import Store
from data.store.linking import decide_link, places, task_links
from data.store.opening import open_store
from data.store.removing import BIN_DAYS, purge_bin, remove_document
from data.store.storing import document_id_of
from data.vocabulary import LinkVerdict
from tests import years

TEXTS = [f"虚构省高级人民法院{year}年工作要点\n\n" for year in (2030, 2031)]
EARLIER = TEXTS[0] + "1. 推进虚构平台建设。\n\n2. 组织虚构培训。\n"
LATER = TEXTS[1] + "1. 推进虚构平台建设。\n\n2. 开展无关检查。\n\n3. 编制另外规划。\n"
OWN = [document_id_of(text.encode()) for text in (EARLIER, LATER)]
SAME, APART = LinkVerdict.SAME, LinkVerdict.APART


def pair(one: int, other: int) -> tuple[str, str]:
    return f"{OWN[0]}-t{one:03}", f"{OWN[1]}-t{other:03}"


@pytest.fixture
def store(tmp_path: Path):
    years.build(tmp_path / "dashboard.duckdb", EARLIER, LATER)
    with open_store(tmp_path / "dashboard.duckdb") as opened:
        yield opened


def decided(store: Store) -> list[tuple[int, int, str, str]]:
    return [
        (link.earlier_position, link.later_position, str(link.verdict), link.who)
        for link in task_links(store, *OWN)
    ]


def test_a_link_is_decided_listed_and_taken_back(store: Store) -> None:
    assert decide_link(store, pair(2, 2), SAME, " ") == (
        "《虚构省高级人民法院2030年工作要点》任务2与《虚构省高级人民法院2031年工作要点》任务2：是同一项任务"
    )
    assert decide_link(store, pair(2, 2), SAME, "甲") == ""
    decide_link(store, pair(1, 1), APART, "乙")
    assert decided(store) == [(1, 1, "apart", "乙"), (2, 2, "same", "未署名")]
    links = task_links(store, *OWN)
    assert (places(links, SAME), places(links, APART)) == (((2, 2),), ((1, 1),))
    assert task_links(store, *reversed(OWN)) == ()
    assert verify(store).faults == ()
    assert decide_link(store, pair(2, 2), None, "甲", seen=SAME).endswith("撤销核定")
    assert decided(store) == [(1, 1, "apart", "乙")]
    assert [(done.kind, done.label) for done in activities(store)[:3]] == [("link", "核定任务的对应")] * 3


def test_a_request_tells_what_became_of_it(store: Store) -> None:
    request = DecideLink(*pair(1, 1), SAME)
    assert ask(store, request, Person("甲", Access.MAINTAIN)).result is Result.DONE
    assert ask(store, request, Person("甲", Access.MAINTAIN)).result is Result.UNCHANGED
    assert ask(store, DecideLink(*pair(1, 1), APART), Person("甲", Access.MAINTAIN)).result is Result.REFUSED


def test_what_cannot_be_is_refused(store: Store) -> None:
    with pytest.raises(DocumentError, match="没有这项任务"):
        decide_link(store, ("nowhere", pair(1, 1)[1]), SAME, "甲")
    with pytest.raises(DocumentError, match="同一份文件"):
        decide_link(store, (pair(1, 1)[0], pair(2, 2)[0]), SAME, "甲")
    decide_link(store, pair(1, 1), SAME, "甲")
    with pytest.raises(StoreChanged):
        decide_link(store, pair(1, 1), APART, "乙")
    decide_link(store, pair(1, 2), SAME, "甲")
    for twice in (pair(2, 1), pair(2, 2)):
        with pytest.raises(DocumentError, match="又拆分又合并"):
            decide_link(store, twice, SAME, "甲")
    decide_link(store, pair(2, 3), SAME, "甲")
    with pytest.raises(DocumentError, match="又拆分又合并"):
        decide_link(store, pair(1, 3), SAME, "甲")


def test_what_was_decided_leaves_with_its_document_for_good(store: Store) -> None:
    decide_link(store, pair(1, 1), APART, "甲")
    remove_document(store, OWN[0], "甲")
    with store.write() as cursor:
        cursor.execute(
            "UPDATE documents SET removed_at = ? WHERE removed_at IS NOT NULL",
            [now() - timedelta(days=BIN_DAYS + 1)],
        )
    assert len(purge_bin(store)) == 1
    with store.read() as cursor:
        assert cursor.execute("SELECT count(*) FROM task_links").fetchall() == [(0,)]
    assert verify(store).faults == ()


def test_the_command_line_compares_as_it_was_decided(store: Store, tmp_path: Path, capsys) -> None:
    decide_link(store, pair(1, 1), APART, "甲")
    decide_link(store, pair(2, 2), SAME, "甲")
    store.close()
    assert main(["compare", *OWN, "--json", "--database", str(tmp_path / "dashboard.duckdb")]) == 0
    told = capsys.readouterr().out
    assert told.count('"kind": "reworded"') == 1
    assert told.count('"kind": "dropped"') == 1
    assert told.count('"kind": "new"') == 2
