"""Spanish: orders, requests and reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...grammars import Grammar, pattern
from .verbs import forms, inflected


class Spanish(Grammar):
    token = pattern(r"([\w◆▢]+(?:-\w+)*|[,;:()—–%])")
    accents = str.maketrans("áéíóúüñ", "aeiouun")

    decoy = re.compile(
        r"\bno (?:te preocupes|se preocupe|temas|tema|dudes|dude|tengas miedo|te asustes|esperes|hay problema)\b|\bsin (?:duda|demora|miedo|problemas?|preocupaci\w+)\b|\bno solo\b|\bnada que temer\b"
    )
    clause_start = pattern(
        r"[;:—–(¡¿]|\s-\s|,\s+(?:asi que|pero|entonces|luego|por favor|sino|porque|por lo que|por eso)\b|\b(?:pero|asi que|por favor|entonces|por lo tanto|porque|sino)\b|^(?:si|cuando|para|tras|despues de|antes de|al|en caso de)\b[^,]*,"
    )
    clause_end = pattern(
        r"[;:—–(]|\s-\s|\b(?:pero|sino|porque|cuando|mientras|hasta|salvo|excepto|en lugar de|en vez de)\b|,? (?:y |o |ni )?(?:no|nunca|jamas|por favor|nosotros|ellos|nadie|guarda|deja|oculta|tapa)\b|, (?:cualquiera|quien)\b"
    )
    denies = pattern(r"\b(?:no|nunca|jamas|nadie|ningun|ninguna|ninguno|nada|sin|ni|tampoco|imposible|evita\w*|evite)\b")
    denied_after = pattern(
        r"^[^.;]{0,60}\b(?:no (?:es|son|se|sirve|ayuda|funciona)|es (?:imposible|falso|mentira|un engano|invent\w+|una? (?:estafa|estafador\w*|fraude|timo|enganio|engano)|inutil)|son (?:estafas|estafadores)|nunca (?:es|se))\b"
    )
    forbids = pattern(r"\b(?:no|nunca|jamas|evita|evite|ni)\b(?!\s+(?:te preocupes|dudes|olvides|tardes))")
    doubt = pattern(
        r"\b(?:mitos?|errores comunes|malentendidos?|falso|falsas?|falsos|estafas?|no puede|no puedes|no podemos|no se puede|imposible|senales|nunca|mentiras?|promesas?|dicen)\b|\| (?:no|nunca|imposible)\b"
    )
    scam = pattern(
        r"\b(?:estaf\w*|fals\w*|fraud\w*|phishing|impostor\w*|ladron\w*|delincuent\w*|atacant\w*|senal\w*|finge\w*|dice\w*|diga\w*|decir\w*|pide\w*|pida\w*|mensajes? (?:como|tipo)|quier\w*|engan\w*|tipic\w*|aviso|nunca|no|excusas?|pretextos?|trampas?|mentiras?|suplanta\w*)\b"
    )
    hearsay = pattern(r"\b(?:amenazas?|rumor(?:es)?|mensajes?|avisos?|anuncios?|correos?|promesas?) (?:de )?que\b")
    us = pattern(
        r"\b(?:soporte|agentes?|asesor\w*|nuestr[oa]s?|nosotros|equipo|tecnic[oa]|servicio al cliente|atencion al cliente|pedimos|pediremos|necesitamos|necesitaremos|solicitamos|solicitaremos|requerimos|queremos|exigimos|rogamos)\b|◆"
    )
    impostor = pattern(
        r"\b(?:fals[oa]s?|estafador\w*|impostor\w*|suplant\w+|fing\w+|dice|dicen|diga|digan|cualquiera|quien|quienes|alguien|supuest[oa]s?|afirm\w+|no|ni|nunca|jamas|nadie|ningun\w*|tampoco|si|cuando|llamada|desconocid\w+|pagina|sitio|mensaje|correo)\b|[\"“«]soporte"
    )
    asks = pattern(
        r"\b(?:pid(?:e|en|a|an|io|ieron|iendo|amos|imos)|ped(?:imos|ir|ira|iran|iria|iremos|irte|irle)|solicit\w+|exig\w+|exij\w+|quier(?:e|en|a|an)|queremos|necesitamos|requerimos|necesitaremos|rogamos|diga|digan|dice|dicen|decir|dijo|aseguran?|afirma\w*|ofre\w+|promet\w+|insist\w+|oblig\w+|convenc\w+|"
        r"intenta\w*|trata\w*|enganan?|engane|engano|presion\w+|invit\w+|fing\w+|haga\w*|hace|hacen|hizo|hacerte|amena\w+|sugier\w+|sugerir)\b"
    )
    _pronouns = r"(?:(?:te|le|les|nos|lo|la|los|las|se|me|ya|mas|nunca|jamas)\s+)*"
    _no = pattern(rf"\b(?:no|nunca|jamas|ni|tampoco|sin|evita|evite|evitar|nadie|en lugar de|en vez de|dejar de|deja de)\s+{_pronouns}$")
    _subject = pattern(
        r"\b(?:quien|quienes|que|alguien|nadie|el|ella|ellos|ellas|app|pagina|sitio|web|estafador\w*|ladron\w*|atacante|persona|usuario|sistema|navegador|otro|otra|cualquiera|malware|nunca|agente)\s+$"
        r"|(?:^|[,;:]\s*|\b(?:si|cuando|que|porque|donde|como|aunque|mientras)\s+)(?:el|la|los|las|un|una|este|esta|ese|esa|tu|su|nuestro|nuestra|cualquier|ningun\w*|algun\w*)\s+(?:[^\s,]+\s+){1,6}$"
    )
    _clitic = pattern(r"\b(?:te|le|les|se|nos|me|lo|los|las)\s+$")
    _bare = pattern(r"\W*(?:(?:te|se|le|les|lo|la|los|las)\s+)*")
    _need_que = pattern(
        r"\b(?:necesitamos|queremos|pedimos|solicitamos|requerimos|rogamos|recomendamos|aconsejamos|sugerimos|es (?:\w+mente )?(?:necesario|importante|obligatorio|preciso|imprescindible|conveniente|mejor|seguro)|hace falta|basta con|conviene|requiere|salvo|a menos|hasta|a no ser)\s+(?:de\s+)?que\s+(?:\w+\s+){0,2}$"
    )
    _need_inf = pattern(
        r"\b(?:deb(?:es|e|eras?|eria|erias|en|eran)|debes de|debe de|tienes que|tiene que|tendras que|tendra que|hay que|pued(?:es|e|en)|podras?|podrias?|necesitas?|necesitaras?|es (?:\w+mente )?(?:necesario|obligatorio|seguro|importante|imprescindible|suficiente|preciso|mejor|posible)|hace falta|basta con|favor de|procede a|proceda a|recuerda|recuerde|"
        r"asegurate de|asegurese de|acuerdate de|conviene|para|solo falta|queda|recomendamos|pedimos|solicitamos|necesitamos|queremos|deberas|empieza por|comienza por|toca|corresponde)\s+(?:\w+mente\s+|primero\s+|solo\s+|tambien\s+|siempre\s+|luego\s+|ya\s+)*$"
    )
    _decoy = pattern(
        r"\bno (?:te )?(?:olvid\w+|dud\w+|tard\w+|temas?|esper\w+|demor\w+)(?: de| en| a| que| para)?\s+(?:y\s+)?$|\bno (?:hay|existe|tiene|tengas?) (?:\w+ )?(?:problema|riesgo|peligro|inconveniente|miedo)(?: alguno)? (?:en|de|al|por)\s+$"
    )

    # what a wallet's secrets are called

    def object_first(self, verb: str) -> bool:
        return verb.endswith("se")  # la frase debe enviarse

    def pronouns(self, verb: str) -> str:
        found = re.search(r"(nos)?(l[oa]s?)?$", verb)  # envía-nos-lo
        return "".join(f"{pronoun} " for pronoun in found.groups() if pronoun) if found else ""

    def inflected(self, verbs: Iterable[str]) -> str:
        return inflected(verbs)

    def verb_keys(self, verb: str) -> Iterable[str]:
        return forms(verb)

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


GRAMMAR = Spanish
