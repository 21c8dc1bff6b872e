"""The names that a cell may repeat: how else each may be written, and which one was meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from polyfund.schema.place_names import is_pinyin, place, tokens, whole
from polyfund.schema.spelling import same

SIGNS = re.compile("[\u2e80-\U0003ffff]")  # of Chinese: each says as much as a word, none is a slip
NUMBERED = re.compile(r".*\d.*|[ivx]+|.")  # Village 12, Phase II, Fund A: another of the same kind

BY_CHANCE = 4  # letters: English words up to so many often read as pinyin, such as "area"

Levels = Mapping[str, set[str]]


class Known:
    """Some names. ``others`` are further words for some of them: each with the names that it is
    another word for. ``levels`` tells the kinds of place that some of them are names of."""

    def __init__(
        self,
        names: Iterable[str],
        others: Mapping[str, Iterable[str]] | None = None,
        levels: Levels | None = None,
    ) -> None:
        self.names = dict.fromkeys(names)
        self._others, self._levels = others or {}, levels or {}

    def find(self, word: str) -> str | None:
        """The name that ``word`` writes: itself, but for what the eye overlooks, or by another word."""
        if word in self.names:
            return word
        name = self._by_spelling.get(same(word))
        if name is None:
            meant = self.meant(word)
            name = meant[0] if len(meant) == 1 else None
        return name

    def meant(self, word: str) -> tuple[str, ...]:
        """The names that ``word`` is another word for."""
        return tuple(sorted(self._by_other.get(same(word), ())))

    def near(self, word: str) -> str | None:
        """The one name that was meant by an unknown word, if any was: the same place with another
        kind or in traditional signs, or a slip of the pen. Rather none than another."""
        if not tokens(word):  # signs alone name nothing
            return None
        return self._only(self._wholes.get(whole(word), ())) or self._place(word) or self._slip(word)

    def _place(self, word: str) -> str | None:
        if not self._levels:
            return None
        bare = self._only(self._places.get(whole(word), ()))  # 西盟 is no 盟 of the name 西
        asked = place(word)
        found = self._places.get(asked.name, {})
        return bare or self._only(
            name for name, levels in found.items() if not levels.isdisjoint(asked.levels)
        )

    def _slip(self, word: str) -> str | None:
        asked = tokens(word)
        near = (
            name
            for spelt, names in self._tokens.items()
            for name in names
            if len(spelt) == len(asked) and _is_slip(asked, spelt, named=name in self._levels)
        )
        return self._only(near)

    @staticmethod
    def _only(names: Iterable[str]) -> str | None:
        found = set(names)
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        return {same(name): name for name in reversed(self.names)}

    @cached_property
    def _by_other(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for word, names in self._others.items():
            found[same(word)].update(names)
        return found

    def _words(self) -> Iterable[tuple[str, str]]:
        """Every word for every name."""
        yield from ((name, name) for name in self.names)
        yield from ((word, name) for word, names in self._others.items() for name in names)

    @cached_property
    def _wholes(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for word, name in self._words():
            found[whole(word)].add(name)
        return found

    @cached_property
    def _tokens(self) -> dict[tuple[str, ...], set[str]]:
        found: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for word, name in self._words():
            found[tuple(tokens(word))].add(name)
        return found

    @cached_property
    def _places(self) -> dict[str, dict[str, set[str]]]:
        """By the name of a place the names that name it, with the levels that they are of."""
        found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for word, name in self._words():
            if name in self._levels:
                named = place(word)
                for spelt in (named.name, whole(word)):
                    found[spelt][name] |= self._levels[name].intersection(named.levels)
        return found


def _is_slip(asked: Sequence[str], spelt: Sequence[str], *, named: bool) -> bool:
    """Whether two names of as many words differ by one slip in one of them; names of places that
    read as pinyin do not, nor do words of other names that are too long to read so by chance."""
    apart = [pair for pair in zip(asked, spelt, strict=True) if pair[0] != pair[1]]
    if len(apart) != 1:
        return False
    one, other = apart[0]
    if any(SIGNS.search(word) or NUMBERED.fullmatch(word) for word in (one, other)):
        return False
    pinyin = (named or len(one) > BY_CHANCE) and is_pinyin(one) and is_pinyin(other)
    return _one_edit(one, other) and not pinyin


def _one_edit(one: str, other: str) -> bool:
    """Whether one letter after the first is left out, added or another, or two have changed places."""
    pairs = enumerate(zip(one, other, strict=False))
    at = next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
    a, b = one[at:], other[at:]
    swapped = len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]
    return at > 0 and (swapped or a[1:] in (b, b[1:]) or a == b[1:])
