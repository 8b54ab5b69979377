"""What a reader of a comparison must know before they trust it: what was left out, and where there is too little."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from framing.counted import Counted
from framing.groups import GroupSize
from framing.rates import MIN_ARTICLES
from framing.summary import ALL

MIN_WORDS = 1000  # of a group; with fewer its rates say little
MAX_TOLD = 5  # names that a note lists


def with_words(articles: Iterable[Counted]) -> tuple[list[Counted], list[str]]:
    """The articles that have words, and a note on the others: what says nothing tells nothing of its group."""
    full, empty = list[Counted](), Counter[str]()
    for article in articles:
        if article.words[ALL]:
            full.append(article)
        else:
            empty[article.group] += 1
    kept = {article.group for article in full}
    told = [f"{n} of {group}" if group in kept else f"all of {group}" for group, n in sorted(empty.items())]
    return full, [f"articles without words: {_listed(told)}; they are left out"] if told else []


def on_names(articles: Sequence[Counted]) -> Iterator[str]:
    """Where articles share a name."""
    shared = [name for name, n in Counter(article.id for article in articles).items() if n > 1]
    if shared:
        yield f"several articles have the same name: {_listed(shared)}; each counts as one of its own"


def on_sizes(sizes: Sequence[GroupSize]) -> Iterator[str]:
    """Where there is too little to tell anything."""
    for topic in dict.fromkeys(size.topic for size in sizes):
        groups = [size for size in sizes if size.topic == topic]
        if len(groups) == 1:
            yield f"only one group, {_name(groups[0])}: nothing to compare it with"
    few = [f"{_name(size)} {size.articles}" for size in sizes if size.articles < MIN_ARTICLES]
    if few:
        yield (
            f"fewer than {MIN_ARTICLES} articles: {_listed(few)}; there chance cannot be told, so there are no "
            "intervals and no differences"
        )
    short = [f"{_name(size)} {size.words}" for size in sizes if size.words < MIN_WORDS]
    if short:
        yield f"fewer than {MIN_WORDS:,} words: {_listed(short)}; such rates say little"


def on_copies(copies: Sequence[Sequence[str]]) -> Iterator[str]:
    """Where articles are near copies of each other."""
    if copies:
        shown = "; ".join(" = ".join(names[:MAX_TOLD]) for names in copies[:MAX_TOLD])
        sets = "1 set" if len(copies) == 1 else f"{len(copies)} sets"
        yield (
            f"{sum(map(len, copies))} articles are near copies of each other, in {sets} ({shown}): they "
            "make groups more alike and intervals too narrow; keep one of each, or none where it is wire copy"
        )


def _name(size: GroupSize) -> str:
    return size.group if size.topic is None else f"{size.topic}, {size.group}"


def _listed(names: Sequence[str]) -> str:
    """Some names, and how many there are besides."""
    more = len(names) - MAX_TOLD
    return "; ".join(names[:MAX_TOLD]) + (f" and {more} more" if more > 0 else "")
