"""The units that figures are told in."""

from polyfund.schema.table import Label

MILLION = Label("million {currency}", "百万{currency}")
PERSONS = Label("persons", "人")
DAYS = Label("days", "天")
