"""Published files on the hub: where each is and what it must be, looked up by the hub's own client.

The environment variables of the hub are honoured: HF_ENDPOINT names another hub, HF_TOKEN says who asks. Nothing is
written to the hub's cache, and nothing is told about the user.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2
from huggingface_hub import constants, get_hf_file_metadata, hf_hub_url
from huggingface_hub.file_download import HfFileMetadata
from huggingface_hub.utils import build_hf_headers

from paella_core.errors import DownloadFailed
from paella_core.packs.connection import PATIENT, Patience, check_hop, clear_faults, patiently
from paella_core.packs.remote import Remote

# As HF_HUB_DISABLE_TELEMETRY=1 does, which is read once only, whenever anybody first imports the client.
constants.HF_HUB_DISABLE_TELEMETRY = True

_USER_AGENT = {"user-agent": "paella-studio"}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_GIT_SHA1 = re.compile(r"[0-9a-f]{40}")


@dataclass(frozen=True)
class Found:
    """A file that the hub has: its address at that very `commit`, and what it must be when it has come.

    `size` is in bytes, `sha256` in hex. `etag` is the hub's name of the content; of a file without a known SHA-256 it
    is the SHA-1 by which git knows it.
    """

    remote: Remote
    url: str
    size: int
    sha256: str | None
    etag: str
    commit: str

    @property
    def checksum(self) -> str:
        """What names the content, whichever address or commit it comes from."""
        return f"sha256:{self.sha256}" if self.sha256 else f"git-sha1:{self.etag}"


def look_up(remote: Remote, patience: Patience = PATIENT) -> Found:
    """Ask the hub for a file. Pins win: a file that differs from them is refused here, before a byte is downloaded.

    Raises:
        DownloadFailed: the hub cannot be reached, refuses, does not say what is needed, or has another file.
    """
    with about(remote):
        metadata = patiently(lambda: _ask(remote, patience), patience)
        size, etag = metadata.size, metadata.etag or ""
        said = etag if _SHA256.fullmatch(etag) else None
        sha256 = remote.sha256 or said
        if size is None or size < 0 or not metadata.commit_hash or not (sha256 or _GIT_SHA1.fullmatch(etag)):
            raise DownloadFailed(
                "the server does not say its size, commit and checksum as a hub does. If HF_ENDPOINT is set, check it."
            )
        if said not in (None, sha256) or remote.size not in (None, size):
            raise DownloadFailed(
                "what the hub has under that name is not the file that this program knows. Nothing was downloaded; "
                "update the program."
            )
        url = _address(remote, metadata.commit_hash)
        return Found(remote, url, size, sha256, etag, metadata.commit_hash)


@contextmanager
def about(remote: Remote) -> Iterator[None]:
    """Begin the sentence of a `DownloadFailed` with the file's name."""
    try:
        yield
    except DownloadFailed as error:
        raise DownloadFailed(f"{remote.file} of {remote.repo} was not downloaded: {error}") from None


def request_headers() -> dict[str, str]:
    """What is sent along to the hub: the user's token, if there is one, and the program's name; no compression."""
    return build_hf_headers(headers={**_USER_AGENT, "Accept-Encoding": "identity"})


def _ask(remote: Remote, patience: Patience) -> HfFileMetadata:
    """What the hub says of a file. The client itself follows redirects within the hub only."""
    url = _address(remote, remote.revision)
    start = httpx2.URL(url)
    check_hop(start, start)
    with clear_faults(start.host, patience):
        return get_hf_file_metadata(url, timeout=patience.silence, headers=_USER_AGENT)


def _address(remote: Remote, revision: str) -> str:
    """The endpoint is read each time: the client reads HF_ENDPOINT only when it is first imported."""
    endpoint = (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")
    return hf_hub_url(remote.repo, remote.file, revision=revision, endpoint=endpoint)
