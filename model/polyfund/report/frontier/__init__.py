"""The frontier as files: a workbook, a table for programs, and a picture."""
