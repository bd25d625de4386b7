"""Where the tasks stand by what their units report: now, since the last time, by unit, and what needs several units."""
