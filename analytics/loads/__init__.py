"""Who carries how much: counts, how evenly they are spread, targets."""
