"""A second year for tests: the first document with edits that are known, and a store that holds both."""

import re
from pathlib import Path

from data.importing.directory_files import SEEDS
from data.importing.reading import read_content
from data.store.known_names import load_known_names
from data.store.opening import open_store
from data.store.storing import document_id_of, store_document

SEED = next(SEEDS.glob("*.txt"))
EARLIER = document_id_of(SEED.read_bytes())

EDITS = (
    ("2023 年全省法院司法改革工作要点", "2024 年全省法院司法改革工作要点"),
    ("2023年5月17日印发", "2024年4月8日印发"),
    ("完善报请再审提审工作程序，探索推行", "优化报请再审提审工作流程，全面推行"),  # 26, reworded
    ("到位率达到45%", "到位率达到50%"),  # 9, another target
    ("清理机制，探索以", "清理机制。\n\n责任部门：研究室\n\n20. 探索以"),  # 20, split
    ("提升。\n\n责任部门：审判管理办公室", "提升。\n\n责任部门：审判管理办公室、研究室"),  # 22, one more
    ("责任部门：办公室、督查工作办公室", "责任部门：办公室"),  # 2, one less
    ("涉案企业合规改革工作专班", "虚构合规处"),  # 8, another
)
"""What is written anew: old words, new words."""
DROPPED, MOVED, NEW = (13, 34), 33, "在全省中级法院开展虚构案例库共建共享，按季度通报使用情况"
"""Tasks of the first document that are left out; the one that goes to the end; what is added there, for 技术处 and 机关纪委."""


def next_year() -> str:
    """The first document as that of the year after: reworded, with tasks left out, moved and added, and numbered anew."""
    text = SEED.read_text(encoding="utf-8")
    for old, new in EDITS:
        text = text.replace(old, new, 1)
    tasks = {
        int(found[1]): found[0]
        for found in re.finditer(r"(?ms)^(\d+)\. .*?(?=^\d+\. |^[一二三四五六]、|^抄送)", text)
    }
    for number in (*DROPPED, MOVED):
        text = text.replace(tasks[number], "", 1)
    added = f"{tasks[MOVED]}99. {NEW}。\n\n责任部门：技术处、机关纪委\n\n"
    text = text.replace("抄送：", f"{added}抄送：", 1)
    numbers = iter(range(1, 100))
    return re.sub(r"(?m)^\d+\. ", lambda _: f"{next(numbers)}. ", text)


def year_after_next() -> str:
    """The year after that: another target, one unit more, the task that was new left out, and one of the first year back."""
    text = next_year()
    for old, new in (
        ("2024 年全省法院司法改革工作要点", "2025 年全省法院司法改革工作要点"),
        ("2024年4月8日印发", "2025年4月2日印发"),
        ("到位率达到50%", "到位率达到55%"),
        ("虚构合规处", "虚构合规处、研究室"),
        (f"{NEW}。", f"{dropped_text()}"),
    ):
        text = text.replace(old, new, 1)
    return text


def dropped_text() -> str:
    """The first task that is left out of the year after, in its words."""
    own = re.search(rf"(?ms)^{DROPPED[0]}\. (.*?)\n\n", SEED.read_text(encoding="utf-8"))
    assert own is not None
    return own[1]


def build(path: Path, *texts: str) -> list[str]:
    """A store with the first document and others, the year after where none are given; the ids of the others."""
    ids: list[str] = []
    with open_store(path, build=True) as store:
        for text in texts or (next_year(),):
            content = text.encode()
            with store.read() as cursor:
                known = load_known_names(cursor)
            read = read_content(content, f"虚构{len(ids)}.txt", known)[1]
            ids.append(store_document(store, content, f"虚构{len(ids)}.txt", read, "测试", known).document_id)
    return ids
