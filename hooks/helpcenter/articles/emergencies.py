"""Lines of the emergency page, data/emergencies.yml: those that a reader of this product can be in."""

from __future__ import annotations

from helpcenter.config.model import Emergency

from .model import Library


def emergencies(library: Library) -> tuple[Emergency, ...]:
    """Return the emergencies, without those about what the product lacks."""
    return tuple(each for each in library.settings.emergencies if not _left_out(each, library))


def _left_out(emergency: Emergency, library: Library) -> bool:
    article = library.by_slug.get(emergency.article)
    lacks = not library.settings.lacking.isdisjoint(emergency.needs)
    return lacks or article is None or emergency.section not in {section.id for section in article.source.sections}
