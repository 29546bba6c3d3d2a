"""Artifacts in, a whole site on the disk out, or the old one untouched; the only writer of the output.

A build takes a lock, and makes what is new beside its cache. When all is made, the
former site, which was kept for `rollback`, is brought to what the new one is to be:
two trees take turns, so that a small change costs little. Then site and staging are
exchanged in one step, and the old site is the former one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from pathlib import Path
from typing import Any

from scorecard.building.disk import bytes_of, digest_of, exchange, others_in, sync, sync_folder, write_all
from scorecard.building.generation import bring, take_former
from scorecard.building.ledger import MANIFEST, Entry, Ledger, forget, ledger_path, read_ledger
from scorecard.building.output import ASIDE, MADE, PREVIOUS, RETIRED, SCRATCH, STAGING, held, manifest_of, sweep
from scorecard.building.process import uninterrupted
from scorecard.building.produce import Produced, Producer, opened
from scorecard.problem import CommandLineError, OutputNotWritable, Problem, ProblemsFound


@dataclass(slots=True)
class SiteWriter:
    """Writes one generation of a site; made by `writing`.

    `work` holds what belongs to this output: lock, staging, ledgers, the former
    site. `old` is the ledger of the site that stands there. `until_end` is left when
    all has been cleared up. `files` are those of the new site; of them `kept` are
    taken over, and `made` tells where the others are until all is made. `is_last`: this process does nothing after it.
    """

    out: Path
    work: Path
    old: Ledger
    until_end: ExitStack
    is_last: bool = False
    files: dict[str, Entry] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)

    @property
    def scratch(self) -> Path:
        """A folder for what is needed while the build runs; it goes with it."""
        folder = self.work / SCRATCH
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def written(self) -> int:
        """How many files are new."""
        return len(self.files) - len(self.kept)

    @property
    def producer(self) -> Producer:
        """What makes files; it may be used in other processes."""
        return Producer(self.out, self.work / MADE, self.old)

    def add(self, one: Produced) -> None:
        """Take a file into the new site; a path that was taken already is a fault of the program."""
        if one.path in self.files:
            raise ValueError(f"two artifacts have the path {one.path}")
        self.files[one.path] = one.entry
        if one.place:
            self.made[one.path] = one.place
        else:
            self.kept.append(one.path)

    def keep(self, path: str, key: str) -> bool:
        """Take a file over from the old site where it was made from the same key and stands there as it was left."""
        one = self.producer.kept(path, key)
        if one is not None:
            self.add(one)
        return one is not None

    def keep_all(self) -> bool:
        """Take the whole old site over, if every file of it stands there as it was left."""
        if not self.old.files or not all(entry.is_of(f"{self.out}/{path}") for path, entry in self.old.files.items()):
            return False
        for path, entry in self.old.files.items():
            self.add(Produced(path, entry, ""))
        return True

    def write(self, path: str, chunks: bytes | Iterable[bytes], key: str = "") -> None:
        """Write one file of the new site."""
        self.add(self.producer.store(path, chunks, key))

    def finish(self, head: Mapping[str, Any], keep: Collection[str], ledger: Ledger | None = None) -> list[str]:
        """Carry foreign files over, write the manifest, and put the new site in the place of the old one.

        Nothing at all is written where the site would be what it is.

        Args:
            head: what the manifest says before its files.
            keep: foreign files that need no warning.
            ledger: whose `whole` and `told` are remembered with the files.

        Returns:
            The foreign files that `keep` does not name.
        """
        foreign = self._foreign()
        manifest = self._manifest(head)
        is_new = not self._stands(manifest)
        if is_new:
            self._stage(manifest, foreign)
        self.until_end.enter_context(uninterrupted(for_good=self.is_last))
        if is_new:
            self._swap()
        with suppress(OSError):  # published is published; the next build makes anew what it finds no ledger of
            self._remember(manifest, ledger or Ledger())
        return [path for path in foreign if not is_named(path, keep)]

    def _manifest(self, head: Mapping[str, Any]) -> bytes:
        """Write the manifest as JSON with an indent, which the library does slowly where there are so many files."""
        files = (
            f'  {encode_basestring(path)}: {{\n   "size": {one.size},\n   "sha256": "{one.sha256}"\n  }}'
            for path, one in sorted(self.files.items())
        )
        before = json.dumps({**head, "files": {}}, ensure_ascii=False, allow_nan=False, indent=1).removesuffix("}\n}")
        return "".join([before, "\n", ",\n".join(files), "\n }\n}\n"]).encode()

    def _stands(self, manifest: bytes) -> bool:
        """Whether the old site is the new one to the byte, though some of it was made anew; then all of it is kept."""
        if manifest != bytes_of(self.out / MANIFEST):
            return False
        new = self.files.keys() - set(self.kept)
        if any(digest_of(self.out / path) != self.files[path].sha256 for path in new):
            return False
        for path in new:
            self._found(path, self.out / path)
        self.kept = list(self.files)
        return True

    def _found(self, path: str, where: Path) -> None:
        """Note where a file stands now."""
        found = where.lstat()
        self.files[path] = self.files[path]._replace(mtime=found.st_mtime_ns, inode=found.st_ino)

    def _new(self, path: str) -> str:
        """Give a file of the new site a place until all is made."""
        self.made[path] = place = f"{self.work}/{MADE}/{len(self.made)}"
        return place

    def _stage(self, manifest: bytes, foreign: Iterable[str]) -> None:
        """Make the new site whole in `staging`; all that needs space is done before the former one is touched."""
        place = self._new(MANIFEST)
        with opened(place) as handle:
            write_all(handle, manifest, place)
        for path in foreign:
            shutil.copy2(self.out / path, self._new(path), follow_symlinks=False)
        staging = self.work / STAGING
        if self.out.exists():
            take_former(self.work / PREVIOUS, self.work / RETIRED, staging)
        else:
            staging.mkdir()  # what stands there now is none, so that the former one stays what it is
        done = bring(staging, self.out, {path: self.files[path] for path in self.kept}, self.made)
        for path in done.copied:
            self._found(path, staging / path)
        sync(staging, self.made, done.folders)

    def _swap(self) -> None:
        staging = self.work / STAGING
        exchange(staging, self.out, self.work / ASIDE)
        with suppress(OSError):  # from here on the new site is published, whatever else goes wrong
            if staging.exists():
                staging.replace(self.work / PREVIOUS)
            sync_folder(self.out.parent)
            sync_folder(self.work)

    def _remember(self, manifest: bytes, ledger: Ledger) -> None:
        """Write the ledger. Where the build dies before, the next one makes everything anew, and no harm is done."""
        path = ledger_path(self.work, manifest)
        new = Ledger(ledger.whole, self.files, ledger.told)
        if new != self.old or not path.exists():
            stage = path.with_suffix(".new")
            stage.write_bytes(new.packed())
            stage.replace(path)

    def _foreign(self) -> list[str]:
        """List what no build wrote, and refuse what stands where this one writes."""
        old = self.old.files or (manifest_of(self.out) or {"files": ()})["files"]
        foreign = others_in(self.out, {*old, MANIFEST})
        what, mend = "a file stands here that no build wrote", "move it away"
        clashes = [
            Problem(f"{self.out.name}/{path}", 1, 1, "foreign-file", what, mend)
            for path in foreign
            if path in self.files
        ]
        if clashes:
            raise ProblemsFound(clashes)
        return foreign


def is_named(path: str, keep: Collection[str]) -> bool:
    """Whether `keep` names a file, or the folder at the top that it is in."""
    return path in keep or path.partition("/")[0] in keep


@contextmanager
def writing(out: Path, root: Path, *, is_last: bool = False) -> Iterator[SiteWriter]:
    """Open a writer: check the output folder, take the lock, clean up after a build that died.

    Args:
        out: the folder of the site.
        root: the project; `.scorecard/` in it, or beside `out` where that is another
            file system, holds lock and staging.
        is_last: whether the process ends after it: once the site is published, Ctrl-C is not heard any more.

    Raises:
        BuildRunning: another build is writing.
        OutputNotWritable: the folder is not ours, holds the sources, or cannot be written.
    """
    with held(out, root) as (site, work), ExitStack() as until_end:
        try:
            yield SiteWriter(site, work, read_ledger(site, work), until_end, is_last)
        finally:
            with suppress(OSError):  # what cannot be taken away now is told by the next build
                sweep(work)
                forget(work, (site, work / PREVIOUS))


def rollback(out: Path, root: Path) -> None:
    """Bring the former site back, and keep the one that stands there in its place.

    Raises:
        CommandLineError: there is no former site.
        BuildRunning, OutputNotWritable: as `writing`; also where the former site is not whole any more.
    """
    with held(out, root) as (site, work):
        former = work / PREVIOUS
        manifest = manifest_of(former)
        if manifest is None:
            raise CommandLineError(f"there is no former site of {site}; one is kept from each build to the next")
        broken = [path for path, one in manifest["files"].items() if digest_of(former / path) != one["sha256"]]
        if broken:
            raise OutputNotWritable(f"the former site is damaged: {broken[0]} is not what was built; build anew")
        with uninterrupted():
            exchange(former, site, work / ASIDE)
            sync_folder(site.parent)


def has_cards(out: Path) -> bool:
    """Whether the site in a folder has report cards."""
    manifest = manifest_of(out)
    return manifest is not None and any(path.endswith("/card.pdf") for path in manifest["files"])
