"""All sources in, every file of the site to the writer: what has changed is made, the rest is taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from scorecard import __version__
from scorecard.building.bulk import bulk_files
from scorecard.building.cache import cached
from scorecard.building.census import Census, take_census
from scorecard.building.former import SQLITE, Former, find_former
from scorecard.building.inputs import Inputs, templates_key, versions
from scorecard.building.plan import Built, Plan
from scorecard.building.pool import in_processes
from scorecard.building.produce import Produced
from scorecard.building.progress import Tell
from scorecard.building.records import Records
from scorecard.building.remembered import columns_once
from scorecard.building.spool import Spool
from scorecard.building.writer import SiteWriter
from scorecard.publishing.api_index import documents
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.changes_file import change_documents
from scorecard.publishing.citing import CITE_PATH, scores_path
from scorecard.publishing.history import city_path
from scorecard.publishing.keys import Keys, digest
from scorecard.publishing.planned_cards import planned_cards
from scorecard.publishing.site import Pages
from scorecard.publishing.study_api import study_documents
from scorecard.publishing.tables import tables
from scorecard.publishing.templating import templates_of
from scorecard.publishing.told import Columns
from scorecard.scoring.result import EditionResult

if TYPE_CHECKING:
    from scorecard.building.card_stage import Draw

_MANY = 150  # pages: fewer need few of the templates, and compiling all of them would cost more than it saves
_BATCHES = 1000  # so many at most do the processes get, of so many cities at once that asking for more costs little
_LEAST = 4  # cities in one
_DATA, _PAGES, _CITIES = "data files", "pages", "cities’ pages"


def make_site(
    plan: Plan,
    inputs: Inputs,
    writer: SiteWriter,
    built: Built,
    *,
    tell: Tell,
    drawn_with: Mapping[str, str] | None,
) -> None:
    """Make what has changed, and take over what has not."""
    with ExitStack() as until_end:
        cache = until_end.enter_context(cached(plan.root / ".scorecard", is_cold=plan.is_cold))
        spool = until_end.enter_context(Spool(writer.scratch))
        census = take_census(inputs, with_drafts=plan.with_drafts, jobs=plan.jobs, cache=cache, spool=spool, tell=tell)
        cards = planned_cards(census.results, with_drafts=plan.with_drafts) if drawn_with is not None else frozenset()
        columns = columns_once(cache, inputs.key, plan.jobs)
        pages = pages_of(plan, census, cards, with_reports=drawn_with is not None, columns=columns)
        records = until_end.enter_context(Records(census.project, census.results, writer.scratch))
        records.take_digests(pages.keys, writer.old.files)
        former = find_former(cache, writer.producer, pages.keys, census.results)
        pages = replace(pages, digest_of=records.digest_of)
        pages.prepare()
        make_files(pages, data_files(pages, census, records, former), writer, plan.jobs, tell)
        if cards or pages.reports:
            from scorecard.building.card_stage import CardStage  # noqa: PLC0415  # slow, and not needed without cards

            stage = CardStage(pages, cache, _engine(plan, writer), made_with=versions(drawn_with))
            built.drawn = stage.write(writer, tell)
        built.cards = len(cards) * (1 + len(pages.others))
        built.cities = len({city for result in census.results.values() for city in result.cities})


def _engine(plan: Plan, writer: SiteWriter) -> Draw:
    from scorecard.building.cards import render_cards  # noqa: PLC0415  # as above

    if plan.engine == "dask" and plan.scheduler is not None:
        from scorecard.building.cluster import render_on_cluster  # noqa: PLC0415  # a local build starts faster without

        return partial(render_on_cluster, scheduler=plan.scheduler)
    return partial(render_cards, jobs_at_once=plan.jobs, scratch=writer.scratch)


def pages_of(
    plan: Plan,
    census: Census,
    cards: frozenset[tuple[str, str]],
    *,
    with_reports: bool,
    columns: Columns | None = None,
) -> Pages:
    """Promise every page.

    Args:
        plan: which project, and with which templates.
        census: its cities.
        cards: the pairs of city and edition that have a report card.
        with_reports: whether editions have national reports.
        columns: makes or remembers what advice says of other cities.
    """
    inputs = census.inputs
    public = frozenset(name for name, result in census.results.items() if result.has_public)
    shared = digest([inputs.key, templates_key(plan.templates), plan.with_drafts])
    own = {city: one.key for city, one in inputs.cities.items()}
    keys = Keys(census.project, census.results, shared, own, census.studies)
    return Pages(
        census.project,
        census.results,
        census.studies,
        engine=templates_of(plan.templates),
        cards=cards,
        tool_version=__version__,
        keys=keys,
        load=census.load,
        credits_of_all=census.credits_of_all,
        changes=census.changes,
        proof_of=census.proof_of,
        columns=columns,
        reports=public if with_reports else frozenset(),
    )


def data_files(pages: Pages, census: Census, records: Records, former: Former | None = None) -> list[Artifact]:
    """Promise every document and table that belongs to no single city.

    Args:
        pages: of the project.
        census: its cities.
        records: those of each edition.
        former: what still holds of the SQLite file of the old site.
    """
    rows = tables(census.project, census.results, pages.keys, census.rows_of, records.scores_of)
    studied = (study_documents(pages.studies[edition], pages.keys) for edition in pages.public)
    bridges = change_documents(census.project, census.results, census.changes, pages.keys)
    whole = documents(census.project, census.results, pages.keys, records.document_of)
    bulk = bulk_files(census.results, pages.keys, census.rows_of, records, former)
    return [*whole, *chain.from_iterable(studied), *bridges, *rows, *bulk]


@dataclass(frozen=True, slots=True)
class _Order:
    """Files to make: some by their paths, or all of some cities. `what` is what is counted."""

    what: str
    paths: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join(self.paths or (city_path(city) for city in self.cities))


def make_files(pages: Pages, data: Iterable[Artifact], writer: SiteWriter, jobs: int, tell: Tell) -> None:
    """Make all but the cards in so many processes, each of which takes over what it can from the old site."""
    of_data, of_pages = ({one.path: one for one in artifacts} for artifacts in (data, pages.shared()))
    alike = _alike([*of_data, *of_pages], pages.results.values())
    orders = [_Order(_DATA, alike)] if alike else []
    for what, artifacts in ((_DATA, of_data), (_PAGES, of_pages)):
        orders += [_Order(what, (path,)) for path in artifacts if path not in alike]
    new = sum(one.key != _key_before(path, writer) for path, one in of_pages.items())
    if new > _MANY:
        pages.engine.compile_all()
    orders += [_Order(_CITIES, cities=cities) for cities in _batches(list(pages.project.cities))]
    producer = writer.producer

    def made(order: _Order) -> Iterator[tuple[_Order, list[Produced | str]]]:
        of_cities = (artifact for city in order.cities for artifact in pages.of_city(city))
        by_path = (of_data.get(path) or of_pages[path] for path in order.paths)
        files = map(producer.produce, chain(by_path, of_cities))
        yield order, [one if one.place else one.path for one in files]  # what is known of a kept one need not travel

    total = Counter[str]()
    for order in orders:
        total[order.what] += len(order.paths or order.cities)
    done = Counter[str]()
    with closing(in_processes(made, orders, jobs=min(jobs, len(orders)))) as found:
        for order, files in found:
            for one in files:
                writer.add(Produced(one, writer.old.files[one], "") if isinstance(one, str) else one)
            done[order.what] += len(order.paths or order.cities)
            tell(order.what, done[order.what], total[order.what])


def _alike(paths: Iterable[str], results: Iterable[EditionResult]) -> tuple[str, ...]:
    """Leave to one process what is made of records, and what takes a library that is slow to load."""
    known = {*(scores_path(result.edition) for result in results), CITE_PATH, SQLITE, "data/scores.csv"}
    return tuple(path for path in paths if path in known or path.endswith((".parquet", "data/index.html")))


def _key_before(path: str, writer: SiteWriter) -> str:
    entry = writer.old.files.get(path)
    return "" if entry is None else entry.key


def _batches(cities: Sequence[str]) -> Iterator[tuple[str, ...]]:
    size = max(_LEAST, -(-len(cities) // _BATCHES))
    for start in range(0, len(cities), size):
        yield tuple(cities[start : start + size])
