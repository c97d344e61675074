"""English: orders, requests and reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...grammars import Grammar, pattern

_OTHERS = r"(?:they|he|she|it|who|which|that|someone|anyone|somebody|anybody|everyone|nobody|scammers?|thie(?:f|ves)|attackers?|hackers?|criminals?|fraudsters?|impostors?|strangers?|people|users|customers|sites?|websites?|pages?|apps?|dapps?|wallets?|contracts?|malware|caller|helper|friend|relative|person|callers|forms?)"
_NOT = r"(?:\bnot|n't|\bnever|\bcannot)"


class English(Grammar):
    token = pattern(r"'s\b|([\w◆▢]+(?:-\w+)*(?:'(?:t|re|ve|ll|d|m)\b)?|[,;:()—–%])")

    _adverbs = pattern(
        r"(?:\b(?:please|kindly|just|simply|also|always|only|ever|even|immediately|already|now|first|next|directly|safely|securely|quickly|carefully|still|"
        r"instead|either|both|again|personally|voluntarily|knowingly|blindly|accidentally|finally|afterwards?|later|then|at once|right away|to anyone|"
        r"today|willingly|manually|temporarily|properly|happily|freely)\b,?|,? under (?:any|no) circumstances,?|, for any reason,|, at any time,)\s*$"
    )
    decoy = pattern(
        r"\b(?:do not|don't|never|no need to|not to|needn't)\s+(?:worry|panic|hesitate|be afraid|fear|mind|wait|be shy|stress|be scared)\b|\bno (?:problem|worries|doubt|matter)\b|\bnot (?:sure|only)\b|\bnothing to (?:fear|lose)\b|\bwithout (?:delay|hesitation|worry)\b"
    )
    clause_start = pattern(
        r"[;:—–(]|\s-\s|,\s+(?:so|but|then|and then|please|instead|yet|because|as|and please)\b|\b(?:but|so please|so just|so you (?:must|should|can)|please|otherwise|therefore|because|instead)\b|^(?:if|when|once|while|since|after|before|to|in order to|for)\b[^,]*,"
    )
    clause_end = pattern(
        r"[;:—–(]|\s-\s|\b(?:but|then|so|because|if|when|while|until|unless|instead of|rather than)\b|,? (?:and |or )?(?:never|not|do not|don't|please|which|who|we|they|it is|nobody|no one|keep|leave|hide|cover|only the)\b|, anyone\b"
    )
    denies = pattern(
        r"\b(?:not|never|no|nobody|none|nothing|cannot|neither|nor|without|unable|impossible|avoid|refuse|stop|nor)\b|n't\b|\bno one\b"
    )
    denied_after = pattern(
        r"^[^.;]{0,60}\b(?:is|are|was) (?:not|never|impossible|invented|made up|a hoax|the sign|false|a lie|a scam\w*|scam\w*|a sign|a trick|fake|useless)\b|^[^.;,]{0,40}\b(?:isn't|does not help|doesn't help|does nothing|won't help)\b"
    )
    forbids = pattern(
        r"\b(?:never|do not|don't|must not|mustn't|should not|shouldn't|avoid|not)\b(?!\s+(?:worry|hesitate|panic|wait|forget))"
    )
    doubt = pattern(
        r"\b(?:myths?|misconceptions?|misunderstandings?|false|scams?|cannot|can't|can not|not possible|impossible|red flags?|never|lies?|promises? of|claims?|they say)\b|\| (?:no|never|not)\b"
    )
    scam = pattern(
        r"\b(?:scam\w*|fake|fraud\w*|phish\w*|impostors?|thie(?:f|ves)|criminals?|attackers?|hackers?|signs?|claims?|pretend\w*|says?|said|saying|tells?|told|asks?|asking|messages? (?:like|such)|wants?|lures?|tricks?|typical|warning|never|not|beware|posing|excuses?|pretexts?|lies?|traps?)\b|n't\b"
    )
    hearsay = pattern(
        r"\b(?:threats?|stor(?:y|ies)|rumou?rs?|messages?|notices?|warnings?|posts?|ads?|e-?mails?|promises?|claims?) (?:that|which|saying)\b"
    )
    us = pattern(r"\b(?:we|our|us|◆+|support|customer service|customer care|help ?desk|agents?|staff|our team)\b|◆")
    impostor = pattern(
        r"\b(?:fake|scam\w*|impostors?|impersonat\w+|pretend\w*|claim\w*|posing|pose|anyone|someone|whoever|somebody|people|caller|stranger|so-called|“support”|says|say|not|never|no|nobody|doesn't|don't|won't|if|when|he|she|they|sites?|pages?|messages?)\b|[\"“]support|n't\b"
    )
    asks = pattern(
        r"\b(?:asks?|asked|asking|requests?|requested|wants?|wanting|tells?|told|telling|demands?|demanded|urges?|urged|instructs?|instructed|tricks?|tricked|forces?|forced|"
        r"pressures?|pressured|invites?|invited|offers?|offered|offering|prompts?|prompted|persuades?|convinces?|lures?|lured|begs?|says?|saying|said|claims?|claimed|claiming|pretends?|promises?|promised|tr(?:y|ies|ied|ying)|"
        r"needs?(?! help| assistance| support)|requires?|required|expects?|hopes?|makes?|gets?|push(?:es)?|pose|poses|posing|threatens?|threatening)\b"
    )
    _listed = pattern(
        r"(?:not|n't|never|cannot)\s+(?:\w+ly\s+|ever\s+|just\s+)*(?:send|share|tell|give|upload|paste|photograph|show|read|forward|submit|provide|reply|email|e-mail|type|enter|write|store|save|keep|copy|scan|"
        r"screenshot|take|hand|disclose|reveal|post|say|dictate|put|text|install|download|open|use|pay|deposit|transfer|search|google|click|call|trust|let|allow|grant|import|input|print|buy|accept|run|follow|answer|contact|add|include|attach|fill|move|lend|sell|publish|repeat|mention|look|tap|press|scan|plug|connect|sign|approve|swap)\b"
    )
    _conditional = pattern(
        r"\b(?:if|when|whenever|once|after|before|while|where|wherever|that|what|why|how|whatever|anything|anyone|everything|because|since|did|do|does|have|had|should|moment|time|as|whether|made|make|makes|making|let|lets|letting|help|helps|get|gets|and|or|than|though|although|see|saw|until)\s+$"
    )
    _ask_passive = pattern(
        r"\b(?:asked|required|prompted|requested|told|instructed|invited|pressured|forced|urged|tricked|persuaded|supposed)\s+$"
    )
    _noun_before = pattern(
        r"\b(?:a|an|the|your|their|our|my|his|her|its|this|these|those|any|no|each|every|by|via|of|in|on|from|with|through|per|another|new|fake|phishing|suspicious|unexpected|incoming|direct|registered|for|at|about|into|recovery|verification|test|safe|small)\s+$|(?:'s|-)\s*$"
    )
    _modal = pattern(r"\b(?:can|could|may|might|should|must|will|would|shall|do|does|did|need not|ought)\s+$|'ll\s+$")
    _decoy_to = pattern(r"\b(?:forget|hesitate|fail|afraid|shy|scared|wait|mind|delay)\s+to\s+$")
    _refuse_to = pattern(
        r"\b(?:refuse|decline|unsafe|dangerous|risky|wrong|bad idea|foolish|no need|no reason|unwise|mistake|unnecessary|needless|too easy|how not|never necessary)\b[^,;:]*\bto\s+$"
    )
    _others = pattern(rf"\b{_OTHERS}(?:\s+(?:who|that|with|from|on|in|of|else)\b[^,;:]*)?\s+$")

    # what a wallet's secrets are called

    def inflected(self, verbs: Iterable[str]) -> str:
        split = [verb.partition(" ") for verb in sorted(verbs, key=len, reverse=True)]
        return rf"\b(?:{'|'.join(form + blank + rest for first, blank, rest in split for form in _forms(first))})\b"

    def verb_keys(self, verb: str) -> Iterable[str]:
        return _forms(verb.partition(" ")[0])

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
        while adverb := self._adverbs.search(clause):
            clause = clause[: adverb.start()] + ("" if adverb.start() == 0 else " ")
        return self._order(clause, left, question)

    def _order(self, clause: str, left: str, question: bool) -> bool:
        if re.search(rf"(?:{_NOT}|\bnor|\bneither|\bwithout|\bavoid)\W*\s*$", clause):
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
        if re.search(r"\b(?:or|nor)\s*$", clause) and re.search(rf"{_NOT}|\bnor\b|\bwithout\b|\bavoid\b", clause):
            return bool(re.search(r"^(?:if|when)\b", clause))
        if self._listed.search(clause):
            return False
        governed = re.search(r"\b(?:to|you|must|should|can|will|could|may)\b", clause)
        if governed and (asked := self._asked(clause[: governed.end()])) is not None and not re.search(r",\s*$", clause):
            return asked
        if re.search(rf"\b{_OTHERS}\s+(?:can|could|may|might|will|would)\b", clause) and not re.search(r",\s*$", clause):
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
            rf"\b{_OTHERS}\s+$|\bfor (?:scammers|thieves|anyone|someone|others)\s+$|\b(?:easy|able|enough|ways?)\s+$", before
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


def _forms(verb: str) -> tuple[str, str]:
    """The verb, and with -ing: “send”, “sending”."""
    return verb, verb.removesuffix("e") + "ing"


GRAMMAR = English
