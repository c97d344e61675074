"""The cache gives back what was put, to the next build as well, and keeps nothing without a file."""

from __future__ import annotations

from pathlib import Path

from helpcenter.runtime.cache import KEPT_BUILDS, NOTHING, Cache, digest


def test_a_value_is_there_at_once_and_for_the_next_build(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put(digest("key"), b"value")
    assert cache.get(digest("key")) == b"value"
    cache.save()
    cache.close()
    assert Cache(tmp_path).get(digest("key")) == b"value"


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    for cache in (NOTHING, Cache(), Cache(tmp_path / "file")):
        cache.put(digest("key"), b"value")
        cache.save()
        assert cache.get(digest("key")) is None


def test_what_no_build_uses_goes_and_what_is_used_stays(tmp_path: Path) -> None:
    first = Cache(tmp_path)
    first.put(digest("used"), b"1")
    first.put(digest("unused"), b"2")
    first.save()
    first.close()
    for number in range(2 * KEPT_BUILDS):
        cache = Cache(tmp_path)
        assert cache.get(digest("used")) == b"1"
        cache.put(digest(f"new {number}"), b"3")
        cache.save()
        cache.close()
    assert Cache(tmp_path).get(digest("unused")) is None


def test_the_parts_of_a_digest_do_not_run_into_each_other() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest(["a", "b"], "c"), digest("a", ["b", "c"]), digest("abc")}) == 5


def test_what_is_remembered_is_made_once(tmp_path: Path) -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("value")
        return b"value"

    for _ in range(2):
        cache = Cache(tmp_path)
        assert [cache.remember(b"key", make) for _ in range(2)] == [b"value"] * 2
        cache.save()
        cache.close()
    assert made == ["value"]
    assert [Cache().remember(b"key", make) for _ in range(2)] == [b"value"] * 2
    assert made == ["value"] * 3
