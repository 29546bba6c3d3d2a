"""An edition in, its national report out: the view of a document to draw, and the drawing's job."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorecard.model.project import PAPERS, Edition
from scorecard.model.rubric import Rubric
from scorecard.problem import Problem, ProblemsFound
from scorecard.publishing import national_words as words
from scorecard.publishing.card import card_style
from scorecard.publishing.card_bars import BigBarDrawing, big_bar_drawing
from scorecard.publishing.card_drawing import Gallery
from scorecard.publishing.card_head import CardNotice, Paper
from scorecard.publishing.card_job import CardJob, CardStyle
from scorecard.publishing.changes import ChangesSection
from scorecard.publishing.city_parts import counted_to
from scorecard.publishing.frame import Frame, Notice, reconstructed
from scorecard.publishing.history import city_path
from scorecard.publishing.language import say, speaking
from scorecard.publishing.method import GateLine, band_lines, fresh_lines, gate_line
from scorecard.publishing.nation import Nation
from scorecard.publishing.paths import method_path, national_path, report_path
from scorecard.publishing.pledge import PledgeRow
from scorecard.publishing.report_cities import IndexLine, Reference, city_tables, index_columns, listed
from scorecard.publishing.report_parts import Cell, Column, ReportLine, ReportSection, ReportTable, Source, table
from scorecard.publishing.report_pictures import WIDTH, swatches
from scorecard.publishing.report_sections import Report, sections
from scorecard.publishing.report_tables import MOST_LINES
from scorecard.publishing.report_words import findings, list_sentence
from scorecard.publishing.templating import Templates
from scorecard.publishing.words import CONDUCT, capital, sentence, share_needed
from scorecard.scoring.draws import DRAWS
from scorecard.scoring.printing import printed_plain

SHEET = "report/report.css"
_BAR_HEIGHT = 25  # px, as on cards
_LONG = 60  # characters: a longer heading is set smaller


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """One of the findings of the first page: what is `found`, its `doubt`, and the `anchor` of its section."""

    found: str
    doubt: str
    anchor: str


@dataclass(frozen=True, slots=True)
class KeyField:
    """A field of the key: its `picture`, and what it says in `words`."""

    picture: str
    words: str


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents: `title` of a section, and its `anchor`."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ReportMethod:
    """How scores are made: `weights` of the dimensions, the share that a band `need`s, `draws` of weights, and tables.

    `bands` and `fresh` are tables; `gates` may be empty. `full` leads to all of it.
    """

    weights: str
    need: str
    draws: str
    bands: ReportTable
    gates: tuple[GateLine, ...]
    fresh: ReportTable
    full: Source


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The national report of an edition.

    `paper` is on every page, `frame` has notices, conduct, licence and how to cite. `title` is the finding, set
    smaller where it `is_long`; `about` says what was counted, `lede` how much is known. `middle` is the range of
    the middle city, None where nothing applies; `key` says how it is read. `findings` are those of the first
    page, `contents` leads to all. Then `sections`, the `method`, the `cities`, and the `index` in columns. `online`
    leads to the same on the site, `data` to its figures. `rules` are those of pictures that the style sheet lacks.
    """

    paper: Paper
    notices: tuple[CardNotice, ...]
    frame: Frame
    title: str
    is_long: bool
    about: str
    lede: str
    middle: BigBarDrawing | None
    key: tuple[KeyField, ...]
    findings: tuple[ReportFinding, ...]
    contents: tuple[ContentsLine, ...]
    sections: tuple[ReportSection, ...]
    method: ReportMethod
    cities: ReportSection
    index: tuple[tuple[IndexLine, ...], ...]
    online: Source
    data: Source
    rules: str
    template: str = "report/report.html"


def report_page(report: Report, gallery: Gallery) -> ReportPage:
    """Make the view of a report.

    Args:
        report: what it is made from.
        gallery: keeps the pictures that the page asks for.
    """
    nation, site = report.nation, report.site
    edition, title = nation.result.edition, words.headline(nation)
    frame = site.frame(
        report_path(edition.id),
        say("National report"),
        description=f"{title} {words.known_sentence(nation)}",
        notices=reconstructed(edition, several=True),
        edition=edition,
        cite=True,
    )
    changes, pledged, shown = report.changes_into(), report.pledged(), listed(nation)
    parts = tuple(sections(report, changes, pledged, gallery))
    cities = _cities(nation, shown, gallery, report)
    return ReportPage(
        paper=_paper(report, frame),
        notices=tuple(map(_notice, frame.notices)),
        frame=frame,
        title=title,
        is_long=len(title) > _LONG,
        about=f"{capital(counted_to(edition))} · {words.cities(len(nation.public))}",
        lede=words.known_sentence(nation),
        middle=_middle(nation, gallery),
        key=_key(gallery),
        findings=tuple(
            ReportFinding(one.found, one.doubt, anchor) for anchor, one in findings(nation, report.family())
        ),
        contents=tuple(_contents(parts, has_index=bool(shown))),
        sections=parts,
        method=_method(nation.result.rubric, edition, report),
        cities=cities,
        index=index_columns(nation, shown, _references(report, changes, pledged)),
        online=Source(say("This report as a page"), site.address(national_path(edition.id))),
        data=Source(say("All scores as a table"), site.address("data/scores.csv")),
        rules=gallery.without_rule(),  # last, when all are hung
    )


def report_job(report: Report, templates: Templates, style: CardStyle) -> CardJob:
    """Make the report of an edition, ready to be drawn, in the language of its project."""
    edition, gallery = report.nation.result.edition.id, Gallery(templates)
    with speaking(report.site.project.settings.language):
        html = templates.render(report_page(report, gallery)).decode()
    return CardJob(report_path(edition), "", edition, html, gallery.pictures, style)


def report_style(sources: Mapping[str, bytes], paper: str = PAPERS[0]) -> CardStyle:
    """Find what all reports share among the files of a templates folder: the style of cards, and what is added to it.

    Arguments as of `card_style`.

    Raises:
        ProblemsFound: one of the style sheets is not there.
    """
    if SHEET not in sources:
        mend = "add it, or remove templates/ to use the packaged set"
        raise ProblemsFound([Problem(f"templates/{SHEET}", 1, 1, "template-error", "it is not there", mend)])
    card = card_style(sources, paper)
    return CardStyle(f"{card.css}{sources[SHEET].decode(errors='replace')}", card.fonts)


def _paper(report: Report, frame: Frame) -> Paper:
    settings, edition = report.site.project.settings, report.nation.result.edition
    licence = f", {settings.licence}" if settings.licence is not None else ""
    return Paper(
        site=settings.title,
        edition=say("National report · Edition {edition}", edition=edition.id),
        foot=f"{say(CONDUCT).partition('. ')[0]}. {sentence(f'{settings.publisher}{licence}')}",
        before="",
        between=" / ",
        after="",
        title=say("{title}: national report {edition}", title=settings.title, edition=edition.id),
        author=settings.publisher,
        subject=frame.description,
        language=settings.language,
        made=edition.as_of.isoformat(),
        is_draft=False,
    )


def _notice(of: Notice) -> CardNotice:
    """Say on paper what a page says; of an example, nothing about search."""
    text = say("The publisher named here is an example.") if of.kind == "demonstration" else of.text
    return CardNotice(of.kind, of.label, text)


def _middle(nation: Nation, gallery: Gallery) -> BigBarDrawing | None:
    """Draw the range from the middle low to the middle high; it belongs to no city, so that it has no band."""
    if nation.middle is None:
        return None
    low, high = words.ends(nation.middle, nation.result)
    label = say("From the middle low, {low}, to the middle high, {high}, of 100.", low=low, high=high)
    return big_bar_drawing(
        nation.middle,
        None,
        nation.result.rubric,
        None,
        width=int(WIDTH),
        height=_BAR_HEIGHT,
        label=label,
        hang=gallery.hang,
    )


def _key(gallery: Gallery) -> tuple[KeyField, ...]:
    said = (say("Solid: proved"), say("Striped: not settled"), say("Empty: not earned"))
    return tuple(map(KeyField, swatches(gallery), said))


def _contents(parts: Sequence[ReportSection], *, has_index: bool) -> Iterator[ContentsLine]:
    yield from (ContentsLine(one.title, one.anchor) for one in parts)
    yield ContentsLine(say("Method"), "method")
    yield ContentsLine(say("All cities with their ranges"), "cities")
    yield ContentsLine(say("How to cite, correct and reuse this"), "use")
    if has_index:
        yield ContentsLine(say("Index of cities"), "index")


def _method(rubric: Rubric, edition: Edition, report: Report) -> ReportMethod:
    bands = (ReportLine(None, one.name, None, (Cell(one.scores),)) for one in band_lines(rubric))
    fresh = (ReportLine(None, one.days, None, (Cell(one.criteria),)) for one in fresh_lines(rubric))
    two = ("200", "480")
    return ReportMethod(
        weights=", ".join(f"{one.title} {printed_plain(one.weight)}" for one in rubric.dimensions),
        need=share_needed(rubric),
        draws=f"{DRAWS:,}",
        bands=table(None, "", map(Column, (say("Band"), say("Scores")), two), bands),
        gates=tuple(gate_line(gate, rubric) for gate in rubric.gates),
        fresh=table(None, "", map(Column, (say("Counts for"), say("Questions")), two), fresh),
        full=Source(say("All of the method, with every question"), report.site.address(method_path(edition.rubric))),
    )


def _cities(nation: Nation, shown: Sequence[str], gallery: Gallery, report: Report) -> ReportSection:
    return ReportSection(
        "cities",
        say("All cities with their ranges"),
        list_sentence(len(shown), len(nation.public)),
        tables=city_tables(nation, shown, gallery, report.site.address),
        data=Source(f"{say('The data')} (CSV)", report.site.address("data/scores.csv")),
        is_new_page=True,
    )


def _references(
    report: Report, changes: ChangesSection | None, pledged: Sequence[PledgeRow]
) -> dict[str, list[Reference]]:
    """Find where else cities stand, by id, each place once."""
    edition, found = report.nation.result.edition.id, dict[str, list[Reference]]()
    ids = {path: city for city in report.nation.public for path in (city_path(city), city_path(city, edition))}
    gone = [(one.city.path, f"gone.{place}") for place, one in enumerate(changes.gone if changes is not None else ())]
    signed = [(one.city.path, f"pledge.{place}") for place, one in enumerate(pledged[:MOST_LINES])]
    for label, places in ((say("gone"), gone), (say("pledge"), signed)):
        for path, anchor in places:
            city = ids.get(path or "")
            if city is not None and all(one.label != label for one in found.get(city, ())):
                found.setdefault(city, []).append(Reference(label, anchor))
    return found
