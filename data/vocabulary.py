"""The words of the field, each once: codes as stored, and the Chinese that users see."""

from enum import StrEnum


class Role(StrEnum):
    """What a document says of a department's part in a task."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class TargetKind(StrEnum):
    """The form of a target that a task states."""

    PERCENT = "percent"
    COUNT = "count"
    COVERAGE = "coverage"
    DEADLINE = "deadline"


class LinkVerdict(StrEnum):
    """What a person said of two tasks of different plans."""

    SAME = "same"
    APART = "apart"


class LineKind(StrEnum):
    """What a non-blank line of a document is."""

    TITLE = "title"
    PREAMBLE = "preamble"
    HEADING = "heading"
    TASK = "task"
    ANNOTATION = "annotation"
    PERSON = "person"
    CLOSING = "closing"
    FURNITURE = "furniture"
    UNACCOUNTED = "unaccounted"


class LineMark(StrEnum):
    """What a person can say that a line of a document is."""

    TITLE = "title"
    HEADING = "heading"
    TASK = "task"  # a task begins here
    CONTINUED = "continued"  # it goes on with the task above
    RESPONSIBLE = "responsible"
    LEAD = "lead"
    SUPPORT = "support"
    DEADLINE = "deadline"
    PREAMBLE = "preamble"
    CLOSING = "closing"
    PERSON = "person"
    FURNITURE = "furniture"

    @property
    def kind(self) -> LineKind:
        """The kind that a line marked so has."""
        if self in (LineMark.RESPONSIBLE, LineMark.LEAD, LineMark.SUPPORT, LineMark.DEADLINE):
            return LineKind.ANNOTATION
        return LineKind.TASK if self is LineMark.CONTINUED else LineKind(self.value)


class DepartmentKind(StrEnum):
    """The kind of a department, as the directory gives it."""

    GENERAL = "综合"
    TRIAL = "审判"
    ENFORCEMENT = "执行"
    PERSONNEL = "政工"
    DISCIPLINE = "纪检监察"
    TASK_FORCE = "临时专班"
    COLLECTIVE = "集合名称"
    UNKNOWN = "未归类"


class Resolution(StrEnum):
    """How a written name was taken to mean a department."""

    EXACT = "exact"
    OTHER_NAME = "other_name"
    PARENT_RESTORED = "parent_restored"
    NEW = "new"


class Status(StrEnum):
    """What a unit says of its task (完成状态); where it says nothing, the task is 未填报."""

    NOT_STARTED = "未启动"
    UNDER_WAY = "推进中"
    DONE = "已完成"
    FAILED = "未能完成"
    TO_ADJUST = "建议调整"


class Timing(StrEnum):
    """What the calendar says of a task's deadline (时限状态), seen from the day that a period tells of."""

    NONE = "无时限"
    AHEAD = "未到"
    NEAR = "30 天内"
    PAST = "已过"


class Bin(StrEnum):
    """What became of a cell, or of a row, that came back in a ledger."""

    FILLED = "filled"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    FIXED_CELL_CHANGED = "fixed_cell_changed"
    UNRECOGNISED_ROW = "unrecognised_row"
    DUPLICATE_KEY = "duplicate_key"
    OUTDATED = "outdated"
    BAD_STATUS = "bad_status"


STATUS_SIGNS = {
    Status.NOT_STARTED: "○",
    Status.UNDER_WAY: "◐",
    Status.DONE: "●",
    Status.FAILED: "×",
    Status.TO_ADJUST: "△",
}
"""A shape beside every colour and word."""

UNREPORTED = "未填报"
"""What is shown of a task of which its unit says nothing; it is no status."""


def status_text(status: str, said_last: str = "") -> str:
    """A status with its shape: 「● 已完成」; 未填报 for the empty text, and that it was done by what was said last."""
    if status:
        return f"{STATUS_SIGNS[Status(status)]} {status}"
    return f"{UNREPORTED}，此前{said_last}" if said_last == Status.DONE else UNREPORTED


OUTSIDE = "不属于任何部分"
"""What the tasks before the first section are called, where sections are."""

ROLE_LABELS = {Role.LEAD: "牵头", Role.SUPPORT: "配合", Role.RESPONSIBLE: "责任"}

LINK_LABELS = {LinkVerdict.SAME: "是同一项任务", LinkVerdict.APART: "不是同一项任务"}
TARGET_LABELS = {
    TargetKind.PERCENT: "比例",
    TargetKind.COUNT: "数量",
    TargetKind.COVERAGE: "全覆盖",
    TargetKind.DEADLINE: "完成时限",
}

LINE_LABELS = {
    LineKind.TITLE: "标题",
    LineKind.PREAMBLE: "前言",
    LineKind.HEADING: "部分标题",
    LineKind.TASK: "任务",
    LineKind.ANNOTATION: "责任部门",
    LineKind.PERSON: "人员",
    LineKind.CLOSING: "落款",
    LineKind.FURNITURE: "版式内容",
    LineKind.UNACCOUNTED: "未识别",
}

MARK_LABELS = {
    LineMark.TITLE: "标题",
    LineMark.HEADING: "部分标题",
    LineMark.TASK: "任务（从这一行起）",
    LineMark.CONTINUED: "接上一项任务",
    LineMark.LEAD: "牵头部门",
    LineMark.RESPONSIBLE: "责任部门",
    LineMark.SUPPORT: "配合部门",
    LineMark.DEADLINE: "完成时限",
    LineMark.FURNITURE: "不属于要点",
    LineMark.PREAMBLE: "前言",
    LineMark.CLOSING: "落款",
    LineMark.PERSON: "人员",
}

EXAMPLE = "示例"
"""What stands beside a document that came with the dashboard."""

CORRECTED = "人工改正"
"""What stands beside everything that a person changed in what was read."""

BIN_LABELS = {
    Bin.FILLED: "新填",
    Bin.CHANGED: "改动",
    Bin.UNCHANGED: "未变",
    Bin.CONFLICT: "冲突",
    Bin.FIXED_CELL_CHANGED: "固定栏被改",
    Bin.UNRECOGNISED_ROW: "认不出的行",
    Bin.DUPLICATE_KEY: "同一任务有几行",
    Bin.OUTDATED: "旧版台账",
    Bin.BAD_STATUS: "状态不在选项中",
}

RESOLUTION_LABELS = {
    Resolution.EXACT: "名称一致",
    Resolution.OTHER_NAME: "按别名认定",
    Resolution.PARENT_RESTORED: "补全上级部门",
    Resolution.NEW: "名录中没有，待核定",
}


NO_NUMBER = "—"
"""What is shown in the place of a task's number where none is printed."""


def task_number(number: str | None) -> str:
    """A task's number as it is shown everywhere: as printed, ``NO_NUMBER`` where none is. Loaded plans have it so."""
    return number or NO_NUMBER
