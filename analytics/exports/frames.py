"""A presentation to fill, without slides: in the dashboard's own look, or in the court's template; and what its slides hold."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import SlideLayout
from pptx.util import Inches, Pt

from analytics.charts.briefing import SERIES_COLORS
from analytics.exports.palettes import DARK, Palette, palette_of
from analytics.slides.paging import Room

FONT = "微软雅黑"
WIDE, HIGH = 960.0, 540.0  # points: 13⅓ × 7½ in
AT_THE_EDGE = ("ftr", "sldNum")  # placeholders for the source and the number of a slide
MARGIN, FOOTER = 36.0, 44.0  # points at the sides, and of the lines at the bottom
TABLE_TEXT, BODY_TEXT, FOOTER_TEXT = 14, 18, 10  # points
LINE = 19.5  # points of a line of a table, in fonts that set Chinese wide apart
COLORS = {"dk1": DARK, "dk2": "#5B6672", "lt2": "#F4F5F7"} | {
    f"accent{number}": color for number, color in enumerate(SERIES_COLORS, 1)
}
"""Of the own look, by their names in a theme."""


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """A presentation without slides, and where its slides have room. Lengths in points."""

    presentation: Presentation
    cover: SlideLayout
    content: SlideLayout
    font: str | None  # what to set in every run; None: the template's own
    palette: Palette
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


def of_template(template: bytes) -> Frame:
    """The masters and layouts of a court's template, as ``analytics.exports.templates`` gives it."""
    made = pptx.Presentation(io.BytesIO(template))
    titled = [layout for layout in made.slide_layouts if _title(layout) is not None]
    content = min(titled or made.slide_layouts, key=_crowded)
    covers = [layout for layout in made.slide_layouts if layout.element.get("type") == "title"]
    return _frame(made, (covers or [content])[0], content, None if _has_east_asian(made) else FONT)


def _theme(made: Presentation) -> None:
    """Colours and fonts of the theme: what text and charts added later get, too."""
    part = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode()
    text = re.sub(r'<a:(latin|ea) typeface="[^"]*"', rf'<a:\1 typeface="{FONT}"', text)
    for name, color in COLORS.items():
        text = re.sub(
            rf"(<a:{name}>).*?(</a:{name}>)",
            rf'\g<1><a:srgbClr val="{color[1:].upper()}"/>\g<2>',
            text,
            flags=re.S,
        )
    part._blob = text.encode()


def _arrange(made: Presentation, cover: SlideLayout, content: SlideLayout) -> None:
    """Move the placeholders of the library's 4:3 template to a wide slide."""
    inner = WIDE - 2 * MARGIN
    for holder in (*made.slide_master.placeholders, *content.placeholders, *cover.placeholders):
        kind = holder.element.ph.get("type", "body")
        if kind == "dt":
            holder.element.getparent().remove(holder.element)
        elif kind == "ftr":
            _put(holder, MARGIN, HIGH - FOOTER - 6, inner - 50, 40)
            _look(holder, "l", FOOTER_TEXT)
        elif kind == "sldNum":
            _put(holder, WIDE - MARGIN - 44, HIGH - FOOTER - 6, 44, 40)
            _look(holder, "r", TABLE_TEXT)
        elif kind == "ctrTitle":
            _put(holder, MARGIN, 80, inner, 110)
        elif kind == "subTitle":
            _put(holder, MARGIN, 205, inner, 270)
        elif kind == "title":
            _put(holder, MARGIN, 24, inner, 62)
        else:
            _put(holder, MARGIN, 100, inner, 380)


def _put(holder: BaseShape, left: float, top: float, width: float, height: float) -> None:
    holder.left, holder.top, holder.width, holder.height = Pt(left), Pt(top), Pt(width), Pt(height)


def _look(holder: BaseShape, align: str, size: int) -> None:
    """What stands at the edge: its side, its size in points, and a colour that can be read."""
    for style in holder._element.iter(qn("a:lvl1pPr")):
        style.set("algn", align)
        style.find(qn("a:defRPr")).set("sz", str(100 * size))
        for color in style.iter(qn("a:schemeClr")):
            color.set("val", "tx2")
            for change in list(color):
                color.remove(change)


def _frame(made: Presentation, cover: SlideLayout, content: SlideLayout, font: str | None) -> Frame:
    # A file need not say how large its slides are; they are 4:3 then.
    wide, high = (made.slide_width or Inches(10)).pt, (made.slide_height or Inches(7.5)).pt
    left, top, width = MARGIN, 100.0, wide - 2 * MARGIN
    title = _title(content)
    if title is not None and title.width and title.top.pt + title.height.pt < high / 3:
        left, top = title.left.pt, title.top.pt + title.height.pt + 10
        width = min(title.width.pt, wide - left)
    footer = high - FOOTER - 6
    bottom = min([footer, *(holder.top.pt for kind, holder in placeholders(content) if kind in AT_THE_EDGE)])
    palette = palette_of(content, round(Pt(wide) * Pt(high)))
    return Frame(made, cover, content, font, palette, left, top, width, bottom - 6 - top, footer)


def _title(layout: SlideLayout) -> BaseShape | None:
    return next((shape for kind, shape in placeholders(layout) if kind in ("title", "ctrTitle")), None)


def _crowded(layout: SlideLayout) -> tuple[bool, int]:
    others = sum(kind not in ("dt", *AT_THE_EDGE) for kind, _ in placeholders(layout))
    return layout.element.get("type") != "titleOnly", others


def placeholders(layout: SlideLayout) -> Iterator[tuple[str, BaseShape]]:
    """The places for text and pictures, each with what it is for."""
    for shape in layout.shapes:
        if (holder := shape.element.ph) is not None:
            yield holder.get("type", "body"), shape


def _has_east_asian(made: Presentation) -> bool:
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob.decode("utf-8", "replace")
    fonts = theme.partition("<a:minorFont>")[2].partition("</a:minorFont>")[0]
    return bool(re.search('<a:ea typeface="[^"]+"', fonts))
