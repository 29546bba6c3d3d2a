"""The command line in, one call per command, an exit status out; the only module that prints."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from scorecard.arguments import read_arguments
from scorecard.checking import check_project, city_of
from scorecard.choosing import card_file, check_cities, check_engine, choose_edition, project_folder, templates_of
from scorecard.problem import (
    OutputNotWritable,
    Problem,
    ProblemsFound,
    ScorecardError,
    closing_line,
    counted,
    one_line,
)

if TYPE_CHECKING:
    from scorecard.building.plan import Plan
    from scorecard.progress import Progress

CHECKS_PASSED = "no problems in {}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status (contract, section 5)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        options = read_arguments(arguments)
        status = _run(_COMMANDS[options.command], options)
        if sys.stdout is not None:
            sys.stdout.flush()  # what cannot be written shows here, not while Python ends
    except BrokenPipeError:
        _hush()
        return 0
    except OSError as error:
        _hush(keep_errors=True)
        _say(f"scorecard: {error.filename or 'standard output'}: {error.strerror}")
        return OutputNotWritable.status
    except KeyboardInterrupt:
        _say("scorecard: interrupted; nothing was published")
        return 130
    return status


def _run(command: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    try:
        return command(options)
    except ProblemsFound as error:
        _print_problems(error.problems)
        return error.status
    except ScorecardError as error:
        _say(f"scorecard: {error}")
        return error.status


def _hush(*, keep_errors: bool = False) -> None:
    """Send what is left in the buffers of a closed stream to nowhere, so that Python does not complain as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1,) if keep_errors else (1, 2):
        os.dup2(nowhere, number)


def _new(options: argparse.Namespace) -> int:
    from scorecard.starting import new_city, new_edition, new_project  # noqa: PLC0415  # `check` starts faster without

    if options.kind == "project":
        made = new_project(Path(options.name))
    elif options.kind == "city":
        made = new_city(project_folder(options.project), options.name)
    else:
        made = new_edition(project_folder(options.project), options.name, old=options.old, as_of=options.as_of)
    print(made, end="")
    return 0


def _check(options: argparse.Namespace) -> int:
    checked = check_project(project_folder(options.project), with_drafts=True)
    problems = checked.problems
    if options.city:
        known = checked.cities()
        check_cities(options.city, known)
        others = known.difference(options.city)
        problems = tuple(one for one in problems if city_of(one.path) not in others)
    if options.format == "json":
        fields = ("path", "line", "column", "code", "what", "mend")
        listed = [{name: getattr(one, name) for name in fields} for one in problems]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
    elif options.format == "github":
        for one in problems:
            print(_annotation(one))
    elif problems:
        _print_problems(problems)
    if not problems:
        _say(CHECKS_PASSED.format(counted(len(checked.inputs), "file")))
    return 1 if problems else 0


def _annotation(problem: Problem) -> str:
    """Write a problem as GitHub's workflow command `error`, whose values may hold neither `:` nor `,` as they are."""

    def escaped(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    path = escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    text = escaped(f"{problem.code}: {problem.what}; {problem.mend}")
    return f"::error file={path},line={problem.line},col={problem.column}::{text}"


def _answer(options: argparse.Namespace) -> int:
    from scorecard import asking, comparing  # noqa: PLC0415  # `check` starts faster without

    asked = {"score": asking.score, "explain": asking.explain, "compare": comparing.compare}
    progress = _progress()
    try:
        for text in asked[options.command](options, progress.tell):
            progress.close()
            print(text, end="")
    finally:
        progress.close()
    return 0


def _plan(options: argparse.Namespace, root: Path) -> Plan:
    from scorecard.building.plan import Plan  # noqa: PLC0415  # `check` starts faster without

    return Plan(
        out=_site_folder(options, root),
        root=root,
        templates=templates_of(root),
        with_cards=not options.no_cards,
        with_drafts=options.drafts,
        jobs=options.jobs,
        engine=options.engine,
        scheduler=options.scheduler,
        is_last=options.command == "build",
    )


def _site_folder(options: argparse.Namespace, root: Path) -> Path:
    out: Path | None = options.out
    return root / "site" if out is None else out


def _build(options: argparse.Namespace) -> int:
    from scorecard.building.site import build  # noqa: PLC0415  # `check` starts faster without

    check_engine(options.engine, options.scheduler)
    plan, progress = _plan(options, project_folder(options.project)), _progress()
    try:
        built = build(plan, progress.tell)
    finally:
        progress.close()
    for path in built.foreign:
        _say(f"scorecard: warning: {path} is not from a build; it was carried over (name it under keep to say so)")
    said = (counted(built.cities, "city", "cities"), counted(built.files, "file"), counted(built.cards, "report card"))
    new = f"{built.written:,} new" if built.written else "nothing has changed"
    _say(f"{', '.join(said)} in {plan.out}; {new}")
    if built.missing_pango is not None:
        _say(f"scorecard: {built.missing_pango}")
        return 6
    return 0


def _serve(options: argparse.Namespace) -> int:
    from scorecard.building.plan import Plan  # noqa: PLC0415  # `check` starts faster without
    from scorecard.serving.serve import serve  # noqa: PLC0415

    root, progress, jobs = project_folder(options.project).resolve(), _progress(), os.cpu_count() or 1
    plan = Plan(out=root / "site", root=root, templates=root / "templates", with_drafts=options.drafts, jobs=jobs)

    def say(line: str) -> None:
        progress.close()
        _say(line)

    def ready(address: str) -> None:
        progress.close()
        print(f"{address} shows your files as you save them; Ctrl-C ends it", flush=True)

    try:
        serve(plan, port=options.port, say=say, tell=progress.tell, ready=ready)
    except KeyboardInterrupt:
        say("scorecard: ended; nothing was published")
        return 130


def _verify(options: argparse.Namespace) -> int:
    from scorecard.building.verify import verify  # noqa: PLC0415  # `check` starts faster without

    plan, progress = _plan(options, project_folder(options.project)), _progress()
    try:
        verified = verify(options.site, plan, progress.tell)
    finally:
        progress.close()
    for one in verified.other_versions:
        print(f"built with something else: {one}")
    for line in verified.lines:
        print(line)
    how = "text, numbers and rows" if verified.other_versions else "byte for byte"
    if verified.lines:
        _say(f"{counted(len(verified.lines), 'file')} of {options.site} {how}: not what these sources give")
        return 1
    _say(f"{counted(verified.files, 'file')} of {options.site} {how}: what these sources give")
    return 0


def _rollback(options: argparse.Namespace) -> int:
    from scorecard.building.writer import rollback  # noqa: PLC0415  # `check` starts faster without

    root = project_folder(options.project)
    out = _site_folder(options, root)
    rollback(out, root)
    _say(f"the former site is in {out} again; the same once more takes that back")
    return 0


def _card(options: argparse.Namespace) -> int:
    from scorecard.building.one_card import CardWish, one_card  # noqa: PLC0415  # `check` starts faster without
    from scorecard.choosing import choose_language  # noqa: PLC0415
    from scorecard.saving import save  # noqa: PLC0415

    root = project_folder(options.project)
    checked = check_project(root, with_drafts=options.drafts)
    project = checked.project
    if project is None:
        raise ProblemsFound(checked.problems)
    own = [one for one in checked.problems if city_of(one.path) in {None, options.city}]
    if own:
        raise ProblemsFound(own)
    check_cities([options.city], set(project.cities))
    edition = choose_edition(project, options.edition, options.city)
    broken = {one.path for one in checked.problems}
    is_whole = not any(path.endswith((f"/{edition}.yaml", "/city.yaml")) for path in broken)
    output = card_file(options.output, f"{options.city}-{edition}.pdf", root)
    how = CardWish(templates_of(root), choose_language(project, options.language), with_ranks=is_whole)
    content = one_card(project, options.city, edition, how)
    if not is_whole:
        _say("scorecard: another city of the edition cannot be scored, so the card has no rank")
    save(output, content)
    print(output)
    return 0


def _packet(options: argparse.Namespace) -> int:
    from scorecard.packets import packet  # noqa: PLC0415  # `check` starts faster without

    print(packet(options), end="")
    return 0


def _status(options: argparse.Namespace) -> int:
    from scorecard.standing import status  # noqa: PLC0415  # `check` starts faster without

    print(status(options), end="")
    return 0


def _import(options: argparse.Namespace) -> int:
    from scorecard.importing import run_import  # noqa: PLC0415  # `check` starts faster without

    if options.kind == "reply":
        return _import_replies(options)
    sys.stdout.write(
        run_import(options.kind, options.files, project_folder(options.project), output_format=options.format)
    )
    return 0


def _import_replies(options: argparse.Namespace) -> int:
    from scorecard.packets import day_of  # noqa: PLC0415  # `check` starts faster without
    from scorecard.replying import import_replies  # noqa: PLC0415  # as above

    received = day_of(options.received, "--received") if options.received is not None else None
    told, warnings = import_replies(options.files, project_folder(options.project), received=received)
    print(told, end="")
    for warning in warnings:
        _say(f"scorecard: warning: {warning}")
    return 0


def _progress() -> Progress:
    from scorecard.progress import Progress  # noqa: PLC0415  # `check` starts faster without

    return Progress(_put, is_terminal=sys.stderr.isatty())


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        _say(str(problem))
    _say(closing_line(tuple(problems)))


def _say(text: str) -> None:
    _put(f"{one_line(text)}\n")


def _put(text: str) -> None:
    with suppress(OSError):  # nobody listens any more; that stops no build and changes no exit status
        print(text, end="", file=sys.stderr, flush=True)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "new": _new,
    "check": _check,
    "score": _answer,
    "explain": _answer,
    "compare": _answer,
    "build": _build,
    "serve": _serve,
    "card": _card,
    "verify": _verify,
    "rollback": _rollback,
    "import": _import,
    "packet": _packet,
    "status": _status,
}
