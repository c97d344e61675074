"""Before the first step that sends, withdraws, bridges or approves stand the lines `{{ warning.irreversible }}` and
`{{ warning.network-test }}`; in an incident article they stand inside that step, before its instruction.

Nothing that is sent can be called back, so the warning must come while the reader can still stop. In an incident article it
comes no sooner, because the first thing on the page is what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpcenter.articles.model import Library, Page
from helpcenter.markdown.blocks import Block
from helpcenter.markdown.inlines import Inline

from ..rule import WALLET, Finding, Rule

WARNINGS = ("irreversible", "network-test")


@dataclass(frozen=True)
class _Language:
    """How a language tells a reader to send. A clause is an instruction when `instruction` is found in it, `negation` does not
    come before, and it is not about something else (`other`). A sentence that begins with a `condition` and moves everything to
    a new wallet (`way_out`) is none: it names what another section tells step by step."""

    instruction: re.Pattern[str]
    negation: re.Pattern[str]
    other: re.Pattern[str]
    condition: re.Pattern[str]
    way_out: re.Pattern[str]


_COINS = r"\b(?:USDT|USDC|BTC|ETH|TRX|BNB|SOL|XRP|NATIVE)\b"
_EN_MONEY = rf"(?:coins?|tokens?|funds|crypto|assets|money|balance|amounts?|(?:the|your) rest|remain\w*|what is left|what[’']s left|everything|test|transfer|payment|{_COINS})"
_ES_MONEY = rf"(?:monedas?|tokens?|fondos|cripto\w*|activos|dinero|saldo|montos?|importe|cantidad|el resto|restantes?|lo que (?:queda|quede|falta|falte)|todo|prueba|transferencia|{_COINS})"
_ZH_MONEY = rf"(?:币|资产|余额|资金|余款|剩下|剩余|其余|余下|全部|小笔|小额|少量|测试|{_COINS})"
_ZH_LEAD = r"(?:再|然后|接着|请|首先|先|最后|现在|立即|立刻|马上|尽快|就|也|都|你|可以|并|[从向给用按往][^，。；]{1,25}?)"
_ZH_NOUN = r"(?:的是|记录|详情|页面|历史|状态|按钮|功能|失败|成功|步骤|列表|入口|密码|限制|验证码|地址簿|方|错)"

_LANGUAGES = {
    "en": _Language(
        re.compile(
            r"(?:^|\b(?:then|and|now|next|please|finally|only then|you (?:can|may|must|should)(?: now| then)?|,)\s+)(?:\w+ly\s+)?"
            rf"(?:(?:re)?send\b.*?{_EN_MONEY}|(?:move|transfer)\b.*?{_EN_MONEY}|withdraw\b(?!al)|bridge\s+(?:the|your|what|it|them|\w+ to)\b"
            rf"|approve\b.*?(?:{_EN_MONEY}|spending|allowance|contract|transaction|withdrawal|swap))"
            r"|\b(?:tap|press|click|select|choose) (?:on )?[“\"]?(?:Send|Withdraw|Approve|Bridge)\b(?! (?:code|again|email|link))",
            re.I,
        ),
        re.compile(r"\b(?:not|never|no|nothing|don[’']t|cannot|can[’']t|without|before|instead of|stop|nobody)\b", re.I),
        re.compile(r"\b(?:support|tickets?|police|code|e-?mail|message|report|hash|TxID|consent|request|screenshot|form)\b", re.I),
        re.compile(r"\W*(?:if|in case|should|once|whenever|anyone who)\b", re.I),
        re.compile(r"\b(?:move|transfer)\b.*\bnew wallet\b", re.I),
    ),
    "es": _Language(
        re.compile(
            r"(?:^|\b(?:y|e|luego|después|ahora|entonces|recién entonces|solo entonces|por último|primero|puedes|debes|,)\s+)"
            rf"(?:(?:re)?(?:env[ií]a|env[ií]e|manda|transfiere|mueve|pasa|retira)(?:r|rl[oa]s?)?\b.*?{_ES_MONEY}"
            rf"|(?:env[ií]a|transfi[eé]re|mu[eé]ve|p[aá]sa|ret[ií]ra|m[aá]nda)l[oa]s?\b|puentea\b"
            rf"|(?:aprueba|autoriza)\b.*?(?:{_ES_MONEY}|gasto|contrato|transacción|retiro|intercambio))"
            r"|\b(?:toca|pulsa|presiona|elige|selecciona) (?:en )?[“\"]?(?:Enviar|Retirar|Aprobar)\b(?! (?:código|correo|enlace))",
            re.I,
        ),
        re.compile(r"\b(?:no|nunca|ni|nada|jamás|sin|antes de|en vez de|nadie)\b", re.I),
        re.compile(
            r"\b(?:soporte|tickets?|polic[ií]a|código|correo|mensaje|informe|hash|TxID|captura|formulario|permisos?|consentimiento|envíanos)\b",
            re.I,
        ),
        re.compile(r"\W*(?:si|en caso de|en cuanto|cuando|quien)\b", re.I),
        re.compile(
            r"\b(?:mueve|mueva|mover|pasa|pase|pasar|transfiere|transfiera|transferir|traslada)\w*\b.*\b(?:nueva billetera|billetera nueva)\b",
            re.I,
        ),
    ),
    "zh": _Language(
        re.compile(
            rf"^{_ZH_LEAD}*(?:(?:转(?:入|出|移|账)?|发送?|划转|汇|提现|提币|跨链)(?!{_ZH_NOUN}).{{0,15}}?{_ZH_MONEY}|(?:转账|提现|提币|跨链)到|授权.{{0,15}}?(?:代币|合约|额度|{_COINS}))"
            rf"|^(?!要|想).{{0,15}}[把将].{{0,25}}?{_ZH_MONEY}.{{0,20}}?(?:转|发送|提现|提币|提到|跨链|汇)(?!{_ZH_NOUN})"
            rf"|[点按](?:击|一下)?[“「]?(?:发送|确认转账|提现|授权|跨链)[”」]?(?!{_ZH_NOUN})"
        ),
        re.compile(r"不|别|勿|未|没|无法|禁止|停止|暂停|取消|撤销|之前"),
        re.compile(r"客服|工单|警方|报案|验证码|邮件|短信|链接|哈希|TxID|截图|^(?:如果|若|一旦|当|即使|万一|只要)|(?:时|之后|以后|的话)$"),
        re.compile(r"\W*(?:如果|若|要是|万一|一旦|假如)"),
        re.compile(r"(?:转|移|搬).*新(?:的)?钱包|新(?:的)?钱包.*(?:转|移|搬)"),
    ),
}
_CLAUSE = re.compile(r"[^.!?;:。！？；：，\n()（）]+")
_END = re.compile(r"[.!?;。！？；]")


def check(page: Page, library: Library) -> Iterator[Finding]:
    source = library.source_of(page) or page
    if page.thin:
        return
    incident = source.text("type") == "incident"
    step = _first_sending_step(page)
    if not step and source.meta.get("moves_funds") is not True:
        return
    warnings = [block for block in page.walk() if block.kind == "warning"]
    missing: list[str] = []
    for name in WARNINGS:
        lines = [block.line for block in warnings if block.name == name]
        in_time = [line for line in lines if not step or (line < step.line and (not incident or _inside_a_step(line, page.blocks)))]
        if not in_time:
            missing.append(f"`{{{{ warning.{name} }}}}`" + (f" (it stands at {page.path}:{lines[0]})" if lines else ""))
    if missing and step:
        yield Finding(step.line, _sentence(step, missing, incident))
    elif missing:
        line = page.front.line("moves_funds" if source is page else "title")
        yield Finding(line, f"`moves_funds: true`, but the page lacks {' and '.join(missing)}: put it before the first step that sends.")


def _inside_a_step(line: int, blocks: tuple[Block, ...]) -> bool:
    """Whether the line stands inside an item of an ordered list, and something to do follows it there."""
    for block in blocks:
        if block.kind == "list" and block.name == "ordered":
            for item in block.children:
                inside = [part for part in item.walk() if part is not item]
                if any(part.line == line for part in inside):
                    return any(part.line > line and part.kind == "paragraph" for part in inside)
        elif _inside_a_step(line, block.children):
            return True
    return False


@dataclass(frozen=True)
class _Step:
    line: int
    instruction: str


def _sentence(step: _Step, missing: list[str], incident: bool) -> str:
    instruction = step.instruction.replace("NATIVE", "{{ network.native }}")
    shown = instruction if len(instruction) <= 60 else instruction[:57] + "…"
    place = "inside this step, before the instruction" if incident else "before this step"
    return f"“{shown}” sends, and this does not stand {place}: {' and '.join(missing)}. Put each on a line of its own there."


def sends(text: str, language: str) -> bool:
    """Whether a clause of a text tells a reader to send; false in a language without a grammar."""
    grammar = _LANGUAGES.get(language)
    return grammar is not None and any(_sending_clauses(text, grammar))


def _first_sending_step(page: Page) -> _Step | None:
    language = _LANGUAGES.get(page.language)
    return next(_sending(page.blocks, False, language), None) if language else None


def _sending(blocks: tuple[Block, ...], in_step: bool, language: _Language) -> Iterator[_Step]:
    """The instructions to send inside the items of ordered lists."""
    for block in blocks:
        if in_step and block.kind in {"paragraph", "cell"}:
            text = "".join(_word(piece) for piece in block.inlines)
            for clause in _sending_clauses(text, language):
                yield _Step(block.line + text.count("\n", 0, clause.start()), clause[0].strip())
        yield from _sending(block.children, in_step or (block.kind == "list" and block.name == "ordered"), language)


def _word(piece: Inline) -> str:
    if piece.kind == "variable":
        return "NATIVE" if piece.target == "network.native" else "VALUE"
    return "" if piece.kind == "html" else piece.text


def _sending_clauses(text: str, language: _Language) -> Iterator[re.Match[str]]:
    for clause in _CLAUSE.finditer(text):
        if _sends(clause[0].strip(" *_"), language):
            sentence = _END.split(text[: clause.start()])[-1] + clause[0]
            if not (language.condition.match(sentence) and language.way_out.search(clause[0])):
                yield clause


def _sends(clause: str, language: _Language) -> bool:
    found = language.instruction.search(clause)
    return bool(found and not language.other.search(clause) and not language.negation.search(clause[: found.end()]))


RULE = Rule("warning-before-sending", WALLET, page=check)
