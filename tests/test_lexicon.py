"""Reading, checking, extending the lexicon; terms, inflection and conditions."""

import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from framing import Analyzer, Lexicon, LexiconError
from framing._resources import lexicon_directory
from framing.entry import COLUMNS
from framing.grammar import REQUIRED, Grammar
from framing.inflect import inflect
from framing.matcher import Matcher
from framing.sentences import whole
from framing.tokens import tokenize

GOOD = ("lo9001", "scorch", "verb", "2", "", "house", "", "", "Critics [scorched] the plan.", "The sun is hot.")


def write(directory: Path, *rows: tuple[str, ...], name: str = "loaded_language") -> Path:
    """A lexicon file with these rows."""
    path = directory / f"{name}.tsv"
    path.write_text("\n".join("\t".join(row) for row in (COLUMNS, *rows)) + "\n", encoding="utf-8")
    return path


def changed(**cells: str) -> tuple[str, ...]:
    """The good row with other cells."""
    return tuple({**dict(zip(COLUMNS, GOOD, strict=True)), **cells}.values())


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped lexicon that a test may damage."""
    return shutil.copytree(lexicon_directory(), tmp_path / "en")


def found(lexicon: Lexicon, text: str) -> list[str]:
    """The words that the lexicon's loaded_language rows match in one sentence."""
    tokens = tokenize(text)
    matches = Matcher(lexicon).match(tokens, [whole(tokens)])
    return [tokens.span(m.start, m.stop).slice(text) for m in matches if m.entry.id.startswith("lo9")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (GOOD[:9], r":2:1: a row has 10 tab-separated cells, this one 9"),
        (changed(id="xx1"), r":2:1: 'xx1' must be lo and four digits, from 9000 on in rows of your own"),
        (changed(term="sco-rch"), r":2:2: 'sco-rch': write 'sco rch', which matches hyphens"),
        (changed(term="it’s"), r":2:2: 'it’s': write \"it's\", which matches hyphens and curly apostrophes"),
        (changed(term="sco=rch"), r":2:2: 'sco=rch' is no term word"),
        (changed(id="lo٩٠٠١"), r":2:1: 'lo٩٠٠١' must be lo and four digits"),
        (changed(source=""), r":2:6: the source is missing; write house"),
        (changed(unless="Sun, the sun"), r":2:7: 'Sun' must consist of lower-case words.*; write 'sun'"),
        (changed(unless="so-called _"), r":2:7: 'so-called _' must .*; write 'so called _'"),
        (changed(counterexample="The [sun]."), r":2:10: the counterexample must have no \[brackets\]"),
        (changed(term="scorch ..."), r":2:2: 'scorch ...' must neither begin nor end with ..."),
        (changed(term="scorch {nosuch}"), r":2:2: 'nosuch' is no class of grammar.toml; the classes are "),
        (changed(term=" ".join(["x?"] * 5)), r":2:2: a term has 12 words at most, 4 that may be missing, 2 gaps"),
        (changed(term="x ... x ... x ... x"), r":2:2: a term has 12 words at most, 4 that may be missing, 2 gaps"),
        (changed(term=" ".join(["x"] * 13)), r":2:2: a term has 12 words at most, 4 that may be missing, 2 gaps"),
        (changed(pos="verbs"), r":2:3: 'verbs' must be one of adj, adv, noun, phrase, verb"),
        (changed(strength="9"), r":2:4: '9' must be one of 1, 2, 3"),
        (changed(stance="neutral"), r":2:5: 'neutral' must be empty in loaded_language"),
        (
            changed(unless="two words"),
            r":2:7: 'two words' must be one word, .*; write 'two words _' where they stand bef",
        ),
        (changed(unless="@cue"), r":2:7: '@cue' must be one of @cue, @source, @told, and stand in needs"),
        (changed(term=""), r":2:2: the term is missing"),
        (changed(term="scorch?"), r":2:2: 'scorch\?' may be missing altogether; take the \? from one of its words"),
        (changed(term="{number}? #?"), r":2:2: '{number}\? #\?' may be missing altogether"),
        (
            changed(term="the? ... scorch"),
            r":2:2: 'the\? ... scorch' must neither begin nor end with ..., nor with a word",
        ),
        (changed(term="*scorch*"), r":2:2: '\*scorch\*' is no term word"),
        (changed(term="witch–hunt"), r":2:2: 'witch–hunt': write 'witch hunt'"),
        (
            changed(term="cafe\u0301"),
            r":2:2: 'cafe\u0301' has marks apart from their letters; write it in composed form",
        ),
        (changed(term="{be}s"), r":2:2: '{be}s' is no term word"),
        (
            changed(unless="sun;plan"),
            r":2:7: 'sun;plan': between conditions stand a comma and one space; write 'sun, plan'",
        ),
        (changed(unless="sun, _"), r":2:7: '_' alone always holds; name the words that stand beside the term"),
        (changed(unless="sun,"), r":2:7: 'sun,': between conditions .*; write 'sun'"),
        (changed(unless="sun, , plan"), r":2:7: an empty condition; take out the comma"),
        (changed(unless='"sun, plan"'), r":2:7: '\"sun, plan\"': cells are not quoted; write 'sun, plan'"),
        (
            changed(example='"They ""[scorched]"" it."'),
            r""":2:9: '"They ""\[scorched\]"" it."': cells are not quoted; write 'They "\[scorched\]" it.'""",
        ),
        (changed(example="It [scorched]\x07 it."), r":2:9: the control character U\+0007; take it out"),
        (changed(needs="{nosuch} _"), r":2:8: 'nosuch' is no class"),
        (changed(example="No brackets."), r":2:9: the example must hold the term once, in \[brackets\]: 'No br"),
        (changed(counterexample=" "), r":2:10: the counterexample is missing"),
    ],
)
def test_faults_name_line_column_and_choices(
    row: tuple[str, ...], message: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    """Each fault is told where it stands."""
    with pytest.raises(LexiconError, match=message):
        lexicon.extend(write(tmp_path, row))


def test_all_faults_are_told_at_once(tmp_path: Path, lexicon: Lexicon) -> None:
    """Two broken rows, two lines."""
    path = write(tmp_path, changed(pos="x"), changed(id="lo9002", term="sear", strength="0"))
    with pytest.raises(LexiconError) as caught:
        lexicon.extend(path)
    assert [line.split(":")[1:3] for line in str(caught.value).splitlines()] == [["2", "3"], ["3", "4"]]


def faults_of(lexicon: Lexicon, path: Path) -> list[str]:
    """What is told of a file, a line each, without its folder."""
    with pytest.raises(LexiconError) as caught:
        lexicon.extend(path)
    return str(caught.value).replace(f"{path.parent}/", "").splitlines()


def test_a_row_with_a_fault_is_compared_with_the_others(tmp_path: Path, lexicon: Lexicon) -> None:
    """Its id, its term and its place; but not a cell that is at fault itself. A short row has an id and a term too."""
    rows = (
        changed(strength="0"),
        changed(strength="9"),
        changed(id="lo9", term="abba", pos="verbs"),
        changed(id="lo9", term="abba", pos="verbs"),
        changed(term="aaa")[:8],
        ("lo9001 abab", "verb"),
    )
    assert [fault.split(";")[0] for fault in faults_of(lexicon, write(tmp_path, *rows))] == [
        "loaded_language.tsv:6:1: a row has 10 tab-separated cells, this one 8",
        "loaded_language.tsv:7:1: a row has 10 tab-separated cells, this one 2",
        "loaded_language.tsv:2:4: '0' must be one of 1, 2, 3",
        "loaded_language.tsv:3:4: '9' must be one of 1, 2, 3",
        "loaded_language.tsv:4:1: 'lo9' must be lo and four digits, from 9000 on in rows of your own",
        "loaded_language.tsv:4:3: 'verbs' must be one of adj, adv, noun, phrase, verb",
        "loaded_language.tsv:5:1: 'lo9' must be lo and four digits, from 9000 on in rows of your own",
        "loaded_language.tsv:5:3: 'verbs' must be one of adj, adv, noun, phrase, verb",
        "loaded_language.tsv:4:2: 'abba' (verbs) is out of order after 'scorch' (verb)",
        "loaded_language.tsv:6:2: 'aaa' (verb) is out of order after 'abba' (verbs)",
        "loaded_language.tsv:3:1: the id lo9001 of 'scorch' is that of 'scorch' (loaded_language.tsv:2) too",
        "loaded_language.tsv:3:2: 'scorch' (verb) is the term of lo9001 (verb, loaded_language.tsv:2) too",
        "loaded_language.tsv:6:1: the id lo9001 of 'aaa' is that of 'scorch' (loaded_language.tsv:2) too",
    ]


def test_one_fault_is_told_once(tmp_path: Path, lexicon: Lexicon) -> None:
    """However often it stands in a cell."""
    row = changed(term="so   called  by", unless="sun,  plan,  _  idea", needs="Sun, Sun")
    assert faults_of(lexicon, write(tmp_path, row)) == [
        "loaded_language.tsv:2:2: 'so   called  by' has a space too many; write 'so called by'",
        "loaded_language.tsv:2:7: 'sun,  plan,  _  idea': between conditions stand a comma and one space; "
        "write 'sun, plan, _ idea'",
        "loaded_language.tsv:2:8: 'Sun' must consist of lower-case words, single marks, {classes} and _; write 'sun'",
    ]


def test_a_bad_byte_hides_nothing(tmp_path: Path, lexicon: Lexicon) -> None:
    """Each is told with its cell, and so is what else is wrong; the other rows are used."""
    path = write(tmp_path, changed(counterexample="Café."), changed(id="lo9002", term="sear"), changed(strength="0"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    faults: list[str] = []
    known = lexicon.extend_sound(path, faults)
    assert [fault.removeprefix(f"{path}") for fault in faults] == [
        ":2:10: the byte 0xE9 is not UTF-8; save the file as UTF-8",
        ":4:4: '0' must be one of 1, 2, 3",
        ":4:2: 'scorch' (verb) is out of order after 'sear' (verb); sort the rows by term and pos",
        ":4:1: the id lo9001 of 'scorch' is that of 'scorch' (loaded_language.tsv:2) too; take one that no row has",
        ":4:2: 'scorch' (verb) is the term of lo9001 (verb, loaded_language.tsv:2) too; "
        "to replace that row, take it out first: without(['lo9001']), or --without lo9001",
    ]
    assert [entry.term for entry in known.entries[len(lexicon) :]] == ["sear"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda text: text.partition("\n")[2],
            ["1:1: the header is missing; put above this line one of the", "1:4: '0' "],
        ),
        (lambda text: text.replace("unless", "except", 1), ["1:1: the header must be the tab-separated", "2:4: '0' "]),
        (lambda text: text.replace("\n", "\n\n", 1), ["2:1: an empty line; take it out", "3:4: '0' "]),
        (lambda text: "\ufeff" + text.replace("\n", "\r\n"), ["2:4: '0' "]),
        (lambda text: text.removesuffix("\n"), ["2:1: the last line does not end; is the file cut", "2:4: '0' "]),
        (lambda text: text.replace("\n", "\t\n"), ["1:1: the header must be the tab", "2:1: a row has 10 "]),
    ],
)
def test_rows_are_checked_where_the_header_lets_them(
    change: Callable[[str], str], expected: list[str], tmp_path: Path, lexicon: Lexicon
) -> None:
    """A name that is misspelt or a header that is missing hides no row; a byte order mark and CRLF are nothing."""
    path = write(tmp_path, changed(strength="0"))
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode())
    told = [fault.removeprefix("loaded_language.tsv:") for fault in faults_of(lexicon, path)]
    assert [fault[: len(begin)] for fault, begin in zip(told, expected, strict=True)] == expected


def test_rows_must_be_sorted(tmp_path: Path, lexicon: Lexicon) -> None:
    """A row out of order names the one above; those that follow are in order again."""
    rows = (GOOD, changed(id="lo9002", term="zzz"), changed(id="lo9003", term="mmm"), changed(id="lo9004", term="nnn"))
    assert faults_of(lexicon, write(tmp_path, *rows)) == [
        "loaded_language.tsv:4:2: 'mmm' (verb) is out of order after 'zzz' (verb); sort the rows by term and pos"
    ]


def test_rows_must_be_unique(tmp_path: Path, lexicon: Lexicon) -> None:
    """A taken term or id names both rows, once."""
    rows = (GOOD, changed(id="lo9002"), changed(term="sear"), changed(id="lo9003", term="sear", pos="noun"))
    assert faults_of(lexicon, write(tmp_path, *rows)) == [
        "loaded_language.tsv:5:2: 'sear' (noun) is out of order after 'sear' (verb); sort the rows by term and pos",
        "loaded_language.tsv:3:2: 'scorch' (verb) is the term of lo9001 (verb, loaded_language.tsv:2) too; "
        "to replace that row, take it out first: without(['lo9001']), or --without lo9001",
        "loaded_language.tsv:4:1: the id lo9001 of 'sear' is that of 'scorch' (loaded_language.tsv:2) too; "
        "take one that no row has",
    ]


@pytest.mark.parametrize(
    ("one", "other", "refused"), [("noun", "phrase", True), ("adj", "adv", True), ("noun", "verb", False)]
)
def test_two_rows_must_not_match_the_same(
    one: str, other: str, refused: bool, tmp_path: Path, lexicon: Lexicon
) -> None:
    """Whatever they are called; a verb may be spelt like a noun."""
    path = write(tmp_path, changed(pos=one), changed(id="lo9002", pos=other))
    if not refused:
        assert len(lexicon.extend(path)) == len(lexicon) + 2
        return
    (fault,) = faults_of(lexicon, path)
    assert f":3:2: 'scorch' ({other}) is the term of lo9001 ({one}, loaded_language.tsv:2) too; to replace" in fault


def test_an_affix_may_stand_with_and_without_a_capital(tmp_path: Path, lexicon: Lexicon) -> None:
    """They match different words; other terms may not."""
    cells = {"pos": "noun", "example": "A [zorpcracy]."}
    rows = [changed(term="*Cracy", **cells), changed(id="lo9002", term="*cracy", **cells)]
    assert found(lexicon.extend(write(tmp_path, *rows)), "The Zorpcracy, a pigcracy") == ["Zorpcracy", "pigcracy"]
    rows = [changed(term="Zorp", **cells), changed(id="lo9002", term="zorp", **cells)]
    (fault,) = faults_of(lexicon, write(tmp_path, *rows))
    assert "'zorp' (noun) is the term of lo9001" in fault


def test_the_file_name_is_the_kind(tmp_path: Path, lexicon: Lexicon) -> None:
    """Any other name lists the kinds."""
    with pytest.raises(LexiconError, match=r"no kind is called 'mine'; the file must be one of anonymous_source"):
        lexicon.extend(write(tmp_path, GOOD, name="mine"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", ":1:1: the file is empty; its first line must be the tab-separated names id term pos"),
        (b"\n \n", ":1:1: the file is empty; its first line"),
        ("\t".join(COLUMNS).encode("utf-16"), ":1:1: this is UTF-16; save the file as UTF-8"),
        ("\t".join(COLUMNS).encode("utf-16-be"), ":1:1: this is UTF-16; save the file as UTF-8"),
        (",".join(COLUMNS).encode() + b"\n", ":1:1: the header .*: they are not separated by tabs; the rows are check"),
        ("\t".join(COLUMNS).encode() + b"\nx\ty\n", ":2:1: a row has 10 .* cells, this one 2; keep the tabs around an"),
        (
            "\t".join(COLUMNS).encode() + b"\nx, y\n",
            ":2:1: a row has 10 .* cells, this one 1; separate the cells by tabs",
        ),
        ("\t".join((*COLUMNS, "\n", *GOOD, "\n")).encode(), ":2:1: a row has 10 .*, this one 12; take out the tabs"),
        (b"a\tb\n", ":1:1: the header must be the tab-separated names id term .*: 'id', .* missing; 'a', 'b' unknown"),
        ("\t".join((*COLUMNS[1:], "id")).encode() + b"\n", ":1:1: the header must .*: 'term' misplaced"),
        ("\t".join(COLUMNS).encode() + b"\nx", ":2:1: the last line does not end"),
    ],
)
def test_damaged_files(content: bytes, message: str, tmp_path: Path, lexicon: Lexicon) -> None:
    """A damaged file is named, with what is wrong."""
    path = tmp_path / "loaded_language.tsv"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=message):
        lexicon.extend(path)


def test_a_missing_file_is_named(tmp_path: Path, lexicon: Lexicon) -> None:
    """The path stands in the message."""
    with pytest.raises(LexiconError, match=r"euphemism.tsv: cannot be read"):
        lexicon.extend(tmp_path / "euphemism.tsv")


def test_a_lexicon_without_catalogue_is_refused(tmp_path: Path) -> None:
    """A directory must hold a whole lexicon; what it holds is checked with the shipped kinds."""
    write(tmp_path, changed(strength="0"))
    write(tmp_path, changed(strength="0"), name="mine")
    with pytest.raises(LexiconError) as caught:
        Lexicon.load(tmp_path)
    assert str(caught.value).replace(f"{tmp_path}/", "").splitlines() == [
        "catalog.toml: cannot be read (No such file or directory); check the name, or put the file there",
        "sources.tsv: cannot be read (No such file or directory); check the name, or put the file there",
        "grammar.toml: cannot be read (No such file or directory); check the name, or put the file there",
        "loaded_language.tsv:2:4: '0' must be one of 1, 2, 3",
        f"{tmp_path}: a directory must hold a whole lexicon (catalog.toml, grammar.toml, sources.tsv and a KIND.tsv "
        "for each kind); to add rows, give a file KIND.tsv",
    ]


def test_extend_and_without(tmp_path: Path, lexicon: Lexicon) -> None:
    """A user's row matches, changes the fingerprint, and can be taken out again."""
    more = lexicon.extend(write(tmp_path, GOOD))
    assert found(more, "Critics scorched the plan.") == ["scorched"]
    assert more.fingerprint != lexicon.fingerprint
    assert more.without(["lo9001"]).fingerprint == lexicon.fingerprint
    with pytest.raises(LexiconError, match="no row has the id 'lo9999'; framing lexicon show TERM tells the id"):
        lexicon.without(["lo9999"])
    with pytest.raises(TypeError, match="each of ids must be a str such as 'la0168', not int 3"):
        lexicon.without(["lo0001", 3])  # type: ignore[list-item]


def test_rows_can_be_given_as_mappings(lexicon: Lexicon) -> None:
    """As from a data frame; a missing cell is empty."""
    row = {"kind": "loaded_language", **dict(zip(COLUMNS, GOOD, strict=True)), "strength": 2}
    assert found(lexicon.extend([row]), "Critics scorched the plan.") == ["scorched"]
    with pytest.raises(LexiconError) as caught:
        lexicon.extend([{**row, "colour": "red"}, {"kind": "loaded"}, "zorp"])  # type: ignore[list-item]
    assert "rows[0], colour: 'colour' is no column; the columns are kind, id, term" in str(caught.value)
    assert "rows[1], kind: 'loaded' must be one of anonymous_source, booster" in str(caught.value)
    assert "rows[2]: expected a mapping from kind and columns to cells, not 'zorp'" in str(caught.value)
    with pytest.raises(LexiconError) as caught:
        lexicon.extend([{**row, "unless": ["sun", "plan"]}, {"kind": "loaded", "strength": 0, "stance": "neutral"}])
    assert "rows[0], unless: expected a str, not list ['sun', 'plan']; write the conditions in one" in str(caught.value)
    assert "rows[1], strength: '0' must be one of 1, 2, 3" in str(caught.value)
    assert "rows[1], id: '' must be two letters and four digits" in str(caught.value)
    assert "rows[1], stance" not in str(caught.value)
    with pytest.raises(
        LexiconError, match=r"nosuch: expected the directory of a lexicon, .*; there is nothing of that"
    ):
        Lexicon.load("nosuch")


def test_a_row_cannot_be_added_twice(lexicon: Lexicon) -> None:
    """The message says how to replace the row that is there."""
    there = next(entry for entry in lexicon.entries if entry.kind == "loaded_language")
    row = {"kind": there.kind, **dict(zip(COLUMNS, GOOD, strict=True)), "term": there.term, "pos": there.pos}
    with pytest.raises(LexiconError, match=rf"take it out first: without\(\['{there.id}'\]\)"):
        lexicon.extend([row])
    lexicon.without([there.id]).extend([row])


def test_load_takes_a_file_of_more_rows(tmp_path: Path, lexicon: Lexicon) -> None:
    """The shipped lexicon and the rows of the file."""
    assert Lexicon.load(write(tmp_path, GOOD)).entries[:-1] == lexicon.entries


def test_the_fingerprint_leaves_examples_out(tmp_path: Path, lexicon: Lexicon) -> None:
    """Examples decide nothing, so they do not count."""
    one = lexicon.extend(write(tmp_path, GOOD))
    other = lexicon.extend(write(tmp_path, changed(counterexample="Other words.")))
    assert one.fingerprint == other.fingerprint


@pytest.mark.parametrize(
    ("cells", "text", "expected"),
    [
        ({"term": "so called"}, "the so-called and so called", ["so-called", "so called"]),
        ({"term": "scorch"}, "He scorches, is scorching.", ["scorches", "scorching"]),
        ({"term": "slap~ in the face", "pos": "noun"}, "two slaps in the face", ["slaps in the face"]),
        ({"term": "witch stunt", "pos": "noun"}, "witch stunts", ["witch stunts"]),
        (
            {"term": "as is well? known", "pos": "phrase"},
            "as is known, as is well known",
            ["as is known", "as is well known"],
        ),
        ({"term": "{number} people", "pos": "phrase"}, "two people and ten people", ["two people", "ten people"]),
        ({"term": "*phobe", "pos": "noun"}, "a maskaphobe and a phobe", ["maskaphobe"]),
        ({"unless": "sun"}, "the sun scorched it; but all of us were scorched", ["scorched"]),
        ({"unless": "sun _"}, "the sun scorched it, scorched the sun", ["scorched"]),
        ({"unless": "_ earth"}, "scorched earth and scorched plan", ["scorched"]),
        ({"needs": "plan, idea _"}, "scorched plans. idea scorched", ["scorched"]),
        ({"term": "total", "pos": "adj"}, "a total loss, a total-loss sale, Total said", ["total"]),
        ({}, "SCORCHED, said Scorched Ltd", ["SCORCHED"]),
        ({"term": "Scorchian", "pos": "adj"}, "a Scorchian plan, a scorchian one", ["Scorchian"]),
        (
            {"term": "scorch ... badly"},
            "it scorched badly, scorched Ann and me badly, scorched, badly",
            ["scorched badly", "scorched Ann and me badly"],
        ),
        (
            {"term": "scorch ... off"},
            "scorched one two three four off it, scorched one two three four five off",
            ["scorched one two three four off"],
        ),
        ({"term": "# fires", "pos": "phrase"}, "12 fires, 1,200 fires and six fires", ["12 fires", "1,200 fires"]),
        (
            {"term": "*gate", "pos": "noun", "unless": "!floodgate, !floodgates"},
            "a floodgate, floodgates, two pastagates",
            ["pastagates"],
        ),
        (
            {"term": "*cracy", "pos": "noun", "unless": "!democracy"},
            "a democracy, two democracies, a pigocracy",
            ["pigocracy"],
        ),
        (
            {"term": "*cracy", "pos": "noun"},
            "a pig-cracy, pig-cracies, a pig cracy, an x-cracy, anti-pig-cracy",
            ["pig-cracy", "pig-cracies"],
        ),
        ({"term": "the *cracy", "pos": "noun"}, "the pig-cracy", ["the pig-cracy"]),
        ({"term": "*cracy", "pos": "noun", "unless": "!democracy"}, "a demo-cracy, demo-cracies", []),
        (
            {"term": "psycho*", "pos": "noun"},
            "a psychobabbler, a psycho-babbler, a psycho babbler, a psycho-babble-free book",
            ["psychobabbler", "psycho-babbler"],
        ),
        ({"term": "*cracy", "pos": "noun"}, "Pigcracy is bad; the Pigcracy of pigcracy", ["pigcracy"]),
        ({"term": "*Cracy", "pos": "noun"}, "Pigcracy, the Pig-cracy of pigcracy", ["Pigcracy", "Pig-cracy"]),
        (
            {},
            "scorched http://x.org/scorched www.scorched.org @scorched a@scorched.org x.com/scorched @ scorched",
            ["scorched", "scorched"],
        ),
        ({"unless": "{be} _"}, "the minister's scorched plan, it's scorched", ["scorched"]),
        ({"term": "{be} scorched", "pos": "phrase"}, "the minister's scorched plan, it's scorched", ["'s scorched"]),
        ({"unless": "# _"}, "12 scorched, many scorched", ["scorched"]),
        (
            {"term": "witch stunt", "pos": "noun"},
            "a witch–stunt, two witch\u2011stunts, a witch – stunt, a Witch–Stunt, an ex–witch–stunt, witch–stunt–like",
            ["witch–stunt", "witch\u2011stunts"],
        ),
        (
            {"needs": "_ , the, _ ;"},
            "scorched, the plan; scorched the plan, scorched; scorched",
            ["scorched", "scorched"],
        ),
        ({"unless": "_ ,, sun, , _"}, "scorched, he scorched; he said, scorched it", ["scorched"]),
        ({"term": "*cracy", "pos": "noun"}, "a pig–cracy, pig – cracy", ["pig–cracy"]),
        ({"term": "scorch ... off"}, "scorched it–he said–off it, scorched–it off", []),
        ({"term": "# scorches", "pos": "phrase"}, "12–scorches", []),
        ({"term": "scorch"}, "scorched–plan talk", ["scorched"]),
        (
            {"term": "witch stunt", "pos": "noun", "unless": "_ board"},
            "a witch–stunt board, a witch–stunt",
            ["witch–stunt"],
        ),
        ({"term": "O'Shea scorch", "pos": "phrase"}, "an O'Shea scorch", ["O'Shea scorch"]),
    ],
)
def test_terms_and_conditions(
    cells: dict[str, str], text: str, expected: list[str], tmp_path: Path, lexicon: Lexicon
) -> None:
    """What each form of term and condition matches."""
    more = lexicon.extend(write(tmp_path, changed(**cells)))
    assert found(more, text) == expected


@pytest.mark.parametrize(
    ("word", "pos", "forms"),
    [
        ("slam", "verb", {"slam", "slams", "slamming", "slammed"}),
        ("vilify", "verb", {"vilify", "vilifies", "vilifying", "vilified"}),
        ("label", "verb", {"label", "labels", "labeling", "labelling", "labeled", "labelled"}),
        ("tell", "verb", {"tell", "tells", "telling", "told"}),
        ("admit", "verb", {"admit", "admits", "admitting", "admitted"}),
        ("crony", "noun", {"crony", "cronies"}),
        ("spokesman", "noun", {"spokesman", "spokesmen"}),
        ("ugly", "adj", {"ugly", "uglier", "ugliest"}),
        ("disgraceful", "adj", {"disgraceful"}),
        ("utterly", "adv", {"utterly"}),
    ],
)
def test_inflection(word: str, pos: str, forms: set[str], grammar: Grammar) -> None:
    """All forms of a word, regular and not."""
    assert set(inflect(word, pos, grammar)) == forms


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('status = "stabel"', "status: 'stabel' must be one of experimental, stable"),
        ('precision = "high"', "precision: expected a float, got 'high'"),
        ("precision = 2.0", "precision: 2.0 must lie between 0 and 1"),
        ('color = "red"', "color: unknown; the fields are "),
        ('prefix = "la"', "prefix: 'la' is that of another kind; take two other letters"),
        ('prefix = "boo"', "prefix: 'boo' must be two lower-case letters"),
    ],
)
def test_a_damaged_catalogue_names_line_kind_and_field(line: str, message: str, copied: Path) -> None:
    """What a catalogue may say is checked when it is read."""
    path = copied / "catalog.toml"
    key = line.split(" ")[0]
    before, table = path.read_text(encoding="utf-8").split("[booster]")
    table = re.sub(rf"(?m)^{key} = .*\n", "", table, count=1)
    path.write_text(f"{before}[booster]\n{line}{table}", encoding="utf-8")
    number = before.count("\n") + 2
    with (copied / "booster.tsv").open("a", encoding="utf-8") as rows:
        rows.write("bo9999\tzzz\n")
    with pytest.raises(LexiconError) as caught:
        Lexicon.load(copied)
    first, second = str(caught.value).splitlines()
    assert first.startswith(f"{path}:{number}:1: [booster] {message}")
    assert "this one 2" in second


def test_a_catalogue_that_is_no_toml_is_told_with_its_line(copied: Path) -> None:
    """The place that the parser names."""
    (copied / "catalog.toml").write_text("[booster]\nprefix =\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"catalog.toml:2:9: not valid TOML: Invalid value"):
        Lexicon.load(copied)


def test_a_lexicon_without_a_source_leaves_none_free(copied: Path) -> None:
    """A header alone is a table without rows: what rows cite is unknown, not free text."""
    path = copied / "sources.tsv"
    path.write_text(path.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"booster.tsv:2:6: 'house' is no key of sources.tsv"):
        Lexicon.load(copied)


def test_faults_of_all_files_are_told_at_once(copied: Path) -> None:
    """A row without fields, an unknown source, an orphan, a duplicate id, a missing file."""
    (copied / "euphemism.tsv").unlink()
    with (copied / "sources.tsv").open("a", encoding="utf-8") as sources:
        sources.write("nobody2001\tNobody (2001). Nothing.\t\tnothing\n")
    with (copied / "intensifier.tsv").open("a", encoding="utf-8") as rows:
        rows.write("in9998\tzzz\n")
        rows.write("in0001\tzzzz\tphrase\t1\t\thouse\t\t\tIt is [zzzz].\tIt is not.\n")
    with (copied / "grammar.toml").open("a", encoding="utf-8") as grammar:
        grammar.write("zorp = 3\n")
    catalog = (copied / "catalog.toml").read_text(encoding="utf-8")
    (copied / "catalog.toml").write_text(catalog.replace("[booster]", '[booster]\ncolour = "red"'), encoding="utf-8")
    with (copied / "exaggeration.tsv").open("a", encoding="utf-8") as rows:
        rows.write("ex9999\tzzzz\tphrase\t1\t\tnobody1999\t\t\tIt is [zzzz].\tIt is not.\n")
    with pytest.raises(LexiconError) as caught:
        Lexicon.load(copied)
    told = str(caught.value)
    assert re.search(r"intensifier.tsv:\d+:1: a row has 10 tab-separated cells, this one 2", told)
    assert re.search(
        r"intensifier.tsv:\d+:1: the id in0001 of 'zzzz' is that of '[^']+' \(intensifier.tsv:\d+\) too", told
    )
    assert re.search(r"exaggeration.tsv:\d+:6: 'nobody1999' is no key of sources.tsv; the keys are biber1988, ", told)
    assert re.search(r"sources.tsv:\d+:1: no row has the source 'nobody2001'; take it out", told)
    assert "source 'hyland2005'" not in told
    assert re.search(r"grammar.toml:\d+:1: \[irregular_adj\] zorp must be a string of words, not 3", told)
    assert re.search(r"catalog.toml:\d+:1: \[booster\] colour: unknown", told)
    assert re.search(r"euphemism.tsv: missing; the catalogue names this kind", told)


def test_a_grammar_must_hold_the_classes_of_the_rules(tmp_path: Path) -> None:
    """A missing class is named when the file is read, not when a text needs it."""
    path = tmp_path / "grammar.toml"
    path.write_text('[classes]\nbe = "is"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"\[classes\] lacks abbreviation, actor, adverb, adversative"):
        Grammar.read(path)


@pytest.mark.parametrize(
    "content", ["", "classes = 3\n", "[classes]\nbe = 3\n", "[classes]\nbe = ' '\n", "[irregular_verb]\nbe = 3\n"]
)
def test_a_damaged_grammar_is_told_with_its_lines(content: str, tmp_path: Path) -> None:
    """Whatever is damaged."""
    path = tmp_path / "grammar.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        Grammar.read(path)
    assert all(re.match(rf"{path}:\d+:1: ", line) for line in str(caught.value).splitlines())


def test_a_class_without_words_is_refused(copied: Path) -> None:
    """A term that names it could match nothing."""
    path = copied / "grammar.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("[classes]", '[classes]\nzorp = ""', 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"grammar.toml:\d+:1: \[classes\] zorp must be a string of words, not ''"):
        Lexicon.load(copied)


def test_a_row_with_a_nul_character_is_refused(lexicon: Lexicon) -> None:
    """In a mapping too."""
    row = {"kind": "loaded_language", **dict(zip(COLUMNS, GOOD, strict=True)), "example": "It [scorched]\0 it."}
    with pytest.raises(LexiconError, match=r"rows\[0\], example: the control character U\+0000"):
        lexicon.extend([row])


def test_a_bad_byte_in_a_table_hides_nothing(copied: Path) -> None:
    """In the catalogue, the grammar and the sources."""
    for name, more in (
        ("catalog.toml", b"# \xff\n"),
        ("grammar.toml", b"zorp = '\xe9'\n"),
        ("sources.tsv", b"\xff\n\n"),
    ):
        with (copied / name).open("ab") as file:
            file.write(more)
    with (copied / "booster.tsv").open("a", encoding="utf-8") as rows:
        rows.write("bo9999\tzzz\n")
    with pytest.raises(LexiconError) as caught:
        Lexicon.load(copied)
    told = [re.sub(r"^.*/(.*?):\d+:", r"\1 ", line) for line in str(caught.value).splitlines()]
    assert told == [
        "catalog.toml 3: the byte 0xFF is not UTF-8; save the file as UTF-8",
        "sources.tsv 1: a row has 4 tab-separated cells, this one 1; keep the tabs around an empty cell",
        "sources.tsv 1: an empty line; take it out",
        "sources.tsv 1: the byte 0xFF is not UTF-8; save the file as UTF-8",
        "grammar.toml 9: the byte 0xE9 is not UTF-8; save the file as UTF-8",
        "booster.tsv 1: a row has 10 tab-separated cells, this one 2; keep the tabs around an empty cell",
    ]


def test_every_class_that_code_names_is_required() -> None:
    """Class names in calls of `is_a` and `has` stand in the list that `Grammar.read` checks."""
    package = Path(__file__).parents[1] / "framing"
    calls = re.compile(r"(?:is_a|grammar\.has)\(([^()]*(?:\([^()]*\)[^()]*)*)\)")
    named = {
        name
        for path in package.glob("*.py")
        for call in calls.findall(path.read_text(encoding="utf-8"))
        for name in re.findall(r'"(\w+)"', call)
    }
    assert len(named) > 20
    assert named <= set(REQUIRED)


@pytest.mark.parametrize("pos", ["noun", "verb", "adj"])
def test_overlapping_rows_of_a_kind_give_one_match(pos: str, lexicon: Lexicon) -> None:
    """The plainest, then the one with the first id; only a noun that credits and a verb stand side by side."""
    row = {"kind": "loaded_language", **dict(zip(COLUMNS, GOOD, strict=True))}
    more = lexicon.extend([row, {**row, "id": "lo9002", "term": "scorched", "pos": pos}])
    assert found(more, "the scorched plan") == ["scorched"]
    claims = tokenize("Holt claims that")
    matches = Matcher(lexicon).match(claims, [whole(claims)])
    assert {m.entry.pos for m in matches if m.kind == "reporting_verb"} == {"noun", "verb"}


def test_a_row_without_a_star_goes_first(lexicon: Lexicon) -> None:
    """Whatever the ids."""
    row = {"kind": "loaded_language", **dict(zip(COLUMNS, GOOD, strict=True)), "pos": "noun"}
    more = lexicon.extend([{**row, "term": "*zorp"}, {**row, "id": "lo9002", "term": "megazorp"}])
    tokens = tokenize("a megazorp")
    assert [m.entry.id for m in Matcher(more).match(tokens, [whole(tokens)])] == ["lo9002"]


def test_a_lexicon_is_a_value(lexicon: Lexicon) -> None:
    """Short to look at, as long as its entries, equal by what it matches, also when it comes back from a pickle."""
    assert re.fullmatch(r"<Lexicon of [\d,]+ entries in 12 kinds, [0-9a-f]{12}>", repr(lexicon))
    assert list(lexicon) == list(lexicon.entries)
    assert len(lexicon) == len(lexicon.entries)
    other = pickle.loads(pickle.dumps(lexicon))
    assert {lexicon: 1}[other] == 1
    assert lexicon != lexicon.without([lexicon.entries[0].id])
    assert lexicon != 3


def test_wrong_types_are_named(lexicon: Lexicon) -> None:
    """What was given, and what to write."""
    for rows in (3, {"kind": "booster"}, b"x", type("Frame", (list,), {"to_dict": 0})()):
        with pytest.raises(TypeError, match=r"rows must be a path or several mappings, not \w+; write \[row\]"):
            lexicon.extend(rows)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"path must be a str or a Path, not list; for rows use load\(\).extend"):
        Lexicon.load([{}])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="ids must be several ids of rows, not int"):
        lexicon.without(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"kinds must be several str, not int; write kinds="):
        Analyzer(lexicon=lexicon, kinds=3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"allow must be several str, not int; write allow="):
        Analyzer(lexicon=lexicon, allow=3)  # type: ignore[arg-type]


def test_a_data_frame_may_hold_floats(lexicon: Lexicon) -> None:
    """Whole numbers are numbers, what is missing is empty."""
    row = {"kind": "loaded_language", **dict(zip(COLUMNS, GOOD, strict=True)), "needs": None, "unless": float("nan")}
    entry = lexicon.extend([{**row, "strength": 2.0}]).entries[-1]
    assert (entry.strength, entry.needs, entry.unless) == (2, (), ())
    with pytest.raises(LexiconError, match=r"'2.5' must be one of 1, 2, 3"):
        lexicon.extend([{**row, "strength": 2.5}])


def test_every_kind_has_rows(lexicon: Lexicon) -> None:
    """All twelve kinds are furnished."""
    assert {entry.kind for entry in lexicon.entries} == set(lexicon.catalog)
    assert len(lexicon.catalog) == 12
