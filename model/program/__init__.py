"""From a case to its linear program in Pyomo."""
