"""Files that are written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}  # what file systems without it answer to a sync


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file beside `path` to write to. When the block ends well, it lies on the disk and takes the place of `path`;
    otherwise nothing is left of it. A link stays a link, and the file that was there lends its permissions.

    Raises:
        OSError: it could not be written. The old file is whole; only where the folder alone could not be synced may
            it be the new one already, which is whole, too.
    """
    target = path.resolve()
    beside = target.with_name(f".paella-{uuid.uuid4().hex[:8]}.part")
    try:
        with beside.open("xb") as file:
            yield file
            with suppress(OSError):  # there was none, or the file system has no permissions
                shutil.copymode(target, beside)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        sync_folder(target.parent)
    finally:
        beside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder lie on the disk, where the system can do that.

    Raises:
        OSError: the disk failed.
    """
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
    finally:
        os.close(handle)
