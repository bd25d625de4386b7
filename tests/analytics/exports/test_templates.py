"""The court's own templates: used for what they give, or refused with what to do; none is opened by the dashboard itself."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import docx
import pptx
import pytest
from pptx.util import Inches

from analytics.exports.slides import to_pptx
from analytics.exports.templates import checked, read_template
from analytics.scope import Scope, select
from analytics.slides.presentation import Choice
from analytics.slides.topics import topics
from data.errors import DashboardError
from tests.plans import plan_of

SMALL = plan_of([("1", "第一", ["甲"]), ("2", "第一", ["甲", "乙"]), ("3", "第二", ["乙", "丙"])])
NOTES = [("文件", "要点"), ("导出时间", "2024-01-01")]

OTHER = "请换一个 .pptx 或 .potx 文件，或不用模板。"
NOT_WHOLE = f"模板不是完好的 .pptx 或 .potx 文件。{OTHER}"
TOO_LARGE = f"模板展开后过大（上限 60 MB、2000 个部件、版式 20 MB）。{OTHER}"
NOT_EXPECTED = f"模板里有不应出现的内容。{OTHER}"
MACROS = "模板含有宏。请另存为不含宏的 .pptx 再上传。"
OLD = "模板已加密，或是旧版 .ppt。请另存为不加密的 .pptx 再上传。"
NO_PRESENTATION = f"模板不是演示文稿。{OTHER}"
DAMAGED = f"模板已损坏，或缺少必要的部件。{OTHER}"
TOO_SMALL = f"模板的页面太小，放不下内容。{OTHER}"


def presentation(width: float = 10, height: float = 7.5) -> bytes:
    """A presentation of one slide; lengths in inches."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Inches(width), Inches(height)
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "模板自带"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def changed(
    parts: Mapping[str, bytes] | None = None,
    without: str = "没有",
    change: Callable[[str, bytes], bytes] = lambda name, part: part,
) -> bytes:
    """The presentation with other parts, without those whose names begin so, and with its own parts changed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(presentation())) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if not name.startswith(without) and name not in (parts or {}):
                new.writestr(name, change(name, old.read(name)))
        for name, part in (parts or {}).items():
            new.writestr(name, part)
    return packed.getvalue()


def template() -> bytes:
    """The same as a .potx."""
    return changed(change=lambda _, part: part.replace(b"presentation.main+xml", b"template.main+xml"))


def types(other: bytes) -> bytes:
    """The presentation as of another type."""
    return changed(change=lambda _, part: part.replace(b"presentationml.presentation.main+xml", other))


def understated(part: bytes) -> bytes:
    """A presentation with one more part, which is said to be ten bytes long."""
    file = bytearray(changed({"ppt/media/image.png": part}))
    entry = file.rindex(b"PK\x01\x02")
    struct.pack_into("<L", file, entry + 24, 10)
    return bytes(file)


def scrambled() -> bytes:
    """A presentation whose first part is packed in a way that does not unpack."""
    file = bytearray(presentation())
    start = 30 + struct.unpack_from("<H", file, 26)[0] + struct.unpack_from("<H", file, 28)[0]
    file[start : start + 20] = b"\xff" * 20
    return bytes(file)


def encrypted() -> bytes:
    """A presentation whose first part is said to need a password."""
    file = bytearray(presentation())
    for place in (6, file.index(b"PK\x01\x02") + 8):
        file[place] |= 1
    return bytes(file)


def word() -> bytes:
    buffer = io.BytesIO()
    docx.Document().save(buffer)
    return buffer.getvalue()


LAUGHS = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'

REFUSED = {
    "empty": (b"", NOT_WHOLE),
    "a text": ("司法改革".encode(), NOT_WHOLE),
    "cut off": (presentation()[:-200], NOT_WHOLE),
    "scrambled": (scrambled(), NOT_WHOLE),
    "encrypted": (encrypted(), NOT_WHOLE),
    "longer than it says": (understated(b"x" * 1_000_000), NOT_WHOLE),
    "an old .ppt": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, OLD),
    "a bomb": (changed({"ppt/media/image.png": bytes(60_000_001)}), TOO_LARGE),
    "a bomb of layouts": (changed({"ppt/slideLayouts/x.xml": bytes(20_000_001)}), TOO_LARGE),
    "too many parts": (changed({f"x{n}": b"" for n in range(2001)}), TOO_LARGE),
    "macros": (changed({"ppt/vbaProject.bin": b"x"}), MACROS),
    "the type of macros": (
        types(b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
        MACROS,
    ),
    "entities": (changed({"ppt/theme/theme1.xml": LAUGHS.encode()}), NOT_EXPECTED),
    "entities in UTF-16": (changed({"ppt/theme/theme1.xml": LAUGHS.encode("utf-16")}), NOT_EXPECTED),
    "a path to elsewhere": (changed({"../x.xml": b"<x/>"}), NOT_EXPECTED),
    "a document of Word": (word(), NO_PRESENTATION),
    "no presentation in it": (changed(without="ppt/presentation.xml"), DAMAGED),
    "no masters": (changed(without="ppt/slideMasters/"), DAMAGED),
    "a broken master": (changed({"ppt/slideMasters/slideMaster1.xml": b"<p:sldMaster"}), DAMAGED),
    "too narrow": (presentation(width=3), TOO_SMALL),
    "too low": (presentation(height=2), TOO_SMALL),
}


@pytest.mark.parametrize(("file", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_template_is_refused(file: bytes, words: str) -> None:
    with pytest.raises(DashboardError) as caught:
        checked(file)
    assert str(caught.value) == words


@pytest.fixture
def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of Office can be opened in this process."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("opened by the dashboard itself")

    monkeypatch.setattr(zipfile.ZipFile, "__init__", refuse)
    monkeypatch.setattr(pptx, "Presentation", refuse)


@pytest.mark.usefixtures("unopened")
@pytest.mark.parametrize("name", ["scrambled", "a bomb", "a broken master"])
def test_the_dashboard_itself_opens_no_file_that_is_refused(name: str) -> None:
    file, words = REFUSED[name]
    with pytest.raises(DashboardError) as caught:
        read_template(file)
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("read", "file"), [(checked, presentation()), (read_template, template())], ids=["pptx", "potx"]
)
def test_a_template_gives_its_masters_and_size_but_not_its_slides(
    read: Callable[[bytes], bytes], file: bytes
) -> None:
    taken = read(file)
    assert len(pptx.Presentation(io.BytesIO(taken)).slides) == 0
    made = pptx.Presentation(
        io.BytesIO(to_pptx(topics(SMALL, select(SMALL, Scope()), Choice()), NOTES, taken))
    )
    assert (made.slide_width, made.slide_height) == (Inches(10), Inches(7.5))
    own = pptx.Presentation(io.BytesIO(presentation()))
    assert [layout.name for layout in made.slide_layouts] == [layout.name for layout in own.slide_layouts]
    assert [slide.shapes.title.text_frame.text for slide in made.slides][:2] == [
        "工作要点（虚构）",
        "总体情况",
    ]
    assert made.slides[1].slide_layout.name == "Title Only"
    low = made.slide_height
    assert not [1 for slide in made.slides for shape in slide.shapes if shape.top + shape.height > low]
