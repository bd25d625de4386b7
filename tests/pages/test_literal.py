"""What data say is shown as it is: marks around the source, links with numbers, Markdown defused."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from analytics.safe.markdown import as_markdown
from pages.shared.source import marked


class Reader(HTMLParser):
    """Text and tags of HTML as a browser would see them."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = "", set()

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)


def test_marks_cover_what_they_say_and_nest():
    assert marked("甲乙丙丁戊", 0, 5, [(1, 4, "task"), (2, 3, "target")]) == (
        '甲<mark class="source-task">乙</mark>'
        '<mark class="source-task source-target">丙</mark>'
        '<mark class="source-task">丁</mark>戊'
    )


def test_only_the_part_asked_for_is_shown():
    assert marked("甲乙丙丁戊", 1, 3, [(0, 2, "task")]) == '<mark class="source-task">乙</mark>丙'


@given(st.text(max_size=40), st.data())
def test_every_character_is_shown_and_nothing_is_markup(source, data):
    edge = st.integers(0, len(source))
    marks = [(*sorted((data.draw(edge), data.draw(edge))), kind) for kind in ("task", "target")]
    reader = Reader()
    reader.feed(marked(source, 0, len(source), marks))
    reader.close()
    assert reader.text == source
    assert reader.tags <= {"mark"}


def test_markdown_signs_become_entities():
    assert as_markdown("第1*2*3号 $x$ [a](b)") == ("第1&#42;2&#42;3号 &#36;x&#36; &#91;a&#93;&#40;b&#41;")


def test_an_address_is_no_link_and_looks_the_same():
    shown = as_markdown("见 http://a.cn、www.b.cn、c@d.cn")
    assert shown.count("\u2060") == 3
    assert shown.replace("\u2060", "") == "见 http&#58;//a&#46;cn、www&#46;b&#46;cn、c&#64;d&#46;cn"
