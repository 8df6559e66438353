"""The first report: how many ideas, of what kind, and whether they were answered in time."""
