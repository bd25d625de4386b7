"""Text for SVG."""

from html import escape


def as_svg(text: str) -> str:
    """The text in an element; what does not show is left out."""
    return escape("".join(sign for sign in text if sign.isprintable()))
