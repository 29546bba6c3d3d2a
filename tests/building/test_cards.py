"""Batches of cards in child processes: whatever happens to one, it is named and the others are finished."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scorecard.building.cards import BATCH, Limits, render_cards
from scorecard.building.render import PangoMissing
from scorecard.problem import CardFailed
from scorecard.publishing.card_job import CardJob, CardStyle
from tests.building.card_samples import TINY_STYLE, everything, tiny

# A child whose renderer does, on a word in the page, what hostile or broken pages might.
CHILD = """
import os, signal, sys, time
from scorecard.building import card_child
from scorecard.building.card_child import main
from scorecard.building.render import CardNotDrawn, PangoMissing, Rendered, Renderer
class Odd:
    def __init__(self, style):
        if "no-pango" in style.css:
            raise PangoMissing("no Pango here")
        if "bad-style" in style.css:
            raise CardNotDrawn("bad style")
    def render(self, html, pictures):
        if "@kill" in html:
            os.kill(os.getpid(), signal.SIGKILL)
        if "@hang" in html:
            time.sleep(600)
        while "@spin" in html:
            pass
        if "@memory" in html:
            bytearray(1 << 40)
        if "@refuse" in html:
            raise CardNotDrawn("refused")
        if "@once" in html and not os.path.exists(html.partition("@once ")[2].partition("<")[0]):
            open(html.partition("@once ")[2].partition("<")[0], "w").close()
            os.kill(os.getpid(), signal.SIGKILL)
        if "@print" in html:
            print("a library talks")
            os.write(1, b"and writes")
        return Rendered(b"%PDF " + html.encode(), 1, ())
card_child.Renderer = Odd
main()
"""
ODD = ("-c", CHILD)


def drawn(jobs: list[CardJob], **options: object) -> dict[str, bytes]:
    """Draw with odd children; give what came out until the end or an error."""
    done: dict[str, bytes] = {}
    limits = options.pop("limits", Limits())
    assert isinstance(limits, Limits)
    for job, pdf in render_cards(jobs, jobs_at_once=2, limits=limits, child=ODD):
        done[job.city] = pdf
    return done


def failure(jobs: list[CardJob], limits: Limits) -> tuple[set[str], str]:
    """Draw what fails; give the cities that came out, and the message."""
    done: set[str] = set()
    with pytest.raises(CardFailed) as failed:  # noqa: PT012  # what came out before matters
        for job, _ in render_cards(jobs, jobs_at_once=2, limits=limits, child=ODD):
            done.add(job.city)
    assert failed.value.status == 5
    return done, str(failed.value)


@pytest.mark.parametrize("each", [4, pytest.param(1, marks=pytest.mark.proof)])
def test_real_cards_are_the_same_with_one_child_or_two(each: int) -> None:
    """The made-up project's cards, each so many, have the same bytes however many processes draw them."""
    jobs = everything()[::each]
    one = {job.path: pdf for job, pdf in render_cards(jobs, jobs_at_once=1)}
    two = {job.path: pdf for job, pdf in render_cards(reversed(jobs), jobs_at_once=2)}
    assert {job.path for job in jobs} == set(one)
    assert one == two
    assert all(pdf.startswith(b"%PDF-1.7") for pdf in one.values())


def test_every_card_comes_out_once() -> None:
    """More cards than a batch holds, from a stream."""
    names = [f"city-{number}" for number in range(2 * BATCH + 3)]
    done = [job.city for job, _ in render_cards((tiny(name) for name in names), jobs_at_once=2, child=ODD)]
    assert names == sorted(done, key=names.index)


def test_nothing_to_draw_is_no_failure() -> None:
    """No job, no child, no card."""
    assert list(render_cards([], jobs_at_once=2)) == []


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("@kill", "its process was ended by SIGKILL"),
        ("@hang", "it took longer than 2 seconds"),
        ("@spin", "it took more than 1 seconds of processor time"),
        ("@memory", "it needs too much memory"),
        ("@refuse", "refused"),
    ],
)
def test_a_card_that_fails_is_named_and_the_others_are_finished(word: str, why: str) -> None:
    """Killed, hung, endless, out of memory or refused: one city is named, six come out."""
    names = [f"city-{number}" for number in range(7)]
    jobs = [tiny(name, word if name == "city-3" else "fine") for name in names]
    done, said = failure(
        jobs, Limits(memory_bytes=1 << 30, cpu_seconds=1, wall_seconds=2.0 if word == "@hang" else 60.0)
    )
    assert set(names) - {"city-3"} == done
    assert f"1 report card could not be made; nothing was published; city-3 2026: {why}" == said


def test_several_failures_are_named_by_reason() -> None:
    """Cities that fail alike stand together."""
    jobs = [tiny("b", "@refuse"), tiny("a", "@refuse"), tiny("c", "@kill"), tiny("d")]
    done, said = failure(jobs, Limits())
    assert {"d"} == done
    assert said.endswith("a 2026, b 2026: refused; c 2026: its process was ended by SIGKILL")


def test_a_child_that_dies_once_harms_no_card(tmp_path: Path) -> None:
    """A card is tried a second time, alone."""
    jobs = [tiny("a"), tiny("b", f"@once {tmp_path / 'mark'}"), tiny("c")]
    assert {"a", "b", "c"} == set(drawn(jobs))


def test_what_a_library_prints_spoils_no_card() -> None:
    """Answers have a way of their own."""
    assert b"%PDF" == drawn([tiny("a", "@print")])["a"][:4]


def test_missing_pango_is_told_at_once() -> None:
    """No card is tried without it."""
    style = CardStyle("/* no-pango */", {})
    with pytest.raises(PangoMissing, match="no Pango here"):
        drawn([tiny("a", style=style), tiny("b", style=style)])


def test_a_style_at_fault_is_told_at_once() -> None:
    """A broken style sheet is not charged to a hundred cities."""
    style = CardStyle("/* bad-style */", {})
    with pytest.raises(CardFailed, match=r"^no report card can be made; nothing was published: bad style$"):
        drawn([tiny(str(number), style=style) for number in range(50)])


def test_a_child_that_cannot_start_is_told_at_once() -> None:
    """A broken installation is no city's fault either."""
    with pytest.raises(CardFailed, match=r"no report card can be made; .*: broken here"):
        list(render_cards([tiny("a"), tiny("b")], jobs_at_once=1, child=("-c", "raise SystemExit('broken here')")))


def test_styles_do_not_mix() -> None:
    """Cards of two styles in one stream are drawn each in its own."""
    other = CardStyle(f"{TINY_STYLE.css} p {{ color: red }}", TINY_STYLE.fonts)
    jobs = [tiny("a"), tiny("b", style=other), tiny("c")]
    done = {job.city: pdf for job, pdf in render_cards(jobs, jobs_at_once=1)}
    assert (done["a"] == done["c"], done["a"] == done["b"]) == (True, False)


def test_leaving_early_ends_the_children_and_clears_up() -> None:
    """A caller that stops listening leaves no process and no folder behind."""
    folder = Path(tempfile.gettempdir())
    before = set(folder.glob("scorecard-cards-*"))

    def first() -> Iterator[str]:
        for job, _ in render_cards([tiny("a"), tiny("b", "@hang")], jobs_at_once=1, child=ODD):
            yield job.city
            return

    started = time.monotonic()
    assert list(first()) == ["a"]
    assert time.monotonic() - started < 30
    assert set(folder.glob("scorecard-cards-*")) - before == set()


def test_a_child_sees_no_font_of_the_machine(tmp_path: Path) -> None:
    """Cards are drawn with the fonts of the style alone, whatever is installed."""
    seen = tmp_path / "seen"
    look = "open(os.environ['FONTCONFIG_FILE']).read()"
    child = f"import os; open({str(seen)!r}, 'w').write({look}); raise SystemExit('seen')"
    with pytest.raises(CardFailed):
        list(render_cards([tiny("a")], jobs_at_once=1, child=("-c", child)))
    assert "<fontconfig></fontconfig>" in seen.read_text()
