"""From the program to a proved optimal vertex."""
