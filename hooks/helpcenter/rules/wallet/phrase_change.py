"""No sentence says that a recovery phrase or private key can be changed or reset, or recovered by us.

Whoever believes it keeps money in a leaked wallet, or looks for the “support” that restores lost phrases.
"""

from __future__ import annotations

import re

from helpcenter.sentences.languages.es.verbs import inflected as spanish
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Sentence, claims, compiled, orders
from helpcenter.sentences.secret_words import KEYS

from ..rule import WALLET, Rule

_KEY = compiled(KEYS)
_CHANGE = {
    "en": r"\b(?:chang(?:e|es|ing)|reset(?:s|ting)?|modif(?:y|ies|ying)|replac(?:e|es|ing)|updat(?:e|es|ing)|edit(?:s|ing)?|regenerat(?:e|es|ing)|rotat(?:e|es|ing)|renew(?:s|ing)?|swap|swapping|alter|refresh|customi[sz]e|reissue|re-issue)\b",
    "es": spanish(
        [
            "cambiar",
            "restablecer restablece restablezca",
            "modificar",
            "actualizar",
            "reemplazar",
            "renovar renueva renueve",
            "resetear",
            "regenerar",
            "rotar",
            "sustituir sustituye sustituya",
            "editar",
            "reiniciar",
            "alterar",
            "personalizar",
        ]
    )
    + r"|\b(?:cambia|restablece|modifica|actualiza|reemplaza|renueva|regenera)(?:mos|remos|n)?\b|\b(?:cambi|restablec|modific|actualiz|reemplaz)(?:are|ere)mos\b",
    "zh": r"修改|更改|更换|变更|重置|重设|改动|改掉|更新|重新生成|重新设置|替换|改一下|换掉|(?<![更变])改(?=.{0,4}(?:助记|私钥))|(?<![更替])换(?!到|成|了|钱包)(?=.{0,6}(?:助记|私钥))|自定义",
}
_OBJECT = {  # between verb and key
    "en": re.compile(
        r"^\s+(?:(?:your|the|a|an|my|this|that|its|their|leaked|exposed|old|current|existing|compromised|wallet's|wallet|lost|stolen|password (?:and|or)|private key (?:and|or)|(?:login )?password,? (?:and|or) (?:your |the )?)\s*)*$"
    ),
    "es": re.compile(
        r"^\s+(?:(?:tu|la|el|su|una|un|mi|esa|esta|dicha|vieja|antigua|actual|de|tus|las|contrasena (?:y|o)(?: tu| la)?)\s*)*$"
    ),
    "zh": re.compile(
        r"^(?:你|您|自己|原来|原有|旧|现有|当前|钱包|该|这|那|组|套|个|一|的|新|已泄露|泄露|密码和|私钥和|私钥或|密码或|助记词和|助记词或|掉|一下)*$"
    ),
}
_BY_US = {
    "en": r"(?:\b(?:we|support|agents?|our \w+|◆+)\b[^,.;]{0,50}\b(?:recovers?|retrieves?|restores?|finds?|resends?|looks? up|gets? back|gives? you back|reminds? you of)\s+(?:your |the |a )?(?:lost |forgotten |old )*|\b(?:recover|retrieve|get back)\s+(?:your |the |a )?(?:lost |forgotten )*(?=[^,.;]{3,40}\b(?:by|through|via|with|from) (?:e-?mail|support|your (?:e-?mail|phone|identity|id)|us|our)))",
    "es": r"(?:\b(?:podemos|soporte|agente|equipo|te ayudamos a|nosotros|◆+)\b[^,.;]{0,30}\brecuper\w+\s+(?:tu |la |una )?|\brecuperaremos (?:tu |la )?|\b(?:recupera|recuperar)\s+(?:tu |la )?(?=[^,.;]{3,40}\b(?:por|a traves de|mediante|con) (?:correo|soporte|tu (?:correo|telefono|identidad)|nosotros)))",
    "zh": r"(?:(?:我们|客服|官方|团队|工作人员|◆+)[^，。；]{0,10}(?:找回|恢复|补发|重发|重新发送|查到|取回)|(?:能|可以|会)(?:替|帮|为)(?:你|您)(?:找回|恢复|取回)|(?:通过|凭|用|联系)[^，。；]{0,10}(?:邮箱|手机号?|身份|客服|证件|短信)[^，。；]{0,8}(?:找回|取回|恢复))(?:你|您|用户|丢失|遗失|的)*",
}
_NEW = {  # for a wallet that exists: “create a new wallet with a new phrase” is what helps
    "en": r"\b(?:set|choose|pick|request|assign|define|configure)(?:ting|ing)?(?: up)? (?:a |your )?(?:brand[- ])?new (?:(?:secret )?(?:recovery|seed|backup)[ -]phrase|private key)",
    "es": r"\b(?:configura|establece|elige|define|solicita|pide|asigna)r? (?:una? )?(?:nueva (?:frase (?:de recuperacion|semilla|secreta)|clave privada)|frase (?:de recuperacion|semilla|secreta) nueva|clave privada nueva)",
    "zh": r"(?:设置|设定|选择|申请|自选|指定|设)(?:一个|一组|一套|一下)?新的?(?:助记词|私钥)",
}
_PASSIVE = {
    "en": r"^[^,.;]{0,12}\b(?:can|could|may|should|must|needs? to|will|has to) (?:\w+ )?be (?:\w+ly )?(?:changed|reset|modified|replaced|updated|edited|regenerated|rotated|recovered by|restored by|retrieved)\b",
    "es": r"^[^,.;]{0,12}\b(?:se puede[n]?|puede[n]?(?: ser)?|debe[n]?(?: ser)?|se debe[n]?|tiene que|hay que)\s+(?:cambi|restablec|modific|actualiz|reemplaz|renov|regener)(?:ar|er|ad[oa]s?|id[oa]s?)(?:se)?\b",
    "zh": r"^(?:是|本身|也|都)?(?:可以|能够?|可(?!能)|应当?|应该|需要?|需|必须|要|随时可以?|支持)(?:被|随时|在[^，。]{0,12}|通过[^，。]{0,12})?(?:修改|更改|更换|变更|重置|重设|更新|找回|替换)",
}
_OURSELVES = re.compile(r"(?:客服|我们|官方|◆)[^，。]{0,8}$")  # who could do it, in Chinese, where an order looks like a statement
_CHANGES, _OURS, _NEWS, _PASSIVES = (compiled(table) for table in (_CHANGE, _BY_US, _NEW, _PASSIVE))


def offence(sentence: Sentence) -> int | None:
    """Where the sentence says that a phrase or key can be changed, or that we can recover it."""
    language, text = sentence.language, sentence.plain
    for key in _KEY[language].finditer(text):
        if _PASSIVES[language].search(text[key.end() :]) and claims(sentence, key.end()):
            return key.start()
    for new in _NEWS[language].finditer(text):
        if claims(sentence, new.start()):
            return new.start()
    if not _KEY[language].search(text):
        return None
    told = {order.start for order in orders(sentence, _CHANGES[language]) if not _OURSELVES.search(order.before)}
    for change in _CHANGES[language].finditer(text):
        if _has_key(text, change, language) and (change.start() in told or claims(sentence, change.start())):
            return change.start()
    for ours in _OURS[language].finditer(text):
        if _KEY[language].match(text, ours.end()) and claims(sentence, ours.start()) and claims(sentence, ours.end()):
            return ours.start()
    return None


def _has_key(text: str, change: re.Match[str], language: str) -> bool:
    key = _KEY[language].search(text, change.end())
    if key and _OBJECT[language].match(text[change.end() : key.start()]):
        return True
    return language == "zh" and bool(
        re.search(r"[把将对](?:你|您|钱包|旧|泄露|的|原来)*(?:助记词|私钥)[^，。]{0,6}$", text[: change.start()])
    )


_TOLD = (
    "“{quote}”: a recovery phrase or private key can never be changed, reset or recovered by us. "
    "Say that the reader creates a new wallet with a new phrase and moves the funds."
)

RULE = Rule("phrase-change", WALLET, offence=Offence((_KEY, _NEWS), offence, _TOLD))
