"""Chinese: orders, requests and reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...grammars import Grammar, pattern

_SELF = "我们|咱们|官方|客服|工作人员|人工|专员|团队|技术人员|◆"


class Chinese(Grammar):
    token = pattern(r"([a-z0-9]+|[^\s\"'])")
    spaced = False
    longest_gap = 12

    decoy = re.compile(
        r"(?:不[要用必需]|别|无需|无须|切勿|请勿|勿)(?:太|再|过于|过分)?(?:担心|犹豫|害怕|怕|着急|急|惊慌|慌张?|紧张|忧虑|顾虑|迟疑|等待?|忘记?了?|忘了|客气|介意|理会)|别忘了?|放心|不仅|不但|不只|不过|不慎|不小心|不同|不久|不少|不妨|不明|不管|无论|非常|特别|识别|区别|分别|级别|类别|别的|别人|别处|差别|性别"
    )
    clause_start = pattern(
        r"[，。；：！？,;:()（）—、](?<!、)|(?<![申邀求])请(?![勿不求别])|的(?:用户|客户|朋友|人)(?=[可请应需把将必])|但|而是|所以|因此|因而|然后|随后|接着"
    )
    clause_end = pattern(r"[，。；：！？,;:()（）—]|但|而不|而非")
    denies = pattern(
        r"不要|不得|不应|不该|不可(?!靠)|不能|不会|不需|不必|不用|不再|不许|不准|不接受|不向|不将|不把|不让|不支持|不在|不给|不找|不去|不靠|不通过|不存在|不提供|不收|不付|不保证|绝不|决不|从不|永不|概不|从未|勿|无法|无需|无须|没有|没人|没办法|没法|未曾|尚未|并未|并非|避免|禁止|拒绝|谨防|防止|警惕|严禁|杜绝|不得|别|谁也|谁都|均不|都不|也不|才不|并不|而不|做不到|办不到|不可能|不是|无人"
    )
    denied_after = pattern(
        r"^[^，。；]{0,20}(?:不可能|不行|做不到|办不到|没用|没有用|无用|无效|是不|不了|不能|无法|帮不上|救不|解决不了|不成立|不存在)|^[^。；]{0,30}(?:是(?:假|骗|诈骗|谎|误解|编|虚构|吓)|的(?:都是|多半是|就是|一律是|往往是|几乎都是))"
    )
    forbids = pattern(r"(?:不要|不得|不应|不可以?|不能|绝不|决不|切勿|请勿|勿|禁止|避免|严禁|别)(?!担心|犹豫|着急|急|慌)")
    doubt = pattern(r"误解|误区|谣言|错误说法|骗局|诈骗|骗子|假客服|做不到|不能|无法|不可能|不会|假的|声称|谎|信号|^不$|\| 不 |否(?: |$)")
    scam = pattern(
        r"骗|诈|假|冒充|自称|声称|谎称|号称|钓鱼|信号|迹象|套路|话术|会说|对方|要你|要求|让你|常见|绝不|不要|别|勿|说法|陌生|借口|谎|圈套|陷阱"
    )
    hearsay = pattern(r"所谓|谣传|传言|据说")
    us = pattern(_SELF)
    impostor = pattern(r"假|冒充|自称|声称|号称|谎称|骗|所谓|任何|凡|有人|如果|若|一旦|别人|陌生|对方|[“\"「‘]客服|绝不|不会|不|从不|勿|别")
    asks = pattern(
        r"要求|索要|索取|诱导|诱骗|哄骗?|催促?|逼迫?|威胁|引导|说服|怂恿|谎称|自称|声称|号称|冒充|假装|试图|企图|教唆|骗(?!子|局|术)|想让|[让叫劝](?:你|您|用户|人|他|她|对方|受害者|大家)|要(?:你|您)|请(?:你|您)|说(?!明)|提示(?:你|您)|承诺|提出|以.{0,12}为由"
    )
    _prohibits = pattern(
        r"不要|不得|不应|不该|不许|不准|不会|不需要?|不必|不用|绝不|决不|从不|永不|概不|勿|无需|无须|避免|禁止|拒绝|谨防|防止|警惕|严禁|杜绝|别|没人|没有人|无人|谁也|谁都|不可以|不可(?!靠)|不再|不在|不把|不将|不向|不给|不让|不能把|不能将|不能向|不能在|不能对|不能给|不能让|不能(?=(?:截图|拍照|发|告|提供|上传|输入|透露|分享|更改|修改|更换|重置|改))"
    )
    _unable = pattern(r"不能|无法|没有?|未|不了|不到|不上|不成功|失败|不支持|不可能")
    _border = pattern(
        r"(?:时|后|的话|时候|情况下|则|就|之前|前|的用户|，)(?=[^，]*$)|(?<![不无未勿别])(?:可以|可(?!能|信|疑|靠)|应当|应该|应|需要|需|须|必须|务必|直接|立即|马上|只要)"
    )
    _third = pattern(
        r"(?<![向给对跟与和同被让替帮在从到于用])(?:骗子|有人|别人|他人|任何人|诈骗者|诈骗分子|攻击者|黑客|陌生人|他们|她|他|它|假客服|冒充者|小偷|对方|木马|病毒|谁|恶意\w{0,6})(?!如|若|请|都?应|都?需|都?可|都?必)"
    )
    _place = pattern(r"^(?:(?!在|从|到|于|进|打开|点开|通过|用|访问|登录|前往|点).)*(?:网站|网页|页面|弹窗|链接)(?!上|里|中|内|填|，)")
    _condition = pattern(
        r"^(?:并且|而且|但|那么)?(?:如果|若是?|如(?!何|下|图|实|期|今|此|需)|一旦|假如|假设|要是|倘若|万一|当|每次|即使|哪怕|凡是?|任何|所有|曾|已经?)|^[^，]{0,8}一旦|误[把将]|不小心"
    )
    _past = pattern(
        r"^(?:[给到在至][^，。]{0,10})?(?:过(?!程|滤)|了(?!解|一[下份张个]))|^[^，。；]{0,12}(?<!行)(?<!好)(?<!以)(?<!可)了(?:$|[，。？！])"
    )
    _relative = pattern(
        rf"^(?!给|到|至|在|于|(?:{_SELF})[^，。；]{{0,3}}(?:发|给|提供|指定))[^，。；]{{0,16}}(?<!我们)(?<!你们)(?<!官方)(?<!别)(?<!其他)(?<!里)(?<!上)(?<!中)(?<!你)(?<!您)(?<!收到)的(?:人|网站|网页|网址|页面|链接|[“\"]?客服|app|应用|软件|用户|弹窗|邮件|短信|消息|做法|行为|要求|请求|表单|都|一律|多半|说法|对话框|二维码|dapp|电话|私信|“|步骤|方法|地方|时候|情况)"
    )
    _effect = pattern(
        r"等于|意味着|就会|会导致|会被|可能会|都是(?!必)|是(?:非常|很|极其)?危险|很危险|有风险|不安全|是(?:诈骗|骗局|钓鱼|骗子)|会丢|就没了|的，?(?:都|一律|多半|就)是"
    )

    # what a wallet's secrets are called

    def object_first(self, verb: str) -> bool:
        return True  # 把…发给

    def inflected(self, verbs: Iterable[str]) -> str:
        return "|".join(sorted(map(re.escape, verbs), key=len, reverse=True))

    def verb_keys(self, verb: str) -> Iterable[str]:
        return (verb[:2],)

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


GRAMMAR = Chinese
