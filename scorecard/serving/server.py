"""Requests of a browser on this computer in, pages out: HTTP on the loopback, for reading alone."""

from __future__ import annotations

import errno
import re
import socket
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from scorecard.problem import CommandLineError
from scorecard.serving.served import PLAIN, Answer, Served
from scorecard.serving.shown import OWN

LOOPBACK = "127.0.0.1"
_PORTS_TRIED = 100
_HOST = re.compile(r"(?:localhost|127\.0\.0\.1)(?::[0-9]{1,5})?\Z", re.IGNORECASE)
_BREATH_SECONDS = 15.0  # after which a listener is written to, so that one that is gone is noticed
_EVENTS = f"{OWN}events"


class Server(ThreadingHTTPServer):
    """Answers on the loopback, each request in a thread that ends with the program."""

    daemon_threads = True

    def __init__(self, port: int, served: Served) -> None:
        self.served = served
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://{LOOPBACK}:{self.server_port}/"

    def server_bind(self) -> None:
        """Take the port, at once after another server let go of it, and ask no name server for this computer's name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that went away in the middle of an answer."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def listen(port: int, served: Served) -> Server:
    """Listen on a port, or on the next one that is free.

    Raises:
        CommandLineError: none is, or it may not be taken.
    """
    for one in range(port, min(port + _PORTS_TRIED, 65536)):
        try:
            return Server(one, served)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandLineError(f"--port: {one} cannot be used: {error.strerror}; name another one") from error
    raise CommandLineError(f"--port: {port} and the next ones are taken; name another one")


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds without a word on a connection
    server_version, sys_version = "scorecard", ""

    def do_GET(self) -> None:
        """Answer a request."""
        path = self._path()
        if path == _EVENTS:
            self._tell_changes()
        elif path is not None:
            self._send(self.server.served.answer(path))

    def do_HEAD(self) -> None:
        """Answer a request without the content."""
        path = self._path()
        if path is not None:
            self._send(Answer(200, "text/event-stream", b"") if path == _EVENTS else self.server.served.answer(path))

    def _path(self) -> str | None:
        """Read the path that is asked for; a request that no page of ours makes is refused.

        Another site's name may lead to this computer (DNS rebinding): then its scripts
        could read the pages, if the name in the request did not tell.
        """
        hosts = self.headers.get_all("Host") or [""]
        if len(hosts) != 1 or not _HOST.match(hosts[0]):
            self._send(_refusal(403, "This server answers to 127.0.0.1 and localhost alone."))
            return None
        if not self.path.startswith("/"):
            self._send(_refusal(400, "An address here begins with a slash."))
            return None
        return unquote(urlsplit(f"http://{LOOPBACK}{self.path}").path, errors="replace").removeprefix("/")

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.content)))
        if answer.to:
            self.send_header("Location", answer.to)
        self._send_rules()
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def _send_rules(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")

    def _tell_changes(self) -> None:
        """Tell a page when there is something else to show than it shows (Server-Sent Events), until it goes."""
        self.close_connection = True
        known = parse_qs(urlsplit(self.path).query).get("after", [""])[0]
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self._send_rules()
        self.end_headers()
        self.wfile.write(b"retry: 500\n\n")
        while True:
            now = self.server.served.wait(known, _BREATH_SECONDS)
            self.wfile.write(b": still here\n\n" if now == known else f"data: {now}\n\n".encode())
            known = now

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that the library gives it
        """Keep the terminal for problems."""


def _refusal(status: int, sentence: str) -> Answer:
    return Answer(status, PLAIN, f"{sentence}\n".encode())
