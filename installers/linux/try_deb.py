"""Try the Debian package where nothing else is: `sudo python3 installers/linux/try_deb.py PACKAGE.deb WORK_FOLDER`.

A minimal Debian is made in WORK_FOLDER by debootstrap. There the package is installed with what it depends on, started
by its desktop entry on a virtual screen, and worked by xdotool: a picture is opened, painted over, filled and saved.
Then everything is removed, and what is left is listed. Exit status 0 where all of that went well; screenshots stay in
WORK_FOLDER. It needs root, debootstrap and unshare, Debian's mirror, and 4 GB. Standard-library Python alone.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

PICTURES = Path(__file__).resolve().parents[2] / "resources" / "pictures"
MIRROR, SUITE = "http://deb.debian.org/debian", "bookworm"
NAME = "paella-studio"
PROGRAM = f"/usr/lib/{NAME}"
TOOLS = ("xvfb", "xdotool", "openbox", "libgtk-3-bin", "desktop-file-utils")  # the hand, a screen, who manages windows
USER, HOME = "tester", "/home/tester"
DISPLAY, WIDTH, HEIGHT = ":77", 1280, 800
PATIENCE = 600  # seconds for one thing to happen
PROMPT = (1113, 270)  # where the field lies on a screen of that size
KEEP = (710, 671)  # and the button, below the result
STROKE = ((420, 420), (480, 440), (560, 430), (600, 460))
OPTIONAL = ("wayland", "libqgtk3")  # parts of Qt that are left alone where what they stand on is missing
# Where files come and go without belonging to a package.
_NOT_COMPARED = ("/proc/", "/sys/", "/dev/", "/run/", "/tmp/", "/home/", "/var/log/", "/var/cache/", "/var/lib/apt/")
_INSIDE = "--inside"  # a mount and process namespace of its own, so that nothing is left mounted or running


class Problem(Exception):
    """What went wrong, in a sentence."""


class Debian:
    """A system below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._children: list[subprocess.Popen[bytes]] = []

    def bootstrap(self, mirror: str, suite: str) -> None:
        """Make the minimal system, unless it is there."""
        if not (self.root / "etc" / "debian_version").exists():
            run(["debootstrap", "--variant=minbase", suite, str(self.root), mirror])
        for kind, place in (("proc", "proc"), ("tmpfs", "tmp"), ("devpts", "dev/pts"), ("tmpfs", "dev/shm")):
            (self.root / place).mkdir(exist_ok=True)
            run(["mount", "-t", kind, kind, str(self.root / place)])
        (self.root / "tmp").chmod(0o1777)
        shutil.copyfile("/etc/resolv.conf", self.root / "etc" / "resolv.conf")

    def run(self, command: Sequence[str]) -> str:
        """Run a command as root; returns what it printed."""
        variables = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        return run(["chroot", str(self.root), *command], variables)

    def apt(self, *words: str) -> None:
        """Run apt-get, asking nothing."""
        self.run(["apt-get", "-y", "-q", "--no-install-recommends", *words])

    def as_user(self, command: str) -> list[str]:
        """The command line of a person at the virtual screen."""
        words = f"cd {HOME}; export DISPLAY={DISPLAY} LC_ALL=C.UTF-8; exec {command}"
        return ["chroot", str(self.root), "su", "-", USER, "-c", words]

    def start(self, command: str) -> None:
        """Begin something that goes on beside the rest."""
        with (self.root / "tmp" / "session.log").open("ab") as log:
            self._children.append(subprocess.Popen(self.as_user(command), stdout=log, stderr=log))

    def say(self, command: str) -> str:
        """Run a person's command to its end; returns what it printed."""
        return run(self.as_user(command))

    def files(self) -> set[str]:
        """All files, as paths from the root, without those that come and go."""
        found = set()
        for folder, _, names in os.walk(self.root):
            place = "/" + os.path.relpath(folder, self.root).removeprefix(".").lstrip("/")
            found |= {os.path.join(place, name) for name in (*names, "")}
        return {path for path in found if not f"{path}/".startswith(_NOT_COMPARED)}

    def stop(self) -> None:
        """End what was started."""
        for child in self._children:
            child.terminate()
            child.wait()


def run(command: Sequence[str], variables: dict[str, str] | None = None) -> str:
    """Run a command that must succeed; returns what it printed."""
    try:
        done = subprocess.run(command, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    except FileNotFoundError:
        raise Problem(f"There is no `{command[0]}` here; install the package that has it.") from None
    text = done.stdout.decode(errors="replace")
    if done.returncode:
        raise Problem(f"`{shlex.join(command)}` failed with {done.returncode}:\n{text[-3000:]}")
    return text


def timed(what: str, work: Callable[[], object]) -> None:
    """Do something, and say how long it took."""
    begin = time.monotonic()
    work()
    print(f"{time.monotonic() - begin:7.1f} s  {what}", flush=True)


def waited(what: str, found: Callable[[], object]) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not found():
        if time.monotonic() > end:
            raise Problem(f"Waited {PATIENCE} s in vain for {what}.")
        time.sleep(0.2)


# ---- what is tried


def check_libraries(system: Debian) -> None:
    """Every library of the program finds what it is linked with, but for what only OPTIONAL desktops load."""
    each = "while read f; do ldd $f 2>&1 | grep 'not found' | sed \"s#^#$f #\"; done; true"
    names = f"export LD_LIBRARY_PATH={PROGRAM}/_internal; find {PROGRAM} -name '*.so*' -type f"
    told = system.run(["sh", "-c", f"{names} | {each}"]).splitlines()
    missing = [line for line in told if not any(desktop in line.lower() for desktop in OPTIONAL)]
    if missing:
        raise Problem("Libraries are missing:\n" + "\n".join(missing))


def check_command(system: Debian) -> None:
    """The command line works before anything else is installed."""
    own = ["env", "PAELLA_HOME=/tmp/paella"]  # what a person makes is not the package's to remove
    print(system.run([*own, "paella", "doctor"]).rstrip())
    words = ["--size", "64x48", "--steps", "2", "--seed", "7", "-o", "/tmp/boat.png", "--quiet"]
    system.run([*own, "paella", "generate", "a red boat", *words])
    if not (system.root / "tmp" / "boat.png").read_bytes().startswith(b"\x89PNG"):
        raise Problem("`paella generate` wrote no PNG.")


def open_by_entry(system: Debian) -> None:
    """Start the program as a menu does, with a picture."""
    sockets = system.root / "tmp" / ".X11-unix"
    sockets.mkdir()
    sockets.chmod(0o1777)
    system.start(f"Xvfb {DISPLAY} -nolisten local -screen 0 {WIDTH}x{HEIGHT}x24 -fbdir /tmp")
    waited("the screen", (system.root / "tmp" / "Xvfb_screen0").exists)
    time.sleep(1)
    system.start("openbox")
    system.start(f"gtk-launch {NAME} {HOME}/picture.png")  # the program has the same output as what starts it
    waited("the window", lambda: window(system, "picture.png"))


def window(system: Debian, title: str) -> str:
    """The number of the visible window with a title, or ""."""
    command = system.as_user(f"xdotool search --onlyvisible --name {shlex.quote(title)}")  # fails where there is none
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip().rpartition("\n")[2]


def inpaint(system: Debian) -> None:
    """Paint over a part, say what should be there, fill, and keep the result."""
    path = " ".join(f"mousemove {x} {y} sleep 0.1" for x, y in STROKE)
    system.say(f"xdotool mousemove {STROKE[0][0]} {STROKE[0][1]} sleep 0.3 mousedown 1 {path} mouseup 1 sleep 0.5")
    system.say(f"xdotool mousemove {PROMPT[0]} {PROMPT[1]} click 1 sleep 0.3 type --delay 40 'a red boat on the lake'")
    shoot(system, "painted")
    system.say("xdotool key ctrl+Return")
    made = system.root / HOME[1:]
    waited("the result", lambda: list(made.glob("**/generated/**/*.png")))
    time.sleep(2)
    shoot(system, "result")
    system.say(f"xdotool mousemove {KEEP[0]} {KEEP[1]} sleep 0.2 click 1 sleep 1")
    shoot(system, "kept")


def save(system: Debian) -> None:
    """Save the picture with its layers, and look into the file."""
    system.say("xdotool key ctrl+s sleep 1")
    waited("the question where to save", lambda: window(system, "Save picture"))
    shoot(system, "saving")
    system.say(f"xdotool key ctrl+a type --delay 40 {HOME}/saved.ora")
    system.say("xdotool key Return")
    saved = system.root / HOME[1:] / "saved.ora"
    waited("the saved file", saved.exists)
    with zipfile.ZipFile(saved) as project:
        layers = [name for name in project.namelist() if name.startswith("data/") and name.endswith(".png")]
        mime = project.read("mimetype")
    if mime != b"image/openraster" or len(layers) < 2:
        raise Problem(f"The saved file is {mime!r} with the layers {layers}.")
    shoot(system, "saved")


def leave(system: Debian) -> None:
    """Close the window as a person does."""
    system.say("xdotool key ctrl+q")
    waited("the end of the program", lambda: not window(system, "Paella Studio"))


def shoot(system: Debian, name: str) -> None:
    """Keep what is on the screen beside the system's folder, as PNG."""
    dump = (system.root / "tmp" / "Xvfb_screen0").read_bytes()  # XWD: a header, colours, rows of B G R x
    head = struct.unpack(">25I", dump[:100])
    width, height, stride, colours = head[4], head[5], head[12], head[19]
    begin = head[0] + 12 * colours
    rows = (dump[begin + y * stride : begin + y * stride + 4 * width] for y in range(height))
    system.root.with_name(f"{name}.png").write_bytes(png(width, height, [rgb(row) for row in rows]))


def rgb(row: bytes) -> bytes:
    out = bytearray(len(row) // 4 * 3)
    out[0::3], out[1::3], out[2::3] = row[2::4], row[1::4], row[0::4]
    return bytes(out)


def png(width: int, height: int, rows: Sequence[bytes]) -> bytes:
    """A PNG file of rows of red, green and blue bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


# ---- from the first to the last


def attempt(package: Path, system: Debian, mirror: str, suite: str) -> None:
    """All of it.

    Raises:
        Problem: something did not go well.
    """
    timed("a minimal Debian", lambda: system.bootstrap(mirror, suite))
    system.run(["apt-get", "-q", "update"])
    shutil.copyfile(package, system.root / "tmp" / "package.deb")
    before = system.files()
    timed("installed, with what it depends on", lambda: system.apt("install", "/tmp/package.deb"))
    timed("libraries looked at", lambda: check_libraries(system))
    timed("doctor and a small picture on the command line", lambda: check_command(system))
    timed("a screen and a hand", lambda: system.apt("install", *TOOLS))
    system.run(["useradd", "--create-home", "--shell", "/bin/sh", USER])
    shutil.copyfile(PICTURES / "sample.png", system.root / HOME[1:] / "picture.png")
    system.run(["chown", "-R", f"{USER}:", HOME])
    system.run(["desktop-file-validate", f"/usr/share/applications/{NAME}.desktop"])
    try:
        timed("opened by its desktop entry", lambda: open_by_entry(system))
        time.sleep(3)
        shoot(system, "opened")
        timed("a part filled and kept", lambda: inpaint(system))
        timed("saved with its layers", lambda: save(system))
        timed("left", lambda: leave(system))
    finally:
        shoot(system, "last")
        log = system.root / "tmp" / "session.log"
        if log.exists():
            system.root.with_name("session.log").write_bytes(log.read_bytes())
        system.stop()
    timed("removed", lambda: system.apt("purge", NAME))
    left = [path for path in system.files() - before if "paella" in path]
    if left:
        raise Problem("The package left behind:\n" + "\n".join(sorted(left)))
    system.run(["userdel", "--remove", USER])
    system.apt("purge", *TOOLS)
    system.apt("autoremove", "--purge")
    others = sorted(system.files() - before)
    print(
        f"Nothing of the package is left; {len(others)} files and folders of what it depended on are:",
        *others,
        sep="\n  ",
    )


def main() -> int:
    """Enter namespaces of one's own, then try."""
    parser = argparse.ArgumentParser(description="Try the Debian package on a minimal Debian.")
    parser.add_argument("package", type=Path)
    parser.add_argument("folder", type=Path, help="where the system, the screenshots and the log go")
    parser.add_argument("--mirror", default=MIRROR)
    parser.add_argument("--suite", default=SUITE)
    parser.add_argument(_INSIDE, action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if not chosen.inside:
        spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
        os.execvp(spaces[0], [*spaces, sys.executable, __file__, *sys.argv[1:], _INSIDE])
    chosen.folder.mkdir(parents=True, exist_ok=True)
    try:
        attempt(chosen.package, Debian(chosen.folder.resolve() / "root"), chosen.mirror, chosen.suite)
    except Problem as problem:
        print(f"try_deb.py: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
