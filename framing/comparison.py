"""What a comparison of groups of articles consists of, as values and as tables."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any, Literal, Self, get_args, get_type_hints

from framing import comparison_html, comparison_text, wire
from framing.dataframe import Backend, Schema, dataframe, transposed
from framing.errors import ParameterError
from framing.groups import GroupDifference, GroupRate, GroupSize, GroupStance, GroupWord
from framing.report import render

Table = Literal["groups", "rates", "differences", "words", "stances"]
ROWS = {
    "groups": GroupSize,
    "rates": GroupRate,
    "differences": GroupDifference,
    "words": GroupWord,
    "stances": GroupStance,
}
_TYPES = {int: "Int64", float: "Float64"}


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Groups of articles beside each other. Groups and topics stand in the order of their names: nobody is ranked.

    `by` and `within` say what groups and topics are. `copies` has for each set of near copies the names of its
    articles; `notes` tell what was left out, and where there is too little text to tell anything.

    Examples
    --------
    >>> import framing
    >>> found = framing.compare({'Gull': ['They brazenly left.'] * 5, 'Tern': ['They left.'] * 5})
    >>> found
    <Comparison by group: Gull, Tern; 10 articles>
    >>> found.to_frame('groups')['words'].tolist()
    [15, 10]
    """

    by: str
    within: str | None
    groups: tuple[GroupSize, ...]
    rates: tuple[GroupRate, ...]
    differences: tuple[GroupDifference, ...]
    words: tuple[GroupWord, ...]
    stances: tuple[GroupStance, ...]
    copies: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    made_by: dict[str, str]

    def __repr__(self) -> str:
        names = ", ".join(dict.fromkeys(size.group for size in self.groups))
        return f"<Comparison by {self.by}: {names}; {sum(size.articles for size in self.groups)} articles>"

    def to_frame(self, table: Table = "rates", backend: Backend = "pandas") -> Any:
        """One of the tables as a dataframe of `backend` ("pandas", "polars", "pyarrow"), a row an item."""
        if table not in get_args(Table):
            raise ParameterError(f"table must be one of {', '.join(get_args(Table))}, not {table!r}")
        schema = _schema(ROWS[table])
        return dataframe(transposed(map(astuple, getattr(self, table)), schema), schema, backend).to_native()

    def to_text(self) -> str:
        """What is found in the outlet's own words, for a terminal: rates, differences, distinctive words, notes."""
        return comparison_text.text(self.groups, self.rates, self.differences, self.words, self.notes)

    def to_html(self) -> str:
        """The same as a fragment of HTML without scripts, with rates drawn and stances of speakers; all is escaped."""
        return render("comparison.html.j2", **self.shown())

    def shown(self) -> dict[str, Any]:
        """What the templates of a comparison show."""
        return comparison_html.shown(
            self.by, self.groups, self.rates, self.differences, self.words, self.stances, self.notes
        )  # fmt: skip

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the fields are those of this class and of its rows."""
        plain: dict[str, Any] = wire.to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The comparison that `to_dict` made plain; a `FramingError` names the field that does not fit.

        Examples
        --------
        >>> import framing
        >>> found = framing.compare({'Gull': ['They brazenly left.']})
        >>> framing.Comparison.from_dict(found.to_dict()) == found
        True
        """
        found: Self = wire.from_plain(cls, data)
        return found


def _schema(row: type) -> Schema:
    """The columns of a table by the types of the fields of its rows."""
    hints = get_type_hints(row)
    types = {field.name: next(iter(get_args(hints[field.name])), hints[field.name]) for field in fields(row)}
    return {name: _TYPES.get(kind, "String") for name, kind in types.items()}
