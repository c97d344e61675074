"""No sentence tells the reader to pay in order to unlock, unfreeze, verify or recover something.

Paying to get money out is the oldest of these frauds; what we charge is shown and deducted in the app.
"""

from __future__ import annotations

from helpcenter.sentences.languages.es.verbs import inflected as spanish
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Sentence, claims, compiled, orders
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

_PAY = compiled(
    {
        "en": r"\b(?:pay(?:ing)?|deposit(?:ing)?|transfer(?:ring)?|send(?:ing)?|top(?:ping)? up|buy(?:ing)?|purchas(?:e|ing)|prepay|remit|mak(?:e|ing) (?:a|an|the|one|another) (?:\w+ ){0,2}(?:payment|deposit|transfer)|add(?:ing)?|fund|put|settle|cover|charge|recharge|donate|wire|place)\b",
        "es": spanish(
            [
                "pagar paga pague",
                "depositar",
                "transferir transfiere transfiera",
                "enviar",
                "abonar",
                "recargar",
                "comprar",
                "ingresar",
                "realizar+ (?:un|una|el) (?:\\S+ )?(?:pago|deposito|transferencia|ingreso)",
                "hacer haz haga+ (?:un|una|el) (?:\\S+ )?(?:pago|deposito|transferencia|ingreso)",
                "aportar",
                "girar",
                "mandar",
                "cubrir cubre cubra",
                "dejar+ (?:un|una) (?:\\S+ )?(?:deposito|garantia|fianza)",
                "agregar",
                "anadir",
                "liquidar",
                "efectuar+ (?:un|una|el) (?:\\S+ )?(?:pago|deposito)",
                "adelantar",
            ]
        ),
        "zh": r"支付|缴纳|充值|转账|转入|打款|汇款|付款|付费|付(?=清|一|\d|保|押|解|手)|交纳|交(?=一|\d|保|押|解|手|费|钱|税)|存入|购买|补缴|预存|缴费|缴(?=一|\d|保|税)|(?<!被)转(?=一|\d|保|\S{0,4}(?:usdt|trx|btc|eth|币))|垫付|补交|充入|打入|打(?=一笔|\d)|汇入|发送(?=\S{0,6}(?:usdt|trx|btc|eth|币))",
    }
)
_MONEY = compiled(
    {
        "en": r"\b(?:fees?|deposits?|bonds?|tax(?:es)?|margin|funds|coins?|money|crypto|payment|transfer|collateral|guarantee|insurance|penalty|fine|commission|usdt|usdc|btc|eth|trx|bnb|sol|xrp|dollars?|usd|euros?|gift cards?|amount|small sum|sum|something|balance|\d[\d.,]*)\b|[$€¥]|▢",
        "es": r"\b(?:comision(?:es)?|tarifas?|tasas?|cuotas?|garantias?|fianzas?|impuestos?|depositos?|fondos|monedas?|dinero|cripto\w*|pago|transferencia|seguro|multa|usdt|usdc|btc|eth|trx|bnb|sol|xrp|dolares|euros|tarjetas? de regalo|monto|cantidad|importe|suma|saldo|algo|\d[\d.,]*)\b|[$€¥]|▢",
        "zh": r"费|金|税|款|币|usdt|usdc|btc|eth|trx|bnb|\d|钱|元|笔|▢",
    }
)
_ALONE = compiled(
    {
        "en": r"\b(?:pay|paying|deposit|depositing|prepay|remit|top up|topping up|mak)",
        "es": r"^(?:pag|abon|deposit|recarg|realiz|hacer|haz|haga|dej|efect)",
        "zh": r"缴|支付|付|充|打款|汇款|交",
    }
)
_PURPOSE = compiled(
    {
        "en": r"\b(?:unlock\w*|unfreez\w*|unfrozen|unblock\w*|releas(?:e|ed|ing)|re-?activat\w*|reinstat\w*|lift (?:the|this|a|your) (?:restriction|limit|hold|freeze|block)s?|(?:verify|verifying|validate|confirm|activate|restore|recover|unlock|regain|get back|getting back|retrieve|access|free) (?:access to )?(?:your |the |my |all |any |lost |stolen |frozen |locked )*(?:account|wallet|identity|funds|assets|money|crypto|coins|withdrawals?|balance)|(?:speed up|expedite|fast-track|accelerate|prioriti[sz]e|skip) (?:the |your |our )*(?:review|verification|withdrawal|reset|reply|support|ticket|queue|case|unlock\w*|reviews?|answer)|(?:withdraw|withdrawals?) (?:again|your (?:funds|money|balance))|remove (?:the|this|a|your) (?:restriction|limit|hold|freeze|block|ban)s?|be able to withdraw|enable withdrawals?|recovery of (?:your|stolen|lost))\b",
        "es": r"\b(?:desbloque\w*|descongel\w*|liber(?:ar|acion|amos|aremos|en|es|e|emos)\w*|reactiv\w*|levant\w* (?:la|el|esta|este|las) (?:restriccion\w*|bloqueo|limite)|quitar (?:la|el) (?:restriccion|bloqueo|limite)|(?:verificar|validar|confirmar|activar|restaurar|recuperar|restablecer|recobrar) (?:el acceso a )?(?:tus?|la|el|los|las|su|sus) (?:cuenta|billetera|identidad|fondos|activos|dinero|criptos?|monedas|saldo|retiros?|acceso|cartera)|(?:acelerar|agilizar|priorizar) (?:la|el|tu|los|las) (?:revision|verificacion|retiro|respuesta|restablecimiento|solicitud|ticket|caso|desbloqueo|tramite)|poder retirar|habilitar (?:los |tus )?retiros?|retirar (?:tus|tu|el|los) (?:fondos|saldo|dinero))\b",
        "zh": r"解冻|解锁(?!屏)|解封|解除(?:限制|冻结|风控|封|锁|多签|账户)|重新激活|激活(?:账户|账号|钱包|提现)|验证(?:账户|账号|钱包|身份)|认证(?:账户|账号|钱包)|恢复(?:账户|账号|提现|使用|正常|资产|资金|访问|权限)|找回(?:资产|资金|被盗|账户|账号|丢失|币|损失|你|您)|追回|加速(?:审核|提现|解|处理|到账审核|重置|回复)|放行|释放|才能提现|即可提现|方可提现|后(?:即|才|方)?可?提现|优先处理|取回(?:资产|资金)",
    }
)
_AFTER_PAYING = compiled(
    {
        "en": r"\b(?:unlocked|unfrozen|released|reactivated|restored|recovered|verified|lifted|unblocked)\b[^.;]{0,20}\b(?:after|once|when|as soon as|if)\b[^.;]{0,20}\b(?:pay|paid|deposit|payment|fee)\b|\b(?:a|an|the|our|small|one-time|refundable|security) (?:\w+ ){0,3}(?:fee|deposit|payment|bond|tax|charge)s? (?:is|are|of \S+ \S+ is|must be|will be|has to be|needs to be) (?:required|needed|necessary|due|charged|paid|made|collected) [^.;]{0,10}(?:to|before|in order to|for)\b",
        "es": r"\b(?:desbloque|liber|reactiv|restaur|recuper|verific|descongel)\w+[^.;]{0,20}\b(?:despues de|una vez|cuando|en cuanto|tras)\b[^.;]{0,20}\b(?:pag\w+|deposit\w+|abon\w+)|\b(?:se requiere|se necesita|es necesari[oa]|hace falta|se cobra|hay) (?:un|una|el|la) (?:\w+ ){0,2}(?:pago|deposito|garantia|fianza|comision|tarifa|tasa)[^.;]{0,20}\bpara\b",
        "zh": r"(?:需要|需|收取|须|要)[^，。；]{0,8}(?:保证金|解冻费|押金|认证金|验证金|解锁费|服务费|税金|手续费)",
    }
)


_WORDS = Wording("pay-to-unlock")


def offence(sentence: Sentence) -> int | None:
    """Where the sentence asks for a payment to unlock something."""
    language, text = sentence.language, sentence.plain
    if not _PURPOSE[language].search(text):
        return _WORDS.offence(sentence)
    for order in orders(sentence, _PAY[language]):
        rest = order.verb + order.after
        paid = _ALONE[language].search(order.verb) or _MONEY[language].search(order.after)
        purpose = _PURPOSE[language].search(rest) or _PURPOSE[language].search(text)
        if paid and purpose and (_MONEY[language].search(rest) or _ALONE[language].search(order.verb)):
            return order.start
    for paid_first in _AFTER_PAYING[language].finditer(text):
        if claims(sentence, paid_first.end() if language == "zh" else paid_first.start()):
            return paid_first.start()
    return _WORDS.offence(sentence)


_TOLD = "“{quote}” asks for a payment to unlock, verify or recover something, as scammers do. Say that nothing of this costs money, or leave it out."

RULE = Rule("pay-to-unlock", WALLET, offence=Offence((_PURPOSE, _WORDS), offence, _TOLD))
