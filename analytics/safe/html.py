"""Text for HTML, and for Plotly, which takes a few of its tags."""

from html import escape


def as_html(text: object) -> str:
    """The text in an element or in a quoted attribute."""
    return escape(str(text))


def as_plotly(text: object) -> str:
    """The text in a label or a hover of Plotly, where ``$`` would begin a formula."""
    return escape(str(text), quote=False).replace("$", "&#36;")
