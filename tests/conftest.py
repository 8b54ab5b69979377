"""What several tests need."""

from pathlib import Path

import pytest
from hypothesis import settings

from framing import Analyzer, Lexicon
from framing.grammar import Grammar

settings.register_profile("framing", deadline=None)  # speed is measured in benchmarks, never in tests
settings.load_profile("framing")

DATASETS = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def datasets() -> Path:
    """Where the datasets lie; a test that needs them is skipped where nobody put them there."""
    if not DATASETS.is_dir():
        pytest.skip(f"the datasets are not in {DATASETS}")
    return DATASETS


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
