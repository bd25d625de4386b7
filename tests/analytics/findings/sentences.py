"""What findings say, and the tasks behind their figures."""

from analytics.findings import Figure, Finding


def told(found: list[Finding]) -> list[str]:
    """The sentences as texts."""
    return [str(finding) for finding in found]


def behind(finding: Finding) -> list[tuple[str, tuple[str, ...]]]:
    """The figures of a sentence, each with the tasks behind it."""
    return [(part.text, part.task_ids) for part in finding.parts if isinstance(part, Figure)]
