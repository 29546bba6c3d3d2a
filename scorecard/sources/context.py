"""What researchers know of a city's records in, remarks out; and the work list of agencies without data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scorecard.sources.days import iso_span, loose_us_day, spoken
from scorecard.sources.lists import Source
from scorecard.sources.names import Names
from scorecard.sources.record import Found, LeftOut, Remark, Round, Row

STANFORD_REQUIRED = ("place", "state", "scope", "start", "end", "columns", "stops_limited_to")
STANFORD_ALLOWED = (
    *("date", "time", "location", "lat", "lng", "county_name", "beat", "district", "precinct"),
    *("subject_age", "subject_race", "subject_sex", "officer_id_hash", "officer_race", "officer_sex", "officer_age"),
    *("officer_years_of_service", "type", "violation", "disposition", "arrest_made", "citation_issued"),
    *("warning_issued", "outcome", "contraband_found", "contraband_drugs", "contraband_weapons", "frisk_performed"),
    *("search_conducted", "search_person", "search_vehicle", "search_basis", "reason_for_arrest", "reason_for_frisk"),
    *("reason_for_search", "reason_for_stop", "speed", "use_of_force_description", "use_of_force_reason"),
    *("vehicle_make", "vehicle_year", "vehicle_registration_state"),
)
OPENPDI_FIELDS = (
    *("address", "aggravating_factors", "arrested", "beat", "case_number", "charge", "date", "disposition"),
    *("district", "division", "experience", "force_type", "hire_date", "latitude", "light_conditions", "longitude"),
    *("officer_age", "officer_hospitalized", "officer_id", "officer_injured", "officer_injuries", "officer_race"),
    *("officer_sex", "reason", "resistance_type", "sector", "service_type", "subject_age", "subject_armed"),
    *("subject_dob", "subject_ethnicity", "subject_hospitalized", "subject_injured", "subject_injuries"),
    *("subject_race", "subject_sex", "time", "weather_conditions"),
)
OPENPDI_COLUMNS = ("agency_code", "state", "city", "files", *OPENPDI_FIELDS)
TRACKING_REQUIRED = ("Source", "State", "Last Checked Date", "NO DATA")


def stanford(
    rows: Sequence[Row], source: Source, rounds: Sequence[Round], *, names: Names, cities: Mapping[str, str]
) -> Found:
    """Say for which days the Stanford Open Policing Project holds stops of a city: its copy, not the city's."""
    remarks: list[Remark] = []
    for row in rows:
        city = names.city(row["state"], row["place"])
        start, end = iso_span(row["start"]), iso_span(row["end"])
        if row["scope"] == "city" and city in cities and start is not None and end is not None:
            kind = f" ({row['stops_limited_to']} only)" if row["stops_limited_to"] else ""
            days = f"from {spoken(start)} to {spoken(end)}"
            text = f"[Stanford Open Policing]({source.url}) holds its own copy of stops{kind}, {days}."
            remarks += [
                Remark(city, one[0].id, "stops-published", text, "stanford", "stanford")
                for one in rounds
                if source.speaks_for(one[0].as_of)
            ]
    return Found(remarks=tuple(remarks))


def openpdi(
    rows: Sequence[Row], source: Source, rounds: Sequence[Round], *, names: Names, cities: Mapping[str, str]
) -> Found:
    """Say how many standard fields openpdi found in a city's force records, and whether race is among them."""
    remarks: list[Remark] = []
    for row in rows:
        city, count = names.city(row["state"], row["city"]), sum(row[column] == "1" for column in OPENPDI_FIELDS)
        if city in cities and count:
            race = (
                "the subject's race among them" if row["subject_race"] == "1" else "the subject's race not among them"
            )
            text = (
                f"[openpdi]({source.url}) found {count} of {len(OPENPDI_FIELDS)} standard fields"
                f" in its force records by {spoken(source.day)}, {race}."
            )
            remarks += [
                Remark(city, one[0].id, "force-unit", text, "openpdi", "openpdi")
                for one in rounds
                if source.speaks_for(one[0].as_of)
            ]
    return Found(remarks=tuple(remarks))


def work_list(rows: Sequence[Row], *, names: Names, agencies: Mapping[str, str]) -> list[LeftOut]:
    """List the cities for which a volunteer found no data, with the day: where a coder should look, and no answer."""
    by_agency = {(city[-2:].upper(), agency.casefold()): city for city, agency in agencies.items()}
    found: list[LeftOut] = []
    for row in rows:
        state, day = names.state(row["State"]), loose_us_day(row["Last Checked Date"])
        if not row["NO DATA"] or state is None or row["Source"] == row["State"]:  # a state's own line
            continue
        city = names.city(state, row["Source"])
        city = city if city in agencies else by_agency.get((state, row["Source"].casefold()), "")
        if city:
            why = f"work list: no data found {spoken(day)}" if day else "work list: no data found, day not known"
            found.append(LeftOut(city, "", "tracking", why, row["Source"]))
    return found
