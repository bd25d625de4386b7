"""The pictures of the network, each made once for all visitors of a theme."""

from analytics.charts import network as charts
from analytics.charts.layout import Place, place
from analytics.charts.network import Picture
from analytics.exports.pictures import Notes, to_svg
from analytics.scope import Counting, Scope, ScopedPlan
from analytics.ties import collaboration
from analytics.ties.groups import groups
from data.store.plan import Plan
from pages.research.shown import Threshold
from pages.shared import loading
from pages.shared.page import View


def departments(
    view: View,
    threshold: Threshold,
    shown: tuple[str, ...] | None = None,
    by_group: bool = False,
    weight: str = "shared",
) -> Picture:
    """The network of the scope, or of the departments ``shown``, in the visitor's theme.

    See ``analytics.charts.network.node_link``. It looks like that of the whole document as written, as far as it can.
    """
    asked = (loading.theme(), threshold, shown, by_group, weight)
    return loading.answer(_departments, view.plan, view.scope, *asked)


def sheet(picture: Picture, title: str, notes: Notes) -> bytes:
    """A picture as SVG to take along: the title above it, what its signs mean and where it is from below."""
    return to_svg(picture.option, charts.WIDTH, picture.height, title=f"协同网络：{title}", notes=notes)


def surroundings(view: View, centre: str, at_most: int = collaboration.DEPARTMENTS_AT_MOST) -> Picture:
    """One department and its neighbours, the strongest where they are many, in the visitor's theme."""
    return loading.answer(_surroundings, view.scoped, loading.theme(), centre, at_most)


def departments_and_tasks(view: View, tasks: tuple[str, ...] | None = None) -> Picture:
    """Departments with their joint tasks, or some of these, in the visitor's theme."""
    return loading.answer(_departments_and_tasks, view.scoped, loading.theme(), tasks)


def _departments(
    plan: Plan,
    scope: Scope,
    theme: str,
    threshold: Threshold,
    shown: tuple[str, ...] | None,
    by_group: bool,
    weight: str,
) -> Picture:
    scoped = loading.scoped(plan, scope)
    network = loading.answer(collaboration.graph, scoped)
    drawn = threshold.of(loading.answer(collaboration.ties, scoped))
    whole = Scope(scope.documents, level=scope.level)
    reference = None
    if shown is not None:
        network = collaboration.part_of(network, set(shown))
        drawn = collaboration.between(drawn, set(shown))
    elif scope != whole:
        reference = loading.answer(_places, loading.scoped(plan, whole))
    edges = list(zip(drawn["source_id"], drawn["target_id"], strict=True))
    number = loading.answer(groups, scoped).number_of() if by_group else {}
    of_group = {own: str(at + 1) for own, at in number.items()}
    return charts.node_link(network, scope.counting, theme, edges, of_group, weight, reference)


def _places(scoped: ScopedPlan) -> dict[str, Place] | None:
    """Where the departments of a document stand; None where they are too many for one picture."""
    network = loading.answer(collaboration.graph, scoped)
    if len(network) > collaboration.DEPARTMENTS_AT_MOST:
        return None
    sizes = charts.circles(network, Counting.FULL)
    return place(network, sizes, charts.WIDTH, charts.field_height(network, sizes))


def _surroundings(scoped: ScopedPlan, theme: str, centre: str, at_most: int) -> Picture:
    network = loading.answer(collaboration.graph, scoped)
    nearest = sorted(network[centre], key=lambda node: -network.edges[centre, node]["shared"])
    own = collaboration.part_of(network, {centre, *nearest[: at_most - 1]})
    return charts.surroundings(own, centre, scoped.scope.counting, theme)


def _departments_and_tasks(scoped: ScopedPlan, theme: str, tasks: tuple[str, ...] | None) -> Picture:
    network = loading.answer(collaboration.two_mode, scoped)
    if tasks is not None:
        kept = {("task", task) for task in tasks}
        network = collaboration.part_of(network, kept | {other for node in kept for other in network[node]})
    return charts.departments_and_tasks(network, theme)
