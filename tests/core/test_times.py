"""Durations and opening hours are written out in each language from the words of data/strings.yml."""

from __future__ import annotations

import pytest
import yaml

from helpcenter.config.times import in_words, minutes, opening_hours
from places import ROOT

STRINGS = yaml.safe_load((ROOT / "data/strings.yml").read_text(encoding="utf-8"))
ALWAYS = [{"days": "monday-sunday", "from": "00:00", "to": "24:00"}]
OFFICE = [{"days": "monday-friday", "from": "09:00", "to": "18:00"}]
SHOP = [*OFFICE, {"days": "saturday", "from": "10:00", "to": "14:00"}]
WEEKEND = [{"days": "saturday-sunday", "from": "00:00", "to": "24:00"}]


@pytest.mark.parametrize(
    ("duration", "zh", "en", "es"),
    [
        ("60 seconds", "60 秒", "60 seconds", "60 segundos"),
        ("1 minute", "1 分钟", "1 minute", "1 minuto"),
        ("30 minutes", "30 分钟", "30 minutes", "30 minutos"),
        ("1 hour", "1 小时", "1 hour", "1 hora"),
        ("24 hours", "24 小时", "24 hours", "24 horas"),
        ("1 day", "1 天", "1 day", "1 día"),
        ("7 days", "7 天", "7 days", "7 días"),
    ],
)
def test_a_duration_is_written_out(duration: str, zh: str, en: str, es: str) -> None:
    assert [in_words(duration, STRINGS, code) for code in ("zh", "en", "es")] == [zh, en, es]


@pytest.mark.parametrize(
    ("duration", "expected"), [("45 seconds", 1), ("90 seconds", 2), ("10 minutes", 10), ("2 hours", 120), ("1 day", 1440)]
)
def test_a_duration_has_minutes(duration: str, expected: int) -> None:
    assert minutes(duration) == expected


@pytest.mark.parametrize(
    ("spans", "zh", "en", "es"),
    [
        (ALWAYS, "每天 24 小时", "every day, 24 hours a day", "todos los días, las 24 horas"),
        (OFFICE, "周一至周五 09:00–18:00（UTC+8）", "Monday to Friday, 09:00–18:00 (UTC+8)", "de lunes a viernes, 09:00–18:00 (UTC+8)"),
        (
            SHOP,
            "周一至周五 09:00–18:00；周六 10:00–14:00（UTC+8）",
            "Monday to Friday, 09:00–18:00; Saturday, 10:00–14:00 (UTC+8)",
            "de lunes a viernes, 09:00–18:00; sábado, 10:00–14:00 (UTC+8)",
        ),
        (WEEKEND, "周六至周日 24 小时", "Saturday to Sunday, 24 hours a day", "de sábado a domingo, las 24 horas"),
    ],
)
def test_opening_hours_are_written_out(spans: list[dict[str, str]], zh: str, en: str, es: str) -> None:
    assert [opening_hours(spans, "UTC+8", STRINGS, code) for code in ("zh", "en", "es")] == [zh, en, es]
