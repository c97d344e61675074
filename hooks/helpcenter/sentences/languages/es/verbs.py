"""The forms of Spanish verbs.

A verb is its infinitive, or `infinitive imperative usted` where these are irregular; what follows `+` must come after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_PERSONS, _THINGS = ("me", "te", "se", "nos", "le", "les"), ("lo", "la", "los", "las")
_CLITICS = f"(?:(?:{'|'.join(_PERSONS)})?(?:{'|'.join(_THINGS)})?)"


def inflected(verbs: Iterable[str]) -> str:
    """The source of a pattern of the verbs: imperative (tú), and groups `sub` (tú subjunctive), `ust`, `inf` and `ger`, with clitics."""
    imp, sub, ust, inf, ger = [], [], [], [], []
    for verb in verbs:
        verb, _, after = verb.partition("+")
        imperative, formal, infinitive, gerund = _conjugated(verb)
        imp.append(imperative + _CLITICS + r"\b" + after)
        sub.append(formal + r"s\b" + after)
        ust.append(formal + "n?" + _CLITICS + r"\b" + after)
        inf.append(infinitive + _CLITICS + r"\b" + after)
        ger.append(gerund + _CLITICS + r"\b" + after)
    groups = [f"(?P<{name}>{'|'.join(forms)})" for name, forms in (("sub", sub), ("inf", inf), ("ger", ger))]
    return rf"\b(?:{'|'.join(groups)}|{'|'.join(imp)}|(?P<ust>{'|'.join(ust)}))"


def forms(verb: str) -> Iterator[str]:
    """The words that `inflected` finds of one verb."""
    imperative, formal, *others = _conjugated(verb)
    yield formal + "s"
    for form in (imperative, formal, formal + "n", *others):
        yield from (form + person + thing for person in ("", *_PERSONS) for thing in ("", *_THINGS))


def _conjugated(verb: str) -> tuple[str, str, str, str]:
    """Imperative of tú and of usted, infinitive and gerund."""
    infinitive, *irregular = verb.split()
    stem, first = infinitive[:-2], infinitive.endswith("ar")
    imperative, formal = irregular or (stem + ("a" if first else "e"), _soft(stem) + "e" if first else stem + "a")
    return imperative, formal, infinitive, stem + ("ando" if first else "iendo")


def _soft(stem: str) -> str:
    for hard, soft in (("g", "gu"), ("c", "qu"), ("z", "c")):
        if stem.endswith(hard):
            return stem[:-1] + soft
    return stem
