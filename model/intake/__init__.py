"""From a workbook or a folder of CSV files to a checked case."""
