"""The documentation of all tables, printed from their declarations.

``python -m polyfund.cli.document`` writes docs/tables.md and docs/tables.zh.md anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from polyfund.base.files import whole_file
from polyfund.base.i18n import _, speaking
from polyfund.base.i18n import language as spoken
from polyfund.schema.describe import accepts, blank, meaning, scope_words, unit
from polyfund.schema.table import Column, Table

PAGES = {"en": "tables.md", "zh": "tables.zh.md"}


def tables_page(tables: Sequence[Table], language: str) -> str:
    """All tables and their columns as a page of Markdown in ``language`` ("en" or "zh")."""
    with speaking(language):
        by_key = {table.key: table for table in tables}
        return "\n".join(_page(by_key))


def _page(tables: Mapping[str, Table]) -> Iterator[str]:
    yield "# " + _("The tables of the workbook") + "\n"
    yield (
        _(
            "Each table is a sheet of a workbook, or a CSV file of a folder. Labels are accepted in English "
            "and in Chinese, and columns in any order. This page is printed from the declarations of the "
            "tables by `python -m polyfund.cli.document`."
        )
        + "\n"
    )
    yield (
        _(
            "A name may stand in any case, width and spacing; a county, agency or programme also by its "
            "Chinese name, a county by its code, where no other has it. Money and persons may be written "
            "with words, such as 1.2亿 or 12 million, shares in a file as 30 %."
        )
        + "\n"
    )
    yield (
        _(
            "In a CSV file an apostrophe before one of the signs = + - @ is no part of the words: polyfund writes it "
            "there so that no spreadsheet takes them for a formula."
        )
        + "\n"
    )
    yield (
        _(
            "Columns whose header begins with 'Notes' or '备注', or is a word such as remarks, 说明, No. or 序号, may "
            "stand in every table and stay unread; so do sheets whose name begins with 'Notes' or '备注'."
        )
        + "\n"
    )
    yield _row(_("sheet"), _("file"), _("to fill in?"), _("what it is for"))
    yield _row(*["---"] * 4)
    for table in tables.values():
        link = f"[{table.label[spoken()]}](#{table.key})"
        yield _row(link, f"`{table.key}.csv`", _state(table), table.meaning[spoken()])
    yield f"\n## {_('Whom a rule speaks of')}\n"
    yield _row(_("you write"), _("it means"))
    yield _row(*["---"] * 2)
    for words, text in scope_words():
        yield _row(words, text)
    for table in tables.values():
        yield from _section(table, tables)


def _section(table: Table, tables: Mapping[str, Table]) -> Iterator[str]:
    yield f'\n<a id="{table.key}"></a>\n\n## {" · ".join(dict.fromkeys((table.label[spoken()], *table.label.both)))}\n'
    yield table.meaning[spoken()] + _(".") + "\n"
    if table.unique:
        labels = _(", ").join(table[key].label[spoken()] for key in table.unique)
        yield _("No two rows may share: {labels}.").format(labels=labels) + "\n"
    for across in table.side_by_side:
        words = _(
            "Instead of the columns {dimension} and {value} there may be figures side by side, each column headed "
            "by its {dimension}."
        )
        dimension, value = (f"*{table[key].label[spoken()]}*" for key in across[:2])
        yield words.format(dimension=dimension, value=value) + "\n"
    other = "zh" if spoken() == "en" else "en"
    yield _row(_("column"), _("in Chinese") if other == "zh" else _("in English"), _("meaning"), _("unit"),
               _("accepts"), _("blank"))  # fmt: skip
    yield _row(*["---"] * 6)
    for column in table.columns:
        yield _column(column, tables, other)


def _column(column: Column, tables: Mapping[str, Table], other: str) -> str:
    return _row(
        f"**{column.label[spoken()]}**",
        column.label[other],
        meaning(column, _("yuan")),
        unit(column, _("yuan")),
        accepts(column, tables),
        blank(column),
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(_plain, cells))} |"


def _plain(text: str) -> str:
    """A text that cannot end its cell."""
    return text.replace("|", "\\|")


def _state(table: Table) -> str:
    return _("needed") if table.needed else _("optional")


def main() -> None:
    """Write both pages into docs."""
    from polyfund.rules import TABLES  # upstream of here only for this command

    for language, name in PAGES.items():
        with whole_file(Path("docs", name)) as draft:
            draft.write_text(tables_page(TABLES, language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
