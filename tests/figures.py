"""Pictures held against Plotly's own figure, which knows every part that a picture may have."""

import json

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

from analytics.charts.figure import Figure


def checked(figure: Figure) -> go.Figure:
    """The picture as Plotly has it; raises ``ValueError`` for a part that Plotly does not know, or a value it does not take."""
    return go.Figure(json.loads(to_json_plotly(figure.to_dict())))
