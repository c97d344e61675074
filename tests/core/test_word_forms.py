"""Forms of words that no ending explains: forms.yml, and what the index gets of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from helpcenter.search.analyzer import _forms, forms, searchable


@pytest.mark.parametrize("listed", _forms().values(), ids=list(_forms()))
def test_a_form_stands_once_and_is_folded(listed: Mapping[str, Sequence[str]]) -> None:
    every = Counter(form for found in listed.values() for form in found)
    assert [form for form, count in every.items() if count > 1] == []
    assert [word for word in (*listed, *every) if word != searchable(word) or not word.isalpha()] == []
    assert [plain for plain in listed if plain in every] == []
    assert list(listed) == sorted(listed)


def test_forms_are_stems_of_the_language_that_stems_the_page() -> None:
    assert forms("en")["forgotten"] == forms("zh")["forgotten"] == "forget"
    assert forms("es-MX")["dijeron"] == "dec"
    assert "dijeron" not in forms("en")
    assert all(form != plain for form, plain in forms("es").items())
