"""The sheets of the plan workbook, one file for each or for two alike."""
