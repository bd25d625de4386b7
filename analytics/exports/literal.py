"""Text from documents as files can hold it: on one line, literally."""

from analytics.exports.graphs import legible


def one_line(text: str) -> str:
    """The text on one line; what no file can hold is shown as a sign (␀, �)."""
    return legible(" ".join(text.split()))
