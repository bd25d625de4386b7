"""Nothing that is seen or read aloud is in English, but for a few words that Chinese readers use."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settled

PAGES = [
    *("", "workload", "workload?view=集中程度", "department", "targets", "network", "dependencies"),
    *("structure", "consulting", "firmness", "meetings", "briefing", "agenda", "tasks", "sources", "naming"),
]
USUAL = {
    *("PNG", "SVG", "XLSX", "CSV", "PPTX", "POTX", "DOCX", "PDF", "GEXF", "GraphML", "TXT", "JSON", "TOML", "ICS"),
    *("iCalendar", "HiGHS", "Gephi", "txt", "docx", "pdf", "xlsx", "toml", "body"),
    *("Newman", "Louvain", "Holm", "Benjamini", "Hochberg", "Excel", "Word", "Esc", "Enter", "AI", "YYYY", "MM", "DD", "MB"),
}  # fmt: skip
SAID = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  for (let at = walker.nextNode(); at; at = walker.nextNode()) {
    const parent = at.parentElement;
    if (parent.closest("script, style, noscript, [data-testid='stIconMaterial'], [translate='no']")) continue;
    texts.push(at.data);
  }
  for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    if (element.closest("canvas, [data-testid='stIconMaterial']")) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) texts.push(element.getAttribute(name) ?? "");
  }
  return texts;
}
"""


def english(page: Page) -> set[str]:
    """Latin words of the page, of at least two letters, that are not usual and no part of a path or a file's name."""
    texts = [re.sub(r"/[\w./-]+|[a-z0-9_]*\.[a-z.]+", "", text) for text in page.evaluate(SAID)]
    words = {word for text in texts for word in re.findall("[A-Za-z]{2,}", text)}
    return words - USUAL


@pytest.mark.parametrize("path", PAGES)
def test_a_page_speaks_chinese(page: Page, path: str):
    page.goto(f"/{path}")
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    settled(page)
    assert english(page) == set()


def test_opened_lists_and_menus_speak_chinese(page: Page):
    page.goto("/workload")
    settled(page)
    page.get_by_role("button", name="口径：处室").click()
    page.get_by_role("button", name="层级的说明").hover()
    assert english(page) == set()
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="部分").fill("没有这样的部分")
    expect(page.get_by_text("没有符合的选项")).to_be_visible()
    assert english(page) == set()
