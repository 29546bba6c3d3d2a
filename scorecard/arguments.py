"""The words of a command line in, its options out, or the exit status 2 with what to type instead."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from scorecard import __version__
from scorecard.problem import did_you_mean

_INVALID_CHOICE = re.compile(r"invalid choice: '(.*?)' \(choose from (.*)\)\Z", re.DOTALL)


class _Parser(argparse.ArgumentParser):
    """A parser that names the closest word where one is misspelled."""

    def error(self, message: str) -> NoReturn:
        wrong = _INVALID_CHOICE.search(message)
        if wrong is not None:
            message += did_you_mean(wrong[1], re.findall(r"[\w-]+", wrong[2]))
        super().error(message)


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read a command line; those of this process where None. `command` holds the command's name."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="scorecard", description="Scorecards of police-data practices from YAML.")
    parser.add_argument("--version", action="version", version=f"scorecard {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, does: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
        where = "the project (default: the folder with scorecard.yaml, looked for upwards)"
        one.add_argument("--project", type=Path, metavar="DIR", help=where)
        one.set_defaults(command=name)
        return one

    _add_new(add("new", "start a project, a city or an edition"))
    check = add("check", "check the project, and name every problem")
    check.add_argument("city", nargs="*", metavar="CITY")
    check.add_argument("--format", choices=("text", "json", "github"), default="text")
    _add_score(add("score", "print the scores of an edition"))
    explain = add("explain", "show how a number came about, how a rubric works, or what a problem's code means")
    explain.add_argument("subject", metavar="CITY|RUBRIC|CODE")
    explain.add_argument("criterion", nargs="?", metavar="CRITERION")
    explain.add_argument("--edition", metavar="E", help="default: the city's newest")
    _add_compare(add("compare", "compare cities side by side, or one edition with another"))
    _add_build(add("build", "build the site, the report cards and national reports"))
    _add_serve(add("serve", "show the site in a browser on this computer, and each change as it is saved"))
    _add_card(add("card", "make one report card"))
    verify = add("verify", "build again, and name every file of a site that these sources do not give")
    verify.add_argument("site", type=Path, metavar="SITE", help="the folder of the site; it is only read")
    _add_how_to_build(verify)
    verify.set_defaults(out=None, no_cards=False)
    back = add("rollback", "bring back the site that stood there before the last build")
    back.add_argument("--out", type=Path, metavar="DIR", help="default: site, in the project")
    bring = add("import", "bring facts of public tables, or replies of cities, into city files")
    kinds = "opd, policies, …; `tables` with one folder that holds them all; or `reply` with forms that came back"
    bring.add_argument("kind", metavar="KIND", help=kinds)
    bring.add_argument("files", nargs="+", type=Path, metavar="FILE")
    bring.add_argument("--format", choices=("text", "json"), default="text")
    bring.add_argument("--received", metavar="DATE", help="reply: when it came in (default: the day that it names)")
    _add_packet(add("packet", "make what is sent to a city before the release: draft card, reply forms, letter"))
    status = add("status", "list where every city stands in the round of replies")
    status.add_argument("--edition", metavar="E", help="default: the newest that any city has a file in")
    status.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _add_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("kind", choices=("project", "city", "edition"))
    new.add_argument("name", metavar="DIR|ID")
    new.add_argument("--from", dest="old", metavar="OLD", help="edition: carry the answers of OLD over, as unconfirmed")
    default_day = "edition: its cut-off day (default: December 31 of the year in its id)"
    new.add_argument("--as-of", metavar="DATE", help=default_day)


def _add_score(score: argparse.ArgumentParser) -> None:
    score.add_argument("city", nargs="*", metavar="CITY")
    score.add_argument("--edition", metavar="E", help="default: the newest that has a final file")
    score.add_argument("--weights", metavar="a=25,b=75", help="other weights, for every dimension")
    score.add_argument("--format", choices=("text", "json"), default="text")


def _add_compare(compare: argparse.ArgumentParser) -> None:
    compare.add_argument("city", nargs="*", metavar="CITY")
    compare.add_argument("--edition", metavar="E", help="of the cities; default: the newest that has a final file")
    why = "why scores differ between two editions: of all cities, or of the one named"
    compare.add_argument("--editions", nargs=2, metavar=("OLD", "NEW"), help=why)
    compare.add_argument("--format", choices=("text", "json"), default="text")


def _add_build(build: argparse.ArgumentParser) -> None:
    build.add_argument("--out", type=Path, metavar="DIR", help="default: site, in the project")
    build.add_argument("--no-cards", action="store_true", help="leave the report cards and national reports out")
    _add_how_to_build(build)


def _add_how_to_build(build: argparse.ArgumentParser) -> None:
    build.add_argument("--drafts", action="store_true", help="show drafts as well; never publish such a site")
    jobs = "processes at once (default: the cores)"
    build.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N", help=jobs)
    where = "where cards are drawn: in processes here, or on the workers of a Dask cluster (default: local)"
    build.add_argument("--engine", choices=("local", "dask"), default="local", help=where)
    build.add_argument("--scheduler", type=_scheduler, metavar="ADDRESS", help="dask: as tcp://10.0.0.1:8786")


def _add_serve(serve: argparse.ArgumentParser) -> None:
    port = "the first port to try (default: 8000)"
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help=port)
    serve.add_argument("--drafts", action="store_true", help="show drafts as well")


def _add_card(card: argparse.ArgumentParser) -> None:
    card.add_argument("city", metavar="CITY")
    card.add_argument("--edition", metavar="E", help="default: the city's newest")
    card.add_argument("--language", metavar="L", help="one of the project’s languages (default: its own)")
    card.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: CITY-EDITION.pdf here")
    card.add_argument("--drafts", action="store_true", help="open the drafts folder")


def _add_packet(packet: argparse.ArgumentParser) -> None:
    packet.add_argument("city", metavar="CITY")
    packet.add_argument("--edition", metavar="E", help="default: the newest that the city has a file in")
    until = "the day of the release, by which the city is asked to reply (default: `until` of its file)"
    packet.add_argument("--until", metavar="DATE", help=until)
    packet.add_argument("--out", type=Path, metavar="DIR", help="default: packets, in the project")
    packet.add_argument("--sent", metavar="DATE", help="make nothing; note in the city's file that it was sent then")


def _jobs(text: str) -> int:
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of processes; write 1 to 256')
    return int(text)


def _port(text: str) -> int:
    if not re.fullmatch("[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f'"{text}" is no port; write 1 to 65535, as 8000')
    return int(text)


def _scheduler(text: str) -> str:
    if (
        not re.fullmatch(r"(tcp|tls)://([\w.-]+|\[[0-9A-Fa-f:.%]+\]):[0-9]{1,5}", text)
        or int(text.rpartition(":")[2]) > 65535
    ):
        raise argparse.ArgumentTypeError(f'"{text}" is no address of a scheduler; write it as tcp://10.0.0.1:8786')
    return text
