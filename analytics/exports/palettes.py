"""The colours of a presentation: those of its theme, as far as they can be read on the ground of its slides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pptx.dml.color import ColorFormat, RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import SlideLayout

DARK, LIGHT = "#1F2933", "#FFFFFF"
READABLE, SEEN = 4.5, 3.0
"""Contrast that a text needs on its ground, and that a bar or a line needs (WCAG 2.2, 1.4.3 and 1.4.11)."""

ACCENTS = tuple(f"accent{number}" for number in range(1, 7))
COVERS = 0.8
"""Of the slide: a picture or an area of a layout that is as large as this is its ground."""


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as 「#3a78b5」, or by the theme's own names (tx1, accent1): those follow when the office changes the theme."""

    ground: str  # of the slides, always as #…
    ink: str  # of text
    quiet: str  # of what stands at the edge
    series: tuple[str, ...]  # of bars, heads of tables, what is marked; at least one
    upon: tuple[str, ...]  # the ink upon each of the series

    def of_series(self, at: int) -> tuple[str, str]:
        """The colour of a series by its place, and the ink upon it; they begin again where there are no more."""
        return self.series[at % len(self.series)], self.upon[at % len(self.series)]


def paint(target: ColorFormat, color: str) -> None:
    """Give a colour of a palette to a run, a fill or a line."""
    if color.startswith("#"):
        target.rgb = RGBColor.from_string(color[1:].upper())
    else:
        target.theme_color = MSO_THEME_COLOR.from_xml(color)


def palette_of(layout: SlideLayout, area: int) -> Palette:
    """The colours for slides of a layout. ``area``: of a slide, in square EMU.

    The ink is that of the master's own text; where it cannot be read on the ground, black or white. Where the ground is
    a picture, it is taken to be as light as that text is dark. Accents that could not be seen on it are left out.
    """
    colors = _Colors(layout)
    own = colors.ink
    ground = colors.ground(layout, area) or opposite(colors.hex_of(own))
    ink = own if contrast(colors.hex_of(own), ground) >= READABLE else opposite(ground)
    quiet = "tx2" if contrast(colors.hex_of("tx2"), ground) >= READABLE else ink
    series = tuple(one for one in ACCENTS if contrast(colors.hex_of(one), ground) >= SEEN) or (ink,)
    upon = tuple(opposite(colors.hex_of(one)) for one in series)
    return Palette(ground, ink, quiet, series, upon)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def opposite(color: str) -> str:
    """Black or white, whichever is easier to read upon a colour."""
    return max(LIGHT, DARK, key=lambda ink: contrast(ink, color))


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class _Colors:
    """What the colours of a theme mean on a layout."""

    def __init__(self, layout: SlideLayout) -> None:
        master = layout.slide_master
        theme = parse_xml(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
        scheme = theme.find(f".//{qn('a:clrScheme')}")
        self._theme: Mapping[str, str] = {} if scheme is None else dict(_scheme(scheme))
        mapping = next(layout.element.iter(qn("a:overrideClrMapping")), master.element.find(qn("p:clrMap")))
        self._names: Mapping[str, str] = (
            {} if mapping is None else {str(k): str(v) for k, v in mapping.items()}
        )
        path = (
            f"{qn('p:txStyles')}/{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}/{qn('a:solidFill')}"
        )
        fill = master.element.find(path)
        self.ink = "tx1" if fill is None or not len(fill) else self._told(fill[0])

    def hex_of(self, color: str) -> str:
        """A colour as #…; text that the theme does not tell of is black, anything else white."""
        if color.startswith("#"):
            return color
        name = self._names.get(color, color)
        return self._theme.get(name, DARK if name.startswith(("dk", "tx")) else LIGHT)

    def ground(self, layout: SlideLayout, area: int) -> str | None:
        """The ground of a layout's slides; None where it is a picture."""
        found: str | None = self.hex_of("bg1")
        for owner in (layout.slide_master, layout):
            set_here = owner.element.cSld.find(qn("p:bg"))
            if set_here is not None:
                found = self._filled(set_here)
            for shape in owner.shapes:
                if (shape.width or 0) * (shape.height or 0) >= COVERS * area:
                    found = self._filled(shape._element.find(qn("p:spPr")))
        return found

    def _filled(self, element: BaseOxmlElement | None) -> str | None:
        """The colour that an element is filled with, the mean of several; None where it has none of its own."""
        if element is None:
            return None
        given = [self._shown(one) for one in element.iter(qn("a:srgbClr"), qn("a:schemeClr"), qn("a:sysClr"))]
        if not given or next(element.iter(qn("a:blip")), None) is not None:
            return None
        parts = [[int(color[at : at + 2], 16) for color in given] for at in (1, 3, 5)]
        return "#" + "".join(f"{round(sum(part) / len(part)):02X}" for part in parts)

    def _told(self, element: BaseOxmlElement) -> str:
        """A colour of a fill, by its name in the theme where it is one of it as it is."""
        if element.tag == qn("a:schemeClr") and not len(element):
            return str(element.get("val"))
        return self._shown(element)

    def _shown(self, element: BaseOxmlElement) -> str:
        """A colour of a fill as #…, with what makes it darker or lighter."""
        color = self.hex_of(str(element.get("val"))) if element.tag == qn("a:schemeClr") else _given(element)
        parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
        for change in element:
            share = int(change.get("val", "0")) / 100_000
            if change.tag in (qn("a:lumMod"), qn("a:shade")):
                parts = [round(part * share) for part in parts]
            elif change.tag == qn("a:lumOff"):
                parts = [min(255, round(part + 255 * share)) for part in parts]
        return "#" + "".join(f"{part:02X}" for part in parts)


def _scheme(scheme: BaseOxmlElement) -> Iterator[tuple[str, str]]:
    """The names of a theme's colours with what they are."""
    for name in scheme:
        for color in name:
            yield name.tag.rpartition("}")[2], _given(color)


def _given(color: BaseOxmlElement) -> str:
    """A colour that is told by its parts; what is told in another way counts as white."""
    told = color.get("lastClr") or color.get("val") or ""
    return f"#{told.upper()}" if len(told) == 6 and not set(told.upper()) - set("0123456789ABCDEF") else LIGHT
