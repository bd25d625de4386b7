"""Names of departments in sentences: each the way to its page, whatever other name it is part of."""

import re
from dataclasses import replace
from html import unescape

from analytics.findings import Figure, Finding
from analytics.scope import Scope, select
from pages.shared import sentences
from pages.shared.page import View
from tests.plans import plan_of

DOOR = re.compile(r'<a class="in-app name" href="department\?department=[^"]+" target="_self">(.*?)</a>')


def read(text: str, *tasks: list[str]) -> list[str]:
    """The doors in a sentence of a plan with tasks of these departments."""
    plan = plan_of([(str(number), None, own) for number, own in enumerate(tasks, 1)])
    plan = replace(plan, version=((f"{tasks}", 1),))  # by which pages keep what they made of a plan
    scope = Scope(tuple(plan.documents["document_id"]))
    shown = sentences.running_text(View(plan, scope, select(plan, scope)), [Finding((text, Figure("3项")))])
    assert unescape(re.sub("<[^>]+>", "", shown)) == f"{text}3项"
    return [unescape(name) for name in DOOR.findall(shown)]


def test_names_are_doors_and_no_other_words():
    assert read("办公室与研究室最多，机关党委没有，", ["研究室"], ["办公室", "研究室"]) == [
        "办公室",
        "研究室",
    ]


def test_a_name_within_another_is_no_door():
    assert read("审判管理办公室最多，", ["审判管理办公室"], ["办公室"]) == ["审判管理办公室"]


def test_what_stands_in_a_name_is_text_and_no_pattern():
    assert read("甲.*（一）与<乙>，", ["甲.*（一）"], ["<乙>"]) == ["甲.*（一）", "<乙>"]


def test_of_what_no_plan_holds_no_name_is_a_door():
    assert sentences.running_text(None, [Finding(("研究室",))]) == '<div class="findings"><p>研究室</p></div>'
