"""What goes into the packaged program, what stays out, and what it opens. Standard-library Python alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path, PurePath, PurePosixPath
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NAME, TITLE = "paella-studio", "Paella Studio"
SUMMARY = "desktop image editor with a local generative engine"
APP_ID = "alt.paella_studio.PaellaStudio"  # .alt is no part of the DNS (RFC 9476): the project has no domain

# Packages whose modules are imported by name while the program runs.
IMPORTED_BY_NAME = ("app", "paella_core", "transformers.models.t5", "transformers.models.byt5")
WITH_DATA = ("open_clip",)  # its vocabulary
# What is needed of packages that would otherwise come whole.
PARTS = {
    "transformers.models": ("auto", "byt5", "encoder_decoder", "t5"),
    "torch.testing._internal": ("common_dtype", "distributed", "logging_tensor"),
}
# What programmers use, what others offer on a command line, and what stands behind extras.
EXCLUDED = (
    *("pytest", "_pytest", "pytestqt", "pytest_bdd", "xdist", "hypothesis", "pyright", "ruff", "mypy", "IPython"),
    *("pip", "setuptools", "pkg_resources", "wheel", "_distutils_hack", "PyInstaller", "tkinter", "lib2to3", "idlelib"),
    *("typer", "click", "rich", "markdown_it", "mdurl", "pygments", "shellingham"),
    *("tensorboard", "torch.utils.tensorboard", "google.protobuf", "grpc", "wandb", "matplotlib", "av", "networkx"),
    *("torch.fx.passes.tests", "torchao", "triton", "nvidia", "scipy", "pandas", "sklearn"),
    *("tensorflow", "jax", "flax", "onnx"),
)
# Files in the packages' folders, as paths below the program's own folder.
_UNWANTED = (
    *("torch/bin/*", "torch/test/*", "torch/include/*", "torch/share/*", "torch/lib/*test*", "torch/lib/*.lib"),
    *("torch/lib/libbackend_with_compiler*", "torch/lib/libjitbackend*", "torch/lib/libaoti_custom_ops*"),
    *("*/tests/*", "*.pyi", "*.a", "*.h", "*cudart*", "*nvjpeg*", "libcuda*", "*/libcublas*", "*/libcudnn*"),
    *("*qeglfs*", "*QtEglFs*", "*egldeviceintegrations*", "*EglFs*", "*EglFS*", "*qlinuxfb*", "*qminimalegl*"),
    *("*qvkkhrdisplay*", "*qvnc*", "*/plugins/generic/*", "*/lib-dynload/readline*"),
    *("*QtNetwork*", "*Qt6Network*", "*/plugins/networkinformation/*", "*/plugins/tls/*"),
    *("*VirtualKeyboard*", "*virtualkeyboard*", "*Qt6Qml*", "*Qt6Quick*", "*Qt6Pdf*", "*/qml/*", "*opengl32sw*"),
    *("*/plugins/imageformats/*qtga*", "*/plugins/imageformats/*qwbmp*", "*/plugins/imageformats/*qicns*"),
)
_KEPT = ("torch/bin/torch_shm_manager",)  # hands tensors from one process to another
_METADATA = ("METADATA", "entry_points.txt")  # of what distributions say about themselves; licences are collected
_QT_LANGUAGES = ("de", "en")
# torchvision's operators need the CUDA libraries that its build for Linux brings; the engine does without them.
_UNWANTED_ON_LINUX = ("torchvision/*.so", "torchvision.libs/*")
# Libraries of the system that Python itself loads travel along; all others belong to the system that runs the program.
_SYSTEM_FOLDERS = ("/lib/", "/lib64/", "/usr/lib/")
_OF_PYTHON = re.compile(r"lib(python|ssl|crypto|ffi|bz2|lzma|sqlite3|uuid|mpdec)[-.0-9]")


class Opened(NamedTuple):
    """A kind of file that the program opens: the ends of its names, its media type, and what people call it."""

    suffixes: tuple[str, ...]
    mime: str
    title: str


OPENED = (
    Opened((".ora",), "image/openraster", "OpenRaster picture"),
    Opened((".png",), "image/png", "PNG picture"),
    Opened((".jpg", ".jpeg"), "image/jpeg", "JPEG picture"),
    Opened((".webp",), "image/webp", "WebP picture"),
    Opened((".tif", ".tiff"), "image/tiff", "TIFF picture"),
    Opened((".avif",), "image/avif", "AVIF picture"),
    Opened((".psd", ".psb"), "image/vnd.adobe.photoshop", "Photoshop picture"),
)


def version() -> str:
    """The program's version, from the one place where it stands."""
    text = (ROOT / "paella_core" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert found, "paella_core/__init__.py says no version"
    return found.group(1)


def left_out(package: str, folder: Path) -> list[str]:
    """The modules in a package's folder that are not among its needed PARTS, by their full names."""
    names = {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
    kept = {"__init__", "__pycache__", *PARTS[package]}
    return [f"{package}.{name}" for name in sorted(names - kept) if name.isidentifier()]


def is_wanted(path: str, source: str, system: str) -> bool:
    """Whether a file goes in.

    Args:
        path: where it would lie, from the folder of the program's files.
        source: where it lies now.
        system: `sys.platform` of the system that is built for.
    """
    path = PurePath(path).as_posix()
    if path in _KEPT:
        return True
    if system == "linux" and (_is_of_system(source) or _matches(path, _UNWANTED_ON_LINUX)):
        return False
    if ".dist-info/" in path:
        return PurePosixPath(path).name in _METADATA
    if path.endswith(".qm") and "PySide6" in path:
        return path.endswith(tuple(f"qtbase_{code}.qm" for code in _QT_LANGUAGES))
    return not _matches(path, _UNWANTED)


def document_types() -> list[dict[str, object]]:
    """What the program opens, as macOS is told. It never takes the place of what opens a kind already."""
    return [
        {
            "CFBundleTypeName": kind.title,
            "CFBundleTypeRole": "Editor",
            "CFBundleTypeExtensions": [suffix.removeprefix(".") for suffix in kind.suffixes],
            "CFBundleTypeMIMETypes": [kind.mime],
            "LSHandlerRank": "Alternate",
        }
        for kind in OPENED
    ]


def _matches(path: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(path, pattern) for pattern in patterns)


def _is_of_system(source: str) -> bool:
    return source.startswith(_SYSTEM_FOLDERS) and not _OF_PYTHON.match(PurePosixPath(source).name)
