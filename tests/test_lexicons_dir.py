"""What may lie in `lexicons/`."""

from pathlib import Path

LEXICONS = Path(__file__).parents[1] / "lexicons"


def test_lexicons_hold_data_only() -> None:
    """Rows and catalogues, nothing else: code in here breaks the editable install."""
    suffixes = {path.suffix for path in LEXICONS.rglob("*") if path.is_file()}
    assert suffixes == {".tsv", ".toml"}
