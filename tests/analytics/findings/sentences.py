"""What findings say, and the tasks behind their figures."""

import re
from collections.abc import Collection

from analytics.findings import Figure, Finding

CLAIMS = re.compile("影响力|重要|繁忙|忙|工作量|负担|核心|关键")
"""Words that say more than a document holds."""


def told(found: list[Finding]) -> list[str]:
    """The sentences as texts."""
    return [str(finding) for finding in found]


def behind(finding: Finding) -> list[tuple[str, tuple[str, ...]]]:
    """The figures of a sentence, each with the tasks behind it."""
    return [(part.text, part.task_ids) for part in finding.parts if isinstance(part, Figure)]


def is_sound(finding: Finding, task_ids: Collection[str]) -> None:
    """A sentence is whole and claims no more, and its figures are of known tasks, as many as they say."""
    sentence = str(finding)
    assert sentence.endswith("。")
    assert sentence.count("。") == 1
    assert not CLAIMS.search(sentence)
    assert not re.search("nan|None|<NA>|，，|，。|^，", sentence)
    for text, own in behind(finding):
        assert set(task_ids).issuperset(own)
        if re.fullmatch(r"\d+项", text):
            assert text == f"{len(own)}项"
