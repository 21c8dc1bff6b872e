"""Studies: many plans of one case, set side by side."""
