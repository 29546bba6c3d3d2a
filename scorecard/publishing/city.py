"""One city in one edition in, the view of its page out: well known, little known, or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from scorecard.model.answer import CityEdition
from scorecard.model.rubric import Dimension
from scorecard.publishing.advice import Advice, Advisors, is_advised
from scorecard.publishing.advice_views import MOST_QUESTIONS, action_groups, path_view, question_views, questions_lede
from scorecard.publishing.answers import AnswerView
from scorecard.publishing.bracket import bracket_of
from scorecard.publishing.city_parts import (
    CityHead,
    answer_views,
    card_path,
    city_foot,
    city_head,
    city_notices,
)
from scorecard.publishing.city_views import AnyCityPage, CityPage, LittleKnownPage, WithdrawnPage
from scorecard.publishing.dimensions import dimension_answers, dimension_row, side_of
from scorecard.publishing.findings import newest_seen
from scorecard.publishing.frame import Frame, Link, Site
from scorecard.publishing.hero import Hero, hero_view
from scorecard.publishing.language import later, say, say_count
from scorecard.publishing.peers import peers_view
from scorecard.publishing.social import Social, is_pictured, preview_path
from scorecard.publishing.tally import asked, open_question, tally_lines
from scorecard.publishing.weights import weights_view
from scorecard.publishing.words import NOTHING_APPLIES, capital, number, sentence, when
from scorecard.scoring.pairs import all_evidence, says_something
from scorecard.scoring.result import CityResult, CriterionResult, EditionResult, Outcome
from scorecard.scoring.study import Study

CARD_LABEL = later("Open the card (PDF)")


@dataclass(frozen=True, slots=True)
class CityPages:
    """Makes the pages of the cities of one edition.

    `result` is the edition, `results` all of them by id, `study` what is known of
    the edition as a whole, `site` what pages share, `cards` the pairs of city and
    edition that have a report card, and `advisors` name the cities that do what others could.
    """

    result: EditionResult
    results: Mapping[str, EditionResult]
    study: Study
    site: Site
    cards: AbstractSet[tuple[str, str]]
    advisors: Advisors

    def page(self, city_id: str, path: str) -> AnyCityPage:
        """Make one city's page, to stand at a path: the city's own, or the edition's."""
        one, project = self.result.cities[city_id], self.site.project
        file = project.answers[self.result.edition.id][city_id]
        has_list = self.result.has_public
        head = city_head(
            project.cities[city_id],
            self.result.edition,
            project.settings,
            has_list=has_list,
            is_compared=self.result.edition == project.newest_edition() and one.counts,
        )
        if file.withdrawn is not None:
            return self._withdrawn(file, head, path)
        bracket = bracket_of(project.cities[city_id], self.study)
        hero = hero_view(head.name, one, self.result, card=self._card(city_id), peers=bracket)
        if hero is None or one.bands is None:
            return self._little_known(one, file, head, hero, path)
        return self._well_known(one, file, head, hero, path)

    def _frame(self, one: CityResult, head: CityHead, description: str, path: str) -> Frame:
        edition = self.result.edition
        return self.site.frame(
            path,
            head.name,
            description=description,
            notices=city_notices(edition, self.site.project, is_draft=one.is_draft),
            edition=edition,
            cite=not one.is_draft,
            social=None if one.is_draft else self._social(one, head, description, path),
            data=None if one.is_draft else Link(say("The figures of this city"), f"api/v1/cities/{one.city}.json"),
        )

    def _social(self, one: CityResult, head: CityHead, description: str, path: str) -> Social:
        has_card = (one.city, one.edition) in self.cards
        has_image = has_card and is_pictured(self.site.project, one.city, one.edition)
        image = self.site.shared_address(preview_path(one.city)) if has_image else None
        kind = "summary_large_image" if has_image else "summary"
        return Social(self.site.address(path), image, kind, f"{head.name}. {description}")

    def _card(self, city_id: str) -> Link | None:
        edition = self.result.edition.id
        return Link(say(CARD_LABEL), card_path(city_id, edition)) if (city_id, edition) in self.cards else None

    def _well_known(self, one: CityResult, file: CityEdition, head: CityHead, hero: Hero, path: str) -> CityPage:
        rubric, views = self.result.rubric, answer_views(one, self.result, self.site.project)
        description = f"{say('{figures} out of 100.', figures=hero.words.figures)} {hero.words.settled}"
        advice, advisor = self._advice(one), self.advisors.of(self.result.edition.id)
        return CityPage(
            template="site/city.html",
            frame=self._frame(one, head, description, path),
            head=head,
            hero=hero,
            asked=asked(one),
            tally=tally_lines(one.criteria.values()),
            dimensions_title=dimensions_words(len(rubric.dimensions)),
            dimensions=tuple(dimension_row(dimension, one, self.result) for dimension in rubric.dimensions),
            answers=tuple(
                dimension_answers(dimension, side_of(one, dimension, rubric), _of(dimension, views))
                for dimension in rubric.dimensions
            ),
            weights=weights_view(one, self.study),
            peers=peers_view(self.site.project.cities[one.city], one, self.study),
            actions=action_groups(one, advice, rubric, advisor),
            path=path_view(one, advice, rubric),
            questions=question_views(one, advice.questions),
            foot=city_foot(file, self.result, self.results, self.site),
        )

    def _little_known(
        self, one: CityResult, file: CityEdition, head: CityHead, hero: Hero | None, path: str
    ) -> LittleKnownPage:
        rubric, views = self.result.rubric, answer_views(one, self.result, self.site.project)
        banded = [dimension for dimension in rubric.dimensions if _has_band(one, dimension)]
        empty = [result for result in one.criteria.values() if is_without_answer(result)]
        said = {name: view for name, view in views.items() if not is_without_answer(one.criteria[name])}
        found = hero.found if hero is not None else say(NOTHING_APPLIES)
        advice = self._advice(one)
        return LittleKnownPage(
            template="site/little.html",
            frame=self._frame(one, head, f"{found} {hero.settled}" if hero is not None else found, path),
            head=head,
            hero=hero,
            title=say("Too little is known") if hero is not None else say("Not applicable"),
            found=found if hero is not None else say("No question of this rubric applies here."),
            card=self._card(one.city),
            asked=asked(one),
            tally=tally_lines(one.criteria.values()),
            dimensions_lede=_dimensions_lede(len(banded)),
            dimensions=tuple(dimension_row(dimension, one, self.result) for dimension in banded),
            answers=tuple(
                dimension_answers(dimension, seen_between(dimension, one, file), _of(dimension, said))
                for dimension in rubric.dimensions
                if _of(dimension, said)
            ),
            nothing_found=tuple(open_question(result, rubric) for result in empty),
            nothing_lede=_nothing_lede(len(empty)),
            path=path_view(one, advice, rubric),
            questions=question_views(one, advice.questions[:MOST_QUESTIONS]),
            questions_lede=questions_lede(len(advice.questions)),
            foot=city_foot(file, self.result, self.results, self.site),
        )

    def _advice(self, one: CityResult) -> Advice:
        is_newest = is_advised(self.site.project, one.city, one.edition)
        return self.advisors.of(one.edition).advise(one) if is_newest else Advice()

    def _withdrawn(self, file: CityEdition, head: CityHead, path: str) -> WithdrawnPage:
        one, withdrawn = self.result.cities[file.city], file.withdrawn
        said = ""
        if withdrawn is not None:
            said = f"{say('Withdrawn {when}.', when=when(withdrawn.on))} {sentence(withdrawn.because)}"
        foot = city_foot(file, self.result, self.results, self.site)
        return WithdrawnPage("site/withdrawn.html", self._frame(one, head, said, path), head, said, foot)


def is_without_answer(result: CriterionResult) -> bool:
    """Whether nothing at all is known of a criterion: unknown, and no answer that says something."""
    return result.outcome is Outcome.UNKNOWN and not says_something(result.answer)


def counted_words(dimensions: int) -> str:
    """Count dimensions in words: `four dimensions`."""
    return say_count(dimensions, "{number} dimension", "{number} dimensions", number=number(dimensions))


def dimensions_words(dimensions: int) -> str:
    """Count dimensions at the head of a list: `Four dimensions`."""
    return capital(counted_words(dimensions))


def _of(dimension: Dimension, views: Mapping[str, AnswerView]) -> Sequence[AnswerView]:
    return [views[criterion.id] for criterion in dimension.criteria if criterion.id in views]


def _has_band(one: CityResult, dimension: Dimension) -> bool:
    of_dimension = one.dimensions[dimension.id]
    return of_dimension is not None and of_dimension.bands is not None


def _dimensions_lede(count: int) -> str:
    return say_count(
        count,
        "One dimension is known well enough for a band and a rank of its own.",
        "{number} dimensions are known well enough for a band and a rank of their own.",
        number=capital(number(count)),
    )


def _nothing_lede(count: int) -> str:
    return say_count(
        count,
        "One question has no answer. It may be met; nobody has shown it.",
        "{number} questions have no answer. Each may be met; nobody has shown it.",
        number=capital(number(count)),
    )


def seen_between(dimension: Dimension, one: CityResult, file: CityEdition) -> str:
    """Say when the answers of a dimension were seen: `June 2020`, or `June 2020 to April 12, 2026`."""
    answers = [one.criteria[criterion.id].answer for criterion in dimension.criteria]
    days = [newest_seen(all_evidence(answer), file.evidence) for answer in answers if answer is not None]
    spans = sorted(span for span in days if span is not None)
    if not spans:
        return ""
    first, last = when(spans[0]), when(spans[-1])
    return capital(first if first == last else say("{first} to {last}", first=first, last=last))
