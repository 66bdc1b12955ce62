"""Fetch one published file: what has come is kept however often it is interrupted, and is checked in the end."""

from __future__ import annotations

import hashlib
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import httpx2

from paella_core.errors import DownloadFailed
from paella_core.packs.connection import PATIENT, Interrupted, Patience, answered, patiently, refuse
from paella_core.packs.hub import Found, about, request_headers
from paella_core.packs.part import Part, alone, clear_disk_faults
from paella_core.packs.remote import Remote

Progress = Callable[[int], None]
_TELL_EVERY = 0.1  # seconds
_READ_AT_ONCE = 1 << 22  # bytes
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


def fetch(
    found: Found,
    folder: Path,
    progress: Progress,
    checking: Progress = lambda _: None,
    patience: Patience = PATIENT,
) -> Path:
    """Bring a file into `folder` and return its path, going on from what earlier calls (or processes) left there.

    `progress` gets the bytes that are there, ten times a second at most, and fewer than before if it must start over;
    `checking` likewise the bytes whose checksum has been computed. Ending the process at any moment loses nothing.

    Raises:
        DownloadFailed: it did not come. What has come is kept, unless it was wrong.
    """
    target = place_of(found.remote, folder)
    with about(found.remote):
        with clear_disk_faults(folder, found.size):
            folder.mkdir(parents=True, exist_ok=True)
        with alone(target):
            if not _is_right(target, found, checking):
                _bring(found, target, progress, checking, patience)
    progress(found.size)
    return target


def bytes_there(found: Found, folder: Path) -> int:
    """How many bytes of a file need not be downloaded any more."""
    target = place_of(found.remote, folder)
    if target.is_file() and target.stat().st_size == found.size:
        return found.size
    return Part(target, found.size, found.checksum).have


def place_of(remote: Remote, folder: Path) -> Path:
    """Files of the same name from two repositories do not meet."""
    return folder / re.sub(r"[^\w.-]", "--", f"{remote.repo}/{remote.file}")


def _bring(found: Found, target: Path, progress: Progress, checking: Progress, patience: Patience) -> None:
    with Part(target, found.size, found.checksum) as part:
        progress(part.have)
        transfer = _Transfer(found, part, _paced(progress), patience)
        patiently(transfer.go_on, patience, so_far=lambda: part.have)
        part.sync()
    if not _is_right(part.path, found, checking):
        part.remove()
        raise DownloadFailed(
            "what came is not what the hub announced (its checksum is wrong), and was removed. Try again; if it "
            "happens again, something between you and the hub changes files."
        )
    part.complete()


def _is_right(path: Path, found: Found, checking: Progress) -> bool:
    """Whether a file is there and is, byte for byte, what was promised."""
    if not path.is_file() or path.stat().st_size != found.size:
        return False
    hasher = hashlib.sha256() if found.sha256 else _git_blob(found.size)
    tell = _paced(checking)
    with clear_disk_faults(path.parent, 0), path.open("rb") as file:
        while piece := file.read(_READ_AT_ONCE):
            hasher.update(piece)
            tell(file.tell())
    return hasher.hexdigest() == (found.sha256 or found.etag)


def _git_blob(size: int) -> hashlib._Hash:
    """Git names a file by the SHA-1 of this and the content."""
    return hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)


def _paced(tell: Progress) -> Progress:
    """Tell only now and then."""
    last = -math.inf

    def now_and_then(count: int) -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= _TELL_EVERY:
            last = now
            tell(count)

    return now_and_then


@dataclass
class _Transfer:
    """From the hub to the part, in as many requests as it takes.

    `ranges` is dropped when a server answers a request for the rest with anything else; it is asked for the whole then.
    """

    found: Found
    part: Part
    tell: Progress
    patience: Patience
    ranges: bool = True

    def go_on(self) -> None:
        """Ask for what is missing, and write what comes.

        Raises:
            Interrupted: it is not complete yet.
            DownloadFailed: it cannot be completed.
        """
        if self.part.have == self.found.size:
            return
        with answered(self.found.url, self._headers(), self.patience) as response:
            self._receive(response, known=self._known(response))
            host = response.url.host
        if self.part.have < self.found.size:
            raise Interrupted(f"{host} ended the connection early")

    def _headers(self) -> dict[str, str]:
        headers = request_headers()
        if self.ranges and self.part.have:
            headers["Range"] = f"bytes={self.part.have}-"
            if self.part.etag:
                headers["If-Range"] = self.part.etag
        return headers

    def _receive(self, response: httpx2.Response, known: int) -> None:
        """Write a body, without its first `known` bytes and without what exceeds the size."""
        for chunk in response.iter_raw():
            fresh = chunk[known:]
            known -= len(chunk) - len(fresh)
            self.part.append(fresh[: self.found.size - self.part.have])
            self.tell(self.part.have)
            if self.part.have == self.found.size:
                return

    def _known(self, response: httpx2.Response) -> int:
        """How many bytes at the start of the body are there already; makes the part begin anew where nothing fits."""
        start = self._start(response)
        etag = _strong(response.headers.get("ETag"))
        have = self.part.have
        if start == have and have:
            if etag and self.part.etag and etag != self.part.etag:
                self._ask_for_all(response)
        elif not have or etag is None or etag != self.part.etag:
            self.part.begin(etag)
        return self.part.have - start

    def _start(self, response: httpx2.Response) -> int:
        """Where in the file the body begins: where we asked it to, or at 0."""
        size, have = self.found.size, self.part.have
        if response.status_code == 416 and self.ranges and have:
            self._ask_for_all(response)
        if response.status_code not in (200, 206):
            refuse(response)
        host = response.url.host
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise DownloadFailed(f"{host} compresses it on the way, though asked not to. Try another network.")
        if response.status_code == 206:
            part = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
            asked = have if self.ranges else 0
            if not part or int(part[1]) not in (0, asked) or part[2] not in ("*", str(size)):
                self._ask_for_all(response)
            return int(part[1])
        length = response.headers.get("Content-Length", str(size))
        if length != str(size):
            raise Interrupted(f"{host} announces {length} bytes where the hub promised {size}")
        return 0

    def _ask_for_all(self, response: httpx2.Response) -> NoReturn:
        self.ranges = False
        raise Interrupted(f"{response.url.host} does not send the part that was asked for")


def _strong(etag: str | None) -> str | None:
    """Weak ETags promise no equal bytes, and If-Range may not name them."""
    return None if etag is None or etag.startswith("W/") else etag
