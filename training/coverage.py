"""How the lexicon stands to public word lists: every hedge and every frequent cue is in, or out with a reason.

    python training/coverage.py ../shared/data/reference --update training/coverage.md

The lists stay where they are: only counts are printed. What is left out on purpose stands in left-out.toml.
Exit status 1 where a word is undecided; it is named.
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from evenhanded import state_of

from framing.entry import Entry
from framing.grammar import Grammar
from framing.inflect import inflect
from framing.lexicon import Lexicon
from framing.matcher import Matcher
from framing.tokens import tokenize

LISTS = {
    "hedges_hyland2005.txt": ("Hedges after Hyland (2005)", None),
    "hedges_words.txt": ("Hedges of the package `hedges` (MIT)", None),
    "polnear_cues.tsv": ("Cues of PolNeAR, the 200 most frequent", 200),
}
LEFT_OUT = Path(__file__).with_name("left-out.toml")
AUXILIARY = ("be", "have", "do", "modal", "adverb", "negation")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a word: the entries that hold it, or the reason why none does, or neither."""

    entries: tuple[Entry, ...]
    reason: str | None


def terms(path: Path) -> Iterator[str]:
    """The words of a list, one a line; what follows a tab, and comments, are left aside."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        term = line.split("\t")[0].strip()
        if term and not line.startswith(("#", "%")):
            yield term.lower()


def reasons(path: Path, grammar: Grammar) -> dict[str, str]:
    """For each form of each word that is left out the name of the reason."""
    found: dict[str, str] = {}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for word in table["words"].split(", "):
            first, *rest = word.split(" ")
            for form in inflect(first, "verb", grammar):
                found.setdefault(" ".join([form, *rest]), name)
    return found


class Judge:
    """Decides words against one lexicon and one list of reasons."""

    def __init__(self, lexicon: Lexicon, left_out: dict[str, str]) -> None:
        self._matcher, self._grammar, self._left_out = Matcher(lexicon), lexicon.grammar, left_out

    def decide(self, term: str) -> Decision:
        """The decision on a word; auxiliaries before it are left aside: has said."""
        entries = tuple(self._matcher.entries_of(tokenize(term)))
        if entries or term in self._left_out:
            return Decision(entries, self._left_out.get(term))
        first, _, rest = term.partition(" ")
        if rest and not self._grammar.classes_of(first).isdisjoint(AUXILIARY):
            return self.decide(rest)
        return Decision((), None)


def table(title: str, decisions: list[Decision]) -> Iterator[str]:
    """The counts of one list, as Markdown."""
    kinds: Counter[str] = Counter()
    stances: Counter[str] = Counter()
    for decision in decisions:
        kinds.update({entry.kind for entry in decision.entries})
        stances.update({entry.stance for entry in decision.entries if entry.stance})
    why = Counter(decision.reason or "undecided" for decision in decisions if not decision.entries)
    yield f"## {title}\n"
    yield f"{len(decisions)} words, {sum(bool(d.entries) for d in decisions)} in, {sum(why.values())} out.\n"
    yield "| decision | words |\n|---|---|"
    yield from (f"| in: `{kind}` | {count} |" for kind, count in kinds.most_common())
    yield from (f"| in, with the stance `{stance}` | {count} |" for stance, count in stances.most_common())
    yield from (f"| out: {reason} | {count} |" for reason, count in why.most_common())


def main() -> None:
    """Prints the counts, or puts them into a file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("reference", type=Path, help="the folder of the lists")
    parser.add_argument("--update", type=Path, help="the file to write, instead of printing")
    arguments = parser.parse_args()
    lexicon = Lexicon.load()
    judge = Judge(lexicon, reasons(LEFT_OUT, lexicon.grammar))
    lines, undecided = [HEAD.format(made_with=state_of(lexicon))], []
    for name, (title, most) in LISTS.items():
        words = list(islice(terms(arguments.reference / name), most))
        decisions = [judge.decide(word) for word in words]
        undecided += [word for word, d in zip(words, decisions, strict=True) if not d.entries and not d.reason]
        lines += [*table(title, decisions), ""]
    report = "\n".join(lines)
    if arguments.update:
        arguments.update.write_text(report, encoding="utf-8")
    else:
        print(report)
    if undecided:
        sys.exit(f"undecided, add a row or a reason: {', '.join(undecided)}")


HEAD = """# Coverage of public word lists

Made by `python training/coverage.py REFERENCE --update training/coverage.md` with a lexicon of {made_with}. Each word
of the lists is either held by rows of the lexicon (of whatever kind: a word may count twice) or left out for one of the
reasons in [left-out.toml](left-out.toml). The lists themselves are not in this repository.
"""


if __name__ == "__main__":
    main()
