"""The URL: its keys and what they mean, and how a widget's value stands in it.

A link is the whole state: whoever opens it sees the same picture. What a key holds is read from the URL at the start of
a run; a widget whose value the visitor changes writes it there. What becomes an entry of the browser's history, and what
the navigation takes along, is decided in ``pages/shell/shell.js``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import Enum, auto
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.safe.markdown import as_markdown

Value = TypeVar("Value")
Texts = tuple[str, ...]


class Reach(Enum):
    """How far what a key says goes, by the navigation."""

    EVERYWHERE = auto()
    """To every page."""
    PAGE = auto()
    """Back to its page, when the visitor returns to it."""
    ONCE = auto()
    """Nowhere: it is said of one view."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the URL."""

    name: str
    meaning: str
    reach: Reach = Reach.PAGE


DOCUMENT = Key(
    "document", "文件的编号（或标题）；不写则为先看的一份：选定的，没有选定的为最新的", Reach.EVERYWHERE
)
SECTIONS = Key("sections", "部分，可以有几个；不写则为全部", Reach.EVERYWHERE)
LEVEL = Key("level", "层级：处室、部门", Reach.EVERYWHERE)
COLLECTIVES = Key("collectives", "集合名称：原样、不计入、展开为成员", Reach.EVERYWHERE)
COUNTING = Key("counting", "计数：参与数、分担数", Reach.EVERYWHERE)
DEPARTMENT = Key("department", "所看的部门", Reach.EVERYWHERE)
MARK = Key("mark", "图表、句子中选中的一处：部门 d、部分 s、承担方式 h、任务 t", Reach.EVERYWHERE)
COMPARE = Key("compare", "部门画像中并排对比的部门")
VIEW = Key("view", "部门负荷中的哪一幅图")
EVERY = Key("every", "总览的图中是否画出全部部门")
DAY = Key("day", "目标与时限从哪一天看")
WAY = Key("way", "协同网络的画法")
COLOR = Key("color", "协同网络的颜色")
WEIGHT = Key("weight", "协同网络中线的粗细")
AT_LEAST = Key("at_least", "联系至少是共同承担几项才看", Reach.EVERYWHERE)
WITHOUT = Key("without", "不看只因这一项任务的联系", Reach.EVERYWHERE)
CENTRE = Key("centre", "协同网络中看周围的部门")
PLACES = Key("places", "协同网络中移动过的部门的位置")
SHOWN = Key("shown", "部门很多时，协同网络、部门矩阵画哪些")
TASKS_OF = Key("tasks_of", "共同任务很多时，画哪一部分的")
DEPENDENCY_VIEW = Key("dependency_view", "跨部门依赖看什么")
ORDER = Key("order", "部门矩阵的行列顺序")
COLUMN_ORDER = Key("column_order", "任务纽带中任务的顺序")
FIRST = Key("first", "两个部门中的一个")
SECOND = Key("second", "两个部门中的另一个")
FIRMNESS_VIEW = Key("firmness_view", "联系强弱问什么")
CORRECTION = Key("correction", "多重比较校正")
P_VALUES = Key("p_values", "是否显示 p 值")
CONSULTED = Key("consulted", "征求意见的任务")
SEATS = Key("seats", "联席会议每次至多几个部门")
ALWAYS = Key("always", "联席会议每次都参加的部门")
NEVER = Key("never", "联席会议不参加的部门")
TOGETHER = Key("together", "联席会议放在一次会上商议的任务")
WORDS = Key("words", "任务清单中查找的词")
DEPARTMENTS = Key("units", "任务清单、会议汇报中选定的几个部门")
SHARING = Key("sharing", "任务清单：独立承担、共同承担")
STATING = Key("stating", "任务清单：写明目标、未写明")
TASK = Key("task", "任务清单中打开的任务", Reach.ONCE)
ONLY = Key("only", "任务清单只列这些次序的任务（从前的链接）", Reach.ONCE)
UNIT = Key("unit", "图旁所看的部门（从前的链接）", Reach.ONCE)
PARTS = Key("parts", "会议汇报放映的部分")
PAGES_OF = Key("pages_of", "会议汇报哪些部门有页")
LENGTH = Key("length", "会议汇报的长短：简版、标准、全部")
SLIDE = Key("slide", "会议汇报第几页")
PRESENT = Key("present", "会议汇报是否在放映", Reach.ONCE)
OVER = Key("over", "会议汇报放映时打开的：各页、议定事项", Reach.ONCE)
AGENDA_TASKS = Key("agenda_tasks", "议程的议题")
AGENDA_SECTIONS = Key("agenda_sections", "议程中各部分的任务")
ITEM_MINUTES = Key("item_minutes", "议程每项几分钟")
MEETING_DAY = Key("meeting_day", "会议日期")
MEETING_START = Key("meeting_start", "会议开始的时间")
MEETING_NAME = Key("meeting_name", "会议名称")
MEETING_PLACE = Key("meeting_place", "会议地点")
MEETING_BREAKS = Key("meeting_breaks", "会议的休息，例如 12:00-14:00")
ITEM_RULES = Key("item_rules", "议程中单项的时长和位置，例如 t014 25分钟")
JOB = Key("job", "刚才的操作，用来在刷新后说明结果", Reach.ONCE)
AGAINST = Key("against", "年度对照、草案检查与哪份文件对照")
YEARS_VIEW = Key("years_view", "年度对照看什么")
TIES_SEEN = Key("ties_seen", "年度对照的联系图画哪一份的")
SERIES_VIEW = Key("series_view", "年度对照的历年看什么")
LIVES = Key("lives", "年度对照的历年看哪些任务")
CHANGES_BY = Key("changes_by", "年度对照中任务的排列")
RULES_OFF = Key("rules_off", "草案检查不用的规则")
PERIOD = Key("period", "看哪个填报期；不写则为最近有填报的一期", Reach.EVERYWHERE)
DISCUSSED = Key("discussed", "联席会议、议程编排只议的任务")
SCENARIO = Key("scenario", "情景的编号；不写则为原要点", Reach.EVERYWHERE)
SCENARIO_VIEW = Key("scenario_view", "情景推演看什么")
AT_MOST_CHANGES = Key("at_most_changes", "情景推演：建议至多几处改动")
HELD_AGAINST = Key("held_against", "情景推演与哪个情景对照；不写则为原要点")
MEETING = Key("meeting", "会议（留作后用）")

KEYS: tuple[Key, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Key))
"""All keys of the URL."""


# ── reading and writing ─────────────────────────────────────────────────────────────────────────────────────


def texts(key: Key) -> Texts:
    """What the URL says under a key; empty where it says nothing."""
    return tuple(st.query_params.get_all(key.name))


def text(key: Key) -> str:
    """The last that the URL says under a key; empty where it says nothing."""
    return st.query_params.get(key.name, "")


def write(key: Key, said: Sequence[str]) -> None:
    """Say something under a key, or nothing."""
    if said:
        st.query_params[key.name] = list(said)
    else:
        st.query_params.pop(key.name, None)


def carried(**more: str) -> dict[str, list[str]]:
    """What doors to other pages take along, with what this door says more, under the names of keys.

    Not the mark, which only the navigation takes along: a door leads to what it says, whatever else is open.
    """
    there = set(st.query_params) - {MARK.name}
    everywhere = [key for key in KEYS if key.reach is Reach.EVERYWHERE and key.name in there]
    return {key.name: list(texts(key)) for key in everywhere} | {name: [said] for name, said in more.items()}


def link(page: str, said: Mapping[str, Sequence[str]]) -> str:
    """The address of a page, relative to any page of the dashboard, that says this."""
    query = urlencode(said, doseq=True)
    return f"{page or '.'}{'?' if query else ''}{query}"


def here(said: Mapping[str, Sequence[str]]) -> str:
    """The address of the page that is shown, saying this."""
    return f"?{urlencode(said, doseq=True)}"


# ── widgets ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Form(Generic[Value]):
    """How a value stands in the URL. ``read`` gives None for what is no value."""

    read: Callable[[Texts], Value | None]
    say: Callable[[Value], Texts]  # nothing: the default
    default: Value
    fits: Callable[[Value], bool] = lambda value: True  # whether a value is still one that can be chosen


def one_of(labels: Mapping[Value, str], default: Value, *, stays: bool = False) -> Form[Value]:
    """One of a few, by its label.

    ``stays``: the default is said, too, once something is said: where it is another tomorrow, or seen otherwise.
    """
    values = {label: value for value, label in labels.items()}
    return Form(
        lambda said: values.get(said[-1]),
        lambda value: () if value not in labels or (value == default and not stays) else (labels[value],),
        default,
        lambda value: value == default or value in labels,
    )


def maybe(labels: Mapping[Value, str]) -> Form[Value | None]:
    """One of a few, by its label, or none; none by default."""
    values = {label: value for value, label in labels.items()}
    return Form(
        lambda said: values.get(said[-1]),
        lambda value: () if value is None or value not in labels else (labels[value],),
        None,
        lambda value: value is None or value in labels,
    )


def some_of(labels: Mapping[Value, str], default: Sequence[Value] = ()) -> Form[list[Value]]:
    """Several, by their labels; what does not exist is passed over."""
    values = {label: value for value, label in labels.items()}
    return Form(
        lambda said: list(dict.fromkeys(values[label] for label in said if label in values)),
        lambda chosen: () if list(chosen) == list(default) else tuple(labels[value] for value in chosen),
        list(default),
        lambda chosen: all(value in labels for value in chosen),
    )


def number(low: int, high: int, default: int) -> Form[int]:
    """A whole number between two; one beyond them is the nearest."""

    def read(said: Texts) -> int | None:
        digits = said[-1]
        if not (digits.isascii() and digits.isdecimal()):
            return None
        return high if len(digits.lstrip("0")) > 9 else min(max(int(digits[-9:]), low), high)

    return Form(
        read,
        lambda value: () if value == default else (str(value),),
        default,
        lambda value: low <= value <= high,
    )


def words(default: str = "") -> Form[str]:
    """Any text."""
    return Form(lambda said: said[-1], lambda value: () if value == default else (value,), default)


def flag() -> Form[bool]:
    """Yes or no; no by default."""
    return Form(lambda said: said[-1].lower() == "true", lambda value: ("true",) if value else (), False)


def day(default: date) -> Form[date]:
    """A day, as ISO writes it; the default is said, too, once something is said: it may be another tomorrow."""
    return replace(_iso(date.fromisoformat, default), say=lambda value: (value.isoformat(),))


def clock(default: time) -> Form[time]:
    """A time of the day, as ISO writes it."""
    return _iso(time.fromisoformat, default)


def _iso(parse: Callable[[str], Any], default: Any) -> Form[Any]:
    def read(said: Texts) -> Any:
        try:
            return parse(said[-1])
        except ValueError:
            return None

    return Form(read, lambda value: () if value == default else (value.isoformat(),), default)


PAGE = "page"
"""Key of the session: the page that is drawn. Streamlit forgets a widget's value from one page to the next, whatever its key."""


CHANGED, BY_WIDGET = "changed", "by_widget"
"""Keys of the session: that a visitor changed a bound widget since the last run; that such a change began this run."""


def begin(page: str) -> None:
    """Note which page is drawn, before anything is."""
    st.session_state[PAGE] = page
    st.session_state.pop(NOTICES, None)
    st.session_state[BY_WIDGET] = st.session_state.pop(CHANGED, False)


def bound(
    key: Key,
    form: Form[Any],
    *,
    name: str = "",
    follows: bool = False,
    then: Callable[[Any], None] | None = None,
) -> dict[str, Any]:
    """Arguments for a widget (``key``, ``on_change``, ``args``) whose value stands in the URL under a key.

    The widget shows what the URL says, the default where it says nothing or nothing that is known; the URL then says
    what is shown, and what the visitor chooses. ``name``: of the widget, where it is not that of the key. ``follows``: a default
    that is another now, of another document, takes the place of one that nobody chose; else what was seen stays. ``then``: what
    else is to be done with what the visitor chooses, before the run draws anything.
    """
    widget, seen = f"at_{name or key.name}", f"seen_{name or key.name}"
    said, sights = texts(key), st.session_state.get(seen, ())
    before = st.session_state.get(f"default_{widget}", form.default)
    st.session_state[f"default_{widget}"] = form.default
    if follows and not said and st.session_state.get(widget) == before:
        st.session_state[widget] = form.default
    # A second fast choice is sent with the URL as it was before the first: then what the widgets hold counts.
    late = st.session_state.get(BY_WIDGET) and _sight(said) in sights
    followed = sights[-1:] != (_sight(said),) and not late
    if followed:
        st.session_state[seen] = (_sight(said),)
    if widget not in st.session_state or followed or not form.fits(st.session_state[widget]):
        value = form.read(said) if said else None
        st.session_state[widget] = form.default if value is None else value
    if said or st.session_state[widget] != form.default:
        _say(key, widget, seen, form)
    return {"key": widget, "on_change": _changed, "args": (key, widget, seen, form, then)}


def choose(key: Key, form: Form[Value], value: Value, *, name: str = "") -> None:
    """Set the value of a bound widget from elsewhere: before it is drawn, or in a callback."""
    widget, seen = f"at_{name or key.name}", f"seen_{name or key.name}"
    st.session_state[widget] = value
    _say(key, widget, seen, form)


def _changed(key: Key, widget: str, seen: str, form: Form[Any], then: Callable[[Any], None] | None) -> None:
    """Callback: the visitor has changed a widget.

    Or it was sent as it stood before the run of a link had come to its end, together with the next link, which counts.
    """
    if _sight(texts(key)) not in st.session_state[seen]:
        return
    st.session_state[CHANGED] = True
    _say(key, widget, seen, form)
    if then:
        then(st.session_state[widget])


def _say(key: Key, widget: str, seen: str, form: Form[Any]) -> None:
    said = form.say(st.session_state[widget])
    if said != texts(key):
        write(key, said)
    # What the URL said since it was last followed, latest last: the browser may not have heard of the latest.
    before = (sight for sight in st.session_state.get(seen, ()) if sight != _sight(said))
    st.session_state[seen] = (*before, _sight(said))


def _sight(said: Texts) -> tuple[object, Texts]:
    """What is seen in the URL, and on which page."""
    return st.session_state.get(PAGE), said


def tell_unknown(key: Key, known: Sequence[str]) -> None:
    """Say which values of a link do not exist; the widget of that key then shows its default."""
    unknown = [said for said in texts(key) if said not in known]
    if unknown:
        notice(f"链接中的“{'、'.join(unknown)}”不存在，已按默认显示。")


NOTICES = "notices"
"""Key of the session: the place on the page that is drawn where it is told what of its link does not hold."""


def notices_in(bar: DeltaGenerator) -> None:
    """What is told of the link from now on stands in the bar of filters, below them: between other controls it would push them apart."""
    st.session_state[NOTICES] = bar


def notice(text: str) -> None:
    """Tell what of the link does not hold."""
    place = st.session_state.get(NOTICES) or st
    place.warning(as_markdown(text), icon=":material/link_off:")
