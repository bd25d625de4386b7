"""Invented texts that could break a file, or become a formula or markup in one."""

from tests.plans import plan_of

FORMULA, LINK, MARKUP, CONTROL = (
    "=1+1",
    "http://example.invalid/",
    "<b>&amp;{{1}} #set *x* $y$",
    "甲\x00\x1b\x0b乙\ufffe",
)
ESCAPE, LONG, RESERVED = "_x000D_", "长" * 40_000, "History"
NAMES = (FORMULA, LINK, MARKUP, CONTROL, ESCAPE, RESERVED, "a/b[c]:*?", "history", "汇总")

PLAN = plan_of(
    [
        *((str(n), MARKUP, [name, NAMES[0]] if n else [name]) for n, name in enumerate(NAMES)),
        (FORMULA, FORMULA, list(NAMES[:3])),
        (CONTROL, None, []),
    ]
)
PLAN.tasks.loc[0, "text"] = LONG
PLAN.tasks.loc[1, "text"] = FORMULA
PLAN.documents.loc[0, "title"] = MARKUP

NOTES = [("文件", MARKUP), ("范围", FORMULA), ("说明", CONTROL)]
