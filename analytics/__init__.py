"""Frames and graphs in, answers out: the measures, with no page, no picture and no database."""
