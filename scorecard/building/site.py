"""A project folder in, its site published: what has changed is found, made in processes, and written in one step."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from scorecard import __version__
from scorecard.building.at_hand import libraries_at_hand
from scorecard.building.inputs import Inputs, find_inputs, templates_key, versions
from scorecard.building.ledger import Ledger
from scorecard.building.plan import Built, Plan
from scorecard.building.process import hear_lost_interrupts, seldom_sweeping
from scorecard.building.progress import Tell
from scorecard.building.render import PangoMissing, drawing_libraries
from scorecard.building.writer import has_cards, writing
from scorecard.problem import CardFailed
from scorecard.publishing.keys import digest


def build(plan: Plan, tell: Tell) -> Built:
    """Build the site and publish it in one step, or raise and leave the old one as it was.

    Raises:
        ProblemsFound: the project has problems, outside drafts or, where they are shown, in them.
        CardFailed: a card could not be made, or Pango is missing over a site that has cards.
        WorkerDied: a process that made pages was ended.
        SourcesChanged: a source changed meanwhile.
        BuildRunning, OutputNotWritable: the output cannot be taken.
    """
    if plan.is_last:
        hear_lost_interrupts()
    with seldom_sweeping(), writing(plan.out, plan.root, is_last=plan.is_last) as writer:
        built = Built()
        inputs = find_inputs(plan.root, with_drafts=plan.with_drafts)
        if plan.is_cold:
            writer.old = Ledger()
        drawn_with = (libraries_at_hand() or _drawn_with(plan, built)) if plan.with_cards else None
        whole = _whole(plan, inputs, drawn_with)
        if writer.old.whole == whole and writer.keep_all():
            built.cities, built.cards = writer.old.told["cities"], writer.old.told["cards"]
        else:
            drawn_with = _drawn_with(plan, built)
            whole = _whole(plan, inputs, drawn_with)
            from scorecard.building.making import make_site  # noqa: PLC0415  # slow, and not needed where nothing changed

            make_site(plan, inputs, writer, built, tell=tell, drawn_with=drawn_with)
        head = {"tool": __version__, "input": _input_digest(inputs), "built_with": versions(drawn_with)}
        told = {"cities": built.cities, "cards": built.cards}
        built.keep = inputs.shared.settings.settings.keep if inputs.shared.settings.settings is not None else ()
        built.foreign = writer.finish(head, built.keep, Ledger(whole, {}, told))
        built.files, built.written = len(writer.files) + 1, writer.written
        return built


def _whole(plan: Plan, inputs: Inputs, drawn_with: Mapping[str, str] | None) -> str:
    """Digest all that a site depends on."""
    flags = (plan.with_cards, plan.with_drafts, *versions(drawn_with).items())
    return digest([inputs.whole, templates_key(plan.templates), *flags])


def _drawn_with(plan: Plan, built: Built) -> Mapping[str, str] | None:
    """Find what draws cards; None where none are made."""
    if not plan.with_cards:
        return None
    try:
        return drawing_libraries()
    except PangoMissing as error:
        if has_cards(plan.out):
            raise CardFailed(
                f"{error}; the site has cards, so nothing was published (--no-cards leaves them out)"
            ) from error
        built.missing_pango = str(error)
        return None


def _input_digest(inputs: Inputs) -> str:
    lines = (f"{path}\0{one}\n" for path, one in inputs.files.items())
    return sha256("".join(lines).encode()).hexdigest()
