"""Progress that departments report: the form that goes out, what comes back in it, how the two differ. Pure."""
