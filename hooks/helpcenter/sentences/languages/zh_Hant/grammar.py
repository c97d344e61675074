"""Chinese in Traditional characters: the grammar of Chinese, which reads each character as the Simplified one."""

from __future__ import annotations

from helpcenter.text.scripts import to_simplified

from ..zh.grammar import Chinese


class TraditionalChinese(Chinese):
    accents = to_simplified()


GRAMMAR = TraditionalChinese
