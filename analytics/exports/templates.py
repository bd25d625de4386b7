"""The court's own template for slides: a file that a visitor gives, looked at in the limited process before it is used."""

import io
import zipfile

import pptx
from pptx.oxml.ns import qn
from pptx.presentation import Presentation

from analytics.evidence import Mark
from analytics.exports.frames import of_template
from analytics.exports.slides import to_pptx
from analytics.findings.sentences import say
from analytics.slides.presentation import Bars, Part, Rows, Series, Slide, Tile
from data.errors import DashboardError
from data.limited import run_limited

MOST_ENTRIES, MOST_BYTES, MOST_XML = 2_000, 60_000_000, 20_000_000
"""Parts of a template, bytes that it unpacks to, and those of its XML, which takes ten times as many when it is read."""

NARROWEST, LOWEST = 20.0, 6.0
"""Characters of a line and lines below the title that a slide must have room for."""

TEMPLATE_TYPE = b"presentationml.template.main+xml"
PRESENTATION_TYPE = b"presentationml.presentation.main+xml"
OTHER = "换一个 .pptx 或 .potx 文件，或不用模板"

TRIAL = (
    Slide(Part.COVER, "试用", (say("试用一句。"),)),
    Slide(
        Part.WORKLOAD,
        "试用",
        (say("试用一句。"),),
        (Tile("试用", "1项"),),
        Bars("部门", ("甲",), (Series("试用", (1.0,), (Mark(),)),), stacked=True),
    ),
    Slide(Part.JOINT, "试用", body=Rows(("试用",), (1.0,), (("一行",),), (Mark(),))),
)
"""Slides that a template is tried with."""


def read_template(file: bytes) -> bytes:
    """The masters and layouts of a .pptx or .potx, without its slides; looked at in the limited process.

    Raises ``DashboardError`` for what is no such file, is encrypted, holds macros, unpacks to too much, or cannot be filled in.
    """
    return run_limited(f"{__name__}:checked", file)


def checked(file: bytes) -> bytes:
    """What the limited process does: the template without its slides, which it was tried with others."""
    packed = _repacked(_parts(file))
    try:
        made = pptx.Presentation(io.BytesIO(packed))
        if not len(made.slide_layouts):
            raise DashboardError("模板里没有版式", todo=OTHER)
        _drop_slides(made)
        buffer = io.BytesIO()
        made.save(buffer)
        template = buffer.getvalue()
        room = of_template(template).room
        if room.line < NARROWEST or room.lines < LOWEST:
            raise DashboardError("模板的页面太小，放不下内容", todo=OTHER)
        to_pptx(TRIAL, [("文件", "试用")], template)
    except DashboardError:
        raise
    except Exception as error:
        # Whatever the library stumbles over, a template that it cannot fill in is of no use.
        raise DashboardError("模板已损坏，或缺少必要的部件", todo=OTHER) from error
    return template


def _parts(file: bytes) -> dict[str, bytes]:
    """The parts of a packed file, where it is one of a size that can be read."""
    if file[:4] == b"\xd0\xcf\x11\xe0":
        raise DashboardError("模板已加密，或是旧版 .ppt", todo="另存为不加密的 .pptx 再上传")
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            entries = packed.infolist()
            xml = sum(entry.file_size for entry in entries if _is_xml(entry.filename))
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_ENTRIES or size > MOST_BYTES or xml > MOST_XML:
                raise DashboardError("模板展开后过大", "上限 60 MB、2000 个部件、版式 20 MB", OTHER)
            return {entry.filename: packed.read(entry) for entry in entries}
    except DashboardError:
        raise
    except Exception as error:
        # Each way of packing fails with an error of its own.
        raise DashboardError("模板不是完好的 .pptx 或 .potx 文件", todo=OTHER) from error


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _repacked(parts: dict[str, bytes]) -> bytes:
    """The parts as a presentation, where there is nothing in them that should not be."""
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise DashboardError("模板含有宏", todo="另存为不含宏的 .pptx 再上传")
    texts = [text.replace(b"\0", b"") for name, text in parts.items() if _is_xml(name)]  # UTF-16 is read, too
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts) or any(
        ".." in name for name in parts
    ):
        raise DashboardError("模板里有不应出现的内容", todo=OTHER)
    if TEMPLATE_TYPE not in types and PRESENTATION_TYPE not in types:
        raise DashboardError("模板不是演示文稿", todo=OTHER)
    parts["[Content_Types].xml"] = types.replace(TEMPLATE_TYPE, PRESENTATION_TYPE)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return packed.getvalue()


def _drop_slides(made: Presentation) -> None:
    """Take all slides out, with the lists of sections and shows that name them."""
    slides = made.slides._sldIdLst  # python-pptx has no public way to remove a slide
    for slide in list(slides):
        made.part.drop_rel(slide.rId)
        slides.remove(slide)
    for name in ("p:custShowLst", "p:extLst"):
        for found in made.part._element.findall(qn(name)):
            made.part._element.remove(found)
