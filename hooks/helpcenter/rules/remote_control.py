"""No sentence tells the reader to install a remote-control tool, share the screen or let anyone operate the device (S16).

Who sees or moves the screen has the wallet; no support ever needs it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..articles import Library, Page
from ..rule import WALLET, Finding, Rule
from ..secret_words import compiled, spanish
from ..sentences import Sentence, claims, offending, orders

_TOOLS = r"anydesk|any desk|team ?viewer|quick ?support|todesk|to desk|rust ?desk|ultra ?viewer|airdroid|splashtop|logmein|ammyy|supremo|iperius|zoho assist|remotepc|vnc|向日葵|快速助手|quick assist|chrome remote desktop|getscreen|hoptodesk|dwservice|airmirror|远程看看|网易uu远程|uu ?远程"
_MEANS = compiled(
    {
        "en": rf"{_TOOLS}|\bremote(?:[- ](?:control|access|desktop|assistance|support|session|help|connection|viewing)\b|ly (?:control|access|connect|operate|help|fix))|\bscreen[- ]?shar(?:e|ing)\b|\bshar(?:e|ing) (?:your |the |a )?(?:phone(?:'s)? |computer |device )?screen\b|\b(?:control|take over|operate|access) (?:of )?(?:your |the )?(?:phone|computer|device|screen|pc)\b(?! password| lock| settings)|\b(?:connect|log in) to your (?:phone|computer|device|pc)\b|\bshow (?:us|the agent|an agent|support) your screen\b",
        "es": rf"{_TOOLS}|\b(?:acceso|control|escritorio|asistencia|ayuda|soporte|conexion|sesion) remot[oa]\b|\bremotamente\b|\bde forma remota\b|\bcompart(?:e|a|ir|as|iendo)(?:nos|le)? (?:tu |la |su )?pantalla\b|\bpantalla compartida\b|\b(?:controle|controlar|tomar el control|maneje|manejar|tome el control)(?: de)? (?:tu |el |la )?(?:telefono|computadora|ordenador|dispositivo|pantalla|equipo|pc|movil|celular)\b|\bmuestr(?:a|e)nos tu pantalla\b",
        "zh": rf"{_TOOLS}|远程(?=协助|控制|桌面|操作|操控|连接|访问|支持|登录你|登录您|查看|帮|处理|接管)|(?:共享|分享)(?:你的?|您的?|手机|电脑|桌面|整个)*(?:屏幕|桌面)|屏幕共享|投屏给|(?:控制|接管|操作|操控)(?:你|您)的?(?:手机|电脑|设备|屏幕)|会议软件.{{0,6}}屏幕|qq ?远程",
    }
)
_DO = compiled(
    {
        "en": r"\b(?:install(?:ing)?|download(?:ing)?|open(?:ing)?|us(?:e|ing)|run(?:ning)?|start(?:ing)?|launch|giv(?:e|ing)|grant(?:ing)?|allow(?:ing)?|accept(?:ing)?|enabl(?:e|ing)|shar(?:e|ing)|let(?:ting)?|turn on|switch on|permit|activat(?:e|ing)|set up|join|approve|agree to|authori[sz]e|get|provide|offer|request|connect|show|add|click|tap|have)\b",
        "es": spanish(
            [
                "instalar",
                "descargar",
                "abrir",
                "usar",
                "utilizar",
                "ejecutar",
                "iniciar",
                "dar da den",
                "permitir",
                "conceder",
                "aceptar",
                "activar",
                "compartir",
                "dejar+(?! de)",
                "autorizar",
                "habilitar",
                "otorgar",
                "mostrar muestra muestre",
                "bajar",
                "conectar",
                "facilitar",
                "unir une una",
                "solicitar",
                "pedir pide pida",
                "ofrecer ofrece ofrezca",
                "proporcionar",
            ]
        ),
        "zh": r"安装|下载|打开|使用|运行|开启|启动|允许|授权|同意|接受|共享|分享|让|通过|配合|启用|用(?!户)|开通|加入|进行|发起|装一?个?|点击|装上|提供|给|接通|投屏|连接",
    }
)
_BY_US = compiled(
    {
        "en": r"\b(?:we|our (?:\w+ )?(?:team|agents?|staff|experts?)|support|agents?|a technician|◆+)(?: team)?(?:'ll| will| can| may| could| might| shall| would)?(?: (?:then|also|now|need to|have to|be able to|help you by|help|connect(?:ing)?|assist))* (?:by |via |through |with |using |use |using )?(?:remotely|remote|connect|control|take over|operate|access|anydesk|team ?viewer|screen)",
        "es": r"\b(?:soporte|agentes?|nuestro equipo|tecnico|nos conectaremos|nos conectamos|podemos|asesor|◆+)\b[^,.;]{0,30}(?:remot|control\w* (?:de )?tu|anydesk|team ?viewer|pantalla)",
        "zh": r"(?:客服|我们|工作人员|专员|技术人员|工程师|◆+)[^，。；]{0,8}?(?:会|将|可以?|能|为|帮|来|需要|通过|要)[^，。；]{0,12}?(?:远程(?=协助|控制|操作|连接|帮|处理|登录)|共享屏幕|屏幕共享|anydesk|teamviewer|todesk|向日葵|控制你的|控制您的)",
    }
)
_REMOVES = compiled(
    {
        "en": r"\b(?:uninstall|remove|delete|revoke|turn off|end|stop|close|disconnect|report|block)\b",
        "es": r"\b(?:desinstal|elimin|borr|quit|revoc|desactiv|cierr|cerr|termin|desconect|bloque)\w*",
        "zh": r"卸载|删除|移除|关闭|断开|撤销|结束|停止|退出",
    }
)
_HINTS = {
    "en": (
        "remote",
        "screen",
        "desk",
        "viewer",
        "control",
        "take over",
        "operate",
        "access",
        "connect to",
        "quick",
        "airdroid",
        "splashtop",
        "logmein",
        "ammyy",
        "supremo",
        "iperius",
        "assist",
        "vnc",
        "log in to your",
        "airmirror",
        "dwservice",
    ),
    "es": (
        "remot",
        "pantalla",
        "desk",
        "viewer",
        "control",
        "manej",
        "quick",
        "airdroid",
        "splashtop",
        "logmein",
        "ammyy",
        "supremo",
        "iperius",
        "assist",
        "vnc",
    ),
    "zh": (
        "远程",
        "屏",
        "桌面",
        "向日葵",
        "desk",
        "viewer",
        "快速助手",
        "assist",
        "vnc",
        "控制",
        "接管",
        "操作",
        "操控",
        "quick",
        "airdroid",
        "splashtop",
    ),
}


def offence(sentence: Sentence) -> int | None:
    """Where the sentence invites remote control."""
    language, text = sentence.language, sentence.plain
    if not _MEANS[language].search(text):
        return None
    for order in orders(sentence, _DO[language]):
        rest = text[order.start : order.start + len(order.verb)] + order.after
        means = _MEANS[language].search(rest) or (language == "zh" and _MEANS[language].search(order.before))
        if means and not _REMOVES[language].search(order.before + rest[: means.start()]):
            return order.start
    ours = _BY_US[language].search(text)
    return ours.start() if ours and claims(sentence, ours.start()) and claims(sentence, ours.end()) else None


def check(page: Page, library: Library) -> Iterator[Finding]:
    for line, quote in offending(page, _HINTS, offence):
        yield Finding(
            line,
            f"“{quote}” lets somebody see or control the reader's screen: no support ever needs it. Leave it out, or forbid it.",
        )


RULE = Rule("remote-control", WALLET, page=check)
