"""The node of a `city.yaml` in, a `City` out, or problems."""

from __future__ import annotations

import re

from scorecard.model.project import City
from scorecard.reading.fields import Fields
from scorecard.reading.text import Node
from scorecard.reading.words import Log, check_id, refuse_mixed_scripts, shortened, unique

_STATE = re.compile(r"[A-Z]{2}\Z")
_GEOID = re.compile(r"[0-9]{7}\Z")  # two digits of the state, five of the place (census)


def read_city(node: Node | None, city_id: str, log: Log) -> City | None:
    """Read who a city is; None where there was any problem."""
    before = len(log.problems)
    fields = Fields(node, "the city", log)
    if node is None:
        log.report(fields.place, "missing-key", "the file is empty", "add name, state and agency")
    name, agency = fields.text("name", required=True), fields.text("agency", required=True)
    for key, text in (("name", name), ("agency", agency)):
        refuse_mixed_scripts(text, fields.place_of(key), log, f'"{key}" of the city')
    state = fields.word("state", required=True)
    if state is not None and not _STATE.match(state):
        what = f'"{shortened(state)}" is not two capitals'
        log.report(fields.place_of("state"), "not-a-state", what, "write it like WA")
    geoid = fields.word("geoid")
    if geoid is not None and not _GEOID.match(geoid):
        what = f'"{shortened(geoid)}" is not a census place id'
        log.report(fields.place_of("geoid"), "not-a-geoid", what, "write its seven digits")
    population = fields.whole("population")
    latitude = fields.number("latitude", least=-90, most=90)
    longitude = fields.number("longitude", least=-180, most=180)
    if fields.has("latitude") != fields.has("longitude"):
        only = "latitude" if fields.has("latitude") else "longitude"
        log.report(fields.place_of(only), "half-a-place", f"{only} stands alone", "write both, or neither")
    website = fields.url("website")
    was: dict[str, None] = {}
    for word in fields.words("was"):
        former = check_id(word.value, word.place, log)
        if former == city_id:
            log.report(word.place, "repeated-id", f'"{former}" is the id that the city has now', "take it out")
        elif former is not None and unique(was, former, word.place, log, "the former id"):
            was[former] = None
    fields.close()
    if len(log.problems) > before or name is None or state is None or agency is None:
        return None
    return City(city_id, name, state, agency, geoid, population, latitude, longitude, website, tuple(was))
