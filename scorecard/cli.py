"""The command line in, one call per command, an exit status out; the only module that prints."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

from scorecard import __version__
from scorecard.checking import Checked, check_project, find_project
from scorecard.model.project import Project
from scorecard.problem import CommandLineError, Problem, ProblemsFound, ScorecardError, closing_line, counted, did_you_mean

CHECKS_PASSED = "no problems in {}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status (contract, section 5)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except ProblemsFound as error:
        _print_problems(error.problems)
        return error.status
    except ScorecardError as error:
        _say(f"scorecard: {error}")
        return error.status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _say("scorecard: interrupted; nothing was published")
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scorecard", description="Scorecards of police-data practices from YAML.")
    parser.add_argument("--version", action="version", version=f"scorecard {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, does: str, command: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
        one.add_argument("--project", type=Path, metavar="DIR", help="the project (default: the folder with scorecard.yaml, looked for upwards)")
        one.set_defaults(command=command)
        return one

    new = add("new", "start a project, a city or an edition", _new)
    new.add_argument("kind", choices=("project", "city", "edition"))
    new.add_argument("name", metavar="DIR|ID")
    new.add_argument("--from", dest="old", metavar="OLD", help="edition: carry the answers of OLD over, as unconfirmed")
    new.add_argument("--as-of", metavar="DATE", help="edition: its cut-off day (default: December 31 of the year in its id)")

    check = add("check", "check the project, and name every problem", _check)
    check.add_argument("city", nargs="*", metavar="CITY")
    check.add_argument("--format", choices=("text", "json", "github"), default="text")

    score = add("score", "print the scores of an edition", _score)
    score.add_argument("city", nargs="*", metavar="CITY")
    score.add_argument("--edition", metavar="E", help="default: the newest that has a final file")
    score.add_argument("--weights", metavar="a=25,b=75", help="other weights, for every dimension")
    score.add_argument("--format", choices=("text", "json"), default="text")

    explain = add("explain", "show how a number came about, or what a problem's code means", _explain)
    explain.add_argument("subject", metavar="CITY|CODE")
    explain.add_argument("criterion", nargs="?", metavar="CRITERION")
    explain.add_argument("--edition", metavar="E", help="default: the city's newest")

    build = add("build", "build the site and the report cards", _build)
    build.add_argument("--out", type=Path, metavar="DIR", help="default: site, in the project")
    build.add_argument("--no-cards", action="store_true", help="leave the report cards out")
    build.add_argument("--drafts", action="store_true", help="show drafts as well; never publish such a site")
    build.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help="card processes at once (default: the cores)")

    card = add("card", "make one report card", _card)
    card.add_argument("city", metavar="CITY")
    card.add_argument("--edition", metavar="E", help="default: the city's newest")
    card.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: CITY-EDITION.pdf here")
    card.add_argument("--drafts", action="store_true", help="open the drafts folder")

    bring = add("import", "bring facts of public tables into city files", _import)
    bring.add_argument("kind", metavar="KIND", help="opd, policies, …; or `tables` with one folder that holds them all")
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE")
    bring.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of processes; write 1 to 256')
    return int(text)


def _root(options: argparse.Namespace) -> Path:
    given: Path | None = options.project
    if given is None:
        return find_project(Path.cwd())
    if not (given / "scorecard.yaml").is_file():
        raise CommandLineError(f"no scorecard.yaml in {given}")
    return given


def _new(options: argparse.Namespace) -> int:
    from scorecard.starting import new_city, new_edition, new_project  # noqa: PLC0415  # `check` starts faster without

    if options.kind == "project":
        made = new_project(Path(options.name))
    elif options.kind == "city":
        made = new_city(_root(options), options.name)
    else:
        made = new_edition(_root(options), options.name, old=options.old, as_of=options.as_of)
    print(made, end="")
    return 0


def _check(options: argparse.Namespace) -> int:
    root = _root(options)
    checked = check_project(root, with_drafts=True)
    problems = checked.problems
    if options.city:
        known = {path.split("/")[1] for path in checked.inputs if path.startswith("cities/")}
        _known_cities(options.city, known)
        others = {city for city in known if city not in options.city}
        problems = tuple(one for one in problems if not any(one.path.startswith(f"cities/{city}/") for city in others))
    if options.format == "json":
        fields = ("path", "line", "column", "code", "what", "mend")
        print(json.dumps([{name: getattr(one, name) for name in fields} for one in problems], ensure_ascii=False, indent=1))
    elif options.format == "github":
        for one in problems:
            text = f"{one.code}: {one.what}; {one.mend}".replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
            print(f"::error file={one.path},line={one.line},col={one.column}::{text}")
    elif problems:
        _print_problems(problems)
    if not problems:
        _say(CHECKS_PASSED.format(counted(len(checked.inputs), "file")))
    return 1 if problems else 0


def _whole(checked: Checked, *, drafts_count: bool) -> Project:
    """Give the project; problems outside drafts, and in drafts where they count, end the command."""
    if checked.project is None:
        raise ProblemsFound(checked.problems)
    draft_paths = {file.path for files in checked.project.answers.values() for file in files.values() if file.is_draft}
    problems = [one for one in checked.problems if drafts_count or one.path not in draft_paths]
    if problems:
        raise ProblemsFound(problems)
    return checked.project


def _edition_of(project: Project, wanted: str | None, city: str | None = None) -> str:
    """Choose an edition: the one named, else the newest with a final file (of the city, where one is named)."""
    ids = [edition.id for edition in project.settings.editions]
    if wanted is not None:
        if wanted not in ids:
            raise CommandLineError(f"{wanted} is no edition; use one of {', '.join(ids)}{did_you_mean(wanted, ids)}")
        if city is not None and city not in project.answers[wanted]:
            raise CommandLineError(f"{city} has no answers in {wanted}")
        return wanted
    if city is None:
        newest = project.newest_edition()
        if newest is None:
            raise CommandLineError("no edition has a final file yet; write one with `scorecard new city ID`")
        return newest.id
    having = [edition for edition in ids if city in project.answers[edition]]
    final = [edition for edition in having if project.answers[edition][city].is_final]
    if not having:
        raise CommandLineError(f"{city} has no answers in any edition; write cities/{city}/EDITION.yaml")
    return (final or having)[-1]


def _known_cities(cities: Sequence[str], known: set[str]) -> None:
    for city in cities:
        if city not in known:
            raise CommandLineError(f"there is no city {city}{did_you_mean(city, sorted(known))}")


def _weights(text: str | None, project: Project, edition: str) -> dict[str, Fraction] | None:
    from scorecard.reading.weights import read_weights  # noqa: PLC0415  # asked for rarely

    dimensions = [dimension.id for dimension in project.rubric_of(edition).dimensions]
    return None if text is None else read_weights(text, dimensions)


def _score(options: argparse.Namespace) -> int:
    from scorecard.publishing.api import edition_document, encoded  # noqa: PLC0415  # `check` starts faster without
    from scorecard.publishing.terminal import score_table  # noqa: PLC0415
    from scorecard.scoring.score import score_edition  # noqa: PLC0415

    project = _whole(check_project(_root(options)), drafts_count=False)
    edition = _edition_of(project, options.edition)
    _known_cities(options.city, set(project.cities))
    result = score_edition(project, edition, weights=_weights(options.weights, project, edition))
    for city in options.city:
        if city not in result.cities:
            raise CommandLineError(f"{city} has no answers in {edition}")
    if options.format == "json":
        only = frozenset(options.city) if options.city else None
        sys.stdout.write(encoded(edition_document(project, result, only)).decode())
        return 0
    listed = [city for city in result.listed() if not options.city or city in options.city]
    drafts = [city for city in options.city if city not in listed]
    sys.stdout.write(score_table(project, result, [*listed, *drafts]))
    return 0


def _explain(options: argparse.Namespace) -> int:
    from scorecard.codes import CODES, explanation  # noqa: PLC0415  # `check` starts faster without
    from scorecard.publishing.terminal import explain_city, explain_criterion  # noqa: PLC0415
    from scorecard.scoring.score import score_edition  # noqa: PLC0415

    if options.subject in CODES and options.criterion is None:
        sys.stdout.write(explanation(options.subject))
        return 0
    project = _whole(check_project(_root(options)), drafts_count=False)
    if options.subject not in project.cities:
        close = did_you_mean(options.subject, [*project.cities, *CODES])
        raise CommandLineError(f"{options.subject} is neither a city nor a problem's code{close}")
    edition = _edition_of(project, options.edition, options.subject)
    criteria = project.rubric_of(edition).criteria
    if options.criterion is not None and options.criterion not in criteria:
        raise CommandLineError(f"{options.criterion} is no criterion of {edition}{did_you_mean(options.criterion, criteria)}")
    result = score_edition(project, edition)
    if result.cities[options.subject].is_withdrawn:
        raise CommandLineError(f"{options.subject} {edition} was withdrawn; its file says why")
    if options.criterion is None:
        sys.stdout.write(explain_city(project, result, options.subject))
    else:
        sys.stdout.write(explain_criterion(project, result, options.subject, options.criterion))
    return 0


def _templates(root: Path) -> Path:
    from scorecard.packaged import packaged  # noqa: PLC0415  # asked for by builds alone

    own = root / "templates"
    return own if own.is_dir() else packaged("templates")


def _build(options: argparse.Namespace) -> int:
    from scorecard.building.site import Plan, build  # noqa: PLC0415  # `check` starts faster without

    root = _root(options)
    checked = check_project(root, with_drafts=options.drafts)
    project = _whole(checked, drafts_count=options.drafts)
    out = options.out if options.out is not None else root / "site"
    plan = Plan(
        out=out,
        root=root,
        inputs=checked.inputs,
        templates=_templates(root),
        with_cards=not options.no_cards,
        with_drafts=options.drafts,
        jobs=options.jobs,
    )
    progress = _Progress()
    try:
        built = build(project, plan, progress.tell)
    finally:
        progress.close()
    for path in built.foreign:
        _say(f"scorecard: warning: {path} is not from a build; it was carried over (name it under keep to say so)")
    cities = len({city for files in project.answers.values() for city, file in files.items() if options.drafts or not file.is_draft})
    _say(f"{counted(cities, 'city').replace('citys', 'cities')}, {counted(built.files, 'file')}, {counted(built.cards, 'report card')} in {out}")
    if built.missing_pango is not None:
        _say(f"scorecard: {built.missing_pango}")
        return 6
    return 0


def _card(options: argparse.Namespace) -> int:
    from scorecard.building.site import one_card  # noqa: PLC0415  # `check` starts faster without
    from scorecard.saving import save  # noqa: PLC0415

    root = _root(options)
    checked = check_project(root, with_drafts=options.drafts)
    project = checked.project
    if project is None:
        raise ProblemsFound(checked.problems)
    own = [one for one in checked.problems if not one.path.startswith("cities/") or one.path.startswith(f"cities/{options.city}/")]
    if own:
        raise ProblemsFound(own)
    _known_cities([options.city], set(project.cities))
    edition = _edition_of(project, options.edition, options.city)
    broken = {one.path for one in checked.problems}
    is_whole = not any(path.endswith((f"/{edition}.yaml", "/city.yaml")) for path in broken)
    content = one_card(project, options.city, edition, _templates(root), with_ranks=is_whole)
    if not is_whole:
        _say("scorecard: another city of the edition cannot be scored, so the card has no rank")
    output = options.output if options.output is not None else Path(f"{options.city}-{edition}.pdf")
    save(output, content)
    print(output)
    return 0


def _import(options: argparse.Namespace) -> int:
    from scorecard.importing import run_import  # noqa: PLC0415  # `check` starts faster without

    sys.stdout.write(run_import(options.kind, options.files, _root(options), output_format=options.format))
    return 0


class _Progress:
    """Tells on standard error how far a build is: one line that changes on a terminal, plain lines elsewhere."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._is_open = False

    def tell(self, what: str, done: int, of: int) -> None:
        """Tell how many are done of how many; `of` 0: not known."""
        text = f"{what}: {done} of {of}" if of else f"{what}: {done}"
        if self._is_terminal:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
            self._is_open = True
        elif done == of or (not of and done % 500 == 0):
            _say(text)

    def close(self) -> None:
        """End the line that changes."""
        if self._is_open:
            print(file=sys.stderr)


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        _say(str(problem))
    _say(closing_line(tuple(problems)))


def _say(text: str) -> None:
    print(text, file=sys.stderr)
