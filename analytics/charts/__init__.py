"""Drawing: a frame or a graph in, a figure out; one theme."""
