"""Batches: reports a second, memory, and what a run with nothing to do costs."""
