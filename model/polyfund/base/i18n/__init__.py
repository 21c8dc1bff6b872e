"""English and Chinese: ``_`` gives the words of the language in use.

English stands in the code; Chinese stands in ``zh/*.po``, one file for each part of the
house, compiled when it is first needed.
"""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "zh")
UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # control and format characters, lone surrogates, line ends
_in_use: ContextVar[str] = ContextVar("language", default="en")


def use(language: str) -> None:
    """Speak ``language`` ("en" or "zh") from here on."""
    if language not in LANGUAGES:
        raise ValueError(f"no words in {language!r}; choose one of {', '.join(LANGUAGES)}")
    _in_use.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` inside the block, and after it the language spoken before."""
    before = _in_use.get()
    use(language)
    try:
        yield
    finally:
        use(before)


def language() -> str:
    """The language in use."""
    return _in_use.get()


def chinese_catalogue() -> Catalog:
    """All Chinese words, from every file of ``zh``."""
    whole = Catalog(locale="zh")
    for part in sorted(files(__package__).joinpath("zh").iterdir(), key=lambda path: path.name):
        if part.name.endswith(".po"):
            with part.open("rb") as source:
                for message in read_po(source, locale="zh"):
                    whole[message.id] = message
    return whole


@cache
def _chinese() -> gettext.GNUTranslations:
    compiled = BytesIO()
    write_mo(compiled, chinese_catalogue())
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def plural(count: int, one: str, many: str) -> str:
    """``one`` where ``count`` is 1, else ``many``, in the language in use: Chinese, which has no
    plural, translates ``many`` alone. The caller fills its braces."""
    return one if count == 1 and _in_use.get() == "en" else _(many)


class Message(str):
    """Words that remember the pattern they were made of and what its braces were filled with, so
    that messages of one kind can be told together."""

    pattern: str
    values: Mapping[str, Any]

    def format(self, *args: object, **values: object) -> Message:
        filled = Message(super().format(*args, **values))
        filled.pattern, filled.values = str(self), values
        return filled


def _(english: str) -> str:
    """``english`` in the language in use; the caller fills its braces with ``format``."""
    words = _chinese().gettext(english) if _in_use.get() == "zh" else english
    return Message(words) if "{" in words else words


def safe(words: str) -> str:
    """Words on one line, as any terminal and file can show them. A name may hold what moves the cursor,
    ends the line or turns the direction of writing: such a character is shown by its number."""
    if words.isprintable():
        return words
    shown = "".join(
        sign.encode("unicode_escape", "surrogatepass").decode("ascii")
        if unicodedata.category(sign) in UNSHOWN
        else sign
        for sign in words
    )
    if isinstance(words, Message) and hasattr(words, "values"):
        message = Message(shown)
        message.pattern = words.pattern
        message.values = {
            key: safe(value) if isinstance(value, str) else value for key, value in words.values.items()
        }
        return message
    return shown
