"""Parameters of estimators, checked when they are used; a number of numpy, as in grids, is as good as one of Python.

Each function raises a `ParameterError` that says what was expected.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from framing.errors import ParameterError
from framing.linear import LONGEST_RUN
from framing.material import GROUPS


def plain(value: Any) -> Any:
    """A number of numpy, such as grids are made of, as one of Python."""
    return value.item() if isinstance(value, np.generic) else value


def characters_of(value: Any) -> tuple[int, int]:
    """The shortest and the longest run of letters."""
    pair = [plain(number) for number in value] if isinstance(value, Sequence | np.ndarray) else []
    if len(pair) != 2 or {*map(type, pair)} != {int} or not 1 <= pair[0] <= pair[1] <= LONGEST_RUN:
        raise ParameterError(
            f"characters: {value!r} is not the shortest and the longest run of letters, each from 1 to {LONGEST_RUN}; "
            "write characters=(2, 4)"
        )
    return pair[0], pair[1]


def count_of(value: Any) -> int:
    """A number of texts, from 1 on."""
    count = plain(value)
    if type(count) is not int or count < 1:
        raise ParameterError(f"min_count: {value!r} is not a whole number of at least 1; write min_count=1")
    return count


def seed_of(value: Any) -> int:
    """A seed that numpy takes."""
    seed = plain(value)
    if type(seed) is not int or not 0 <= seed < 2**32:
        raise ParameterError(f"random_state: {value!r} is not a whole number from 0 to 2**32 - 1; write random_state=0")
    return seed


def groups_of(value: Any) -> Sequence[str]:
    """The groups that are named, by default all."""
    if value is None:
        return GROUPS
    groups = list(value) if isinstance(value, Sequence | np.ndarray | set | frozenset) else []
    if isinstance(value, str) or not groups or not set(groups) <= set(GROUPS):
        raise ParameterError(f"groups: {value!r} is not a list of some of {', '.join(GROUPS)}; write groups=['kind']")
    return groups
