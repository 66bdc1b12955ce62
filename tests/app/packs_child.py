"""A small command line that speaks of packs as the real one does, in no time. What it does is told by the name of a
pack; what it remembers lies as files in the folder of the environment variable PACKS_CHILD.

    list                      the packs of `packs.json`, with what jobs have changed
    download, verify, remove  NAME, by events
    import FILE ...           a pack named after the first file, unless one of them is empty

Files there change what happens: `broken` (the list fails), `offline` (downloads fail), `slow` (work stands still at its
first step while it is there), `stuck` (it does not listen when it is asked to end).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

HOME = Path(os.environ["PACKS_CHILD"])
STEPS = 10


def say(**told: object) -> None:
    print(json.dumps(told), flush=True)


def fail(sentence: str) -> None:
    print("a library warns of something", file=sys.stderr)
    print(f"paella: {sentence}", file=sys.stderr)
    raise SystemExit(1)


def packs() -> dict[str, dict]:
    return {pack["name"]: pack for pack in json.loads((HOME / "packs.json").read_text(encoding="utf-8"))}


def change(name: str, **values: object) -> None:
    known = packs()
    known[name] |= values
    (HOME / "packs.json").write_text(json.dumps(list(known.values())), encoding="utf-8")


def note(*words: str) -> None:
    with (HOME / "calls").open("a", encoding="utf-8") as calls:
        calls.write(" ".join([*words, f"offline={os.environ.get('HF_HUB_OFFLINE', '')}"]) + "\n")


def list_() -> None:
    if (HOME / "broken").exists():
        fail("The folder of packs cannot be read. Look at its permissions.")
    print("a library greets you")
    for pack in packs().values():
        say(**pack)
    print('["no", "object"]\n{"broken": \n\x00\xff{}')


def download(name: str) -> None:
    if "--yes" not in sys.argv:
        fail("Download it? Add --yes to say so.")
    pack = packs()[name]
    if (HOME / "offline").exists():
        fail("huggingface.co cannot be reached. Check the connection, then go on with “Resume”.")
    total, kept = pack["bytes"], pack["kept_bytes"]
    say(event="files", files=[{"file": "model.pt", "bytes": total, "have": kept}])
    print("garbage that is not JSON {")
    step = max(1, total // STEPS)
    for done in range(kept, total, step):
        change(name, kept_bytes=done)
        left = (total - done) / 12e6
        say(event="progress", stage="downloading", file="model.pt", done=done, total=total, speed=12e6, left=left)
        wait()
    say(event="progress", stage="converting", file="denoiser.safetensors", done=total, total=total, speed=0, left=None)
    change(name, installed=True, kept_bytes=0, folder=f"/packs/{name}")
    say(event="done", name=name, folder=f"/packs/{name}")


def wait() -> None:
    while (HOME / "slow").exists():
        time.sleep(0.005)


def verify(name: str) -> None:
    say(event="progress", stage="checking", file="denoiser.safetensors", done=1, total=2, speed=2e9, left=1.0)
    wait()
    if packs()[name].get("flipped"):
        fail("The file denoiser.safetensors is damaged. Remove the pack and install it again.")
    say(event="done", name=name, folder=None)


def remove(name: str) -> None:
    if "--yes" not in sys.argv:
        fail("Say --yes to remove it.")
    change(name, installed=False, folder=None, kept_bytes=0)
    say(event="done", name=name, folder=None)


def import_(*files: str) -> None:
    wait()
    if not all(Path(file).read_bytes() for file in files):
        fail("empty.pt holds no weights. Choose another file.")
    name = Path(files[0]).stem
    known = packs()
    known[name] = {"name": name, "title": name, "installed": True, "bytes": 1000, "can": ["generate"]}
    (HOME / "packs.json").write_text(json.dumps(list(known.values())), encoding="utf-8")
    say(event="done", name=name, folder=f"/packs/{name}")


def main() -> None:
    if (HOME / "stuck").exists():
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    verb, *rest = [word for word in sys.argv[2:] if not word.startswith("--")]
    note(*sys.argv[1:])
    {"list": list_, "download": download, "verify": verify, "remove": remove, "import": import_}[verb](*rest)


if __name__ == "__main__":
    main()
