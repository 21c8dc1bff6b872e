"""How a name is spelt: what no eye tells apart is one name."""

from __future__ import annotations

import unicodedata

# Signs that nobody sees, which come along when words are copied: soft hyphen, zero-width blanks
# and joins, marks of direction. The two joiners of letters are none of them, for they show.
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"))
INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")  # Unicode categories of characters nobody sees
LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"


def tidy(text: str) -> str:
    """A name as it is kept: unseen signs left out, any blanks between words one space, each letter
    one with its accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(UNSEEN))
    return " ".join(text.split())


def folded(text: str) -> str:
    """A name as labels are compared: case, width and the number of blanks do not count either."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(UNSEEN))
    return " ".join(text.split()).casefold()


def same(text: str) -> str:
    """A name as names are compared: blanks do not count at all, for in Chinese there are none."""
    return folded(text).replace(" ", "")


def invisible(text: str) -> int | None:
    """The position of the first sign in ``text`` that nobody sees and that is not left out."""
    if text.isprintable():
        return None
    unseen = (unicodedata.category(char) in INVISIBLE and ord(char) not in UNSEEN for char in text)
    return next((at for at, is_unseen in enumerate(unseen) if is_unseen), None)


def seen(text: str) -> str | None:
    """The name that is left without what nobody sees; None where a break may stand for a blank or for none."""
    if any(char in text for char in LINE_BREAKS + "\t"):
        return None
    return tidy("".join(filter(str.isprintable, text))) or None


def sign(char: str) -> str:
    """What an invisible sign is called: ``U+200D ZERO WIDTH JOINER``."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".rstrip()
