"""A file that somebody published on the hub, by its address there. Imports no library."""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

HUB = "https://huggingface.co"


@dataclass(frozen=True)
class Remote:
    """A published file: `file` at `revision` (a branch, tag or commit) of the repository `repo` ("owner/name").

    `sha256` (hex) and `size` (bytes) pin what it must be, where that is known.
    """

    repo: str
    file: str
    revision: str = "main"
    sha256: str | None = None
    size: int | None = None


def hub_host() -> str:
    """The host that files come from; HF_ENDPOINT names another hub."""
    return urlsplit(os.environ.get("HF_ENDPOINT") or HUB).hostname or HUB
