"""The spellings of the tables in, city ids out; says which agencies of the inventory are city police departments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_POLICE = re.compile(r"\b(?:Police Department|Police Bureau|Bureau of Police|Division of Police)\b")
_NO_CITY = {"MULTI", "MULTIPLE", "NONE", "State Patrol", "State Police"}  # the inventory's words for shared tables


@dataclass(frozen=True, slots=True)
class Alias:
    """One line of `names.csv`: a spelling with its city, and what overrides the tables there.

    `agency` replaces the tables' name of the department; `is_city_police` None leaves the rule to decide.
    """

    state: str
    spelling: str
    city: str
    agency: str = ""
    is_city_police: bool | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Joins the tables' names. `states` maps a state's name to its two capitals."""

    states: Mapping[str, str]
    aliases: tuple[Alias, ...]

    def state(self, text: str) -> str | None:
        """Find the two capitals of a state that is given by name or by capitals; None where there is none."""
        return text if text in self.states.values() else self.states.get(text)

    def city(self, state: str, spelling: str) -> str:
        """Find the id of a city: `seattle-wa`.

        Args:
            state: two capitals.
            spelling: the city's name as a table has it.
        """
        alias = self._alias(state, spelling)
        return alias.city if alias is not None else slug(f"{spelling} {state}")

    def agency(self, city: str) -> str | None:
        """Find the name of a department that overrides the tables; None where none does."""
        return next((alias.agency for alias in self.aliases if alias.city == city and alias.agency), None)

    def is_city_police(self, state: str, agency: str, full_name: str) -> bool:
        """Whether an agency of the inventory is a city's own police department.

        Counties, universities, state police and tables of many agencies are not;
        `names.csv` decides where the name misleads.
        """
        alias = self._alias(state, agency)
        if alias is not None and alias.is_city_police is not None:
            return alias.is_city_police
        if not slug(agency) or agency in _NO_CITY or re.search(r"\b(?:County|University)\b", agency):
            return False
        return _POLICE.search(full_name) is not None

    def _alias(self, state: str, spelling: str) -> Alias | None:
        wanted = (state, spelling.casefold())
        return next((alias for alias in self.aliases if (alias.state, alias.spelling.casefold()) == wanted), None)


def slug(text: str) -> str:
    """Write a name as an id: small letters a to z and digits, in words joined by one hyphen."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def capitalized(text: str) -> str:
    """Write a text with a capital at its start; the rest stays."""
    return text[:1].upper() + text[1:]
