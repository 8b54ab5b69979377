"""The probabilities of the kinds are those that were measured."""

from pathlib import Path

from precision import counted, precision

from framing import Lexicon


def test_the_catalogue_has_what_was_measured(datasets: Path, lexicon: Lexicon) -> None:
    """Kind by kind, by the command that training/precision.py names."""
    measured = {kind: precision(*counts) for kind, counts in counted(datasets / "annotated" / "markers.jsonl").items()}
    assert {kind: lexicon.catalog[kind].precision for kind in measured} == measured


def test_few_cases_do_not_claim_certainty() -> None:
    """One that is right does not make all right."""
    assert (precision(0, 0), precision(1, 0), precision(0, 1)) == (0.5, 0.67, 0.33)
