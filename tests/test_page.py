"""Reports as pages: what is written, and how a browser shows it."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import framing
from framing.cli import main
from framing.errors import CorpusError, FramingError, MissingExtra
from framing.page import article_page, comparison_page, write_page
from framing.webpage import article_of

ROOT = Path(__file__).parents[1]
ARTICLES = ROOT / "docs" / "examples" / "articles.csv"
HARBOUR = ROOT / "docs" / "examples" / "harbour.txt"
HOSTILE = '<script>alert(1)</script> The <img src=x onerror=alert(2)> "cure" is utterly </mark> reckless & "so-called".'
SEVERAL = "It was late. He went. They brazenly left the old town by the sea at noon. We know.\nSo it was. It rained."
PAGE = """<html><head><title>Ferry late</title></head><body><nav>Home</nav><article><h1>Ferry late</h1>
<p>The ferry was utterly late on Monday, and forty people waited for it in the rain on the pier.</p>
<p>The harbour office said that a rope had torn, which nobody had seen in time because of the fog.</p>
<img src="http://example.invalid/x.png"></article></body></html>"""


def report(*arguments: object) -> Any:
    """What the command does."""
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


# -- what is written


def test_an_article(tmp_path: Path) -> None:
    """One page without scripts; an earlier one is replaced."""
    place = tmp_path / "new" / "report.html"
    assert report(HARBOUR, "-o", place).output == ""
    first = place.read_text(encoding="utf-8")
    assert "<h1>harbour.txt</h1>" in first
    assert "<script" not in first
    assert report(HARBOUR, "-o", place, "--title", "Harbour & <sea>").exit_code == 0
    assert "<h1>Harbour &amp; &lt;sea&gt;</h1>" in place.read_text(encoding="utf-8")
    assert [path.name for path in place.parent.iterdir()] == ["report.html"]


def test_standard_input_is_an_article(tmp_path: Path) -> None:
    """Where FILE is a dash."""
    result = CliRunner().invoke(main, ["report", "-", "-o", str(tmp_path / "r.html")], input="It was utterly late.")
    assert result.exit_code == 0
    assert ">utterly</mark>" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_saved_web_page(tmp_path: Path) -> None:
    """Its article and headline, and nothing around them."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    text, title = article_of(tmp_path / "page.html")
    assert title == "Ferry late"
    assert text.startswith("The ferry was utterly late")
    assert report(tmp_path / "page.html", "-o", tmp_path / "r.html").exit_code == 0
    assert ">Ferry late</span></h1>" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_a_headline_is_part_of_its_article() -> None:
    """It stands in place of the title; one legend and one list hold its markers too."""
    analysis = framing.analyze("The ferry was utterly late.", "Ferry brazenly late, Dana Holt claims")
    page = article_page([("Ferry brazenly late, Dana Holt claims", analysis)], "Ferry")
    assert page.count("<h1") == page.count("<fieldset") - 1 == page.count("<summary>") == 1
    assert '<h1 class="f-headline f-text">' in page
    assert "<summary>All 3 markers</summary>" in page
    assert "<td>author, doubting; headline</td>" in page
    assert '<th scope="row">Dana Holt (headline)</th>' in page
    assert "Headline: 6 words, 2 markers. Text: 5 words, 1 sentence, 1 marker." in page
    named = article_page([("Other", analysis)], "Other")
    assert named.index("<h1>Other</h1>") < named.index('<h2 class="f-headline f-text">')


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"\x00\xff<p>"])
def test_a_page_without_an_article(tmp_path: Path, content: bytes) -> None:
    """Is told, with what to do."""
    (tmp_path / "page.html").write_bytes(content)
    with pytest.raises(CorpusError, match="no article is found in this page"):
        article_of(tmp_path / "page.html")


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is told."""
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    with pytest.raises(MissingExtra, match=r'pip install "media-framing\[html\]"'):
        article_of(Path("page.html"))


def test_tables_of_articles(tmp_path: Path) -> None:
    """Each article under its name; with --by a comparison instead."""
    assert report(ARTICLES, "--text", "body", "--id", "url", "-o", tmp_path / "a.html").exit_code == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.count('<section id="article-') == 12
    row = '<a href="#article-2">lantern/1</a></th><td class="f-number">75</td><td class="f-number">10</td>'
    assert f'{row}<td class="f-number">148.1</td>' in page
    assert report(ARTICLES, "--text", "body", "--by", "outlet", "-o", tmp_path / "c.html").exit_code == 0
    page = (tmp_path / "c.html").read_text(encoding="utf-8")
    assert "<h1>articles.csv by outlet</h1>" in page
    assert "rank nobody" in page
    assert 'aria-label="45.0 (24.6 to 75.5)"' in page


def test_rows_without_a_text_are_told(tmp_path: Path) -> None:
    """On standard error; the others are in the page."""
    (tmp_path / "a.csv").write_text("text\nIt was late.\n \nIt was utterly late.\n", encoding="utf-8")
    result = report(tmp_path / "a.csv", "-o", tmp_path / "a.html")
    assert result.stderr == f"note: {tmp_path / 'a.csv'}: no text in 1 of 3 rows; left out\n"
    assert (tmp_path / "a.html").read_text(encoding="utf-8").count("<section") == 2


FEW = {"Gull": ["It was utterly reckless."] * 3}
MANY = {"Tern": ["Dana Holt claimed that it was utterly late."] * 5}


@pytest.mark.parametrize(
    ("groups", "note"),
    [
        (FEW, "There are no intervals: groups of fewer than 5 articles have none."),
        (FEW | MANY, "Lines are 95% intervals over articles; groups of fewer than 5 articles have none."),
        (MANY, "Lines are 95% intervals over articles."),
    ],
)
def test_a_comparison_tells_where_intervals_are_missing(groups: dict[str, list[str]], note: str) -> None:
    """On the page and in the text."""
    found = framing.compare(groups)
    assert f'<p class="f-note">{note}</p>' in found.to_html()
    assert ("with 95% intervals" in found.to_text()) == (groups != FEW)


def test_a_comparison_begins_with_its_sizes_and_has_stances() -> None:
    """Kinds have names as they are read; of speakers some are shown."""
    names = ("Ada Holt", "Bo Ruiz", "Cy Brask", "Di Marrow", "Ed Teale", "Flo Osk")
    told = " ".join(f"{name} claimed that it was brazenly, utterly late." for name in names)
    html = framing.compare(MANY | {"Gull": [told] * 6, "Skua": ["It was late."] * 6}).to_html()
    assert html.index("<caption>Groups</caption>") < html.index("<caption>Markers")
    assert '<th scope="row">Tern</th><td class="f-number">5</td><td class="f-number">40</td>' in html
    assert "loaded_language" not in html
    assert '<th scope="row">Tern</th><td>Dana Holt</td><td>doubting 5 (claimed)</td><td class="f-number">5</td>' in html
    assert "Speakers shown: 5 of 6 of Gull." in html


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([ARTICLES], "Error: --text: no column is called 'text'; the columns are url, outlet, topic, body\n"),
        (["nowhere.txt"], "Error: nowhere.txt: No such file or directory; check the name\n"),
        ([HARBOUR, "--within", "topic"], "--within: topics are of a comparison; give --by COLUMN too\n"),
        ([HARBOUR, "-o", "-"], "--output: a page is a file; name one, such as report.html\n"),
    ],
)
def test_what_is_refused(tmp_path: Path, arguments: list[object], message: str) -> None:
    """In one line, and nothing is written."""
    result = report("-o", tmp_path / "r.html", *arguments)
    assert result.exit_code == 2
    assert result.output.endswith(message)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A directory, or what lies in a file."""
    assert "cannot be written (is a directory)" in report(HARBOUR, "-o", tmp_path).output
    (tmp_path / "file").touch()
    with pytest.raises(FramingError, match="cannot be written"):
        write_page("", tmp_path / "file" / "r.html")


def test_only_pages_are_replaced(tmp_path: Path) -> None:
    """Neither an article, nor the page that is read, nor a pipe; a link stays one, and who may read it the same."""
    article, page, link, pipe = (tmp_path / name for name in ("a.txt", "r.html", "link.html", "pipe.html"))
    article.write_text("They brazenly left.", encoding="utf-8")
    assert "a.txt: is there and no page of a report; choose another --output" in report(article, "-o", article).output
    assert article.read_text(encoding="utf-8") == "They brazenly left."
    assert report(article, "-o", page).output == ""
    assert "r.html: is there and no page" in report(page, "-o", page).output
    page.chmod(0o600)
    link.symlink_to(page)
    page.write_text("", encoding="utf-8")
    assert report(article, "-o", link).output == ""
    assert link.is_symlink()
    assert "brazenly" in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o777 == 0o600
    os.mkfifo(pipe)
    assert "cannot be written (is no file)" in report(article, "-o", pipe).output
    assert pipe.is_fifo()


# -- in a browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium without a window."""
    places = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
    if not all(places.values()):
        pytest.skip("no Chromium: apt-get install chromium chromium-driver")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1000,1200"):
        options.add_argument(argument)
    options.binary_location = places["chromium"] or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(places["chromedriver"]))
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The addresses of an article, a hostile one, a fragment as in a notebook, and a comparison."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = framing.analyze(HOSTILE, title=HOSTILE)
    head = '<!doctype html><html lang="en"><title>n</title>'
    head += "<style>:root { color-scheme: light dark; background: Canvas; }</style>"
    lab = "<style>:not(.x).lab td, :not(.x).lab th { text-align: right; }</style>"  # as JupyterLab has it
    fragment = framing.analyze(HARBOUR.read_text(encoding="utf-8")).to_html()
    outlets = {"<b>Gull</b>": ["It was utterly reckless."] * 5, "Tern": ["It was late."] * 5}
    written = {
        "article": article_page([("Harbour", framing.analyze(HARBOUR.read_text(encoding="utf-8")))], "Harbour"),
        "hostile": article_page([(HOSTILE, hostile), ("Two", hostile)], HOSTILE),
        "notebook": f"{head}<main><h1>n</h1>{fragment}</main></html>",
        "comparison": comparison_page(framing.compare(outlets), "Two"),
        "lab": f'{head}{lab}<main class="lab">{fragment}{framing.compare(outlets).to_html()}</main></html>',
        "headed": article_page([("Ferry", framing.analyze(SEVERAL, "Ferry brazenly late"))] * 2, "Ferries"),
        "several": article_page([("Several", framing.analyze(SEVERAL))], "Several"),
        "table": f"{head}<main><h1>t</h1>{framing.compare(outlets).to_html()}</main></html>",
    }
    for name, page in written.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in written}


def style(browser: Any, selector: str, of: str, pseudo: str = "") -> str:
    """A computed property of the first element that fits."""
    script = "return getComputedStyle(document.querySelector(arguments[0]), arguments[1])[arguments[2]]"
    return str(browser.execute_script(script, selector, pseudo, of))


@pytest.mark.parametrize("name", ["article", "notebook"])
def test_filters_hide_marks_and_nothing_else(browser: Any, pages: dict[str, str], name: str) -> None:
    """By kind and by voice, without a script; the text stays."""
    browser.get(pages[name])
    text = browser.execute_script("return document.querySelector('.f-text').textContent")
    assert text == HARBOUR.read_text(encoding="utf-8")
    for choice, mark in (("reporting_verb", "mark.reporting_verb"), ("quoted", "mark.quoted")):
        assert style(browser, f".f-text {mark}", "borderBottomStyle") != "none"
        browser.find_element("css selector", f".f-show-{choice}").click()
        assert style(browser, f".f-text {mark}", "borderBottomStyle") == "none"
        browser.find_element("css selector", f".f-show-{choice}").click()
    assert browser.execute_script("return document.querySelector('.f-text').textContent") == text


def test_reasons_show_by_pointer_and_by_keyboard(browser: Any, pages: dict[str, str]) -> None:
    """In a box that is not part of the text."""
    from selenium.webdriver import ActionChains, Keys

    browser.get(pages["article"])
    assert style(browser, ".f-why", "content", "::after") == "none"
    ActionChains(browser).move_to_element(browser.find_element("css selector", ".f-why")).perform()
    assert "Epistemic hedges" in style(browser, ".f-why", "content", "::after")
    boxes = len(browser.find_elements("css selector", "input"))
    browser.get(pages["article"])
    for _ in range(boxes + 1):
        ActionChains(browser).send_keys(Keys.TAB).perform()
    assert browser.execute_script("return document.activeElement.className") == "f-why"
    assert "Epistemic hedges" in style(browser, ".f-why", "content", "::after")


def test_the_selected_text_is_the_text(browser: Any, pages: dict[str, str]) -> None:
    """Neither probabilities nor reasons are copied."""
    browser.get(pages["article"])
    script = "getSelection().selectAllChildren(document.querySelector('.f-text')); return getSelection().toString()"
    assert browser.execute_script(script).strip() == HARBOUR.read_text(encoding="utf-8").strip()


PLACES = """
const numbers = [...document.querySelectorAll('.f-s')].map(sentence => {
  const range = document.createRange(), words = sentence.firstChild.firstChild || sentence.firstChild;
  range.setStart(words, 0); range.setEnd(words, 1);
  const word = range.getBoundingClientRect(), box = sentence.getClientRects()[0];
  return {left: box.left, right: word.left, from: box.top, to: box.bottom, top: word.top, bottom: word.bottom};
});
return numbers
"""


@pytest.mark.parametrize("width", [1000, 400, 250])
def test_a_number_stands_before_its_sentence(browser: Any, pages: dict[str, str], width: int) -> None:
    """On the line where the sentence begins, in room of its own, however many sentences begin on a line."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.get(pages["several"])
    assert style(browser, ".f-s", "float", "::before") == "none"
    assert style(browser, ".f-s", "position", "::before") == "static"
    places = browser.execute_script(PLACES)
    assert len(places) == 6
    for place in places:
        assert place["right"] - place["left"] > 15
        assert place["from"] <= (place["top"] + place["bottom"]) / 2 <= place["to"]
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_tables_keep_their_alignment_in_a_notebook(browser: Any, pages: dict[str, str]) -> None:
    """JupyterLab aligns cells to the right."""
    browser.get(pages["lab"])
    assert style(browser, "td:not(.f-number)", "textAlign") == "start"
    assert style(browser, "th[scope=row]", "textAlign") == "start"
    assert style(browser, "td.f-number", "textAlign") == "end"


@pytest.mark.parametrize("name", ["comparison", "table"])
def test_figures_fit_a_narrow_screen(browser: Any, pages: dict[str, str], name: str) -> None:
    """Nothing scrolls to the side, neither the page nor a table with lines."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 500, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    browser.get(pages[name])
    script = "return document.querySelector('svg').closest('.f-scroll')"
    assert browser.execute_script(f"{script}.scrollWidth") == browser.execute_script(f"{script}.clientWidth")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 500
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["article", "hostile", "headed", "comparison", "table"])
def test_pages_are_accessible_and_silent(browser: Any, pages: dict[str, str], name: str, dark: bool) -> None:
    """No serious finding of axe in light and dark; no request, no script that ran, nothing in the console."""
    import axe_core_python

    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [scheme]})
    browser.get_log("browser")
    browser.get(pages[name])
    assert browser.get_log("browser") == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0
    assert browser.execute_script("return document.scripts.length + document.images.length") == 0
    browser.execute_script((Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    serious = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
    assert serious == [], json.dumps(serious)[:2000]


def test_the_print_view_has_the_markers_and_no_controls(browser: Any, pages: dict[str, str]) -> None:
    """All of it without a pointer: the list of markers is open."""
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.get(pages["article"])
    assert style(browser, ".f-legend input", "display") == "none"
    assert browser.execute_script("return document.querySelector('details').open") is True
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_a_long_article_stays_small() -> None:
    """5,000 words in less than 300 KB."""
    analysis = framing.analyze("\n\n".join([HARBOUR.read_text(encoding="utf-8")] * 15))
    assert analysis.summary.words > 5000
    assert len(analysis.to_html().encode()) < 300_000
