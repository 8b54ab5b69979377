"""Which mentions stand for one speaker, what kind of speaker it is, and how the text treats it."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import Analyzer, Speaker
from framing._resources import lexicon_directory

# classes that a grammar need not have; where it lacks them, fewer bodies are known and genders are not
OPTIONAL = """
organisation = "agency campaign commission committee corp council inc ministry observatory police university"
state = "russia moscow"
feminine = "she her mrs ms lady spokeswoman"
masculine = "he him mr lord spokesman"
neuter = "it"
peerage = "lord lady baroness"
rank = "vice deputy former"
"""


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Analyzer:
    """An analyzer whose grammar has the optional classes, as few words as the tests need."""
    directory = tmp_path_factory.mktemp("lexicon") / "en"
    shutil.copytree(lexicon_directory(), directory)
    path = directory / "grammar.toml"
    names = "|".join(re.findall(r"^(\w+) =", OPTIONAL, re.MULTILINE))
    content = re.sub(rf"^({names}) = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(content.replace("[irregular_verb]", f"{OPTIONAL}\n[irregular_verb]", 1), encoding="utf-8")
    return Analyzer(lexicon=directory)


def credited(analyzer: Analyzer, text: str) -> list[str | None]:
    """The speakers of the attributions, in order."""
    return [attribution.speaker for attribution in analyzer.analyze(text).attributions]


SAME = [
    "Lu said it was late. Lu Wenhai said more.",
    "Lu Wenhai said it was late. Lu said more.",
    "Dana Holt runs a bakery by the quay. Dana said it was late.",
    "Dana R. Holt said it was late. Dana Holt said more. Holt said no.",
    "Furious Dana Holt said it was late. Later Dana Holt said more. Holt left. Critics met Dana Holt.",
    "Mr. Dana Holt said it was late. DANA HOLT said more.",
    "Harbour Minister Dana Holt said it was late. The minister said more.",
    "Harbour Minister Dana Holt opened the quay. The harbour minister said it was late.",
    "Dana Holt, a lawyer from Averil, said it was late. The lawyer said more.",
    "Dana Holt, who runs the port, said it was late. She said more.",
    "Dana Holt opened the quay. She said it was late. Holt said more.",
    "A senior official said it was late. The official said more. He said no.",
    "The New Averil Times said it was late. The Times said more.",
    "Charlie King said it was late. Mr. King said more.",
    "Bae Su-min, the head of the port, said it was late. Bae said more.",
    "Shane O'Dell said it was late. O’Dell said more.",
]


@pytest.mark.parametrize("text", SAME)
def test_mentions_of_one_speaker_are_one(text: str, analyzer: Analyzer) -> None:
    """Names, first names, family names first, roles and pronouns, with the shipped grammar."""
    found = credited(analyzer, text)
    assert len(found) >= 1
    assert len(set(found)) == 1
    assert None not in found


APART = [
    ("Ann Low said no. Bob Low said yes.", ["Ann Low", "Bob Low"]),
    ("Ann Low said no. Bob Low said yes. Low said both.", ["Ann Low", "Bob Low", "Low"]),
    ("Dana Holt said no. Dana Marsh said yes. Dana said both.", ["Dana Holt", "Dana Marsh", "Dana"]),
    ("The ferry passed Holt Bridge. Ann Holt said no. Holt said more.", ["Ann Holt", "Ann Holt"]),
    ("Passengers said the ferry was late. He said more.", ["Passengers", None]),
    ("Passengers said the ferry was late. They said more.", ["Passengers", "Passengers"]),
    ("The Kremlin said it was late. She said more.", ["Kremlin", None]),
    ("Ann Low, an adviser to the mayor, said no. The mayor said yes.", ["Ann Low", "The mayor"]),
    ("The harbour campaign chairman, Ann Low, said no. The campaign said yes.", ["Ann Low", "The campaign"]),
    ("Mayor Ann Low said no. A mayor from Averil said yes. The mayor said more.",
     ["Ann Low", "A mayor from Averil", "Ann Low"]),
    ("Ann Low and Bob Lee said no. Low said more.", ["Ann Low, Bob Lee", "Ann Low"]),
    ("Teale said no. “Ann Low lied,” he said. Ann Low said yes.", ["Teale", "Teale", "Ann Low"]),
    ("The U.S. Tide Survey said no. British Harbours said yes.", ["U.S. Tide Survey", "British Harbours"]),
    ("According to no one, it was late.", [None]),
    ("Pilots said no. The port hired two pilots.", ["Pilots"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speakers"), APART)
def test_different_speakers_stay_apart(text: str, speakers: list[str | None], analyzer: Analyzer) -> None:
    """Namesakes, bodies, several people, offices of others; a pronoun without its speaker names nobody."""
    assert credited(analyzer, text) == speakers


AGREEING = [
    ("Mrs Low said no. Mr Holt said yes. She said more.", ["Low", "Holt", "Low"]),
    ("Spokeswoman Ann Low said no. Spokesman Bob Lee said yes. She said more.", ["Ann Low", "Bob Lee", "Ann Low"]),
    ("Ann Low said no. She said more. Bob Lee left. He said yes.", ["Ann Low", "Ann Low", "Bob Lee"]),
    ("Ann Low said no. The council said yes. It said more. She said less.",
     ["Ann Low", "The council", "The council", "Ann Low"]),
    ("Vice President Ann Low said no. The president said yes.", ["Ann Low", "The president"]),
    ("Ann Lord said no. She said more.", ["Ann Lord"] * 2),
    ("Lord Lee of Leeds said no. Lee said more. Lord Lee said less.", ["Lord Lee of Leeds"] * 3),
    ("The University of Averil said no. The university said more.", ["University of Averil"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Holt, Lee and Ruiz said it was over.", ["Holt, Lee, Ruiz"]),
        ('Thomas "Tip" Low said it was mad. Low said more.', ["Thomas Low", "Thomas Low"]),
        ("Martin Lund King Jr. said it was bad.", ["Martin Lund King Jr"]),
        ("The Foreign Office said it was late.", ["Foreign Office"]),
        ("Johnson & Johnson denied it was late. It said more.", ["Johnson & Johnson", "Johnson & Johnson"]),
        ("Mr Shaw said it was cold. Mrs Shaw said it was hot.", ["Shaw", "Mrs Shaw"]),
        ("One MP, who would not be named, said it was over.", ["One MP"]),
        ("The mayor, asked whether she would go, said no.", ["The mayor"]),
        ('Gwen Low pours tea. "I never used it," she says.', ["Gwen Low"]),
        ('"It is far," said Ann Lund. Her husband Bob shrugged. "It is near," he said.', ["Ann Lund", "Bob"]),
        ("Sheila Marsh said it was over. Cllr Marsh said more.", ["Sheila Marsh", "Sheila Marsh"]),
    ],
)
def test_who_a_name_stands_for(text: str, speakers: list[str | None], analyzer: Analyzer) -> None:
    """Lists, nicknames, generations, offices, firms, namesakes of two genders, clauses, those who open a sentence."""
    assert credited(analyzer, text) == speakers


@pytest.mark.parametrize(("text", "speakers"), AGREEING)
def test_pronouns_titles_and_offices_agree(text: str, speakers: list[str | None], reader: Analyzer) -> None:
    """Gender from forms of address, roles and earlier pronouns; "it" for bodies; ranks; peers and bodies with "of"."""
    assert credited(reader, text) == speakers


KINDS = [
    ("Dana Holt said it was late.", "named"),
    ("Mayor Holt said it was late.", "named"),
    ("The Rev. Ann Low said it was late.", "named"),
    ("The Kremlin said it was late.", "institutional"),
    ("NASA said it was late.", "institutional"),
    ("The U.S. Tide Survey said it was late.", "institutional"),
    ("Acme Corp said it was late.", "institutional"),
    ("The Averil Council said it was late.", "institutional"),
    ("The ministry said it was late.", "institutional"),
    ("Moscow said it was late.", "institutional"),
    ("The Russians said it was late.", "institutional"),
    ("The prime minister said it was late.", "institutional"),
    ("Averil's mayor said it was late.", "institutional"),
    ("A report said it was late.", "institutional"),
    ("The regime said it was late.", "institutional"),
    ("Prosecutors said it was late.", "institutional"),
    ("The lawsuit said it was late.", "institutional"),
    ("The Field Owners Association said it was late.", "institutional"),
    ("Everyone says it was late.", "anonymous"),
    ("A prime minister said it was late.", "anonymous"),
    ("Critics said it was late.", "anonymous"),
    ("A senior official said it was late.", "anonymous"),
    ("Two people familiar with the talks said it was late.", "anonymous"),
    ("Holt's lawyer said it was late.", "anonymous"),
    ("A spokeswoman for the ministry said it was late.", "anonymous"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_speakers_are_named_institutional_or_anonymous(text: str, kind: str, reader: Analyzer) -> None:
    """A person's name; a body, an office or a document; nobody's name."""
    assert [speaker.kind for speaker in reader.analyze(text).speakers] == [kind]


def speaker(text: str, name: str) -> Speaker:
    """The speaker of that name."""
    (found,) = [speaker for speaker in framing.analyze(text).speakers if speaker.name == name]
    return found


ASYMMETRIC = (
    "Dana Holt stressed that the boat was new. “It will sink,” Holt warned. "
    "Omar Ruiz claimed the boat was old. Ruiz admitted it was late. Ruiz claimed it was red."
)


def test_what_is_counted_for_a_speaker() -> None:
    """Attributions, words, quoted and other, verbs and stances, the most frequent first."""
    holt, ruiz = speaker(ASYMMETRIC, "Dana Holt"), speaker(ASYMMETRIC, "Omar Ruiz")
    assert (holt.attributions, holt.words) == (2, 8)
    assert holt.direct_share == pytest.approx(3 / 8)
    assert holt.indirect_share == pytest.approx(5 / 8)
    assert list(ruiz.verbs.items()) == [("claimed", 2), ("admitted", 1)]
    assert ruiz.verb_stances == {"claimed": "doubting", "admitted": "conceding"}
    assert list(ruiz.stances.items()) == [("doubting", 2), ("conceding", 1)]


def test_each_word_counts_once_for_the_innermost_source() -> None:
    """What a source says that another said is the other's."""
    text = "Dana Holt said that Omar Ruiz claimed the boat was old."
    assert speaker(text, "Omar Ruiz").words == 4
    assert speaker(text, "Dana Holt").words == 4  # that Omar Ruiz claimed


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Dana Holt said the boat was late. Holt said it may sink.", 0.5),
        ("Dana Holt said the boat was late. Holt claimed it was old.", 0.5),
        ("Dana Holt reportedly said the boat was late. Holt said it was old.", 0.5),
        ("Dana Holt said the boat was late. It may sink.", 0.0),
        ("Dana Holt said the boat was late, and Omar Ruiz said it may sink.", 0.0),
    ],
)
def test_hedged_share(text: str, share: float) -> None:
    """A hedge in the content, a doubting verb, a hedge of the outlet's in the sentence; not the hedges of others."""
    assert speaker(text, "Dana Holt").hedged_share == share


def test_speakers_do_not_depend_on_the_kinds_asked_for(analyzer: Analyzer) -> None:
    """Hedges count for the speaker even where no hedge is shown."""
    text = "Dana Holt said it may sink."
    assert Analyzer(kinds=["booster"]).analyze(text).speakers == analyzer.analyze(text).speakers


MENTIONS = ["Ann Low", "Bob Low", "Low", "Ann", "Minister Bob Low", "The minister", "He", "She", "They", "Critics",
            "Ann R. Low", "The Low Council", "Furious Bob Low", "Mr. Low", "Ann Low, an aide to Bob Low,"]  # fmt: skip
VERBS = ["said it was late.", "claimed that it may sink.", "left."]


@given(st.lists(st.tuples(st.sampled_from(MENTIONS), st.sampled_from(VERBS)), max_size=12))
def test_people_never_merge_and_counts_add_up(parts: list[tuple[str, str]]) -> None:
    """Whatever is said in whatever order: Ann is never Bob, and every attribution and word is counted once."""
    text = " ".join(f"{mention} {verb}" for mention, verb in parts)
    analysis = framing.analyze(text)
    for attribution in analysis.attributions:
        source = attribution.source.slice(text) if attribution.source else ""
        for name, other in (("Ann", "Bob"), ("Bob", "Ann")):
            if source.startswith(name) or f"er {name}" in source:
                assert name in (attribution.speaker or "")
                assert other not in (attribution.speaker or "")
    speakers = analysis.speakers
    assert sum(s.attributions for s in speakers) == sum(a.speaker is not None for a in analysis.attributions)
    assert all(sum(s.stances.values()) == s.attributions for s in speakers)
    assert all(s.direct_share + s.indirect_share == pytest.approx(float(s.words > 0)) for s in speakers)
    assert sum(s.words for s in speakers) <= analysis.summary.words


PIECES = ["Low", "Mr", ".", "King", "Lord", "of", "U.S", "van", "-", "'s", "the", "said", ",", "and", "Acme", "he",
          "who", "\u00ad", "I've", "“", "”", "it"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_row_of_words_has_speakers(words: list[str]) -> None:
    """Never an error, and every speaker has a name."""
    for text in (" ".join(words), "".join(words)):
        assert all(speaker.name.strip() for speaker in framing.analyze(text).speakers)


def test_many_namesakes_take_linear_time() -> None:
    """Thousands of people of one last name, roles and pronouns: an answer, each kept apart."""
    firsts = [f"Ann{a}{b}" for a in "abcdefghijklmnopqrst" for b in "abcdefghijklmnopqrst"]
    text = " ".join(f"{first} Low said no. The minister said more." for first in firsts)
    names = {speaker.name for speaker in framing.analyze(text).speakers}
    assert len(names) == 401


def test_lexicons_without_the_optional_classes_are_read(tmp_path: Path) -> None:
    """The classes may be missing."""
    shutil.copytree(lexicon_directory(), tmp_path / "en")
    path = tmp_path / "en" / "grammar.toml"
    names = "|".join(re.findall(r"^(\w+) =", OPTIONAL, re.MULTILINE))
    content = re.sub(rf"^({names}) = .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(content, encoding="utf-8")
    for rows in (tmp_path / "en").glob("*.tsv"):
        lines = rows.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = (line for line in lines if not re.search(rf"{{({names})}}", line))
        rows.write_text("".join(kept), encoding="utf-8")
    (found,) = Analyzer(lexicon=tmp_path / "en").analyze("Dana Holt said it was late. She said more.").speakers
    assert (found.name, found.kind, found.attributions) == ("Dana Holt", "named", 2)
