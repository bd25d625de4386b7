"""The first document, as agendas and meetings look at it."""

import pytest

from analytics.scope import Scope, ScopedPlan, select
from data.store.plan import Plan


@pytest.fixture(scope="module")
def offices(plan: Plan) -> ScopedPlan:
    return select(plan, Scope())
