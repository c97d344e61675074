"""One mistake is one problem, however many pages feel it: the sentence stands where the mistake is and says what mends it."""

from __future__ import annotations

import pytest

from helpcenter.articles.read import read_library
from helpcenter.checks.run import check_sources
from helpcenter.source.files import from_contents, read_tree
from project import small_project

NAME = "name: {zh: 示例钱包, en: Example Wallet, es: Billetera Ejemplo}\n"
USES = "{{ brand.name }} {{ sla.general }} {{ hold.after_2fa_reset }} {{ network.withdrawal_fee }}\n\n{{ warning.irreversible }}\n"

MISTAKES = [
    ("data/brand.yml", NAME, "", "the key `name` is missing. 9 pages use `{{ brand.name }}`. Add it."),
    ("data/brand.yml", "download_url", "donwload_url", "the key `donwload_url` is not known here. Did you mean `download_url`?"),
    ("data/brand.yml", "en: Example Wallet, ", "", "the key `en` is missing in `name`."),
    ("data/support.yml", "time: 10 minutes, confirmed: true", "tim: 10 minutes, confirmed: true", "Did you mean `time`?"),
    ("data/product.yml", "  after_2fa_reset:", "  after_2fa_rest:", "`hold.after_2fa_reset` is missing here; 9 pages use it"),
    ("data/support.yml", "sla:", "sla: {", "this is not valid YAML"),
    ("data/networks.yml", "confirmed:", "confrmed:", "Did you mean `confirmed`?"),
    ("data/warnings.yml", "level: danger", "level: dangr", "Did you mean `danger`?"),
    ("data/categories.yml", "icon: person", "icn: person", "Did you mean `icon`?"),
    ("data/categories.yml", "icon: person", "icon: persn", "`persn` is no icon: expected the name of an Octicon, like `shield-check`."),
    ("data/ids.yml", "{slug: one", "{slg: one", "Did you mean `slug`?"),
    ("data/safe_examples.json", "{", "{{", "this is not valid JSON"),
]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes | str]:
    tree = read_tree(small_project(tmp_path_factory.mktemp("project")))
    files = {path: file.text if file.text is not None else file.data for path, file in tree.files.items()}
    return {path: f"{text}\n{USES}" if isinstance(text, str) and "{#steps}" in text else text for path, text in files.items()}


@pytest.mark.parametrize(("path", "old", "new", "told"), MISTAKES, ids=[f"{path}-{told[:20]}" for path, _, _, told in MISTAKES])
def test_one_mistake_is_one_problem(sources: dict[str, bytes | str], path: str, old: str, new: str, told: str) -> None:
    text = sources[path]
    assert isinstance(text, str)
    assert old in text
    before = set(check_sources(read_library(from_contents(sources))))
    found = set(check_sources(read_library(from_contents(sources | {path: text.replace(old, new, 1)})))) - before
    assert [problem.path for problem in found] == [path], [str(problem) for problem in found]
    assert told in str(next(iter(found)))
