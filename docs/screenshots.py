"""Pictures of the reports for the documentation, most of them taken by Chromium: `make screenshots`."""

import shutil
import tempfile
from pathlib import Path

import pandas
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

import framing
from framing import plot
from framing.page import article_page, comparison_page

DOCS = Path(__file__).parent
IMAGES = DOCS / "images"


def main() -> None:
    """One of an article in light and in dark, one of a comparison, and a plot of its rates."""
    analysis = framing.analyze((DOCS / "examples" / "harbour.txt").read_text(encoding="utf-8"))
    articles = pandas.read_csv(DOCS / "examples" / "articles.csv")
    comparison = framing.compare(articles, text="body", by="outlet", id="url")
    article = article_page([("harbour.txt", analysis)], "harbour.txt")
    pages = {
        "article": (article, "light", 820),
        "article-dark": (article, "dark", 820),
        "comparison": (comparison_page(comparison, "articles.csv by outlet"), "light", 900),
    }
    IMAGES.mkdir(exist_ok=True)
    plot.rates(comparison).figure.savefig(IMAGES / "rates.png")
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    with tempfile.TemporaryDirectory() as folder:
        for name, (page, scheme, height) in pages.items():
            path = Path(folder) / f"{name}.html"
            path.write_text(page, encoding="utf-8")
            browser.set_window_size(940, height)
            preference = {"name": "prefers-color-scheme", "value": scheme}
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})
            browser.get(path.as_uri())
            browser.save_screenshot(str(IMAGES / f"{name}.png"))
    browser.quit()


if __name__ == "__main__":
    main()
