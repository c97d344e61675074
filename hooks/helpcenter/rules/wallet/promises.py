"""No sentence promises what nobody can keep: that lost funds come back, that something is guaranteed or 100 % safe.

The promise of recovery is how victims are robbed a second time.
"""

from __future__ import annotations

import re

from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Sentence, claims, compiled
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_FUNDS = {
    "en": r"(?:funds?|crypto(?:currency)?|assets?|money|coins?|tokens?|losses|loss|balance|bitcoin|everything|savings|stolen|deposit)",
    "es": r"(?:fondos|criptos?|criptomonedas|activos|dinero|monedas|tokens?|perdidas?|saldo|bitcoin|todo|ahorros|deposito)",
    "zh": r"(?:资产|资金|币|钱|损失|余额|代币|款项|被盗|丢失|充值|本金|财产)",
}
_PROMISES = compiled(
    {
        "en": (
            r"\b(?:guarantees?|guaranteed|guaranteeing|risk[- ]free|zero[- ]risk|unhackable|foolproof|bulletproof)\b|\b100 ?(?:%|percent|per cent)[ -]?(?=(?:\w+ )?(?:safe|secure|protect|recover|refund|guarantee|success|reliab|certain|sure|risk|of (?:your|the|all) (?:lost |stolen )?(?:funds|money|assets|coins|crypto)))"
            r"|\b(?:completely|totally|absolutely|perfectly|entirely|always|fully) (?:safe|secure)\b|\bno risk (?:at all|whatsoever)|\bwithout any risk|\bcannot be (?:hacked|stolen|lost)|\bcan never be (?:hacked|stolen|lost)|\bcan't be (?:hacked|stolen)"
            r"|\b(?:we|our (?:team|agents?|support|experts?|staff)|support|◆+)(?: team)?(?:'ll| will| shall| always| can always| can definitely| are going to| definitely| promise to| are able to always)+(?: \w+ly)?(?: be able to| help you| help to)* (?:recover|return|refund|reimburse|compensate|get back|give back|bring back|retrieve|restore|reverse|cover|replace|make good|make up for|undo|repay|get|track down)\b(?=[^.;]{0,40}\b"
            + _FUNDS["en"]
            + r"\b|[^.;]{0,20}\btransfer\b)"
            r"|\b(?:we|our (?:team|agents?|experts?|staff)|support) can (?:recover|get back|retrieve|bring back|return|refund|reverse|restore|get) (?:all |any |every |most )?(?:of )?(?:your |the |lost |stolen |my )*"
            + _FUNDS["en"]
            + r"\b"
            r"|\byou(?:'ll| will| are going to| are sure to| are certain to)(?: \w+ly| always)? (?:get|receive|recover|have) (?:all |every |the )?(?:of )?(?:your |the )?(?:lost |stolen )*"
            + _FUNDS["en"]
            + r"(?: \w+)? (?:back|again|returned)\b|\byou(?:'ll| will)(?: \w+ly)? recover (?:all |your )"
            r"|\byour (?:lost |stolen |missing )*"
            + _FUNDS["en"]
            + r" (?:will|shall|are going to|is going to)(?: always| \w+ly)? be (?:recovered|restored|refunded|reimbursed|compensated|given back|retrieved|safe|secure)\b|\byour (?:lost|stolen|missing) "
            + _FUNDS["en"]
            + r" will(?: \w+ly)? be returned\b|\byour "
            + _FUNDS["en"]
            + r" (?:is|are) (?:always|100|fully|completely|guaranteed|never at risk)|\b(?:we|our team|support|◆+) can (?:always )?(?:reverse|undo|cancel|freeze|return|call back|pull back) (?:a |any |the |your )?(?:confirmed|completed|blockchain|on-chain) (?:transfer|transaction|payment)|\bconfirmed (?:blockchain )?(?:transfers?|transactions?) can (?:always |still )?be (?:reversed|undone|cancelled|canceled|returned|called back)|\b(?:we|◆+) promise\b|\bnever lose (?:your|any)\b(?=[^.;]{0,15}"
            + _FUNDS["en"]
            + r")"
        ),
        "es": (
            r"\b(?:garantiz\w+|garantias? (?:total|absoluta|de (?:recuperacion|devolucion|exito))|sin (?:ningun )?riesgos?(?: alguno)?\b|riesgo cero|cero riesgos?|infalible)|\b100 ?(?:%|por ?ciento)[ -]?(?=(?:\w+ )?(?:segur|proteg|recuper|garant|fiable|efectiv|devol|de (?:tus|los) fondos))|\b(?:totalmente|completamente|absolutamente|siempre) segur[oa]s?\b|\bcien por ciento segur|\bimposible de (?:hackear|robar)|\bno (?:se )?pued(?:e|en) (?:ser )?(?:hackear|hackead\w+|robar|robad\w+)\b(?= (?:tu|tus|la|nunca))"
            r"|\b(?:te|le|os|les) (?:devolveremos|recuperaremos|reembolsaremos|compensaremos|restituiremos|reintegraremos|reponemos|repondremos|devolvemos|reembolsamos|vamos a (?:devolver|recuperar|reembolsar)|aseguramos|prometemos)\b|\b(?:devolveremos|recuperaremos|reembolsaremos|compensaremos|prometemos|aseguramos que|revertiremos|repondremos)\b|\bvamos a (?:recuperar|devolver|reembolsar)\w*"
            r"|\b(?:podemos|nuestro equipo puede|soporte puede|nuestros (?:agentes|expertos) pueden) (?:siempre )?(?:recuperar|devolver(?:te)?|reembolsar(?:te)?|revertir) (?:todos? )?(?:tus|tu|los|las|el) (?:\w+ )?"
            + _FUNDS["es"]
            + r"\b|\b(?:recuperaras|tendras de vuelta|volveras a tener) (?:todos? )?(?:tus?|los|las|el) (?:\w+ )?"
            + _FUNDS["es"]
            + r"|\btus? (?:\w+ )?"
            + _FUNDS["es"]
            + r"(?: \w+)? (?:seran?|sera) (?:recuperad|reembolsad|restituid|compensad)\w+|\btus? "
            + _FUNDS["es"]
            + r" (?:estan?|estaran?) (?:siempre|100|totalmente|completamente) segur"
            r"|\b(?:nuestro equipo|soporte|◆+) (?:siempre )?(?:recuperara|devolvera|te devolvera|reembolsara|te reembolsara)\b|\b(?:podemos|nuestro equipo puede|soporte puede) (?:revertir|anular|cancelar|deshacer|devolver) (?:una |cualquier |la |tu )?(?:transferencia|transaccion|operacion) (?:ya )?(?:confirmada|completada|en la blockchain)|\b(?:transferencia|transaccion|operacion) confirmada (?:si )?(?:se puede|puede)(?: ser)? (?:revertir|revertirse|anular|anularse|cancelar|cancelarse|deshacer|revertida|anulada|devuelta)|\bnunca perderas\b"
        ),
        "zh": (
            r"(?:我们|官方|客服|平台|◆+)[^，。；不无没难]{0,4}(?:保证|担保|承诺|确保|包(?=找|赔|退|你|您))|(?<![不无没难能])保证(?!金|书|手机|网络|电量|设备)(?=[^，。；]{0,8}(?:找回|追回|安全|到账|成功|归还|收益|退|赔|恢复|不会丢|盈利|有效|拿回|挽回|解决|返还|万无|不丢|零|全额|百分))|(?<![不无没难能])担保(?=[^，。；]{0,8}(?:找回|追回|安全|到账|退|赔))|百分之?百(?=[^，。；]{0,6}(?:安全|找回|追回|保障|成功|可靠|到账|退|赔|能|会|可以|保证))|百分百|100 ?%(?=[^，。；]{0,6}(?:安全|找回|追回|保障|成功|可靠|到账|退|赔|能|会|可以|保证))"
            r"|绝对安全|绝对(?:不会|能|可以)|万无一失|零风险|毫无风险|没有任何风险|稳赚|包(?:找回|追回|赔|退|回本)|永远不会(?:丢|被盗)|绝不会(?:丢失|被盗)|(?:必定|必然|肯定|一定|必将)(?:能够?|会|可以)?(?:帮|替|为)?(?:你|您)?(?:找回|追回|退还|返还|归还|到账|恢复|赔付?|拿回|挽回)"
            r"|(?:我们|官方|(?<!有的)(?<!有些)平台|客服|团队|◆+)(?:的?(?:客服|团队|专家|技术))?(?:将会?|会|一定|定会|都?能够?|可以|能|负责)(?:尽快|立即|全额|全部|马上)?(?:为|帮|替|给|把|将|向)?(?:你|您|用户)?[^，。；]{0,10}?(?:找回|追回|返还|归还|赔偿|赔付|退还|退回|补偿|挽回|追讨|拿回)(?![^，。；]{0,4}(?:助记词|私钥|密码|恢复码|验证码|账户|账号))"
            r"|(?:你|您)的?(?:被盗|丢失|损失)?的?(?:资产|资金|币|钱|损失)(?:一定|必定|都|将|将会|会)+(?:被)?(?:全部|全额|全数)?(?:找回|追回|返还|赔偿|退还|挽回)|(?:我们|客服|◆+)(?:可以|能够?)(?:帮你|为你)?(?:撤回|撤销|退回|取消)(?:任何)?(?:链上|已确认|确认后)|(?:已确认的?|确认后的?|确认过的|链上)(?:链上)?(?:转账|交易)[^，。；不无没谁]{0,4}(?:可以|能够?)(?:被)?(?:撤回|撤销|退回|取消)|帮(?:你|您)(?:找回|追回|拿回|挽回)[^，。；]{0,6}(?:资产|资金|币|钱|损失)"
        ),
    }
)
_MAYBE = {
    "en": re.compile(r"\b(?:may|might|sometimes|in some cases|if|only|depends|possibly|try to)\b"),
    "es": re.compile(r"\b(?:quiza|tal vez|a veces|en algunos casos|si|solo|depende|intentar\w*|posiblemente)\b"),
    "zh": re.compile(r"可能|有时|如果|若|只有|视|取决|尝试|尽量|部分情况"),
}
_ABILITY = {
    "en": re.compile(r"\bcan\b(?! always| definitely)"),
    "es": re.compile(r"\bpuede[n]?\b|\bpodemos\b"),
    "zh": re.compile(r"可以|能(?!一定)"),
}


_WORDS = Wording("promises")


def offence(sentence: Sentence) -> int | None:
    """Where the sentence promises."""
    language, text = sentence.language, sentence.plain
    for promise in _PROMISES[language].finditer(text):
        hedged = _ABILITY[language].search(promise[0]) and _MAYBE[language].search(text)
        if not hedged and claims(sentence, promise.start()) and not _denied_inside(promise[0], language):
            return promise.start()
    return _WORDS.offence(sentence)


def _denied_inside(promise: str, language: str) -> bool:
    return (
        language == "zh"
        and re.search(r"[不没无](?:会|能|法|保证|承诺|可)", promise) is not None
        and not re.search(r"不会(?:丢|被盗)|绝对不会", promise)
    )


_TOLD = "“{quote}” promises what nobody can keep. Say what is done and that the result is not certain."

RULE = Rule("promises", WALLET, offence=Offence((_PROMISES, _WORDS), offence, _TOLD))
