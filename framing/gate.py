"""The gate before the shipped model: what a new one must not lose, on the same sentences in the same folds.

The slack is a tolerance that we chose, no test of significance: more than another seed usually moves a figure, less
than its interval. What is lost of all figures, each as a share of its slack, may make up one slack, counted from the
best figures so far: so it is not spent on each figure, nor again at each run.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from framing.errors import ModelError
from framing.linear import Card

SLACK = {"macro_f1": 0.005, "auc": 0.005, "loaded_words_f1": 0.01, "ece": 0.02}
MOST_ECE = 0.05

_READ = "read it with the same --columns and --map"
_ANEW = "to begin anew, write with --output into the directory of the shipped model"
_REMEDIES = {
    "sha256": "give the file {file} as the first --corpus, or write to --output",
    "n": f"another version read the file; {_ANEW}",
    "positive": _READ,
    "columns": _READ,
    "map": _READ,
    "seed": "give --seed {seed}",
    "folds": "write folds = {folds} in the recipe",
    "parts": f"another version split the sentences; {_ANEW}",
}


def check_target(new: Mapping[str, Any], old: Card) -> None:
    """A `ModelError` where the figures of a model with this record cannot be compared with those of the shipped one."""
    ours, theirs = _measured(new), _measured(old.record)
    for name, remedy in _REMEDIES.items():
        if ours[name] != theirs[name]:
            raise ModelError(
                f"the shipped model was measured with {name} {theirs[name]}, the new one with {ours[name]}: the "
                f"figures cannot be compared: {remedy.format(**theirs)}"
            )


def _measured(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a figure hangs on besides the model: the target as it was read, and the folds."""
    target: dict[str, Any] = {"columns": {}} | record["data"][0]
    made = {"map": {}, "parts": None} | {name: record[name] for name in ("map", "parts", "seed") if name in record}
    return target | made | {"folds": record["recipe"]["folds"]}


def check_gate(new: Card, old: Card) -> None:
    """A `ModelError` where a model loses more than one slack in all, or is too badly calibrated."""
    found, bar = new.record["cross_validation"], _bar(old)
    if found["ece"] > MOST_ECE:
        raise _worse(f"ece {found['ece']:.4f}, where {MOST_ECE} is the most")
    losses = dict(_losses(found, bar))
    if round(sum(losses.values()), 4) > 1:
        raise _worse("; ".join(f"{name} {found.get(name, 0.0):.4f} against {bar[name]:.4f}" for name in losses))


def _worse(what: str) -> ModelError:
    return ModelError(
        f"worse in cross-validation than a shipped model may be: {what}; the shipped model stays as it is: "
        "write to --output to look at the new one"
    )


def _bar(old: Card) -> Mapping[str, float]:
    """The best figures so far."""
    bar: Mapping[str, float] = old.record.get("best", old.record["cross_validation"])
    return bar


def _losses(found: Mapping[str, float], bar: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """How much of its slack each figure has lost, where it has lost any."""
    for name, slack in SLACK.items():
        lost = _sign(name) * (bar[name] - found.get(name, 0.0)) if name in bar else 0.0
        if lost > 0:
            yield name, lost / slack


def _sign(name: str) -> int:
    """-1 of an error, which is best where it is least."""
    return -1 if name == "ece" else 1


def best(new: Card, old: Card) -> dict[str, float]:
    """The best figures so far, those of a new shipped model included."""
    found, bar = new.record["cross_validation"], _bar(old)
    both = {name: [own[name] for own in (found, bar) if name in own] for name in SLACK}
    return {name: max(own, key=lambda value: _sign(name) * value) for name, own in both.items() if own}
