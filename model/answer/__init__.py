"""The plan as plain tables, and the audit that judges it."""
