"""What is said of packs: sizes, times, abilities, states, and whether they fit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import QLocale

from app.engine.packs.entry import Fit, PackEntry, PackProgress, Stage
from app.engine.packs.store import PackJob, PackStore, Verb
from app.language import mark, tr
from app.modes import MODE_NAMES

HUB = "huggingface.co"
ABILITY_NAMES = {
    **{mode.value: name for mode, name in MODE_NAMES.items()},
    "interpolate": mark("Interpolation"),
    "strength-map": mark("Strength brush"),
    "negative": mark("Negative prompts"),
    "branch": mark("Branch from a step"),
}
STAGE_NAMES = {
    Stage.DOWNLOADING: mark("Downloading"),
    Stage.CHECKING: mark("Checking"),
    Stage.CONVERTING: mark("Converting"),
}
_BEGUN = {
    Verb.DOWNLOAD: mark("Downloading"),
    Verb.IMPORT: mark("Importing"),
    Verb.VERIFY: mark("Checking"),
    Verb.REMOVE: mark("Removing"),
}
_DONE = {
    Verb.DOWNLOAD: mark("Installed."),
    Verb.IMPORT: mark("Imported."),
    Verb.VERIFY: mark("Checked: every file is as it should be."),
    Verb.REMOVE: mark("Removed."),
}
_FAILED = {
    Verb.DOWNLOAD: mark("The download did not succeed"),
    Verb.IMPORT: mark("The import did not succeed"),
    Verb.VERIFY: mark("The check did not succeed"),
    Verb.REMOVE: mark("The pack was not removed"),
}
_PLANS = {
    "keep": mark("everything stays in memory"),
    "stages": mark("stages one after another"),
    "stream": mark("layers one after another, from the disk"),
}
_LONG = 100  # of a unit: a digit behind the point says nothing any more
_UNITS = ((10**9, "GB", 1), (10**6, "MB", 0), (10**3, "kB", 0))


def size_words(count: int) -> str:
    """Bytes, as "14.9 GB"."""
    return f"{_amount(count, count)} {_unit(count)[1]}"


def of_words(done: int, total: int) -> str:
    """As "3.1 of 14.9 GB"."""
    return tr("{done} of {total}").format(done=_amount(done, total), total=size_words(total))


def time_words(seconds: float) -> str:
    """As "40 s", "4 min" or "1 h 20 min"."""
    if seconds < 90:
        return f"{max(seconds, 1):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def percent(share: float) -> str:
    """As "43 %"; all of it only at the very end."""
    return f"{min(int(100 * share), 100)} %"


def abilities_words(can: Sequence[str]) -> str:
    """What a pack can do, by the names that the Edit panel uses."""
    return ", ".join(tr(ABILITY_NAMES[ability]) for ability in ABILITY_NAMES if ability in can)


def fit_words(fit: Fit) -> str:
    """Whether and how it runs here. Why it does not is said by the engine."""
    if not fit.fits:
        return fit.text or tr("Does not fit this computer.")
    ways = [fit.precision, tr(_PLANS[fit.plan]) if fit.plan in _PLANS else fit.plan]
    text = tr("Fits this computer") + (": " if any(ways) else "") + ", ".join(filter(None, ways))
    if fit.seconds is None:
        return text + "."
    return text + "; " + tr("about {time} for a picture.").format(time=time_words(fit.seconds))


def disk_words(pack: PackEntry) -> str:
    """How much is free; where that does not suffice, what to do."""
    free = size_words(pack.free)
    if pack.installed or not pack.lacking:
        return free
    words = tr("{free}: {lacking} too little. Make room on the disk, then look again.")
    return words.format(free=free, lacking=size_words(pack.lacking))


def hub_words() -> str:
    """Where downloads come from: the hub, unless the person's environment names another one."""
    return urlsplit(os.environ.get("HF_ENDPOINT", "")).netloc or HUB


def work_words(job: PackJob, progress: PackProgress | None) -> str:
    """What is being done, as "Downloading 43 %"."""
    if progress is None or progress.total <= 0:
        return tr(_BEGUN[job.verb]) + " …"
    return f"{tr(STAGE_NAMES[progress.stage])} {percent(progress.share)}"


def done_words(verb: Verb) -> str:
    """That something was done."""
    return tr(_DONE[verb])


def failed_words(verb: Verb) -> str:
    """That something failed, as a title."""
    return tr(_FAILED[verb])


def progress_words(progress: PackProgress) -> str:
    """How much is done, how fast, and how long it will take."""
    parts = [of_words(progress.done, progress.total)] if progress.total > 0 else []
    if progress.speed > 0:
        parts.append(tr("{size} a second").format(size=size_words(int(progress.speed))))
    if progress.left is not None:
        parts.append(tr("{time} left").format(time=time_words(progress.left)))
    return " · ".join(parts)


def state_words(store: PackStore, pack: PackEntry) -> str:
    """What is the matter with a pack, in a word or two."""
    job = store.job_of(pack.name)
    if job is not None:
        return job_words(store, job)
    if pack.name in store.failures:
        return failed_words(store.failures[pack.name].job.verb)
    if store.is_outdated(pack.name):
        return tr("Looking for packs …")
    if pack.fault:
        return tr("Damaged")
    if pack.installed:
        return tr("Installed") if pack.fit.fits else tr("Does not fit this computer")
    if pack.kept and pack.size:
        return tr("Paused at {share}").format(share=percent(pack.kept / pack.size))
    return tr("Can be downloaded") if pack.fit.fits else tr("Does not fit this computer")


def job_words(store: PackStore, job: PackJob) -> str:
    """How a job is getting on."""
    if job is not store.running:
        return tr("Waits for its turn")
    return tr("Stopping …") if store.stopping else work_words(job, store.progress)


def _unit(count: int) -> tuple[int, str, int]:
    return next((unit for unit in _UNITS if count >= unit[0]), (1, "B", 0))


def _amount(count: int, scale: int) -> str:
    """A count in the unit that suits `scale`."""
    size, _, decimals = _unit(scale)
    return QLocale().toString(count / size, "f", decimals if scale < _LONG * size else 0)
