"""Sequences of labels as a trie that is walked word by word; where a word leads is worked out once and remembered."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Value = TypeVar("Value")

MOST = 100_000  # steps that are remembered


@dataclass(slots=True, eq=False)
class Node(Generic[Value]):
    """A place in the trie: the labels that go on from it, and what ends there."""

    edges: dict[str, "Node[Value]"] = field(default_factory=dict)
    ends: list[Value] = field(default_factory=list)


class State(dict[str, "State[Value] | None"], Generic[Value]):
    """Where some words have led: what ends there, and by the next word where it leads, None where nowhere."""

    __slots__ = ("_nodes", "_trie", "ends")

    def __init__(self, trie: "Trie[Value]", nodes: Sequence[Node[Value]]) -> None:
        super().__init__()
        self._trie = trie
        self._nodes = nodes
        self.ends = [end for node in nodes for end in node.ends]

    def __missing__(self, word: str) -> "State[Value] | None":
        self[word] = found = self._trie.step(self._nodes, word)
        return found


class Trie(Generic[Value]):
    """Finds what begins at a word; a word stands for all labels that `labels_of` it gives."""

    def __init__(self, labels_of: Callable[[str], Iterable[str]]) -> None:
        self.root: Node[Value] = Node()
        self.labels: set[str] = set()
        self._labels_of = labels_of
        self._labels_by_word: dict[str, list[str]] = {}
        self._states: dict[tuple[int, ...], State[Value]] = {}
        self._steps = 0

    def add(self, labels: Iterable[str], value: Value) -> None:
        """Adds a sequence of labels that ends in `value`; before the first step."""
        node = self.root
        for label in labels:
            node = node.edges.setdefault(label, Node())
            self.labels.add(label)
        node.ends.append(value)

    def begin(self, node: Node[Value]) -> State[Value]:
        """Where nothing has been read: at this node. All is forgotten before, where it has grown too much."""
        if self._steps > MOST:
            self._labels_by_word.clear()
            self._states.clear()
            self._steps = 0
        return self._state((node,))

    def step(self, nodes: Sequence[Node[Value]], word: str) -> State[Value] | None:
        """Where a word leads from some nodes."""
        self._steps += 1
        labels = self._labels_by_word.get(word)
        if labels is None:
            labels = self._labels_by_word[word] = [*self._labels_of(word)]
        found = tuple(node.edges[label] for node in nodes for label in labels if label in node.edges)
        return self._state(found) if found else None

    def _state(self, nodes: tuple[Node[Value], ...]) -> State[Value]:
        key = tuple(map(id, nodes))
        known = self._states.get(key)
        if known is None:
            known = self._states[key] = State(self, nodes)
        return known
