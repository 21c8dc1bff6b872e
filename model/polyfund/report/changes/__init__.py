"""The workbook of what changed between two plans, one file for each sheet or for those alike."""
