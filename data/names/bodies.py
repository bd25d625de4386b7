"""Whose departments a document names: the body (机关) that its issuer or its title speaks for."""

import re

_BODY = re.compile(r".+?(?:人民法院|检察院|人民政府|委员会)")
_OFFICE = re.compile(r"(?:办公室|办公厅)$")
_TITLE_BODY = re.compile(
    r"(?:关于)?(?:印发)?《?(?:[12]\d{3}年度?)?"
    r"((?!全|各|我|本|关于)[\u3400-\u9fff]{1,10}?[省市县区州盟旗](?:[\u3400-\u9fff]{1,8}?[市县区州盟旗])?"
    r"(?:高级|中级|基层|铁路运输|知识产权|第[一二三四五六])*(?:人民)?(?:法院|检察院|政府)|最高人民法院)"
)
_RANK = re.compile(r"高级|中级|人民")


def body_of(issuer: str, own_body: str) -> str | None:
    """The body whose departments a document of this issuer names; None for the store's own.

    吉林省高级人民法院办公室 speaks for 吉林省高级人民法院. Without an issuer, or where the store's own body is not known,
    the document is taken to be of the same body.
    """
    issuer = "".join(issuer.split())
    if not issuer or not own_body or issuer.startswith(own_body):
        return None
    return named_body(issuer)


def named_body(issuer: str, title: str = "") -> str:
    """The body that a document speaks for, as its issuer says, else as its title does; empty where neither says any."""
    issuer = "".join(issuer.split())
    if not issuer:
        return title_body(title)
    found = _BODY.match(issuer)
    return found.group() if found else _OFFICE.sub("", issuer) or issuer


def title_body(title: str) -> str:
    """The body that a title begins with, as a proposal: 某省高级人民法院2025年… → 某省高级人民法院; empty where none is.

    全省法院, 全市法院 name no body.
    """
    found = _TITLE_BODY.match("".join(title.split()))
    return found.group(1) if found else ""


def read_body(issuer: str, title: str, own_body: str) -> str | None:
    """The body of a document as its issuer says, else as its title does (``body_of``).

    某省法院 in a title is the own body where that is 某省高级人民法院.
    """
    if issuer.strip():
        return body_of(issuer, own_body)
    named = title_body(title)
    if "人民" not in named and _RANK.sub("", named) == _RANK.sub("", own_body):
        return None
    return body_of(named, own_body)


def body_unsaid(issuer: str, title: str, own_body: str) -> bool:
    """Whether neither the issuer nor the title of a document says whose departments it names."""
    return bool(own_body) and not issuer.strip() and not title_body(title)
