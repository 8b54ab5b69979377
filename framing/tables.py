"""The figures of each task of evaluation as tables. Nothing is computed here."""

from collections.abc import Mapping

from framing.attributed import VoiceFigures
from framing.figures import GroupFigures, SentenceFigures
from framing.intervals import Agreement, Rate
from framing.loadedwords import WordFigures
from framing.mistakes import FalsePositives
from framing.quoted import NONE, QuoteFigures
from framing.table import EMPTY, Row, Table, interval, number

# -- the tables of each task


def sentence_tables(found: SentenceFigures, struck: Mapping[str, FalsePositives], by: str | None) -> list[Table]:
    """The figures, their calibration, and the false positives by leaning; by group where there are any."""
    tables = [_overall(found), _reliability(found)]
    if found.false_positive_rate_by_leaning:
        tables.append(_leanings(found, struck))
    if found.by_group:
        tables.append(_groups(f"By {by}", found.by_group))
    return tables


def _overall(found: SentenceFigures) -> Table:
    rows = (
        ("sentences", str(found.n), EMPTY),
        ("share positive", number(found.share_positive), EMPTY),
        ("macro-F1 at 0.5", number(found.macro_f1), interval(found.interval95)),
        ("MCC", number(found.mcc), EMPTY),
        ("AUC", number(found.auc), interval(found.auc_interval95)),
        ("AUC of length alone", number(found.auc_of_length_alone), EMPTY),
        ("calibration error (ECE)", number(found.ece), EMPTY),
    )
    note = f"95%: {found.clusters} whole groups drawn anew, sentences that tell none by themselves."
    return Table("Sentences", ("", "figure", "95%"), rows, "" if found.clusters is None else note)


def _reliability(found: SentenceFigures) -> Table:
    rows = tuple(
        (f"{b.low:.1f} to {b.high:.1f}", str(b.n), number(b.mean_probability), number(b.share_positive))
        for b in found.reliability
    )
    return Table("Calibration", ("probability", "n", "mean probability", "share positive"), rows)


def _leanings(found: SentenceFigures, struck: Mapping[str, FalsePositives]) -> Table:
    head = ("leaning", "rate", "95%", "unbiased", "called biased", "of these with a loaded marker", "mean characters")
    rows = tuple(_leaning(side, r, struck.get(side)) for side, r in found.false_positive_rate_by_leaning.items())
    kinds = [f"{side}: {_listed(own.kinds)}" for side, own in struck.items() if own.kinds]
    note = [f"Kinds of marker they have most often: {'; '.join(kinds)}."] if kinds else []
    if apart := found.left_minus_right:
        note.insert(0, f"Left minus right: {apart.difference:+.4f} ({interval(apart.interval95)}).")
    return Table("False positives by leaning of the outlet", head, rows, "\n".join(note))


def _leaning(side: str, found: Rate, struck: FalsePositives | None) -> Row:
    common = (
        (str(struck.n), number(struck.with_loaded.rate), f"{struck.mean_characters:.1f}") if struck else (EMPTY,) * 3
    )
    return (side, number(found.rate), interval(found.interval95), str(found.n), *common)


def _listed(kinds: Mapping[str, float]) -> str:
    return ", ".join(f"{kind} {share:.2f}" for kind, share in kinds.items())


def _groups(title: str, groups: Mapping[str, GroupFigures]) -> Table:
    head = ("", "n", "positive", "macro-F1", "95%", "AUC", "false positives", "95%")
    rows = tuple(
        (
            name, str(g.n), number(g.share_positive), number(g.macro_f1), interval(g.interval95), number(g.auc),
            *rated(g.false_positives),
        )
        for name, g in groups.items()
    )  # fmt: skip
    return Table(title, head, rows)


def word_tables(found: WordFigures) -> list[Table]:
    """Words marked as loaded, then those of each origin as if it were alone."""
    alone = {f"{origin} alone": agreement for origin, agreement in found.by_origin.items()}
    return [agreements(f"Loaded words of {found.sentences} sentences", {"all": found.loaded, **alone})]


def quote_tables(found: QuoteFigures) -> list[Table]:
    """The functions, and what was called what."""
    share = f"Accuracy {number(found.accuracy)} ({interval(found.accuracy_interval95)}) of {found.n}."
    names = sorted({given for row in found.confusion.values() for given in row}, key=lambda name: (name == NONE, name))
    rows = tuple((gold, *(str(row.get(name, 0)) for name in names)) for gold, row in sorted(found.confusion.items()))
    return [
        agreements("Functions of quotation marks", found.by_function, share),
        Table("Annotated (rows) and found (columns)", ("", *names), rows),
    ]


def marker_tables(found: Mapping[str, Agreement], voices: Mapping[str, tuple[float, int]]) -> list[Table]:
    """Markers by family and kind, and how often the voice of those found is right."""
    rows = tuple((voice, number(share), str(n)) for voice, (share, n) in voices.items())
    return [
        agreements("Markers", found),
        *([Table("Voices of the markers found", ("", "right", "n"), rows)] if rows else []),
    ]


def voice_tables(found: VoiceFigures) -> list[Table]:
    """Attributed text, and its sources."""
    right = f"{number(found.source_recall)} ({interval(found.source_interval95)})" if found.sources else EMPTY
    sources = f"{right} of {found.sources} sources"
    title = f"Attributed characters of {found.texts} texts"
    return [agreements(title, {"attributed": found.content}, f"Rightly named: {sources}.")]


def agreements(title: str, found: Mapping[str, Agreement], note: str = "") -> Table:
    """Precision, recall and F1, a line each."""
    rows = tuple((name, *_agreement(a), str(a.n)) for name, a in found.items())
    return Table(title, ("", "P", "R", "F1", "95% of F1", "n"), rows, note)


def _agreement(found: Agreement) -> Row:
    """Dashes where nothing was annotated."""
    shares = (found.precision, found.recall, found.f1)
    return (*map(number, shares), interval(found.interval95)) if found.n else (EMPTY,) * 4


def rated(found: Rate) -> Row:
    """A share and its interval, dashes where it is one of nothing."""
    return (number(found.rate), interval(found.interval95)) if found.n else (EMPTY, EMPTY)
