"""Pickles that would do harm to a reader that trusts them, written byte by byte.

Each pickle that names a callable would leave a file behind, the sentinel, if anything in it were called.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

MAGIC = b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."
NUMBERS = struct.pack("<8f", *range(8))  # the storage "0" of every archive here


# ---- words of a pickle


def text(value: str) -> bytes:
    data = value.encode()
    return b"X" + struct.pack("<I", len(data)) + data


def number(value: int) -> bytes:
    if -(2**31) <= value < 2**31:
        return b"J" + struct.pack("<i", value)
    data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return b"\x8a" + bytes([len(data)]) + data


def named(module: str, name: str) -> bytes:
    return f"c{module}\n{name}\n".encode()


def numbers(values: Sequence[int]) -> bytes:
    return b"(" + b"".join(map(number, values)) + b"t"


def called(module: str, name: str, *arguments: bytes) -> bytes:
    return named(module, name) + b"(" + b"".join(arguments) + b"tR"


def item(value: bytes, key: bytes = text("weight")) -> bytes:
    """A checkpoint that holds one value."""
    return b"\x80\x02}(" + key + value + b"u."


def storage(key: bytes = text("0"), kind: bytes = named("torch", "FloatStorage"), elements: bytes = number(8)) -> bytes:
    return b"(" + text("storage") + kind + key + text("cpu") + elements + b"tQ"


DICT = named("collections", "OrderedDict") + b")R"
REBUILD = ("torch._utils", "_rebuild_tensor_v2")


def tensor(
    offset: bytes = number(0),
    shape: bytes = numbers([2, 4]),
    stride: bytes = numbers([4, 1]),
    hooks: bytes = DICT,
    more: bytes = b"",
    stored: bytes = b"",
) -> bytes:
    return called(*REBUILD, stored or storage(), offset, shape, stride, b"\x89", hooks, more)


# ---- whole files


def archive(pickled: bytes, records: Mapping[str, bytes] | None = None, method: int = zipfile.ZIP_STORED) -> bytes:
    """A checkpoint of the zip layout around a pickle, with the storage "0"."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as file:
        for name, data in ({"m/data.pkl": pickled, "m/data/0": NUMBERS} if records is None else records).items():
            file.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def legacy(pickled: bytes) -> bytes:
    """A checkpoint of the old layout around a pickle, with the storage "0"."""
    machine = b"\x80\x02}(" + text("little_endian") + b"\x88u."
    keys = b"\x80\x02](" + text("0") + b"e."
    return MAGIC + b"\x80\x02M\xe9\x03." + machine + pickled + keys + struct.pack("<q", 8) + NUMBERS


# ---- pickles


def laughing(depth: int) -> bytes:
    """Lists that each hold the one before twice."""
    return b"(]" + b"".join(b"q%c](h%ch%ce" % (n, n, n) for n in range(depth)) + b"t"


def callables(sentinel: Path) -> dict[str, bytes]:
    """Calls of names that no weights need, which would leave the sentinel behind."""
    shell, path = f"touch {sentinel}", str(sentinel)
    code = f"open({path!r}, 'w').close()"
    calls = {
        ("os", "system"): [text(shell)],
        ("posix", "system"): [text(shell)],
        ("nt", "system"): [text(shell)],
        ("os", "mkdir"): [text(path)],
        ("os", "putenv"): [text("HOSTILE"), text("1")],
        ("subprocess", "Popen"): [b"](" + text("touch") + text(path) + b"e"],
        ("subprocess", "check_output"): [b"](" + text("touch") + text(path) + b"e"],
        ("builtins", "eval"): [text(code)],
        ("builtins", "exec"): [text(code)],
        ("__builtin__", "eval"): [text(code)],
        ("builtins", "getattr"): [named("collections", "OrderedDict"), text("__init__")],
        ("builtins", "setattr"): [named("collections", "OrderedDict"), text("hostile"), number(1)],
        ("builtins", "__import__"): [text("os")],
        ("builtins", "open"): [text(path), text("w")],
        ("builtins", "compile"): [text(code), text("x"), text("exec")],
        ("io", "open"): [text(path), text("w")],
        ("pathlib", "Path"): [text(path)],
        ("importlib", "import_module"): [text("antigravity")],
        ("runpy", "run_path"): [text(path)],
        ("pty", "spawn"): [text("sh")],
        ("timeit", "timeit"): [text(code)],
        ("cProfile", "run"): [text(code)],
        ("pdb", "run"): [text(code)],
        ("shutil", "copy"): [text(__file__), text(path)],
        ("functools", "partial"): [named("collections", "OrderedDict")],
        ("operator", "methodcaller"): [text("clear")],
        ("types", "FunctionType"): [],
        ("ctypes", "CDLL"): [text("libc.so.6")],
        ("copyreg", "_reconstructor"): [named("collections", "OrderedDict"), named("collections", "OrderedDict"), b"N"],
        ("_codecs", "encode"): [text("x"), text("latin1")],
        ("collections", "namedtuple"): [text("x"), text("y")],
        ("collections", "defaultdict"): [named("collections", "OrderedDict")],
        ("pickle", "loads"): [b"C\x02N."],
        ("numpy.core.multiarray", "_reconstruct"): [],
        ("torch", "load"): [text(path)],
        ("torch.jit", "load"): [text(path)],
        ("torch.hub", "load"): [text("a/b"), text("c")],
        ("torch.storage", "_load_from_bytes"): [b"C\x02N."],
        ("torch._utils", "_import_dotted_name"): [text("os.system")],
        ("torch._utils", "_rebuild_device_tensor_from_numpy"): [],
        ("torch._utils", "__builtins__"): [],
        ("torch._utils", "_rebuild_tensor_v2.__globals__"): [],
        ("torch", "_utils._rebuild_tensor_v2"): [],
        ("torch._utils", "_rebuild_tensor_v2 "): [],
        ("collections", "OrderedDict.__reduce__"): [],
        ("collections.OrderedDict", "__class__"): [],
        ("torch", "os.system"): [text(shell)],
        ("", ""): [],
    }
    return {f"{module}.{name}": item(called(module, name, *given)) for (module, name), given in calls.items()}


def disguised(sentinel: Path) -> dict[str, bytes]:
    """The same, by every other way that a pickle has to name and to call."""
    shell = text(f"touch {sentinel}")
    system = named("os", "system")
    return {
        "name from the stack": item(text("os") + text("system") + b"\x93" + shell + b"\x85R"),
        "name from the memo": item(
            b"(" + text("os") + b"q\x07" + text("system") + b"q\x08h\x07h\x08\x93" + shell + b"\x85Rt"
        ),
        "name overwritten in the memo": item(
            b"("
            + text("collections")
            + b"q\x00"
            + text("os")
            + b"q\x00h\x00"
            + text("system")
            + b"\x93"
            + shell
            + b"\x85Rt"
        ),
        "name by memoize": b"\x80\x04\x8c\x02os\x94\x8c\x06system\x94\x93\x94" + shell + b"\x85\x94R\x94.",
        "name that is a number": item(number(1) + number(2) + b"\x93)R"),
        "inst": item(b"(" + shell + b"ios\nsystem\n"),
        "obj": item(b"(" + system + shell + b"o"),
        "obj of a permitted name": item(b"(" + named("collections", "OrderedDict") + b"o"),
        "newobj": item(system + shell + b"\x85\x81"),
        "newobj of a permitted name": item(named("collections", "OrderedDict") + b")\x81"),
        "newobj_ex": item(system + shell + b"\x85}\x92"),
        "newobj_ex of a permitted name": item(named("collections", "OrderedDict") + b")}\x92"),
        "ext1": item(b"\x82\x01"),
        "ext2": item(b"\x83\x01\x00"),
        "ext4": item(b"\x84\x01\x00\x00\x00"),
        "text id": b"\x80\x02Pos.system\n.",
        "nested in a dict's arguments": item(called("collections", "OrderedDict", called("os", "system", shell))),
        "nested in a tensor": item(tensor(offset=called("os", "system", shell))),
        "nested in a storage": item(tensor(stored=storage(kind=called("os", "system", shell)))),
        "nested in an unused value": b"\x80\x02(" + called("os", "system", shell) + b"1" + item(tensor())[2:],
        "in a dict's state": item(DICT + b"}(" + text("_metadata") + called("os", "system", shell) + b"ub"),
        "behind the end of another": item(tensor()[:-1] + called("os", "system", shell) + b"R"),
        "call of an instance": item(DICT + b")R"),
        "call of a text": item(text("os.system") + shell + b"\x85R"),
        "call of a dtype": item(named("torch", "FloatStorage") + b")R"),
        "call with a list": item(named("collections", "OrderedDict") + b"]R"),
        "call with a dict's items": item(called("collections", "OrderedDict", b"]")),
        "__setstate__ of a permitted name": item(
            named("collections", "OrderedDict") + b"}(" + text("__setstate__") + number(1) + b"ub"
        ),
        "state of slots": item(DICT + b"N}(" + text("__class__") + number(1) + b"u\x86b"),
        "state of a dict": item(b"}}b"),
        "state of a tensor": item(tensor() + b"}b"),
        "state of a list": item(b"]}b"),
        "a class as a value": item(named("collections", "OrderedDict")),
        "a dtype as a value": item(named("torch", "FloatStorage")),
        "a storage as a value": item(storage()),
        "a class as a key": item(b"N", key=named("collections", "OrderedDict")),
    }


def misused_tensors() -> dict[str, bytes]:
    """Ids and tensors that lie about their storage."""
    return {
        "id that is a text": item(text("storage") + b"Q"),
        "id that is a list": item(b"]Q"),
        "id that is too short": item(b"(" + text("storage") + b"tQ"),
        "id of something else": item(
            b"(" + text("module") + named("torch", "FloatStorage") + text("0") * 2 + b"K\x01tQ"
        ),
        "id with a view": item(storage(elements=number(8) + numbers([0, 1]))),
        "kind by its name": item(tensor(stored=storage(kind=text("FloatStorage")))),
        "storage outside": item(tensor(stored=storage(key=text("../data.pkl")))),
        "storage that is missing": item(tensor(stored=storage(key=text("1")))),
        "storage by number": item(tensor(stored=storage(key=number(0)))),
        "negative storage": item(tensor(stored=storage(elements=number(-8)))),
        "fewer elements than stored": item(
            tensor(shape=numbers([1]), stride=numbers([1]), stored=storage(elements=number(7)))
        ),
        "enormous storage": item(tensor(stored=storage(elements=number(2**60)))),
        "endless storage": item(tensor(stored=storage(elements=number(2**200)))),
        "storage of another kind": item(tensor(stored=storage(kind=named("torch", "DoubleStorage")))),
        "storage of two kinds": b"\x80\x02}("
        + text("a")
        + tensor()
        + text("b")
        + tensor(stored=storage(kind=named("torch", "IntStorage")))
        + b"u.",
        "beyond the storage": item(tensor(offset=number(1))),
        "before the storage": item(tensor(offset=number(-1))),
        "empty, far away": item(tensor(offset=number(9), shape=numbers([0]), stride=numbers([1]))),
        "large shape": item(tensor(shape=numbers([2, 5]))),
        "large stride": item(tensor(stride=numbers([5, 1]))),
        "negative stride": item(tensor(offset=number(7), stride=numbers([-4, -1]))),
        "negative shape": item(tensor(shape=numbers([-2, -4]))),
        "endless stride": item(tensor(stride=numbers([2**200, 1]))),
        "endless shape": item(tensor(shape=numbers([2**200, 0]))),
        "overflowing shape": item(tensor(shape=numbers([2**62, 4]))),
        "expanded": item(tensor(shape=numbers([2**40]), stride=numbers([0]))),
        "shape unlike stride": item(tensor(shape=numbers([8]))),
        "many dimensions": item(tensor(shape=numbers([1] * 100), stride=numbers([1] * 100))),
        "shape of texts": item(tensor(shape=b"(" + text("2") * 2 + b"t")),
        "shape of a list": item(tensor(shape=b"](" + number(2) + number(4) + b"e")),
        "shape of storages": item(called("torch", "Size", storage() + b"\x85")),
        "with hooks": item(tensor(hooks=DICT + number(0) + number(0) + b"s")),
        "with flipped signs": item(tensor(more=b"}(" + text("neg") + b"\x88u")),
        "with more than there is": item(tensor(more=b"NN")),
        "tensor of a tensor": item(tensor(stored=tensor())),
        "parameter of a text": item(called("torch._utils", "_rebuild_parameter", text("a"), b"\x88", DICT)),
    }


@cache
def misused_machine() -> dict[str, bytes]:
    """Containers, memories and lengths that lie, and programs that never end."""
    return {
        "holds itself": b"\x80\x02}q\x00" + text("a") + b"h\x00s.",
        "list holds itself": item(b"]q\x00h\x00a"),
        "tuple holds itself": item(b"]q\x00h\x00\x85a"),
        "circle of two": item(b"]q\x00]q\x01h\x00aa"),
        "deep lists": item(b"]" * 20_000 + b"a" * 19_999),
        "deep tuples": item(b")" + b"\x85" * 20_000),
        "deep dicts": item((b"}" + text("a")) * 5_000 + b"N" + b"s" * 5_000),
        "laughing a billion times": item(laughing(100)),
        "open marks": b"\x80\x02" + b"(" * 20_000 + b".",
        "without end": b"\x80\x02" + b"N" * 1_100_000 + b".",
        "key of a tuple": item(b"N", key=b")"),
        "key of a number that collides": item(b"N", key=number(2**61 - 1)),
        "key of a float": item(b"N", key=b"G" + bytes(8)),
        "key without value": b"\x80\x02}(" + text("a") + b"u.",
        "items into a list": item(b"](" + text("a") + b"Nu"),
        "items into a tensor": item(tensor() + number(0) + number(0) + b"s"),
        "appended to a dict": item(b"}Na"),
        "appended to a tuple": item(b")(Ne"),
        "unknown memory": item(b"h\x05"),
        "unknown memory far away": item(b"j\xff\xff\xff\xff"),
        "memory by text": item(b"Np99999999999999999999\n"),
        "recalled by text": item(b"g99999999999999999999\n"),
        "long number": item(b"\x8b" + struct.pack("<i", 2**31 - 1)),
        "negative length": item(b"\x8b\xff\xff\xff\xff"),
        "number in text": item(b"L" + b"9" * 10_000 + b"L\n"),
        "text beyond the end": item(b"X\xff\xff\xff\xff"),
        "text far beyond the end": item(b"\x8d" + b"\xff" * 8),
        "bytes far beyond the end": item(b"\x8e" + b"\xff" * 7 + b"\x7f"),
        "bytes as an array": item(b"\x96" + struct.pack("<Q", 2**40)),
        "text that is none": item(b"X\x02\x00\x00\x00\xff\xfe"),
        "half a letter": item(b"X\x03\x00\x00\x00\xed\xa0\x80"),
        "buffer from outside": item(b"\x97"),
        "buffer made readonly": item(b"N\x98"),
        "frame beyond the end": b"\x80\x04\x95" + b"\xff" * 8 + item(tensor())[2:],
        "unknown protocol": b"\x80\xff" + item(tensor())[2:],
        "nothing": b"",
        "end alone": b"\x80\x02.",
        "no end": item(tensor())[:-1],
        "something left": b"\x80\x02N" + item(tensor())[2:],
        "open mark left": b"\x80\x02(" + item(tensor())[2:],
        "no mark": b"\x80\x02t.",
        "empty hands": b"\x80\x02R.",
        "name without end": b"\x80\x02cos" + b"x" * 1000,
        "a tensor alone": b"\x80\x02" + tensor() + b".",
        "a list alone": b"\x80\x02](" + tensor() + b"e.",
    }
