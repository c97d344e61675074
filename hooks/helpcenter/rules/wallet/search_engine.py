"""No sentence tells the reader to find us, our app or our number through a search engine.

For wallet names most results and advertisements are impostors.
"""

from __future__ import annotations

from helpcenter.sentences.languages.es.verbs import inflected as spanish
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Sentence, compiled, orders

from ..rule import WALLET, Rule

_SEARCH = compiled(
    {
        "en": r"\b(?:search(?:ing)?|look(?:ing)?(?: (?:us|me|it|them))?(?: up| for)?|find(?:ing)?|(?<!search )(?<!searching )(?<!on )(?<!in )(?<!use )(?<!open )(?<!with )google(?= (?:us|for|our|the|◆|it))|googling|type|enter|use|using|check|try|ask|query|go to|open|visit|download|get|reach|locate|click|call(?:ing)?|contact(?:ing)?|follow(?:ing)?|install(?:ing)?|trust|tap|dial)\b",
        "es": spanish(
            [
                "buscar",
                "googlear",
                "encontrar encuentra encuentre",
                "escribir",
                "usar",
                "utilizar",
                "consultar",
                "localizar",
                "teclear",
                "poner pon ponga",
                "preguntar",
                "entrar",
                "descargar",
                "abrir",
                "recurrir",
                "acudir",
                "llamar",
                "contactar",
                "seguir sigue siga",
                "instalar",
                "confiar",
                "tocar",
            ]
        ),
        "zh": r"搜索(?!引擎|结果|栏|框|排名|广告)|搜一?下|搜(?!索|到|狗)|查找|查询|查一?下|百度一下|百度(?=.{0,4}(?:官网|客服|电话|下载))|谷歌一下|找到|寻找|检索|输入|用|通过|使用|打开|进入|去|上|拨?打(?!开)|点击?|联系|相信",
    }
)
_ENGINE = compiled(
    {
        "en": r"\b(?:google|bing|baidu|yahoo|duckduckgo|yandex|ecosia|brave search|search engines?|web search|internet search|online search|the (?:web|internet)|online|your browser|first (?:search )?result|search results?)\b",
        "es": r"\b(?:google|googlea\w*|bing|baidu|yahoo|duckduckgo|yandex|ecosia|motor(?:es)? de busqueda|buscador(?:es)?|en (?:internet|la web|linea|la red)|por internet|navegador|primer resultado|resultados de busqueda)\b",
        "zh": r"百度|谷歌|google|必应|bing|搜狗|雅虎|yahoo|duckduckgo|360 ?搜索|神马|搜索引擎|浏览器|网上|上网|互联网|网络上|搜索结果|搜一?下|夸克",
    }
)
_OURS = compiled(
    {
        "en": r"\b(?:our|us|we|official|support|website|site|app|download|phone|number|hotline|helpline|customer|contact|extension|homepage|home page|address|◆+)\b|◆",
        "es": r"\b(?:nuestr[oa]s?|nos|oficial(?:es)?|soporte|sitio|pagina|web|app|aplicacion|descarga\w*|telefono|numero|contacto|atencion|direccion|extension|billetera)\b|◆",
        "zh": r"我们|官网|官方|客服|电话|热线|下载|网址|网站|app|应用|联系方式|号码|钱包|登录链接|◆",
    }
)
_ELSEWHERE = compiled(
    {
        "en": r"\b(?:explorer|inbox|spam|folder|help center|settings|in the app|inside the app|mailbox|password manager|block explorer|txid|hash|contract)\b",
        "es": r"\b(?:explorador|bandeja|correo no deseado|spam|carpeta|centro de ayuda|ajustes|en la app|dentro de la app|hash|txid|contrato)\b",
        "zh": r"区块浏览器|区块链浏览器|收件箱|垃圾|帮助中心|设置|app ?(?:内|里|的)|应用内|哈希|txid|合约|书签",
    }
)
_NAMES = compiled(
    {
        "en": r"^(?:google|googling)$",
        "es": r"^googlea",
        "zh": r"^百度|^谷歌",
    }
)


def offence(sentence: Sentence) -> int | None:
    """Where the sentence sends the reader to a search engine to find us."""
    language, text = sentence.language, sentence.plain
    engine = _ENGINE[language].search(text)
    if not engine or not _OURS[language].search(text):
        return None
    for order in orders(sentence, _SEARCH[language]):
        clause = f"{order.before} {order.after}"
        named = _NAMES[language].search(order.verb)
        ours = _OURS[language].search(order.after) or (language == "zh" and _OURS[language].search(text))
        if (
            (named or _ENGINE[language].search(clause) or _ENGINE[language].search(order.verb))
            and ours
            and not _ELSEWHERE[language].search(clause)
        ):
            if _searches(order.verb, clause, language):
                return order.start
    return None


_SEARCHING = compiled(
    {
        "en": r"\b(?:search\w*|look\w*|googl\w*|google|bing|find\w*|query|locate|yahoo|baidu)\b",
        "es": r"\b(?:busc|busq|googl|encontr|encuentr|localiz|google|bing)\w*",
        "zh": r"搜|查|找|百度|谷歌|检索|必应|google|bing",
    }
)


def _searches(verb: str, clause: str, language: str) -> bool:
    """Whether it is searching, and not opening the browser for something else."""
    return bool(_SEARCHING[language].search(f"{verb} {clause}"))


_TOLD = "“{quote}” sends the reader to a search engine, where impostors are first. Lead to the app or to `{{{{ brand.download_url }}}}` instead."

RULE = Rule("search-engine", WALLET, offence=Offence((_ENGINE,), offence, _TOLD))
