"""What a wallet's secrets are called, and the verbs of giving them away or typing them, in Chinese, English and Spanish.

Patterns for `Sentence.plain`: lower case, Spanish without accents. The words of the glossary, its forbidden variants, and
what people and scammers write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# Keys open the wallet itself; secrets are these and whatever opens the account. A code or password is only that without the
# nouns that make it something else (“error code”, “password manager”).
KEYS = {
    "en": (
        r"\b(?<!\bnew )(?<!another )(?:(?:secret |wallet )?(?:recovery|seed|mnemonic|backup|secret|wallet|bip-?39)[ -](?:phrases?|words?|seeds?|mnemonics?)|mnemonics?|seed(?:phrase)?s?\b(?! (?:round|investor))|(?:12|15|18|21|24|twelve|fifteen|eighteen|twenty-one|twenty-four)[ -]words?(?: phrase)?"
        r"|(?:private|secret|extended|spending) keys?|keystore(?: files?| json)?|phrases?\b(?<!passphrase)|passphrases?|\bsrp\b|wallet keys?)"
    ),
    "es": (
        r"\b(?<!\bnueva )(?<!\botra )(?:frases? (?:\w+ )?(?:semilla|secretas?|de recuperacion|de respaldo|mnemotecnicas?|mnemonicas?|de seguridad|de la (?:billetera|cartera|wallet))|(?:tus?|sus?|las?|esas?|estas?|mis?|dicha|vuestra|(?<!\ben )una) frases?(?: semilla| de recuperacion| secretas?| de respaldo| mnemo\w+)?\b|frases? semilla|semillas?\b|mnemonic[oa]s?"
        r"|(?:12|15|18|21|24|doce|quince|dieciocho|veintiuna|veinticuatro)(?: de (?:tus|las))? palabras?|palabras (?:semilla|secretas|de recuperacion|de respaldo|clave)|(?:clave|llave)s? (?:privada|secreta)s?|keystore|passphrase|seed phrase|recovery phrase)"
    ),
    "zh": (
        r"(?<![要取问新])(?:助记词|助记码|注记词|种子短语|种子词|种子密语|恢复短语|恢复词|备份短语|密语|(?:12|15|18|21|24|十二|十五|十八|二十一|二十四) ?个?(?:英文|中文|备份|恢复|助记)?(?:单词|词语|词|字)|私钥|(?<!加密)keystore|密码短语|seed phrase|recovery phrase|private key)(?!管理器)"
    ),
}
_OTHER = {
    "en": (
        r"\b(?:(?:login |account |wallet |master |trading |payment |email )?(?<!the wrong-)(?<!wrong )passwords?\b(?! (?:manager|reset|field|screen|page|hint|error|problem|strength|rule|change|box|is|prompt|message))|\bpins?\b|passcodes?|\botps?\b|(?:recovery|backup|setup|set-up|2fa|authenticator) (?:codes?|keys?)|2fa (?:secret|qr(?: code)?)|setup qr(?: code)?"
        r"|(?<!error )(?<!country )(?<!area )(?<!qr )(?<!bar)(?<!source )(?<!zip )(?<!postal )(?<!status )(?<!contract )(?<!referral )(?<!tracking )(?<!network )(?<!currency )(?<!response )(?<!reference )\bcodes?\b(?! (?:of the|field|screen|page|error|arriv|did|was|is|has|never|does|messages?|on the (?:back|website))|-)|credentials?|log-?in details)"
    ),
    "es": (
        r"\b(?:contrasenas?\b(?! (?:incorrecta|equivocada|olvidada))|\bpin\b|\botp\b|(?<!palabras )(?:tu|su) (?:clave|llave)\b(?! publica| privada| secreta)|claves? (?:de (?:configuracion|acceso(?! \(pass)|inicio|tu cuenta|seguridad|la billetera|desbloqueo)|dinamica|2fa)|codigos? qr (?:de|del) (?:configuracion|2fa)|qr (?:de configuracion|del? 2fa)"
        r"|codigos?\b(?! (?:de (?:error|pais|area|estado|caso|referencia|red|moneda|barras|seguimiento|respuesta)|qr|postal|fuente|del (?:token|contrato|error|pais|caso)|incorrecto|vencido|no\b))|credenciales)"
    ),
    "zh": (
        r"(?<![要取问])(?:登录|钱包|支付|交易|账户|账号|资金|解锁)?(?<!强)密码(?!错误|管理|重置|框|页面?|提示|强度|规则|找回|不对|短语|输入|设置|的|泄露|忘|类)|口令|(?<!不到)(?<!没到)(?<!没收到)(?<!未收到)(?<!有收到)(?<!绑定)(?:短信|邮箱|邮件|手机|登录|动态|2fa|谷歌|身份|安全|一次性|六位|6 ?位)?(?:验证码|校验码|动态码)(?!错误|无效|没|收不|未|页面?|被拒|的时间|发送|通知|器|不对|总是|失效|过期|的错误|问题)|恢复码|备份码|救援码|设置密钥|绑定密钥|2fa ?密钥|\bpin\b ?码?|2fa ?二维码|(?:绑定|设置|验证器)二维码|二维码密钥|otp"
    ),
}
SECRETS = {language: f"(?:{KEYS[language]}|{_OTHER[language]})" for language in KEYS}

# A person, a channel or a place that a secret can be given to.
RECIPIENT = {
    "en": (
        r"\b(?:us|support|agents?|staff|representatives?|reps?|operators?|specialists?|technicians?|advisors?|advisers?|assistants?|moderators?|admins?|team|help ?desk|customer (?:service|care|success)|engineers?|experts?|tickets?|chats?|e-?mails?|live chat|messages?|dms?|telegram|whatsapp|wechat|discord|"
        r"forms?|surveys?|anyone|anybody|someone|everyone|him|her|person|people|friends?|family|strangers?|callers?|officers?|over the phone|by phone|on the phone|(?:to|with) them|aloud|out loud)\b|◆"
    ),
    "es": (
        r"\b(?:nos|soporte|agentes?|asesor\w*|personal|representantes?|operador\w*|especialistas?|tecnic[oa]s?|moderador\w*|administrador\w*|(?:nuestro|al) equipo|servicio al cliente|atencion al cliente|tickets?|chats?|(?:por|al|a (?:este|nuestro)|nuestro) (?:correo|e-?mail|mensaje)|telegram|whatsapp|formularios?|encuestas?|cualquiera|alguien|"
        r"otra persona|amigos?|familiar\w*|por telefono|en la llamada|en voz alta)\b|\b(?:con|a) (?:el|ella|ellos|ellas)(?=\s*(?:[.,;!]|$))|◆"
    ),
    "zh": r"客服|我们(?!的)|工作人员|人工|专员|团队|技术人员|工程师|工单|(?:用|通过|发|到)邮件|聊天|对话框|群里|私信|微信|电报|telegram|whatsapp|qq|问卷|他人|别人|任何人|对方|(?:给|向|让|跟|和|对)(?:他|她|谁)|朋友|家人|管理员|审核员|顾问|助理|◆",
}


def spanish(verbs: Iterable[str], clitics: bool = True) -> str:
    """A pattern of Spanish verbs: imperative (tú), and groups `sub` (tú subjunctive), `ust`, `inf` and `ger`, with clitics.

    Each is its infinitive, or `infinitive imperative usted` where these are irregular; what follows `+` must come after.
    """
    imp, sub, ust, inf, ger = [], [], [], [], []
    for verb in verbs:
        verb, _, after = verb.partition("+")
        imperative, formal, infinitive, gerund = _conjugated(verb)
        imp.append(imperative + _CLITICS + r"\b" + after)
        sub.append(formal + r"s\b" + after)
        ust.append(formal + "n?" + _CLITICS + r"\b" + after)
        inf.append(infinitive + _CLITICS + r"\b" + after)
        ger.append(gerund + _CLITICS + r"\b" + after)
    groups = [f"(?P<{name}>{'|'.join(forms)})" for name, forms in (("sub", sub), ("inf", inf), ("ger", ger))]
    return rf"\b(?:{'|'.join(groups)}|{'|'.join(imp)}|(?P<ust>{'|'.join(ust)}))"


def spanish_forms(verb: str) -> Iterator[str]:
    """The words that `spanish` finds of one verb."""
    imperative, formal, *others = _conjugated(verb)
    yield formal + "s"
    for form in (imperative, formal, formal + "n", *others):
        yield from (form + person + thing for person in ("", *_PERSONS) for thing in ("", *_THINGS))


def _conjugated(verb: str) -> tuple[str, str, str, str]:
    """Imperative of tú and of usted, infinitive and gerund of a verb as `spanish` takes it."""
    infinitive, *irregular = verb.split()
    stem, first = infinitive[:-2], infinitive.endswith("ar")
    imperative, formal = irregular or (stem + ("a" if first else "e"), _soft(stem) + "e" if first else stem + "a")
    return imperative, formal, infinitive, stem + ("ando" if first else "iendo")


_PERSONS, _THINGS = ("me", "te", "se", "nos", "le", "les"), ("lo", "la", "los", "las")
_CLITICS = f"(?:(?:{'|'.join(_PERSONS)})?(?:{'|'.join(_THINGS)})?)"


def _soft(stem: str) -> str:
    for hard, soft in (("g", "gu"), ("c", "qu"), ("z", "c")):
        if stem.endswith(hard):
            return stem[:-1] + soft
    return stem


# Typing a secret into something.
ENTER = {
    "en": r"\b(?:(?:re-?)?enter(?:ing)?|(?:re-?)?typ(?:e|ing)(?! of)|input(?:ting)?|(?<!private )(?<!secret )(?<!the )(?<!a )(?<!your )key(?:ing)? in|past(?:e|ing)|import(?:ing)?|fill(?:ing)? (?:in|out)|insert(?:ing)?|writ(?:e|ing)(?! (?:it |them |(?:\S+ ){1,5})?(?:down|on (?:paper|metal|steel|a sheet)|by hand|in pen))|put(?:ting)?(?=[^.;]{0,40}\b(?:in|into|on)\b)|"
    r"(?:log|sign|logging|signing) in (?:with|using)|(?:connect|sync|synchroni[sz]e|validate|verify|authenticate|confirm)(?=[^.;,]{0,25}\b(?:with|using)\b))\b",
    "es": spanish(
        [
            "ingresar",
            "introducir introduce introduzca",
            "escribir",
            "teclear",
            "pegar",
            "insertar",
            "importar",
            "rellenar",
            "completar",
            "poner pon ponga",
            "digitar",
            "tipear",
            "anotar+(?= (?:\\S+ ){1,6}en (?:la|el|nuestra|nuestro|esta|este) (?:pagina|web|sitio|formulario))",
            "meter",
            "colocar coloca coloque",
            "iniciar+ sesion con",
            "conectar+ (?:\\S+ ){0,3}con",
            "sincronizar+ (?:\\S+ ){0,3}con",
            "validar+ (?:\\S+ ){0,3}con",
        ]
    ),
    "zh": r"输入|填写|填入|填到|填进|键入|录入|粘贴|导入|打入|敲入|写入|填上|贴到|贴进|(?:用|使用)(?=[^，。]{0,10}(?:登录|登陆|连接|验证|同步|激活))",
}
