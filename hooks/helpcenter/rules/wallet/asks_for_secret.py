"""No sentence tells the reader to give a secret to anyone: a phrase, key, keystore, password, code or setup key.

Whoever has it has the money, and no support ever needs it; a help page that asks for it trains readers for the impostor.
"""

from __future__ import annotations

import re

from helpcenter.sentences.languages import GRAMMARS
from helpcenter.sentences.languages.es.verbs import inflected as spanish
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Order, Sentence, claims, compiled, orders
from helpcenter.sentences.secret_words import ENTER, KEYS, RECIPIENT, SECRETS
from helpcenter.sentences.wording import Wording

from ..rule import WALLET, Rule

# Verbs that give something away by themselves …
_GIVE = {
    "en": r"\b(?:(?:open|submit|create|file) (?:a|the|your) (?:support )?ticket with|send|share|shar(?:e|ing)|sending|tell|telling|giv(?:e|ing)|upload(?:ing)?|forward(?:ing)?|submit(?:ting)?|provid(?:e|ing)|e-?mail(?! (?:codes?|address|accounts?|links?|inbox|app|provider|that|which|is|was)\b)(?:ing)?|hand(?:ing)?|disclos(?:e|ing)|message(?! (?:that|which|is|was|[a-z]{3,}s)\b)|(?<!\bas )(?<!\bin )(?<!\bby )text(?! (?:that|which|is|was)\b)|dm|pass|transmit|supply|post|attach(?:ing)?|"
    r"(?:reply|respond|answer|replying|responding) (?:to \S+ (?:\S+ ){0,3})?with|(?:contact|call|write to|reach out to|message|text) [^,.;]{1,40}? with|quote|dictate|mention|lend|surrender|publish|(?:take|make|snap) (?:a |an )?(?:photo|picture|screenshot|snapshot|selfie)s? (?:of|with|showing)|screenshot|photograph|let(?= (?:us|support|our|the (?:agent|support|team|staff|caller)|an? (?:agent|friend|person)|anyone|anybody|someone|him|her|them|customer|people|others)\b))\b",
    "es": spanish(
        [
            "enviar",
            "compartir",
            "mandar",
            "decir di diga",
            "dar da denos+(?![^.;,]* por )",
            "subir",
            "facilitar",
            "reenviar",
            "adjuntar",
            "entregar",
            "proporcionar",
            "revelar",
            "comunicar",
            "remitir",
            "transmitir",
            "suministrar",
            "dictar",
            "ceder",
            "cargar",
            "publicar",
            "indicar",
            "informar",
            "confiar",
            "pasar",
            "fotografiar",
            "capturar",
            "brindar",
            "aportar",
            "prestar",
            "presentar",
            "deletrear",
            "responder+ (?:\\S+ ){0,5}?con",
            "contestar+ (?:\\S+ ){0,5}?con",
            "hacer haz haga+ (?:una )?(?:foto|captura)s?",
            "tomar+ (?:una )?(?:foto|captura)s?",
            "sacar saca saque+ (?:una )?(?:foto|captura)s?",
            "dejar+ que (?:soporte|(?:el|un|nuestro|la|una|nuestra) (?:agente|tecnico|tecnica|asesor|asesora|equipo)|alguien)[^.;]{0,20}\\b(?:vea|lea|copie|revise|acceda|guarde)",
            "contactar+ (?:\\S+ ){0,5}?con",
        ]
    ),
    "zh": r"发送|发给|发到|发至|发来|发我|发一下|发往|发过来|发出|告诉|告知|告之|提供|上传|转发|提交|交给|交出|交到|递交|交由|念给|读给|报给|讲给|说给|说出|说一下|出示|展示|分享|共享|透露|公开|寄给|寄到|传给|传到|传送|邮寄|回复|附上|附在|附带|附加|私信|贴到|留言|口述|报上|报出|报一下|"
    r"给(?=(?:客服|我们|专员|工作人员|他|她|对方|别人|◆))|截图(?=(?:保存|备份|留存|给|发|你|您|该|助|私|下来|后))|截屏|拍照|拍下|拍摄|拍张|拍一张|拍个|拍成|让(?=(?:客服|专员|工作人员|我们|他人|别人|朋友|对方)[^，。]{0,6}(?:看|查看|知道|核对|查|读|记|保管|代管))|交(?=客服|专员)|泄露给|递给|抄给|读出|念出|复述|登记|填给",
}
# … and verbs that only do with a person or a channel to receive it.
_WITH_RECIPIENT = {
    "en": r"\b(?:show(?:ing)?|reveal(?:ing)?|read(?:ing)?|say(?:ing)?|type|typing|enter(?:ing)?|writ(?:e|ing)|put(?:ting)?|includ(?:e|ing)|past(?:e|ing)|input|confirm(?:ing)?|verify(?:ing)?|spell|leave|add|drop|fill in|key in|send|resend|copy|scan|check|speak|store|upload)\b",
    "es": spanish(
        [
            "mostrar muestra muestre",
            "ensenar",
            "leer lee lea",
            "escribir",
            "poner pon ponga",
            "incluir incluye incluya",
            "pegar",
            "introducir introduce introduzca",
            "ingresar",
            "confirmar",
            "verificar",
            "anadir",
            "agregar",
            "dejar",
            "teclear",
            "rellenar",
            "copiar",
            "validar",
        ]
    ),
    "zh": r"输入|填写|填入|粘贴|写在|写入|写进|填到|填进|核对|确认(?!码)|验证(?!码)|读(?!取)|念|报(?![错案告警价])|留(?![意言])|放到|放进|写到|抄",
}
_REQUEST = {
    "en": r"\b(?:(?:we|◆+|support|agents?|staff|team|our \w+)[^,.;:?]{0,40}?\b(?:ask(?:s|ed)?(?: you)? for|need(?:s|ed)?|require[sd]?|request(?:s|ed)?|collect[s]?|check(?:s)?|verif(?:y|ies)|want[s]?)|(?:have|keep|prepare) (?:your|the)(?=[^.;,]{0,40}\b(?:ready|at hand|to hand|for (?:the|our|your) (?:agent|support|call))))\b",
    "es": r"\b(?:necesitamos|requerimos|solicitamos|pedimos|te pediremos|te solicitaremos|precisamos|(?:soporte|agente|equipo|asesor|◆+)[^,.;:?]{0,30}?\b(?:(?:te |le )?(?:pide|pedira|solicita|solicitara|necesita|necesitara|requiere|exige|puede pedir(?:te|le)?|podra pedir(?:te|le)?))|ten(?:ga)?(?: a mano| lista| listo| preparad[oa])(?=[^.;]*\b(?:agente|soporte|asesor)))\b",
    "zh": r"(?:我们|客服|工作人员|专员|团队|官方|◆+)[^，。；：？]{0,14}?(?:要求|索要|索取|需要|会要|询问|核对|收集|向你要|向您要|问你要)|^(?:我们)?需要(?:你|您)的|准备好(?=[^，。]{0,20}(?:以便|供|给)?(?:客服|专员|我们))",
}
_EXCEPT = {
    "en": r"\b(?:except(?: for| to| with)?|other than|apart from|besides|unless|until|but(?: to| with)?)\s+(?:[\w']+\s+){0,4}?(?:us|support|agents?|staff|team|we|official|◆+)\b",
    "es": r"\b(?:excepto|salvo|menos|mas que|aparte de|fuera de|hasta que|a menos que|a no ser que)\s+(?:\w+\s+){0,4}?(?:soporte|agentes?|asesor\w*|equipo|nosotros|oficial\w*|te lo pid\w+|◆+)",
    "zh": r"(?:除(?:了|非)?[^，。；]{0,10}(?:客服|我们|官方|工作人员|专员)[^，。；]{0,6}(?:以外|之外|外|要求|需要|索要))",
}
# What may not stand between such a verb and its object.
_BETWEEN = {
    "en": r"\b(?:with(?! (?:us|our|the (?:agent|support|team)|support|an? agent|customer|your agent|anyone|someone|them|him|her|me|everyone|people|friends?|family|technical|live|staff|any))|using|whose|from|without|not|never|except|about|that|which|who|when|where|whether|what|why|how|if|for|asking|of (?:the )?(?:site|page|message|error)|instead|nothing|away|"
    r"(?:funds|coins|assets|crypto|everything|money|tokens?|usdt|balance)|to (?:a|the|your|another) (?:new|fresh|clean|safe)|wrong|reset|forgot|after|before|while|unless|or your)\b",
    "es": r"\b(?:sin|no|nunca|ni|que(?! (?:recib|te lleg|te envi|aparec))|cuyas?|cuando|donde|si|por que|como|desde|salvo|acerca|sobre|pide\w*|fondos|monedas|activos|criptos?|saldo|tokens?|dinero|todo|a (?:una|otra|la) (?:nueva|otra|billetera)|error|despues|antes|nada|mediante|usando)\b|\bcon (?:una?|otra|la|tu|su)? ?(?:nueva|frase)",
    "zh": r"不|勿|别|除|由|用(?!户)|新|没|未|错误|提示|哈希|资产(?!和)|的网站|如果|时|后(?!台)|索|请求|要求|[收遇看]",
}
_PRONOUN = {
    "en": re.compile(r"^\s*(?:it|them|this|these|that|those|the (?:photo|picture|screenshot|words|file|copy|list|image))\b"),
    "es": re.compile(r"(?:lo|la|los|las)$"),
    "zh": re.compile(
        r"^(?:给|到|至|在)?(?:我们|官方|人工|在线|技术)?(?:的)?(?:客服|我们|工单|专员|工作人员|邮箱|官方|审核|团队|表单|人员|任何人|别人|他人|对方|他|她|◆+)"
    ),
}
_STEADY = {  # verbs of one's own with a code: “send a code” is what a button does
    "en": re.compile(
        r"\b(?:send|sending|resend|submit|submitting|pass|enter|type|input|paste|confirm|verify|check|copy|include|text|message|email|e-mail|post|forward|add)\b"
    ),
    "es": re.compile(r"^(?:envi|reenvi|mand|ingres|introduc|introduz|escrib|confirm|verific|peg|tecle|solicit|carg|indi|valid|agreg|copi)"),
    "zh": re.compile(r"发送|提交|输入|填写|填入|确认|验证|核对|粘贴|回复"),
}
_RECEIVED = {"en": r"\b(?:you (?:receive|got|get)|received|sent to you)", "es": r"\b(?:recib|te lleg|te envi)", "zh": r"收到|接到"}

_OTHER_OBJECT = {
    "en": re.compile(r"\b(?:hash|address|txid|screenshot|error|ticket|report|receipt)\b"),
    "es": re.compile(r"\b(?:hash|direccion|txid|captura|error|ticket|denuncia|recibo)\b"),
    "zh": re.compile(r"哈希|地址|截图|工单|编号|回执|txid|材料"),
}
_AFTER_OBJECT = {
    "es": re.compile(r"\b(?:no|nunca|ni|sin)\b"),
    "zh": re.compile(r"[不勿别除未没]|错误|提示|哈希|地址|资产|的(?:网站|人|客服)|要求|遮"),
}
_HIDES = {
    "en": re.compile(r"\b(?:hid(?:e|den|ing)|cover|redact|blur|black out|cross out|without)\b"),
    "es": re.compile(r"\b(?:ocult|tap|borr|tach|difumin)\w+|\bsin\b"),
    "zh": re.compile(r"遮|打码|隐藏|涂|盖住|抹掉"),
}
_PASSIVE = {
    "en": r"\b(?:must|should|needs? to|has to|have to|can|may|shall|will|is to|are to)\s+(?:\w+\s+)?be\s+(?:\w+ly\s+)?(?:sent|shared|told|given|uploaded|provided|submitted|disclosed|forwarded|e-?mailed|handed|shown to|read out|revealed to)\b",
    "es": r"\b(?:debe[n]?|tienen? que|deber[a]n?|puede[n]?|ha de|hay que)\s+ser\s+(?:enviad|compartid|entregad|proporcionad|facilitad|subid|mostrad|comunicad|remitid)[oa]s?\b",
    "zh": r"(?!)",
}
_GIVES, _SHOWS, _SECRET, _KEY, _TO, _BETWEENS = (compiled(table) for table in (_GIVE, _WITH_RECIPIENT, SECRETS, KEYS, RECIPIENT, _BETWEEN))
_ASKS, _EXCEPTS, _GOT, _PASSIVES, _TYPES = (compiled(table) for table in (_REQUEST, _EXCEPT, _RECEIVED, _PASSIVE, ENTER))


_WORDS = Wording("asks-for-secret")


def offence(sentence: Sentence) -> int | None:
    """Where the sentence tells the reader to give a secret away, if it does: by its name, or by what it is written on."""
    named = _of_named(sentence)
    return _WORDS.offence(sentence) if named is None else named


def _of_named(sentence: Sentence) -> int | None:
    language, text = sentence.language, sentence.plain
    secret = _SECRET[language]
    if not secret.search(text):
        return _of_what_was_said_before(sentence)
    for verbs, to_somebody in ((_GIVES[language], False), (_SHOWS[language], True)):
        for order in orders(sentence, verbs):
            if _gives(order, sentence, to_somebody):
                return order.start
    for request in _ASKS[language].finditer(text):
        found = secret.search(text, request.end(), request.end() + 60)
        if found and not _BETWEENS[language].search(text, request.end(), found.start()) and claims(sentence, request.end()):
            return request.start()
    for passive in _PASSIVES[language].finditer(text):
        if secret.search(text, 0, passive.start()) and claims(sentence, passive.start()):
            return passive.start()
    exception = _EXCEPTS[language].search(text)
    if (
        exception
        and (_GIVES[language].search(text) or _SHOWS[language].search(text))
        and not GRAMMARS[language].reports(text[: exception.start()])
    ):
        return exception.start()
    return None


def _gives(order: Order, sentence: Sentence, to_somebody: bool) -> bool:
    """Whether a secret is what the order gives; with `to_somebody` only when the clause names who or what receives it."""
    language = sentence.language
    found = _object(order, language)
    received = (
        bool(_TO[language].search(order.after) or (language != "en" and _TO[language].search(order.before)))
        or order.verb.endswith(("nos", "noslo", "nosla", "noslos", "noslas"))
        or (order.verb in {"tell", "give"} and re.match(r"\s*(?:them|him|her|it)\b", order.after) is not None)
    )
    if found is None:
        return received and _points_back(order, sentence)
    if to_somebody:
        return received and not (_TYPES[language].search(order.verb) and _KEY[language].fullmatch(found))
    if re.search(r"cod|码", found) and not _KEY[language].search(found) and _STEADY[language].search(order.verb):
        return received or bool(_GOT[language].search(order.after))
    return True


def _object(order: Order, language: str) -> str | None:
    """The secret that is the verb's object, or None."""
    after = _SECRET[language].search(order.after)
    if after and not _BETWEENS[language].search(order.after, 0, after.start()):
        return after[0]
    if language == "en":
        return None
    before = None
    for before in _SECRET[language].finditer(order.before):
        pass
    if before is None or (language == "es" and not order.verb.endswith("se")):
        return None
    return None if _AFTER_OBJECT[language].search(order.before, before.end()) else before[0]


def _points_back(order: Order, sentence: Sentence) -> bool:
    """Whether the object is a pronoun, or in Chinese left out, and the secret was named before."""
    language = sentence.language
    said = sentence.plain[: order.start]
    if _HIDES[language].search(said):
        return False
    if not _SECRET[language].search(said):
        said = sentence.before.rstrip(".。！!； ")[-160:]
        said = re.split(r"[.。！!；]", said)[-1]
    if language == "zh":
        pointed = bool(_PRONOUN["zh"].search(order.after)) and not re.search(r"[把将]|哈希|地址|截图|材料|编号|回执|txid", order.before)
    else:
        pointed = bool(_PRONOUN[language].search(order.verb if language == "es" else order.after))
    secrets = list(_SECRET[language].finditer(said))
    return (
        pointed
        and bool(secrets)
        and not GRAMMARS[language].denies.search(said, 0, secrets[-1].start())
        and not _OTHER_OBJECT[language].search(said, secrets[-1].end())
    )


def _of_what_was_said_before(sentence: Sentence) -> int | None:
    if not sentence.before or not _SECRET[sentence.language].search(sentence.before[-160:]):
        return None
    return next((order.start for order in orders(sentence, _GIVES[sentence.language]) if _gives(order, sentence, True)), None)


_TOLD = (
    "“{quote}” tells the reader to give a secret away: nobody, support included, may ask for it. "
    "Ask for the transaction hash or a public address instead, or forbid it."
)

RULE = Rule("asks-for-secret", WALLET, offence=Offence((_SECRET, _WORDS), offence, _TOLD))
