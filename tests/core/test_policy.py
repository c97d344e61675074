"""The policy of a page, in its two forms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.config.feedback import Feedback
from helpcenter.config.model import Settings
from helpcenter.pages.policy import policy

PLAIN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types help-center"
)


@pytest.mark.parametrize("endpoint", ["", "/feedback"])
def test_a_page_loads_and_sends_within_its_site(endpoint: str) -> None:
    settings = replace(Settings(), feedback=Feedback(endpoint=endpoint))
    assert policy(settings, meta=False) == PLAIN
    assert policy(settings, meta=True) == PLAIN.replace("frame-ancestors 'none'; ", "")


@pytest.mark.parametrize("endpoint", ["https://tell.example.com/feedback", "https://tell.example.com:8443/a/b"])
def test_answers_may_go_to_the_endpoint_alone(endpoint: str) -> None:
    settings = replace(Settings(), feedback=Feedback(endpoint=endpoint))
    wider = PLAIN.replace("connect-src 'self'", f"connect-src 'self' {endpoint}")
    assert policy(settings, meta=False) == wider.replace("form-action 'self'", f"form-action 'self' {endpoint}")
