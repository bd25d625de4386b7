"""Who is named where, as a matrix: the two-mode network of departments and tasks for matrix algebra."""

import numpy as np
from scipy.sparse import csr_array

from analytics.scope import ScopedPlan


def incidence(scoped: ScopedPlan) -> csr_array:
    """Departments × tasks: 1 where the task names the department, else 0; rows and columns as in the scope's frames."""
    given = scoped.assignments
    ones = np.ones(len(given), int)
    shape = (len(scoped.departments), len(scoped.tasks))
    return csr_array((ones, (given["department"].to_numpy(), given["task"].to_numpy())), shape=shape)


def shared_counts(scoped: ScopedPlan) -> np.ndarray:
    """Departments × departments: the tasks that name both (共同承担数); on the diagonal the department's tasks (参与数).

    The projection B·Bᵀ of the two-mode network (Breiger 1974), dense. Empty scope: 0 × 0.
    """
    named = incidence(scoped)
    return (named @ named.T).toarray()
