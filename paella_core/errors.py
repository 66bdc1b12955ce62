"""Every error that a person can meet, each carrying one sentence: what is wrong, and what to do.

PaellaError
    BadInput            a picture, mask, number or prompt that cannot be used
    NotSupported        the pack cannot do what was asked
    PackError
        PackNotFound    no pack of that name or in that folder
        PackBroken      a pack that is incomplete, damaged or of an unknown version
        DownloadFailed  a download that ended early; what has come is kept
    DeviceError         the device is absent, or its memory does not suffice
    NumericalError      a network computed numbers that are none
    TrainingError       a configuration or a run that cannot go on
"""

from __future__ import annotations


class PaellaError(Exception):
    """The root: its text is shown to people as it is."""


class BadInput(PaellaError):
    """A picture, mask, number or prompt that cannot be used."""


class NotSupported(PaellaError):
    """The pack cannot do what was asked."""


class PackError(PaellaError):
    """Something is wrong with a model pack."""


class PackNotFound(PackError):
    """No pack of that name, or none in that folder."""


class PackBroken(PackError):
    """A pack that is incomplete, damaged or of an unknown version."""


class DownloadFailed(PackError):
    """A download that ended early; what has come is kept, unless it was wrong."""


class DeviceError(PaellaError):
    """The device is absent, or its memory does not suffice."""


class NumericalError(PaellaError):
    """A network computed numbers that are none: infinite ones, or NaN."""


class TrainingError(PaellaError):
    """A training configuration or run that cannot go on."""
