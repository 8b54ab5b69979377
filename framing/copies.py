"""Near copies among texts, such as wire copy that several outlets ran: by runs of three words (Broder 1997)."""

from collections.abc import Sequence
from typing import Any

from framing.tokens import tokenize

RUN = 3  # words
SHARED = 0.5  # share of the runs of two texts, estimated, from which one counts as a near copy of the other
HASHES = 128
MIN_WORDS = 30  # words of a text; shorter ones are alike by chance

Signature = Any  # datasketch.MinHash


def signature(text: str) -> Signature | None:
    """What near copies of a text have in common with it; None where the text is too short to tell."""
    from datasketch import MinHash

    tokens = tokenize(text)
    words = [tokens.keys[i] for i in range(len(tokens)) if tokens.is_word(i)]
    if len(words) < MIN_WORDS:
        return None
    runs = {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    found = MinHash(num_perm=HASHES, seed=1)
    found.update_batch([run.encode("utf-8", "surrogatepass") for run in runs])
    return found


def near_copies(signatures: Sequence[Signature | None]) -> list[tuple[int, ...]]:
    """The places of texts that are near copies of the first of them: each such group once, in order."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=SHARED, num_perm=HASHES)
    groups = dict[int, list[int]]()
    for place, own in enumerate(signatures):
        if own is None:
            continue
        alike = [first for first in index.query(own) if own.jaccard(signatures[first]) >= SHARED]
        if alike:
            groups[min(alike)].append(place)
        else:
            index.insert(place, own)
            groups[place] = [place]
    return [tuple(places) for places in groups.values() if len(places) > 1]
