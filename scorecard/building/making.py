"""All sources in, every file of the site to the writer: what has changed is made, the rest is taken over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from scorecard import __version__
from scorecard.building.cache import cached
from scorecard.building.card_stage import CardStage, Draw
from scorecard.building.cards import render_cards
from scorecard.building.census import Census, take_census
from scorecard.building.inputs import Inputs, templates_key, versions
from scorecard.building.plan import Built, Plan
from scorecard.building.pool import in_processes
from scorecard.building.progress import Tell
from scorecard.building.spool import Spool
from scorecard.building.writer import SiteWriter
from scorecard.publishing.api import documents
from scorecard.publishing.artifact import Artifact
from scorecard.publishing.card import planned_cards
from scorecard.publishing.keys import Keys, digest
from scorecard.publishing.site import Pages
from scorecard.publishing.slots import said
from scorecard.publishing.tables import tables
from scorecard.publishing.templating import templates_of

_MANY = 50  # orders: fewer need few of the templates, and compiling all of them would cost more than it saves


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
    with cached(plan.root / ".scorecard", is_cold=plan.is_cold) as cache, Spool(writer.scratch) as spool:
        census = take_census(inputs, with_drafts=plan.with_drafts, jobs=plan.jobs, cache=cache, spool=spool, tell=tell)
        cards = planned_cards(census.results, with_drafts=plan.with_drafts) if drawn_with is not None else frozenset()
        pages = _pages(plan, census, cards)
        write_pages(pages, writer, plan.jobs, tell)
        rows = tables(census.project, census.results, pages.keys, census.rows_of)
        data = [*documents(census.project, census.results, pages.keys), *rows]
        for done, artifact in enumerate(data, start=1):
            if not writer.keep(artifact.path, artifact.key):
                writer.write(artifact.path, artifact.chunks(), artifact.key)
            tell("data files", done, len(data))
        if cards:
            stage = CardStage(pages, cache, _engine(plan, writer), made_with=versions(drawn_with))
            built.drawn = stage.write(writer, tell)
        built.cards = len(cards)
        built.cities = len({city for result in census.results.values() for city in result.cities})


def _engine(plan: Plan, writer: SiteWriter) -> Draw:
    if plan.engine == "dask" and plan.scheduler is not None:
        from scorecard.building.cluster import render_on_cluster  # noqa: PLC0415  # a local build starts faster without

        return partial(render_on_cluster, scheduler=plan.scheduler)
    return partial(render_cards, jobs_at_once=plan.jobs, scratch=writer.scratch)


def _pages(plan: Plan, census: Census, cards: frozenset[tuple[str, str]]) -> Pages:
    inputs = census.inputs
    shared = digest([inputs.key, templates_key(plan.templates), plan.with_drafts])
    keys = Keys(census.project, census.results, shared, {city: one.key for city, one in inputs.cities.items()})
    return Pages(
        census.project,
        census.results,
        engine=templates_of(plan.templates),
        cards=cards,
        tool_version=__version__,
        keys=keys,
        load=census.load,
        credits_of_all=census.credits_of_all,
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """Pages to make: of one city, or `city` is empty and they belong to none."""

    city: str
    paths: tuple[str, ...]

    def __str__(self) -> str:
        return self.paths[0]


def write_pages(pages: Pages, writer: SiteWriter, jobs: int, tell: Tell) -> None:
    """Make the pages and documents that the writer cannot take over from the old site, in so many processes."""
    shared = {artifact.path: artifact for artifact in pages.shared()}
    orders = [_Order("", (path,)) for path in _missing(shared.values(), writer)]
    for city in pages.project.cities:
        missing = _missing(pages.of_city(city), writer)
        orders += [_Order(city, missing)] if missing else []

    def made(order: _Order) -> Iterator[tuple[str, bytes, str, str, str]]:
        artifacts = pages.of_city(order.city) if order.city else (shared[path] for path in order.paths)
        for artifact in artifacts:
            if artifact.path in order.paths:
                content, places = artifact.filled()
                yield artifact.path, content, artifact.key, said(artifact.words), places

    if len(orders) > _MANY:
        pages.engine.compile_all()
    total = sum(len(order.paths) for order in orders)
    with closing(in_processes(made, orders, jobs=min(jobs, len(orders) or 1))) as found:
        for done, one in enumerate(found, start=1):
            writer.write(*one)
            tell("pages", done, total)


def _missing(artifacts: Iterable[Artifact], writer: SiteWriter) -> tuple[str, ...]:
    return tuple(artifact.path for artifact in artifacts if not _is_taken_over(artifact, writer))


def _is_taken_over(artifact: Artifact, writer: SiteWriter) -> bool:
    """Whether the writer has an artifact from the old site, as it was or with other words in their places."""
    path, key, words = artifact.path, artifact.key, artifact.words
    return writer.keep(path, key, said(words)) or writer.refill(path, key, words)
