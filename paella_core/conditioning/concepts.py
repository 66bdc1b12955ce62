"""Concepts: words that were learnt from a few pictures of one thing, each in a small file. Imports no torch.

A concept is written `<name>` in a prompt. For each text encoder that feeds its pack's denoiser it has vectors, which
stand in the place of the word's tokens. Words in such brackets that name no concept are plain text.

Letters in names: N vectors, E width of a token embedding.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from paella_core.atomic import replacing
from paella_core.errors import BadInput
from paella_core.packs.manifest import Manifest
from paella_core.packs.store import user_folder

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
WORD = re.compile(f"<({NAME.pattern})>")
MOST_VECTORS = 64
_SUFFIX = ".safetensors"
_FORMAT = "paella-concept-1"
_ROLES = ("byt5", "clip")
_LARGEST = 1 << 22  # bytes of a file: nobody learns more than a few vectors
_ADVICE = "Remove it and learn it again."


@dataclass(frozen=True, eq=False)
class Concept:
    """A word that was learnt.

    Args:
        pack: the name of the pack that it was learnt with.
        version: that of the program which learnt it.
        pictures: from how many.
        encoders: for each text encoder, by its role, what tells it from others (see `encoders_of`).
        vectors: for each of them (N, E) float32.
    """

    name: str
    pack: str
    version: str
    pictures: int
    encoders: Mapping[str, str]
    vectors: Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Vocabulary:
    """What the text encoders of a pack can read beside plain text; `encoders` as `encoders_of` tells them."""

    encoders: Mapping[str, str]

    def pieces(self, role: str, text: str) -> list[str | np.ndarray]:
        """A text as the encoder of a role reads it: plain text, and vectors (N, E) where it names a concept.

        Raises:
            BadInput: it names a concept that was learnt with other encoders, or whose file is damaged.
        """
        named = {name: self._readable(name) for name in set(WORD.findall(text)) if _path(name).is_file()}
        if not named:
            return [text]
        parts: list[str | np.ndarray] = []
        for index, part in enumerate(re.split(f"<({'|'.join(named)})>", text)):
            word = part if index % 2 == 0 else named[part].vectors.get(role, "")
            if len(word):
                parts.append(word)
        return parts

    def reads(self, concept: Concept) -> bool:
        """Whether a concept was learnt with these encoders."""
        return dict(concept.encoders) == dict(self.encoders)

    def _readable(self, name: str) -> Concept:
        concept = find(name)
        if not self.reads(concept):
            raise BadInput(
                f"The concept <{name}> was learnt with the pack {concept.pack!r}, which has other text encoders. Use "
                f"that pack, learn it with this one under another name, or write {name} without the brackets."
            )
        return concept


PLAIN = Vocabulary({})


def encoders_of(manifest: Manifest) -> dict[str, str]:
    """The text encoders that feed a pack's denoiser, by role, each with what tells it from all others: a SHA-256 of its
    weights and its configuration."""
    told = {}
    for role in _ROLES:
        if role in manifest.conditioning.feeds:
            network = manifest.networks[role]
            about = [manifest.files[network.file].sha256, network.type, dict(network.config)]
            told[role] = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()
    return told


def folder() -> Path:
    """The folder of the user's concepts; the environment variable PAELLA_HOME moves it."""
    return user_folder().parent / "concepts"


def known() -> list[tuple[str, Concept | BadInput]]:
    """Every concept by its name, with the error that reading it gave where it cannot be read."""
    names = sorted(path.stem for path in folder().glob(f"*{_SUFFIX}") if NAME.fullmatch(path.stem))
    return [(name, _concept_or_error(name)) for name in names]


def find(name: str) -> Concept:
    """The concept of a name.

    Raises:
        BadInput: there is none, or its file is damaged.
    """
    if not NAME.fullmatch(name) or not _path(name).is_file():
        there = ", ".join(each for each, _ in known()) or "none"
        raise BadInput(f"There is no concept {name!r}. Learnt so far: {there}.")
    return read(_path(name))


def read(path: Path) -> Concept:
    """The concept of a file; the file's name is the word.

    Raises:
        BadInput: it is no concept, or damaged.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("it is too large")
        with safe_open(path, "numpy") as file:
            about = file.metadata() or {}
            vectors = {role: file.get_tensor(role) for role in file.keys()}  # noqa: SIM118
        return _checked(path.stem, about, vectors)
    except (OSError, SafetensorError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path} is no concept, or damaged ({error}). {_ADVICE}") from None


def write(concept: Concept) -> Path:
    """Write a concept to the user's folder, whole or not at all; returns the file.

    Raises:
        BadInput: it cannot be called so, or there is one of its name.
        OSError: it cannot be written.
    """
    refuse_name(concept.name)
    folder().mkdir(parents=True, exist_ok=True)
    about = {
        "format": _FORMAT,
        "pack": concept.pack,
        "version": concept.version,
        "pictures": str(concept.pictures),
        "encoders": json.dumps(dict(concept.encoders)),
    }
    vectors = {role: np.ascontiguousarray(each, np.float32) for role, each in concept.vectors.items()}
    with replacing(_path(concept.name)) as temporary:
        save_file(vectors, temporary, about)
    return _path(concept.name)


def remove(name: str) -> Path:
    """Delete a concept, damaged or not; returns the file that is gone.

    Raises:
        BadInput: there is none of that name.
        OSError: its file cannot be deleted.
    """
    if not NAME.fullmatch(name) or not _path(name).is_file():
        raise BadInput(f"There is no concept {name!r}.")
    _path(name).unlink()
    return _path(name)


def refuse_name(name: str) -> None:
    """Raises BadInput where a concept cannot be called so, or one is already."""
    if not NAME.fullmatch(name):
        raise BadInput(f"A concept cannot be called {name!r}: take up to 40 letters without accents, digits, - and _.")
    if _path(name).exists():
        raise BadInput(f"There is a concept {name!r} already. Choose another name, or remove that one first.")


def _path(name: str) -> Path:
    return folder() / f"{name}{_SUFFIX}"


def _concept_or_error(name: str) -> Concept | BadInput:
    try:
        return find(name)
    except BadInput as error:
        return error


def _checked(name: str, about: Mapping[str, str], vectors: Mapping[str, np.ndarray]) -> Concept:
    """A concept from what a file says; ValueError, KeyError or TypeError where that is none."""
    if about.get("format") != _FORMAT:
        raise ValueError("its format is not known")
    encoders = dict(json.loads(about["encoders"]))
    if encoders.keys() != vectors.keys() or not vectors.keys() <= set(_ROLES) or not vectors:
        raise ValueError("it does not say which encoders it is for")
    for each in vectors.values():
        if each.ndim != 2 or each.dtype != np.float32 or not 0 < len(each) <= MOST_VECTORS:
            raise ValueError("it does not hold vectors")
        if not np.isfinite(each).all():
            raise ValueError("it holds numbers that are not finite")
    return Concept(name, about["pack"], about["version"], int(about["pictures"]), encoders, vectors)
