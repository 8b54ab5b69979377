"""The command `framing report`: one self-contained page of HTML."""

from pathlib import Path

import click

from framing.analysis import Analysis
from framing.analyzer import Analyzer
from framing.cli_options import ID, MODEL, N_JOBS, PROGRESS, TEXT
from framing.comparing import compare
from framing.errors import CorpusError
from framing.frame import cells, column
from framing.page import article_page, check_page, comparison_page, write_page
from framing.refusal import note, refusing
from framing.sheets import TABLES, ending, read_sheet
from framing.utf8 import not_utf8, text_of
from framing.webpage import ENDINGS, article_of


@click.command(
    epilog="Example: framing report article.txt -o report.html, or: framing report rows.csv --by outlet -o report.html"
)
@click.argument("file", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The page to write.")
@click.option("--title", help="The title of the page.  [default: that of the article, or the name of FILE]")
@TEXT
@ID
@click.option("--by", help="A column of groups, such as outlet: the page compares them instead of showing articles.")
@click.option("--within", metavar="COLUMN", help="With --by, a column of topics: compare within each topic alone.")
@MODEL
@N_JOBS
@PROGRESS
@refusing()
def report(
    file: str,
    output: Path,
    title: str | None,
    text: str,
    id: str | None,
    by: str | None,
    within: str | None,
    model: str,
    n_jobs: int,
    progress: bool,
) -> None:
    """Write a page of HTML on an article or on a table of them.

    FILE is a text (- is standard input), a saved web page, or a table of articles (CSV, TSV, JSON Lines). The page
    needs no network and no script.
    """
    path = Path(file)
    if output == Path("-"):
        raise click.UsageError("--output: a page is a file; name one, such as report.html")
    check_page(output, path)
    if within and not by:
        raise click.UsageError("--within: topics are of a comparison; give --by COLUMN too")
    analyzer = Analyzer(model)
    if by:
        found = compare(path, text, by, id=id, within=within, analyzer=analyzer, n_jobs=n_jobs, progress=progress)
        page = comparison_page(found, title or f"{path.name} by {by}")
    elif ending(path) in TABLES:
        articles = list(_articles(path, text, id, analyzer, n_jobs, progress))
        page = article_page(articles, title or path.name)
    else:
        content, headline = article_of(path) if ending(path) in ENDINGS else (_content(file), None)
        analysis = analyzer.analyze(content, headline)
        name = title or headline or (path.name if file != "-" else "An article")
        page = article_page([(name, analysis)], name)
    write_page(page, output)


def _content(file: str) -> str:
    try:
        return text_of(file)
    except UnicodeDecodeError as fault:
        raise CorpusError(f"{file}: {not_utf8(fault)}") from fault


def _articles(
    path: Path, text: str, id: str | None, analyzer: Analyzer, n_jobs: int, progress: bool
) -> list[tuple[str, Analysis]]:
    """The articles of a table that have a text, each with its name and analysis."""
    sheet = read_sheet(path)
    texts = cells(sheet, text, "--text")
    names = list(map(str, column(sheet, id, "--id"))) if id else [f"Article {place}" for place in range(len(texts))]
    given = [(name, content) for name, content in zip(names, texts, strict=True) if content and content.strip()]
    if not given:
        raise CorpusError(f"{path}: column {text!r} has no text in any row; name another with --text")
    if left := len(texts) - len(given):
        note([f"{path}: no text in {left} of {len(texts)} rows; left out"])
    found = analyzer.analyze_many([content for _, content in given], n_jobs, progress)
    return list(zip((name for name, _ in given), found, strict=True))
