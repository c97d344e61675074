"""When a verb is an order, and when a statement is a denial, a report or a doubt, in Chinese, English and Spanish.

A small grammar for the sentences of help articles, not for the language: it looks at the words before a verb, from near to
far, and at little after it. Text comes from `sentences.plain`: lower case, Spanish without accents, the brand as ◆.
"""

from __future__ import annotations

import re


class Grammar:
    """What one language needs. Patterns are searched in plain text.

    clause_start, clause_end   borders of the clause around a verb
    denies                     a negation, anywhere in a clause
    denied_after               a negation of what was said before it (“… is not possible”)
    forbids                    a prohibition in the line that introduces a list
    doubt                      what marks the statements below a heading or in a row as false or as questions
    scam                       the words around the speech of scammers
    hearsay                    what introduces a statement that somebody else makes (“threats that …”)
    us, impostor, asks         we ourselves, who only says so, and the verbs of asking and claiming
    decoy                      a negation that forbids nothing (“do not worry, …”)
    """

    clause_start: re.Pattern[str]
    clause_end: re.Pattern[str]
    denies: re.Pattern[str]
    denied_after: re.Pattern[str]
    forbids: re.Pattern[str]
    doubt: re.Pattern[str]
    scam: re.Pattern[str]
    hearsay: re.Pattern[str]
    us: re.Pattern[str]
    impostor: re.Pattern[str]
    asks: re.Pattern[str]
    decoy: re.Pattern[str]

    def orders(self, left: str, verb: re.Match[str], right: str) -> bool:
        """Whether the verb between `left` and `right` tells the reader to do it."""
        raise NotImplementedError

    def clause(self, left: str) -> str:
        """The part of `left` that belongs to the clause it ends in."""
        end = 0
        for border in self.clause_start.finditer(left):
            end = border.end()
        return left[end:]

    def without_decoys(self, text: str) -> str:
        return self.decoy.sub(lambda match: "·" * len(match[0]), text)

    def reports(self, left: str) -> bool:
        """Whether the end of `left` introduces what others ask, say or claim."""
        asked = self._asked(left)
        return asked is not None and not asked

    def _asked(self, left: str) -> bool | None:
        """Whether the request that governs the end of `left` is our own; None when there is none."""
        found = None
        for found in self.asks.finditer(left):
            pass
        if found is None:
            return None
        subject = left[: found.start()]
        return bool(self.us.search(subject) or self.us.search(found[0])) and not self.impostor.search(subject)


# --- English ----------------------------------------------------------------------------------------------------------

_EN_OTHERS = r"(?:they|he|she|it|who|which|that|someone|anyone|somebody|anybody|everyone|nobody|scammers?|thie(?:f|ves)|attackers?|hackers?|criminals?|fraudsters?|impostors?|strangers?|people|users|customers|sites?|websites?|pages?|apps?|dapps?|wallets?|contracts?|malware|caller|helper|friend|relative|person|callers|forms?)"
_EN_ADVERBS = re.compile(
    r"(?:\b(?:please|kindly|just|simply|also|always|only|ever|even|immediately|already|now|first|next|directly|safely|securely|quickly|carefully|still|"
    r"instead|either|both|again|personally|voluntarily|knowingly|blindly|accidentally|finally|afterwards?|later|then|at once|right away|to anyone|"
    r"today|willingly|manually|temporarily|properly|happily|freely)\b,?|,? under (?:any|no) circumstances,?|, for any reason,|, at any time,)\s*$"
)
_EN_NOT = r"(?:\bnot|n't|\bnever|\bcannot)"


class English(Grammar):
    decoy = re.compile(
        r"\b(?:do not|don't|never|no need to|not to|needn't)\s+(?:worry|panic|hesitate|be afraid|fear|mind|wait|be shy|stress|be scared)\b|\bno (?:problem|worries|doubt|matter)\b|\bnot (?:sure|only)\b|\bnothing to (?:fear|lose)\b|\bwithout (?:delay|hesitation|worry)\b"
    )
    clause_start = re.compile(
        r"[;:—–(]|\s-\s|,\s+(?:so|but|then|and then|please|instead|yet|because|as|and please)\b|\b(?:but|so please|so just|so you (?:must|should|can)|please|otherwise|therefore|because|instead)\b|^(?:if|when|once|while|since|after|before|to|in order to|for)\b[^,]*,"
    )
    clause_end = re.compile(
        r"[;:—–(]|\s-\s|\b(?:but|then|so|because|if|when|while|until|unless|instead of|rather than)\b|,? (?:and |or )?(?:never|not|do not|don't|please|which|who|we|they|it is|nobody|no one|keep|leave|hide|cover|only the)\b|, anyone\b"
    )
    denies = re.compile(
        r"\b(?:not|never|no|nobody|none|nothing|cannot|neither|nor|without|unable|impossible|avoid|refuse|stop|nor)\b|n't\b|\bno one\b"
    )
    denied_after = re.compile(
        r"^[^.;]{0,60}\b(?:is|are|was) (?:not|never|impossible|invented|made up|a hoax|the sign|false|a lie|a scam\w*|scam\w*|a sign|a trick|fake|useless)\b|^[^.;,]{0,40}\b(?:isn't|does not help|doesn't help|does nothing|won't help)\b"
    )
    forbids = re.compile(
        r"\b(?:never|do not|don't|must not|mustn't|should not|shouldn't|avoid|not)\b(?!\s+(?:worry|hesitate|panic|wait|forget))"
    )
    doubt = re.compile(
        r"\b(?:myths?|misconceptions?|misunderstandings?|false|scams?|cannot|can't|can not|not possible|impossible|red flags?|never|lies?|promises? of|claims?|they say)\b|\| (?:no|never|not)\b"
    )
    scam = re.compile(
        r"\b(?:scam\w*|fake|fraud\w*|phish\w*|impostors?|thie(?:f|ves)|criminals?|attackers?|hackers?|signs?|claims?|pretend\w*|says?|said|saying|tells?|told|asks?|asking|messages? (?:like|such)|wants?|lures?|tricks?|typical|warning|never|not|beware|posing|excuses?|pretexts?|lies?|traps?)\b|n't\b"
    )
    hearsay = re.compile(
        r"\b(?:threats?|stor(?:y|ies)|rumou?rs?|messages?|notices?|warnings?|posts?|ads?|e-?mails?|promises?|claims?) (?:that|which|saying)\b"
    )
    us = re.compile(r"\b(?:we|our|us|◆+|support|customer service|customer care|help ?desk|agents?|staff|our team)\b|◆")
    impostor = re.compile(
        r"\b(?:fake|scam\w*|impostors?|impersonat\w+|pretend\w*|claim\w*|posing|pose|anyone|someone|whoever|somebody|people|caller|stranger|so-called|“support”|says|say|not|never|no|nobody|doesn't|don't|won't|if|when|he|she|they|sites?|pages?|messages?)\b|[\"“]support|n't\b"
    )
    asks = re.compile(
        r"\b(?:asks?|asked|asking|requests?|requested|wants?|wanting|tells?|told|telling|demands?|demanded|urges?|urged|instructs?|instructed|tricks?|tricked|forces?|forced|"
        r"pressures?|pressured|invites?|invited|offers?|offered|offering|prompts?|prompted|persuades?|convinces?|lures?|lured|begs?|says?|saying|said|claims?|claimed|claiming|pretends?|promises?|promised|tr(?:y|ies|ied|ying)|"
        r"needs?(?! help| assistance| support)|requires?|required|expects?|hopes?|makes?|gets?|push(?:es)?|pose|poses|posing|threatens?|threatening)\b"
    )
    _listed = re.compile(
        r"(?:not|n't|never|cannot)\s+(?:\w+ly\s+|ever\s+|just\s+)*(?:send|share|tell|give|upload|paste|photograph|show|read|forward|submit|provide|reply|email|e-mail|type|enter|write|store|save|keep|copy|scan|"
        r"screenshot|take|hand|disclose|reveal|post|say|dictate|put|text|install|download|open|use|pay|deposit|transfer|search|google|click|call|trust|let|allow|grant|import|input|print|buy|accept|run|follow|answer|contact|add|include|attach|fill|move|lend|sell|publish|repeat|mention|look|tap|press|scan|plug|connect|sign|approve|swap)\b"
    )
    _conditional = re.compile(
        r"\b(?:if|when|whenever|once|after|before|while|where|wherever|that|what|why|how|whatever|anything|anyone|everything|because|since|did|do|does|have|had|should|moment|time|as|whether|made|make|makes|making|let|lets|letting|help|helps|get|gets|and|or|than|though|although|see|saw|until)\s+$"
    )
    _ask_passive = re.compile(
        r"\b(?:asked|required|prompted|requested|told|instructed|invited|pressured|forced|urged|tricked|persuaded|supposed)\s+$"
    )
    _noun_before = re.compile(
        r"\b(?:a|an|the|your|their|our|my|his|her|its|this|these|those|any|no|each|every|by|via|of|in|on|from|with|through|per|another|new|fake|phishing|suspicious|unexpected|incoming|direct|registered|for|at|about|into|recovery|verification|test|safe|small)\s+$|(?:'s|-)\s*$"
    )
    _modal = re.compile(r"\b(?:can|could|may|might|should|must|will|would|shall|do|does|did|need not|ought)\s+$|'ll\s+$")
    _decoy_to = re.compile(r"\b(?:forget|hesitate|fail|afraid|shy|scared|wait|mind|delay)\s+to\s+$")
    _refuse_to = re.compile(
        r"\b(?:refuse|decline|unsafe|dangerous|risky|wrong|bad idea|foolish|no need|no reason|unwise|mistake|unnecessary|needless|too easy|how not|never necessary)\b[^,;:]*\bto\s+$"
    )
    _others = re.compile(rf"\b{_EN_OTHERS}(?:\s+(?:who|that|with|from|on|in|of|else)\b[^,;:]*)?\s+$")

    def orders(self, left: str, verb: re.Match[str], right: str) -> bool:
        clause = self.clause(left)
        question = right.rstrip("\"'”» ").endswith("?") or "?" in right[-3:]
        if question and re.search(r"\b(?:i|my|me)\b", left + right):
            return False
        if re.search(r"(?:^|\W)(?:to |for |with )?(?:nobody|no one|none|no-one)\b", right[:80]) and not re.search(
            r"\b(?:but|except|other than)\b", right
        ):
            return False
        if re.match(r"\s*(?:no|nothing|none|my)\b", right):
            return False
        if verb[0].endswith("ing"):
            return (
                bool(re.search(r"\b(?:by|start|begin|consider|continue|recommend|suggest|proceed with|finish)\s+$", clause))
                and not self.denies.search(clause)
                and self._asked(clause) is None
            )
        while adverb := _EN_ADVERBS.search(clause):
            clause = clause[: adverb.start()] + ("" if adverb.start() == 0 else " ")
        return self._order(clause, left, question)

    def _order(self, clause: str, left: str, question: bool) -> bool:
        if re.search(rf"(?:{_EN_NOT}|\bnor|\bneither|\bwithout|\bavoid)\W*\s*$", clause):
            return False
        if re.search(r"\bto\s+$", clause):
            return self._infinitive(clause, question)
        if self._noun_before.search(clause):
            return False
        if re.search(r"(?:\b(?:and|or|nor)|,|/)\s*$", clause):
            return self._listed_after(clause, left)
        if modal := self._modal.search(clause):
            return self._modal_order(clause[: modal.start()] + " ", modal[0].strip(), question)
        if question and re.fullmatch(r"\W*(?:can|could|would|will) you\s+", clause):
            return True
        if re.search(r"\byou\s+$", clause):
            return not self._conditional.search(re.sub(r"\byou\s+$", "", clause)) and self._asked(clause) is None and not question
        if (
            re.search(r"\b(?:i|we)\s+$", clause)
            or self._others.search(clause)
            or re.search(r"\b(?:help|let|lets|make|makes|see|watch)\s+(?:\w+\s+){1,2}$", clause)
        ):
            return False
        return not self._speaks(left) and not question

    def _listed_after(self, clause: str, left: str) -> bool:
        """A verb after `and`, `or` or a comma shares the negation, and the request, of the verbs listed before it."""
        if re.search(r"\b(?:or|nor)\s*$", clause) and re.search(rf"{_EN_NOT}|\bnor\b|\bwithout\b|\bavoid\b", clause):
            return bool(re.search(r"^(?:if|when)\b", clause))
        if self._listed.search(clause):
            return False
        governed = re.search(r"\b(?:to|you|must|should|can|will|could|may)\b", clause)
        if governed and (asked := self._asked(clause[: governed.end()])) is not None and not re.search(r",\s*$", clause):
            return asked
        if re.search(rf"\b{_EN_OTHERS}\s+(?:can|could|may|might|will|would)\b", clause) and not re.search(r",\s*$", clause):
            return False
        return not self._speaks(left)

    def _infinitive(self, clause: str, question: bool) -> bool:
        if self._decoy_to.search(clause):
            return True
        if self._refuse_to.search(clause):
            return False
        before = re.sub(r"\bto\s+$", "", clause)
        if self._ask_passive.search(before):
            return bool(
                re.search(r"\byou(?: will|'ll| are| must| may)(?: be)? (?:required|requested|asked|prompted|told)\s+$", before)
            ) and not re.search(r"\b(?:if|when|whenever|never|not)\b|n't", before)
        asked = self._asked(before)
        if self.denies.search(before):
            return False
        if asked and question:
            return False
        if asked is not None:
            return asked or bool(
                re.search(r"\b(?:you|users?|customers?|everyone) (?:just |only |simply |also |will )?needs?\s+$", before)
                and not re.search(r"\b(?:if|when)\b", before)
            )
        return not re.search(
            rf"\b{_EN_OTHERS}\s+$|\bfor (?:scammers|thieves|anyone|someone|others)\s+$|\b(?:easy|able|enough|ways?)\s+$", before
        )

    def _modal_order(self, before: str, modal: str, question: bool) -> bool:
        if modal in {"did", "does"} or re.search(r"\b(?:nobody|no one|none|neither|nothing)(?: \S+){0,5}\s+$", before):
            return False
        if modal == "do":
            return not re.search(r"\b(?:why|how|where|what|when|i|we|they|you)\s+$", before)
        if re.search(r"\b(?:i|we)\s+$", before):
            return False
        if question:
            return modal in {"can", "could", "will", "would"} and not before.strip()
        if self._others.search(before):
            return (
                modal in {"should", "must"}
                and self._asked(before) is not False
                and not re.search(r"\b(?:they|he|she|it|scammers?|thie(?:f|ves))\s+$", before)
            )
        if re.search(r"\b(?:if|when|that|because|what|anything|how)\s+you\s+$", before):
            return False
        return self._asked(before) is None or bool(self._asked(before))

    def _speaks(self, left: str) -> bool:
        """Whether `left` ends with a colon after a word of saying whose subject is not us."""
        head = re.search(r"^(.*?)[:,]\s*[\"“'(]*\s*(?:[\w,' ]{0,30})$", left)
        if not head:
            return False
        said = re.search(
            r"\b(?:says?|said|saying|claims?|(?:like|such as)(?=\s*$)|messages?|signs?|asks?(?: you)?(?: for)?|for example|e\.g\.|examples?|reads?|writes?|tells?(?: you)?)[^:]*$",
            head[1],
        )
        return (
            bool(said)
            and ":" in left[len(head[1]) : len(head[1]) + 1]
            and not (self.us.search(head[1]) and not self.impostor.search(head[1]))
        )


# --- Spanish ----------------------------------------------------------------------------------------------------------


class Spanish(Grammar):
    decoy = re.compile(
        r"\bno (?:te preocupes|se preocupe|temas|tema|dudes|dude|tengas miedo|te asustes|esperes|hay problema)\b|\bsin (?:duda|demora|miedo|problemas?|preocupaci\w+)\b|\bno solo\b|\bnada que temer\b"
    )
    clause_start = re.compile(
        r"[;:—–(¡¿]|\s-\s|,\s+(?:asi que|pero|entonces|luego|por favor|sino|porque|por lo que|por eso)\b|\b(?:pero|asi que|por favor|entonces|por lo tanto|porque|sino)\b|^(?:si|cuando|para|tras|despues de|antes de|al|en caso de)\b[^,]*,"
    )
    clause_end = re.compile(
        r"[;:—–(]|\s-\s|\b(?:pero|sino|porque|cuando|mientras|hasta|salvo|excepto|en lugar de|en vez de)\b|,? (?:y |o |ni )?(?:no|nunca|jamas|por favor|nosotros|ellos|nadie|guarda|deja|oculta|tapa)\b|, (?:cualquiera|quien)\b"
    )
    denies = re.compile(r"\b(?:no|nunca|jamas|nadie|ningun|ninguna|ninguno|nada|sin|ni|tampoco|imposible|evita\w*|evite)\b")
    denied_after = re.compile(
        r"^[^.;]{0,60}\b(?:no (?:es|son|se|sirve|ayuda|funciona)|es (?:imposible|falso|mentira|un engano|invent\w+|una? (?:estafa|estafador\w*|fraude|timo|enganio|engano)|inutil)|son (?:estafas|estafadores)|nunca (?:es|se))\b"
    )
    forbids = re.compile(r"\b(?:no|nunca|jamas|evita|evite|ni)\b(?!\s+(?:te preocupes|dudes|olvides|tardes))")
    doubt = re.compile(
        r"\b(?:mitos?|errores comunes|malentendidos?|falso|falsas?|falsos|estafas?|no puede|no puedes|no podemos|no se puede|imposible|senales|nunca|mentiras?|promesas?|dicen)\b|\| (?:no|nunca|imposible)\b"
    )
    scam = re.compile(
        r"\b(?:estaf\w*|fals\w*|fraud\w*|phishing|impostor\w*|ladron\w*|delincuent\w*|atacant\w*|senal\w*|finge\w*|dice\w*|diga\w*|decir\w*|pide\w*|pida\w*|mensajes? (?:como|tipo)|quier\w*|engan\w*|tipic\w*|aviso|nunca|no|excusas?|pretextos?|trampas?|mentiras?|suplanta\w*)\b"
    )
    hearsay = re.compile(r"\b(?:amenazas?|rumor(?:es)?|mensajes?|avisos?|anuncios?|correos?|promesas?) (?:de )?que\b")
    us = re.compile(
        r"\b(?:soporte|agentes?|asesor\w*|nuestr[oa]s?|nosotros|equipo|tecnic[oa]|servicio al cliente|atencion al cliente|pedimos|pediremos|necesitamos|necesitaremos|solicitamos|solicitaremos|requerimos|queremos|exigimos|rogamos)\b|◆"
    )
    impostor = re.compile(
        r"\b(?:fals[oa]s?|estafador\w*|impostor\w*|suplant\w+|fing\w+|dice|dicen|diga|digan|cualquiera|quien|quienes|alguien|supuest[oa]s?|afirm\w+|no|ni|nunca|jamas|nadie|ningun\w*|tampoco|si|cuando|llamada|desconocid\w+|pagina|sitio|mensaje|correo)\b|[\"“«]soporte"
    )
    asks = re.compile(
        r"\b(?:pid(?:e|en|a|an|io|ieron|iendo|amos|imos)|ped(?:imos|ir|ira|iran|iria|iremos|irte|irle)|solicit\w+|exig\w+|exij\w+|quier(?:e|en|a|an)|queremos|necesitamos|requerimos|necesitaremos|rogamos|diga|digan|dice|dicen|decir|dijo|aseguran?|afirma\w*|ofre\w+|promet\w+|insist\w+|oblig\w+|convenc\w+|"
        r"intenta\w*|trata\w*|enganan?|engane|engano|presion\w+|invit\w+|fing\w+|haga\w*|hace|hacen|hizo|hacerte|amena\w+|sugier\w+|sugerir)\b"
    )
    _pronouns = r"(?:(?:te|le|les|nos|lo|la|los|las|se|me|ya|mas|nunca|jamas)\s+)*"
    _no = re.compile(rf"\b(?:no|nunca|jamas|ni|tampoco|sin|evita|evite|evitar|nadie|en lugar de|en vez de|dejar de|deja de)\s+{_pronouns}$")
    _subject = re.compile(
        r"\b(?:quien|quienes|que|alguien|nadie|el|ella|ellos|ellas|app|pagina|sitio|web|estafador\w*|ladron\w*|atacante|persona|usuario|sistema|navegador|otro|otra|cualquiera|malware|nunca|agente)\s+$"
        r"|(?:^|[,;:]\s*|\b(?:si|cuando|que|porque|donde|como|aunque|mientras)\s+)(?:el|la|los|las|un|una|este|esta|ese|esa|tu|su|nuestro|nuestra|cualquier|ningun\w*|algun\w*)\s+(?:[^\s,]+\s+){1,6}$"
    )
    _clitic = re.compile(r"\b(?:te|le|les|se|nos|me|lo|los|las)\s+$")
    _bare = re.compile(r"\W*(?:(?:te|se|le|les|lo|la|los|las)\s+)*")
    _need_que = re.compile(
        r"\b(?:necesitamos|queremos|pedimos|solicitamos|requerimos|rogamos|recomendamos|aconsejamos|sugerimos|es (?:\w+mente )?(?:necesario|importante|obligatorio|preciso|imprescindible|conveniente|mejor|seguro)|hace falta|basta con|conviene|requiere|salvo|a menos|hasta|a no ser)\s+(?:de\s+)?que\s+(?:\w+\s+){0,2}$"
    )
    _need_inf = re.compile(
        r"\b(?:deb(?:es|e|eras?|eria|erias|en|eran)|debes de|debe de|tienes que|tiene que|tendras que|tendra que|hay que|pued(?:es|e|en)|podras?|podrias?|necesitas?|necesitaras?|es (?:\w+mente )?(?:necesario|obligatorio|seguro|importante|imprescindible|suficiente|preciso|mejor|posible)|hace falta|basta con|favor de|procede a|proceda a|recuerda|recuerde|"
        r"asegurate de|asegurese de|acuerdate de|conviene|para|solo falta|queda|recomendamos|pedimos|solicitamos|necesitamos|queremos|deberas|empieza por|comienza por|toca|corresponde)\s+(?:\w+mente\s+|primero\s+|solo\s+|tambien\s+|siempre\s+|luego\s+|ya\s+)*$"
    )
    _decoy = re.compile(
        r"\bno (?:te )?(?:olvid\w+|dud\w+|tard\w+|temas?|esper\w+|demor\w+)(?: de| en| a| que| para)?\s+(?:y\s+)?$|\bno (?:hay|existe|tiene|tengas?) (?:\w+ )?(?:problema|riesgo|peligro|inconveniente|miedo)(?: alguno)? (?:en|de|al|por)\s+$"
    )

    def orders(self, left: str, verb: re.Match[str], right: str) -> bool:
        clause = self.clause(left)
        groups = verb.groupdict()
        question = "?" in right
        if groups.get("sub") and self._bare.fullmatch(clause) and not self.denies.search(left):
            return True  # “compartas tu frase”: a “no” was lost
        if question and re.search(r"\b(?:mi|mis|debo|puedo|tengo|debemos)\b", left + right):
            return False
        if re.match(r"\s*(?:mi|mis|nada)\b", right):
            return False
        if re.search(r"^[^.;]{0,60}\ba (?:nadie|ningun\w*)\b(?! (?:excepto|salvo|menos|mas que))", right):
            return False
        if self._decoy.search(clause):
            return True
        if groups.get("sub"):
            return (bool(self._need_que.search(clause)) and not self._denied(clause, unless=True)) or self._asked_by_us(clause)
        if groups.get("ger"):
            return (
                not self.denies.search(clause)
                and not re.search(r"\b(?:est\w+|sig\w+|andas?|acab\w+|siendo)\s+$", clause)
                and self._asked(clause) is None
            )
        if self._no.search(clause):
            return False
        if groups.get("inf"):
            return self._infinitive(clause, left, right)
        if groups.get("ust") and re.search(r"\b(?:que|quien|cuando|aunque|cualquiera|donde|nadie|como|alguien)\s+(?:\w+\s+){0,3}$", clause):
            return (bool(self._need_que.search(clause)) and not self._denied(clause, unless=True)) or self._asked_by_us(clause)
        if groups.get("ust") and re.search(r"\b(?:no|nunca|jamas)\b[^,]*\b(?:ni|o|y)\s+$", clause):
            return False
        if self._clitic.search(clause) or self._subject.search(clause) or question:
            return False
        return not self._speaks(left)

    def _infinitive(self, clause: str, left: str, right: str) -> bool:
        need = self._need_inf.search(clause)
        if re.search(r"\b(?:antes de|al|por|de|riesgo de|peligro de|en|como|hasta)\s+$", clause) and not need:
            return False
        if re.search(r"\b(?:y|o|e|u|,)\s*$", clause) and self.denies.search(clause) and not re.search(r"^si\b", clause):
            return False
        before = clause[: need.start()] if need else clause
        if self._denied(before):
            return False
        asked = self._asked(before)
        if asked is not None:
            return asked and "?" not in right
        if (
            need
            and re.match(r"\b(?:pued(?:e|en)|podra|debe|deben)\b", need[0])
            and re.search(r"\b(?:quien|quienes|alguien|estafador\w*|cualquiera|ladron\w*|otra persona|que)\b", before)
        ):
            return False
        if need:
            return "?" not in right or bool(re.match(r"pued(?:es|e)|podrias?", need[0]))
        if clause.strip() and not re.search(r"(?:\b(?:y|o|e)|[,:])\s*$", clause):
            return False
        described = re.search(
            r"^[^,;.]*\s(?:es|equivale|significa|da|pone|permite|puede|supone|implica|hace|no|nunca|entrega|regala)\s", right
        )
        return not described and "?" not in right and not self._speaks(left)

    def _denied(self, clause: str, unless: bool = False) -> bool:
        if unless and re.search(r"\b(?:a menos|salvo|hasta|a no ser)\b", clause):
            return False
        return bool(self.denies.search(clause)) and not re.search(r"^si\b[^,]*$", clause)

    def _asked_by_us(self, clause: str) -> bool:
        return self._asked(clause) is True

    def _speaks(self, left: str) -> bool:
        head = re.search(r"^(.*):\s*[\"“«'(]*\s*[\w,' ]{0,30}$", left)
        if not head:
            return False
        said = re.search(
            r"\b(?:dice\w*|diga\w*|decir|mensajes?|senales|pide\w*|por ejemplo|ejemplos?|como|afirma\w*|escribe\w*)[^:]*$", head[1]
        )
        return bool(said) and not (self.us.search(head[1]) and not self.impostor.search(head[1]))


# --- Chinese ----------------------------------------------------------------------------------------------------------

_ZH_DECOY = re.compile(
    r"(?:不[要用必需]|别|无需|无须|切勿|请勿|勿)(?:太|再|过于|过分)?(?:担心|犹豫|害怕|怕|着急|急|惊慌|慌张?|紧张|忧虑|顾虑|迟疑|等待?|忘记?了?|忘了|客气|介意|理会)|别忘了?|放心|不仅|不但|不只|不过|不慎|不小心|不同|不久|不少|不妨|不明|不管|无论|非常|特别|识别|区别|分别|级别|类别|别的|别人|别处|差别|性别"
)
_ZH_SELF = "我们|咱们|官方|客服|工作人员|人工|专员|团队|技术人员|◆"


class Chinese(Grammar):
    decoy = _ZH_DECOY
    clause_start = re.compile(
        r"[，。；：！？,;:()（）—、](?<!、)|(?<![申邀求])请(?![勿不求别])|的(?:用户|客户|朋友|人)(?=[可请应需把将必])|但|而是|所以|因此|因而|然后|随后|接着"
    )
    clause_end = re.compile(r"[，。；：！？,;:()（）—]|但|而不|而非")
    denies = re.compile(
        r"不要|不得|不应|不该|不可(?!靠)|不能|不会|不需|不必|不用|不再|不许|不准|不接受|不向|不将|不把|不让|不支持|不在|不给|不找|不去|不靠|不通过|不存在|不提供|不收|不付|不保证|绝不|决不|从不|永不|概不|从未|勿|无法|无需|无须|没有|没人|没办法|没法|未曾|尚未|并未|并非|避免|禁止|拒绝|谨防|防止|警惕|严禁|杜绝|不得|别|谁也|谁都|均不|都不|也不|才不|并不|而不|做不到|办不到|不可能|不是|无人"
    )
    denied_after = re.compile(
        r"^[^，。；]{0,20}(?:不可能|不行|做不到|办不到|没用|没有用|无用|无效|是不|不了|不能|无法|帮不上|救不|解决不了|不成立|不存在)|^[^。；]{0,30}(?:是(?:假|骗|诈骗|谎|误解|编|虚构|吓)|的(?:都是|多半是|就是|一律是|往往是|几乎都是))"
    )
    forbids = re.compile(r"(?:不要|不得|不应|不可以?|不能|绝不|决不|切勿|请勿|勿|禁止|避免|严禁|别)(?!担心|犹豫|着急|急|慌)")
    doubt = re.compile(
        r"误解|误区|谣言|错误说法|骗局|诈骗|骗子|假客服|做不到|不能|无法|不可能|不会|假的|声称|谎|信号|^不$|\| 不 |否(?: |$)"
    )
    scam = re.compile(
        r"骗|诈|假|冒充|自称|声称|谎称|号称|钓鱼|信号|迹象|套路|话术|会说|对方|要你|要求|让你|常见|绝不|不要|别|勿|说法|陌生|借口|谎|圈套|陷阱"
    )
    hearsay = re.compile(r"所谓|谣传|传言|据说")
    us = re.compile(_ZH_SELF)
    impostor = re.compile(
        r"假|冒充|自称|声称|号称|谎称|骗|所谓|任何|凡|有人|如果|若|一旦|别人|陌生|对方|[“\"「‘]客服|绝不|不会|不|从不|勿|别"
    )
    asks = re.compile(
        r"要求|索要|索取|诱导|诱骗|哄骗?|催促?|逼迫?|威胁|引导|说服|怂恿|谎称|自称|声称|号称|冒充|假装|试图|企图|教唆|骗(?!子|局|术)|想让|[让叫劝](?:你|您|用户|人|他|她|对方|受害者|大家)|要(?:你|您)|请(?:你|您)|说(?!明)|提示(?:你|您)|承诺|提出|以.{0,12}为由"
    )
    _prohibits = re.compile(
        r"不要|不得|不应|不该|不许|不准|不会|不需要?|不必|不用|绝不|决不|从不|永不|概不|勿|无需|无须|避免|禁止|拒绝|谨防|防止|警惕|严禁|杜绝|别|没人|没有人|无人|谁也|谁都|不可以|不可(?!靠)|不再|不在|不把|不将|不向|不给|不让|不能把|不能将|不能向|不能在|不能对|不能给|不能让|不能(?=(?:截图|拍照|发|告|提供|上传|输入|透露|分享|更改|修改|更换|重置|改))"
    )
    _unable = re.compile(r"不能|无法|没有?|未|不了|不到|不上|不成功|失败|不支持|不可能")
    _border = re.compile(
        r"(?:时|后|的话|时候|情况下|则|就|之前|前|的用户|，)(?=[^，]*$)|(?<![不无未勿别])(?:可以|可(?!能|信|疑|靠)|应当|应该|应|需要|需|须|必须|务必|直接|立即|马上|只要)"
    )
    _third = re.compile(
        r"(?<![向给对跟与和同被让替帮在从到于用])(?:骗子|有人|别人|他人|任何人|诈骗者|诈骗分子|攻击者|黑客|陌生人|他们|她|他|它|假客服|冒充者|小偷|对方|木马|病毒|谁|恶意\w{0,6})(?!如|若|请|都?应|都?需|都?可|都?必)"
    )
    _place = re.compile(r"^(?:(?!在|从|到|于|进|打开|点开|通过|用|访问|登录|前往|点).)*(?:网站|网页|页面|弹窗|链接)(?!上|里|中|内|填|，)")
    _condition = re.compile(
        r"^(?:并且|而且|但|那么)?(?:如果|若是?|如(?!何|下|图|实|期|今|此|需)|一旦|假如|假设|要是|倘若|万一|当|每次|即使|哪怕|凡是?|任何|所有|曾|已经?)|^[^，]{0,8}一旦|误[把将]|不小心"
    )
    _past = re.compile(
        r"^(?:[给到在至][^，。]{0,10})?(?:过(?!程|滤)|了(?!解|一[下份张个]))|^[^，。；]{0,12}(?<!行)(?<!好)(?<!以)(?<!可)了(?:$|[，。？！])"
    )
    _relative = re.compile(
        rf"^(?!给|到|至|在|于|(?:{_ZH_SELF})[^，。；]{{0,3}}(?:发|给|提供|指定))[^，。；]{{0,16}}(?<!我们)(?<!你们)(?<!官方)(?<!别)(?<!其他)(?<!里)(?<!上)(?<!中)(?<!你)(?<!您)(?<!收到)的(?:人|网站|网页|网址|页面|链接|[“\"]?客服|app|应用|软件|用户|弹窗|邮件|短信|消息|做法|行为|要求|请求|表单|都|一律|多半|说法|对话框|二维码|dapp|电话|私信|“|步骤|方法|地方|时候|情况)"
    )
    _effect = re.compile(
        r"等于|意味着|就会|会导致|会被|可能会|都是(?!必)|是(?:非常|很|极其)?危险|很危险|有风险|不安全|是(?:诈骗|骗局|钓鱼|骗子)|会丢|就没了|的，?(?:都|一律|多半|就)是"
    )

    def orders(self, left: str, verb: re.Match[str], right: str) -> bool:
        clause = self.without_decoys(self.clause(left))
        whole = self.without_decoys(self._comma_clause(left))
        if self._prohibits.search(clause) or self._carried(left, clause):
            return False
        near = clause
        for border in self._border.finditer(clause):
            near = clause[border.end() :]
        if self._unable.search(near):
            return False
        if right.startswith("的") or re.search(r"(?:会|可能|将会?|正在)(?:被|自动|就|直接|也|都)*$", near):
            return False
        if self._past.search(right) or re.search(r"(?:曾经?|已经?|之前|是否|有没有)[^，]{0,12}$", near):
            return False
        question = re.search(r"[？?]|[吗么][”\"]?$|怎么(?:办|处理)", right) is not None
        if (asked := self._asked(whole)) is not None:
            return asked and not question
        if self._speaks(left):
            return False
        near_order = bool(re.search(r"请|可以|可|应|需|须|必|务必|就|则|只要|除非", near)) or near is not clause or clause != whole
        if self._third.search(near) or self._place.search(near) or (self._condition.search(whole) and not near_order):
            return False
        if self._relative.search(right) or self._effect.search(right):
            return False
        if question:
            return bool(re.search(r"我们|一下|给我", right + clause)) and not re.search(r"我的", left + right)
        return True

    def _comma_clause(self, left: str) -> str:
        return re.split(r"[，。；：！？,;:()（）—]", left)[-1]

    def _carried(self, left: str, clause: str) -> bool:
        """Whether a prohibition before a comma goes on in this clause (不要截图，或发给别人)."""
        parts = re.split(r"[，,]", re.split(r"[。；：！？;:]", left)[-1])
        if len(parts) < 2 or re.search(r"请|可以|只要|即可|应当|必须|务必", parts[-1]):
            return False
        previous = self.without_decoys(parts[-2])
        if not self._prohibits.search(previous):
            return False
        return bool(
            re.match(r"\s*(?:或|和|以及|并(?!请)|也|更|再|还|甚至)", parts[-1])
            or re.search(r"(?:情况下?|时候?|场合|理由|任何人|原因)$|(?:不要|别|勿|不得|不可)(?:为了?|因为?|由于)[^，,]*$", previous)
        )

    def _speaks(self, left: str) -> bool:
        head = re.search(r"^(.*)[：:][“\"「]?[^：:]*$", left)
        if not head:
            return False
        said = re.search(r"(?:说|称|例如|比如|话术|消息|短信|要求|套路|要你|让你|迹象|信号|如下)[^：:]{0,12}$", head[1])
        return bool(said) and not (self.us.search(head[1]) and not self.impostor.search(head[1]))


GRAMMARS: dict[str, Grammar] = {"zh": Chinese(), "en": English(), "es": Spanish()}
