"""No sentence tells the reader to install a remote-control tool, share the screen or let anyone operate the device.

Who sees or moves the screen has the wallet; no support ever needs it.
"""

from __future__ import annotations

from helpcenter.sentences.languages.es.verbs import inflected as spanish
from helpcenter.sentences.offences import Offence
from helpcenter.sentences.passages import Sentence, claims, compiled, orders
from helpcenter.sentences.wording import Named, Wording, remote_tools

from ..rule import WALLET, Rule

_TOOLS = remote_tools()
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


_WORDS = Wording("remote-control")
_FAMILY, _SUPPORT = Named("family"), Named("support")
_SCREEN = compiled(
    {
        "en": r"\bshar(?:e|ing) (?:your |the )screen\b[^.;]*\bonly (?:while|when|if)\b",
        "es": r"\bcompart\w+ (?:tu |la )pantalla\b[^.;]*\bsolo (?:mientras|cuando|si)\b",
        "zh": r"只[有在能][^，。]*(?:共享|分享)(?:你的?|您的?|手机)*屏幕|(?:共享|分享)(?:你的?|您的?|手机)*屏幕[^。；]*(?:但|只|必须|前提)",
    }
)


def offence(sentence: Sentence) -> int | None:
    """Where the sentence invites remote control, or somebody else to see the screen."""
    language, text = sentence.language, sentence.plain
    if _SCREEN[language].search(text) and _FAMILY.stands(sentence) and not _SUPPORT.stands(sentence):
        return None
    if not _MEANS[language].search(text):
        return _WORDS.offence(sentence)
    for order in orders(sentence, _DO[language]):
        rest = text[order.start : order.start + len(order.verb)] + order.after
        means = _MEANS[language].search(rest) or (language == "zh" and _MEANS[language].search(order.before))
        if means and not _REMOVES[language].search(order.before + rest[: means.start()]):
            return order.start
    ours = _BY_US[language].search(text)
    if ours and claims(sentence, ours.start()) and claims(sentence, ours.end()):
        return ours.start()
    return _WORDS.offence(sentence)


_TOLD = "“{quote}” lets somebody see or control the reader's screen: no support ever needs it. Leave it out, or forbid it."

RULE = Rule("remote-control", WALLET, offence=Offence((_MEANS, _WORDS), offence, _TOLD))
