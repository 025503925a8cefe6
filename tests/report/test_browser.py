"""A report in a real browser, from a file: it fetches nothing, breaches no policy, and fits a phone, a desk and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import BROWSER, NO_BROWSER, Browser

from quiz.reports.report_page import report_page
from report.samples import HOSTILE, answer, report, sitting

pytestmark = pytest.mark.skipif(not BROWSER, reason=NO_BROWSER)

WIDTHS = [360, 768, 1280]

OVERFLOWS = """[...document.querySelectorAll('body *')].filter(e => {
  if (e.closest('.scroll') && !e.matches('.scroll') || e.matches('.skip')) return false;
  const box = e.getBoundingClientRect();
  return box.width && (box.right > document.documentElement.clientWidth + 0.5 || box.left < -0.5);
}).map(e => e.outerHTML.slice(0, 200))"""
"""The elements that stick out of the window, but for what can be scrolled to in a table."""

DRAWINGS = """[...document.querySelectorAll('svg')].map(e => e.getBoundingClientRect())
  .filter(box => box.width).map(box => [box.width, box.height])"""

CUT_TEXTS = """[...document.querySelectorAll('svg')].flatMap(svg => {
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()])
    .filter(([_, box]) => box.width && (box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 1))
    .map(([text]) => text);
})"""
"""The texts of drawings that stick out of them."""

CUT_TABLES = """[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.ariaLabel)"""

LOW_CONTRAST = """(() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const bright = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const found = parts(getComputedStyle(e).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const found = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.getClientRects().length) continue;
    const colour = parts(e instanceof SVGElement ? getComputedStyle(e).fill : getComputedStyle(e).color);
    const [one, other] = [bright(colour), bright(behind(e))].sort((a, b) => a - b);
    const contrast = (other + 0.05) / (one + 0.05);
    if (contrast < 4.5) found.set(e.tagName + '.' + e.getAttribute('class'), contrast);
  }
  return [...found];
})()"""
"""The texts whose contrast with what is behind them is below what WCAG asks for at level AA."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["Ann", HOSTILE], ids=["plain", "hostile"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = [answer(1), answer(2, outcome="right", score=1.0), answer(3, outcome="partly", score=0.5)]
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(report_page(report(request.param, answers=given, sat=[sitting()])), "utf-8")
    return file


@pytest.fixture
def opened(browser: Browser, page: Path) -> Browser:
    browser.looks()
    browser.open(page)
    return browser


def test_the_browser_would_complain_of_a_style_or_a_script_that_the_policy_forbids(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "changed.html"
    file.write_text(report_page(report()).replace("</body>", "<p style='color: red'>x</p><script>1</script></body>"), "utf-8")
    browser.open(file)
    assert len([each for each in browser.complaints() if "Content Security Policy" in str(each)]) >= 2


def test_nothing_is_complained_of_and_nothing_fetched(opened: Browser, page: Path) -> None:
    assert opened.complaints() == []
    assert opened.fetched() == [page.as_uri()]
    assert opened.tells("document.scripts.length + document.images.length") == 0


@pytest.mark.parametrize("width", WIDTHS)
def test_every_drawing_has_a_size_and_nothing_sticks_out(opened: Browser, width: int) -> None:
    opened.looks(width)
    assert opened.tells("document.documentElement.scrollWidth") == width
    assert opened.tells(OVERFLOWS) == []
    assert len(opened.tells(DRAWINGS)) == 5
    assert min(min(size) for size in opened.tells(DRAWINGS)) > 80
    assert opened.tells(CUT_TEXTS) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_text_can_be_read(opened: Browser, dark: bool) -> None:
    opened.looks(dark=dark)
    assert opened.tells(LOW_CONTRAST) == []


def test_light_and_dark_differ(opened: Browser) -> None:
    light = opened.picture()
    opened.looks(dark=True)
    assert opened.picture() != light
    assert opened.tells("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 28)"


@pytest.mark.parametrize(("paper", "wide"), [((8.27, 11.69), 680), ((8.5, 11), 702)], ids=["A4", "Letter"])
def test_on_paper_every_table_is_whole(opened: Browser, paper: tuple[float, float], wide: int) -> None:
    opened.looks(wide, print_=True)
    assert opened.tells("[...document.querySelectorAll('details')].every(e => e.lastElementChild.getBoundingClientRect().height > 0)")
    assert opened.tells(CUT_TABLES) == []
    assert opened.tells(OVERFLOWS) == []
    pages = re.findall(rb"/Type\s*/Page\b", opened.pdf(paperWidth=paper[0], paperHeight=paper[1]))
    assert 3 <= len(pages) <= 40


def test_everything_that_can_be_followed_can_be_reached_by_keyboard(opened: Browser) -> None:
    assert opened.tells("[...document.querySelectorAll('a, summary, .scroll')].filter(e => e.tabIndex < 0).length") == 0
    opened("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert opened.tells("document.activeElement.textContent") == "To the content"
    assert opened.tells("document.activeElement.getBoundingClientRect().left >= 0") is True
