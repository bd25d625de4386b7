"""What a name of an institution looks like: told by the words that it ends and begins with, not by a list of institutions."""

import re
from enum import IntEnum
from functools import lru_cache

LONGEST = 40  # characters of a name that is taken for one by its form


class Likeness(IntEnum):
    """How much words look like the name of an institution."""

    NONE = 0
    PLACE = 1  # the name of a place or of many, which a list of departments may hold: 高新区, 各乡镇
    ORGAN = 2  # the name of an organ: 证监会, 市供销社, 民一庭


# What an organ's name ends in, and may be alone (学校); more than one sign each.
_ENDINGS = (
    "政府 公署 专班 指挥部 机关 总工会 工会 商会 银行 支行 分行 总行 人行 央行 农商行 农发行 工行 农行 建行 邮储行 海关 关区 监狱 法庭 合议庭 团队 "
    "部门 单位 机构 组织 主体 院所 企业 公司 集团 国企 央企 民企 电厂 水厂 运营商 交易所 学校 高校 党校 院校 技校 职校 大学 中学 小学 学院 医院 "
    "幼儿园 驻军 部队 武警 军区 军分区 兵团 农垦 人大 政协 民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 民主党派 妇联 残联 工商联 文联 侨联 社科联 科协 记协 作协 律协 供销社 总社 报社 通讯社 出版社 "
    "合作社 联社 信用社 新华社 电视台 电台 气象台 台办 融媒 传媒 日报 晚报 团委 党委 党组 工委 纪委 监委 支部 总支 委员 镇街 街镇 属地 移动 联通 电信 铁塔 "
    "烟草 燃气 供电 电网 邮政 广电 石油 石化 盐业 地铁 铁路 机场 民航 图书馆 博物馆 档案馆 林场 农场 基地 小组 工作组 中心"
)
_ORGAN = re.compile(
    r"(?:"
    + "|".join(sorted(_ENDINGS.split(), key=len, reverse=True))
    + r"|.(?:[庭处室局办院委厅科组队司署站馆]|(?<![干内外全西东中局])部|(?<![社机年例])会|(?<!场)所|(?<![平阳舞后前])台|(?<![有相无攸])关))$"
)
_PLACE = re.compile(
    r"(?:各.{0,6}[县市区州旗乡镇]|各地|全[省市县区州院].*|街道|乡镇|开发区|管委会|社区|园区|辖区"
    r"|各(?![项类种自个位])[\u3400-\u9fff]{2,10}|.{1,8}(?:(?<![超城上股楼门])市|(?<![小])区|县|州|旗|镇|(?<![城家故返下])乡|村|省|盟|街道|园|新城|酒店|商户|站点|网点|主体))$"
)
_ORDINAL = re.compile(r"(?:.*第)?[一二三四五六七八九十]{1,2}$")
_NOTE = re.compile(r"[(（][^()（）]{1,20}[)）]$")
# What no name holds, and what only a name that ends in one of a few words can begin with.
_SENTENCE = re.compile(r"[,，。;；:：!?！？“”的了]|[一-龥]的|[应须]当|不再|均|是否|按照|通过|以及|\d{4}年")
_ACTION = re.compile(
    r"(?:推进|推动|推行|推广|加强|加快|加大|完善|开展|落实|实施|建立|健全|强化|提升|提高|做好|抓好|确保|完成|制定|出台|编制|印发|优化|深化|打造|"
    r"探索|支持|鼓励|引导|规范|严格|整治|修复|改建|新建|扩建|改造|建设|建成|组织开展|清理|清查|公开|发布|举办|召开|选派|培育|发展|构建|创建|开放|"
    r"巩固|拓展|保障|保护|维护|开工|启动|续建|筹建|迁建|兴建|筹备|谋划|争取|引进|推出|增设|设立|设置|成立|搭建|组建|压减|压实|落地|办好|抓实|抓紧|统筹|督促|指导|督办|研究制|起草|调整|培训|走访|慰问|检查|排查|巡查|摸排)"
)
_OF_ACTION = re.compile(r"(?:局|委|办|厅|专班|领导小组|指挥部|中心|公司|集团|银行|科|委员会)$")

_SURNAMED = re.compile(
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
    r"[\u3400-\u9fff]{1,2}$"
)
_OFFICE_HOLDER = re.compile(
    r"同志$|(?:院长|庭长|局长|处长|科长|厅长|主任|书记|部长|省长|市长|县长|区长|镇长|乡长|州长|盟长|委员|组长|队长|主席)$"
)


@lru_cache(maxsize=8192)  # the same names are asked about from several sides
def likeness(name: str) -> Likeness:
    """How much the (compact) words look like the name of an institution; a closing note in brackets counts for nothing.

    NONE for empty words, for a clause, and for what begins with a verb like a task.
    """
    whole, name = name, _NOTE.sub("", name) or name
    noted = whole != name  # 村（社区）
    if not name or len(name) > LONGEST or _SENTENCE.search(name):
        return Likeness.NONE
    if _ACTION.match(name) and not (len(name) <= 14 and _OF_ACTION.search(name)):
        return Likeness.NONE
    if _ORGAN.search(name) or _ORDINAL.match(name):
        return Likeness.ORGAN
    if noted and name in "省市县区州乡镇村":
        return Likeness.PLACE
    return Likeness.PLACE if _PLACE.match(name) else Likeness.NONE


def looks_like_a_person(name: str) -> bool:
    """Whether the words look like a person's name or office: 张某某, 李明副市长, 分管副院长."""
    return bool(_OFFICE_HOLDER.search(name)) or (
        bool(_SURNAMED.match(name)) and likeness(name) is Likeness.NONE
    )


def is_clause(name: str) -> bool:
    """Whether the words are a clause rather than a name: a sentence's sign in them, a verb before them, or too many."""
    bare = _NOTE.sub("", name)
    return (
        len(bare) > 30
        or bool(_SENTENCE.search(bare))
        or (bool(_ACTION.match(bare)) and likeness(name) is Likeness.NONE)
    )
