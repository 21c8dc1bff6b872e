"""Reports: the plan as files that people and programs read."""
