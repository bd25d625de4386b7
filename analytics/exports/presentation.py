"""An empty presentation to fill: the dashboard's own look, or the court's template; and what its slides hold."""

import io
import re
import zipfile
from dataclasses import dataclass

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.slide import SlideLayout
from pptx.util import Pt

from analytics.paging import Room
from data.errors import DashboardError

FONT = "微软雅黑"
WIDE, HIGH = 960.0, 540.0  # points: 13⅓ × 7½ in
MARGIN, FOOTER = 36.0, 44.0  # points at the sides, and of the lines at the bottom
TABLE_TEXT, BODY_TEXT, FOOTER_TEXT = 14, 18, 10  # points
LINE = 19.5  # points of a line of a table, in fonts that set Chinese wide apart
MOST_ENTRIES, MOST_BYTES = 2_000, 60_000_000
TEMPLATE_TYPE = b"presentationml.template.main+xml"
PRESENTATION_TYPE = b"presentationml.presentation.main+xml"
COLORS = {"dk2": "1F2933", "lt2": "F4F5F7", "accent1": "1F5A96", "accent2": "C27C0E", "accent3": "2F8F7A"}
REPLACEABLE = "换一个 .pptx 或 .potx 文件，或不用模板"


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """A presentation without slides, and where its slides have room. Lengths in points."""

    presentation: Presentation
    cover: SlideLayout
    content: SlideLayout
    font: str | None  # what to set in every run; None: the template's own
    left: float
    top: float
    width: float
    height: float
    footer_top: float

    @property
    def room(self) -> Room:
        """What fits below the title."""
        return Room(self.width / TABLE_TEXT - 1.4, self.height / LINE)


def own_look() -> Frame:
    """The dashboard's look: white, 16:9, titles on top, a rule below them, East Asian fonts in the theme."""
    made = pptx.Presentation()
    made.slide_width, made.slide_height = Pt(WIDE), Pt(HIGH)
    layouts = {layout.name: layout for layout in made.slide_layouts}
    cover, content = layouts.pop("Title Slide"), layouts.pop("Title Only")
    for layout in layouts.values():
        made.slide_layouts.remove(layout)
    cover.element.cSld.set("name", "封面")
    content.element.cSld.set("name", "标题与内容")
    _theme(made)
    _arrange(made, cover, content)
    return _frame(made, cover, content, FONT)


def from_template(file: bytes) -> Frame:
    """The masters and layouts of a .pptx or .potx; its slides are dropped.

    Raises ``DashboardError`` for what is no such file, is encrypted, holds macros, or unpacks to too much.
    """
    made = pptx.Presentation(io.BytesIO(_checked(file)))
    if not len(made.slide_layouts):
        raise DashboardError("模板里没有版式", todo=REPLACEABLE)
    _drop_slides(made)
    titled = [layout for layout in made.slide_layouts if _title(layout) is not None]
    content = min(titled or made.slide_layouts, key=_crowded)
    covers = [layout for layout in made.slide_layouts if layout.element.get("type") == "title"]
    return _frame(made, (covers or [content])[0], content, None if _has_east_asian(made) else FONT)


def _checked(file: bytes) -> bytes:
    """The file as a presentation that can be opened."""
    if file[:4] == b"\xd0\xcf\x11\xe0":
        raise DashboardError("模板已加密，或是旧版 .ppt", todo="另存为不加密的 .pptx 再上传")
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as packed:
            entries = packed.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise DashboardError("模板展开后过大", "上限 60 MB、2000 个部件", REPLACEABLE)
            parts = {entry.filename: packed.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise DashboardError("模板不是完好的 .pptx 或 .potx 文件", todo=REPLACEABLE) from error
    return _repacked(parts)


def _repacked(parts: dict[str, bytes]) -> bytes:
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise DashboardError("模板含有宏", todo="另存为不含宏的 .pptx 再上传")
    texts = [text for name, text in parts.items() if name.lower().endswith((".xml", ".rels"))]
    if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts) or any(
        ".." in name for name in parts
    ):
        raise DashboardError("模板里有不应出现的内容", todo=REPLACEABLE)
    if TEMPLATE_TYPE not in types and PRESENTATION_TYPE not in types:
        raise DashboardError("模板不是演示文稿", todo=REPLACEABLE)
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


def _theme(made: Presentation) -> None:
    """Colours and fonts of the theme: what text and charts added later get, too."""
    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode()
    text = re.sub(r'<a:(latin|ea) typeface="[^"]*"', rf'<a:\1 typeface="{FONT}"', text)
    for name, color in COLORS.items():
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{color}"/>\g<2>', text, flags=re.S
        )
    part._blob = text.encode()


def _arrange(made: Presentation, cover: SlideLayout, content: SlideLayout) -> None:
    """Move the placeholders of the library's 4:3 template to a wide slide."""
    inner = WIDE - 2 * MARGIN
    for holder in (*made.slide_master.placeholders, *content.placeholders, *cover.placeholders):
        kind = holder.element.ph.get("type", "body")
        if kind in ("dt", "ftr", "sldNum"):
            holder.element.getparent().remove(holder.element)
        elif kind == "ctrTitle":
            _put(holder, MARGIN, 130, inner, 110)
        elif kind == "subTitle":
            _put(holder, MARGIN, 260, inner, 170)
        elif kind == "title":
            _put(holder, MARGIN, 24, inner, 62)
        else:
            _put(holder, MARGIN, 100, inner, 380)


def _put(holder: object, left: float, top: float, width: float, height: float) -> None:
    holder.left, holder.top, holder.width, holder.height = Pt(left), Pt(top), Pt(width), Pt(height)


def _frame(made: Presentation, cover: SlideLayout, content: SlideLayout, font: str | None) -> Frame:
    wide, high = made.slide_width.pt, made.slide_height.pt
    left, top, width = MARGIN, 100.0, wide - 2 * MARGIN
    title = _title(content)
    if title is not None and title.width and title.top.pt + title.height.pt < high / 3:
        left, top, width = title.left.pt, title.top.pt + title.height.pt + 10, title.width.pt
    footer = high - FOOTER - 6
    return Frame(made, cover, content, font, left, top, width, footer - 6 - top, footer)


def _title(layout: SlideLayout) -> object | None:
    return next(
        (one for one in layout.placeholders if one.element.ph.get("type") in ("title", "ctrTitle")), None
    )


def _crowded(layout: SlideLayout) -> tuple[bool, int]:
    kinds = [one.element.ph.get("type", "body") for one in layout.placeholders]
    return layout.element.get("type") != "titleOnly", sum(k not in ("dt", "ftr", "sldNum") for k in kinds)


def _has_east_asian(made: Presentation) -> bool:
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode("utf-8", "replace")
    return bool(re.search(r'<a:minorFont>.*?<a:ea typeface="[^"]+"', theme, re.S))
