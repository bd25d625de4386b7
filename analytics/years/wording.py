"""What two texts have in common: character n-grams, weighed by how rare they are and how little they are stock."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from scipy import sparse

from analytics.years.plans import YearTask
from data.vocabulary import TargetKind

_WORDS = (
    "进一步 建立健全 健全完善 巩固深化 深入推进 全面推进 持续推进 加快推进 着力推进 积极推进 统筹推进 大力推进 组织开展 探索开展 深入开展 "
    "贯彻落实 全面落实 认真落实 严格落实 严格执行 组织实施 充分发挥 推动实现 促进提升 切实提高 有效提升 不断提升 加大力度 研究制定 "
    "推进 推动 推行 推广 深化 深入 加强 强化 加大 加快 完善 健全 建立 构建 打造 落实 贯彻 实施 全面 持续 积极 切实 着力 不断 严格 认真 "
    "充分 发挥 作用 开展 组织 做好 抓好 抓实 探索 制定 制订 出台 研究 提升 提高 增强 促进 确保 保障 实现 优化 改进 规范 巩固 拓展 扩大 "
    "机制 制度 体系 体制 工作 改革 建设 能力 水平 质效 质量 效率 管理 服务 举措 措施 力度 成果 成效 目标 要求 意见 方案 办法 规定 规划 "
    "任务 情况 重点 专项 行动 活动 常态化 常态 长效 长期 有效 有力 有序 依法 围绕 坚持 统筹 协调 全省 全市 全区 全县 各级 人民法院 法院 有关 相关 "
    "案件 司法 审判 问题 方面 领域 程序 流程 结合 进行 更加 更好 以及 通过 按照 根据 实际 年内 全年 继续 大力 扎实 稳步 健康 高质量 发展 现代化"
)
STOCK = tuple(_WORDS.split())
"""Words that any task can have: they say little of which task it is."""

STOCK_WEIGHT = 0.25
"""What a stock word weighs against a rare n-gram of the same rarity."""

RARITY = 1.5
"""A gram weighs its inverse document frequency to this power: 2 is the cosine of plain TF-IDF vectors."""

_STOCK = re.compile("|".join(sorted(map(re.escape, STOCK), key=len, reverse=True)))
_JOINTS = re.compile("[的和与及等并]")
_LEAD_IN = "[于在]?"


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """A text as it is compared: one width, no punctuation, no spaces; 1.5 and 45% keep their signs."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(
        sign
        for place, sign in enumerate(folded)
        if sign.isalnum()
        or sign in "%+"
        or (sign == "." and folded[place - 1 : place].isdigit() and folded[place + 1 : place + 2].isdigit())
    )


def wording(task: YearTask) -> str:
    """The plain text of a task without its deadlines: what decides whether it says the same."""
    text = plain(task.text)
    for target in task.targets:
        if target.kind is TargetKind.DEADLINE and (words := plain(target.text)):
            text = re.sub(_LEAD_IN + re.escape(words), "", text)
    return text


@lru_cache(maxsize=16384)
def without_stock(text: str) -> str:
    """A plain text with a space for each stock word and for each sign that only joins."""
    return _JOINTS.sub(" ", _STOCK.sub(" ", text))


@lru_cache(maxsize=16384)
def grams(text: str) -> frozenset[str]:
    """The grams of a plain text: 2 and 3 signs of what lies between stock words; a stock word as a whole, behind a space."""
    found = {f" {stock}" for stock in _STOCK.findall(text)}
    for chunk in without_stock(text).split():
        if len(chunk) == 1:
            found.add(chunk)
        found |= {chunk[place : place + size] for size in (2, 3) for place in range(len(chunk) - size + 1)}
    return frozenset(found)


@lru_cache(maxsize=16384)
def signs(text: str) -> frozenset[str]:
    """Every 3 signs in a row of a plain text, stock words and all: how much of it is taken over literally."""
    return frozenset(text[place : place + 3] for place in range(max(len(text) - 2, 1)))


class Weighed:
    """The texts of two plans as unit vectors over their grams, and what grams weigh.

    A vector holds the square roots of weights: a product of two is the cosine, the weight of what both have against
    the weights of each.
    """

    def __init__(self, earlier: Sequence[str], later: Sequence[str]) -> None:
        texts = [sorted(grams(text)) for text in (*earlier, *later)]
        columns: dict[str, int] = {}
        indices = [columns.setdefault(gram, len(columns)) for text in texts for gram in text]
        lengths = [len(text) for text in texts]
        frequency = np.bincount(indices, minlength=len(columns))
        stock = np.array([STOCK_WEIGHT if gram[0] == " " else 1.0 for gram in columns])
        weights = stock * np.log1p(len(texts) / np.maximum(frequency, 1)) ** RARITY
        rows = np.repeat(np.arange(len(texts)), lengths)
        whole = np.bincount(rows, weights[indices], minlength=len(texts))
        values = np.sqrt(weights[indices] / whole[rows])
        self._vectors = sparse.csr_array(
            (values, indices, np.cumsum([0, *lengths])), shape=(len(texts), len(columns))
        )
        self._weights = dict(zip(columns, weights.tolist(), strict=True))

    def rows(self, places: np.ndarray) -> sparse.csr_array:
        """The vectors of some texts: places over the earlier plan, then the later one."""
        return self._vectors[places]

    def weight(self, gram_set: Iterable[str]) -> float:
        """The weight of some grams together; those that no text has weigh nothing."""
        return sum(self._weights.get(gram, 0.0) for gram in gram_set)
