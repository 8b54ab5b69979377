"""What several tests need."""

from pathlib import Path

import pytest

from framing import Analyzer, Lexicon
from framing.grammar import Grammar

SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return Lexicon.load()


@pytest.fixture(scope="session")
def grammar(lexicon: Lexicon) -> Grammar:
    """The shipped grammar."""
    return lexicon.grammar


@pytest.fixture(scope="session")
def analyzer(lexicon: Lexicon) -> Analyzer:
    """An analyzer that marks every kind, the experimental ones included."""
    return Analyzer(lexicon=lexicon, kinds=lexicon.kinds)


@pytest.fixture
def shared() -> Path:
    """The directory of public data sets; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs the data sets in ../shared, which are not part of the project")
    return SHARED
