"""What pages share: loading, the filter bar, tasks and their source, drawing, downloads."""
