"""Looking files up on the hub and fetching them: pins, secrets, and going on with what is there.

What goes wrong on the way is in test_download_faults.py; processes and disks that end are in test_download_ends.py.
"""

from __future__ import annotations

import json
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hub_server import (
    COMMIT,
    CONTENT,
    HALF,
    HASTY,
    SIZE,
    WEIGHTS,
    Fault,
    HubServer,
    Published,
    answers,
    drop,
    serving,
    slowly,
    unheard,
)
from huggingface_hub import constants

from paella_core.errors import DownloadFailed
from paella_core.packs.connection import Interrupted, Patience, patiently
from paella_core.packs.download import bytes_there, fetch
from paella_core.packs.hub import Found, look_up
from paella_core.packs.part import Part
from paella_core.packs.remote import Remote

LARGE, SMALL = Published(CONTENT), Published(b'{"width": 2560}', large=False)
CONFIG = Remote("owner/model", "config/text.json")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    for server in serving(monkeypatch):
        server.publish(CONFIG.repo, CONFIG.file, SMALL)
        yield server


# ---- looking up


def test_what_the_hub_says_of_a_large_file(hub: HubServer) -> None:
    found = look_up(WEIGHTS, HASTY)
    url = f"{hub.url}/owner/model/resolve/{COMMIT}/weights.pt"
    assert found == Found(WEIGHTS, url, SIZE, LARGE.etag, LARGE.etag, COMMIT)
    assert [asked.place for asked in hub.asked] == ["head"]


def test_a_small_file_is_known_by_the_checksum_of_git(hub: HubServer, tmp_path: Path) -> None:
    found = look_up(CONFIG, HASTY)
    assert (found.size, found.sha256, found.etag) == (len(SMALL.content), None, SMALL.etag)
    assert fetch(found, tmp_path, unheard).read_bytes() == SMALL.content
    hub.publish(CONFIG.repo, CONFIG.file, Published(b'{"width": 2561}', large=False))
    with pytest.raises(DownloadFailed, match="checksum is wrong"):
        fetch(found, tmp_path / "again", unheard, patience=HASTY)


def test_pins_are_held_against_the_hub(hub: HubServer, tmp_path: Path) -> None:
    assert look_up(replace(WEIGHTS, sha256=LARGE.etag, size=SIZE), HASTY).sha256 == LARGE.etag
    for wrong in (replace(WEIGHTS, sha256="0" * 64), replace(WEIGHTS, size=SIZE - 1)):
        with pytest.raises(DownloadFailed, match=r"Nothing was downloaded; update the program\."):
            look_up(wrong, HASTY)
    pinned = look_up(replace(CONFIG, sha256="0" * 64), HASTY)
    with pytest.raises(DownloadFailed, match="checksum is wrong"):
        fetch(pinned, tmp_path, unheard, patience=HASTY)
    assert {asked.place for asked in hub.asked} == {"head", "resolve"}


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (partial(answers, status=401), "set HF_TOKEN"),
        (partial(answers, status=403), "accept its licence"),
        (partial(answers, status=404), r"does not have it \(404\)"),
        (partial(answers, status=405), "answers 405"),
        (partial(answers, status=429), r"busy or broken \(429\)"),
        (partial(answers, status=503), r"busy or broken \(503\)"),
        (lambda reply: reply.but(X_Linked_Etag=None), "size, commit and checksum"),
        (lambda reply: reply.but(X_Linked_Etag='"no-hash"'), "size, commit and checksum"),
        (lambda reply: reply.but(X_Linked_Size=None), "size, commit and checksum"),
        (lambda reply: reply.but(X_Linked_Size="-5"), "size, commit and checksum"),
        (lambda reply: reply.but(X_Repo_Commit=None), "size, commit and checksum"),
        (lambda reply: reply.but(Location="/owner/model/resolve/main/weights.pt"), "strange answer"),
        (lambda reply: replace(reply, raw=b"", cut=0), "connection to 127.0.0.1 failed"),
        (lambda reply: replace(reply, raw=b"", cut=0, then="stall"), "sent nothing for 0.3 seconds"),
    ],
)
def test_a_hub_that_gives_no_answer_is_said_so(hub: HubServer, fault: Fault, sentence: str) -> None:
    hub.always("head", fault)
    with pytest.raises(DownloadFailed, match=sentence) as raised:
        look_up(WEIGHTS, HASTY)
    assert str(raised.value).startswith("weights.pt of owner/model was not downloaded: ")


def test_faults_that_pass_are_waited_for(hub: HubServer) -> None:
    hub.script("head", partial(answers, status=503), lambda reply: replace(reply, raw=b"", cut=0))
    assert look_up(WEIGHTS, HASTY).size == SIZE


@pytest.mark.parametrize(
    "endpoint", ["http://192.0.2.1", "http://127.0.0.1.example", "ftp://127.0.0.1", "127.0.0.1:80", "https://", "x"]
)
def test_nothing_is_asked_without_encryption(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", endpoint)
    with pytest.raises(DownloadFailed, match="only https is trusted"):
        look_up(WEIGHTS, HASTY)


def test_a_hub_far_away_may_not_lead_to_plain_http_here(hub: HubServer, tmp_path: Path) -> None:
    found = replace(look_up(WEIGHTS, HASTY), url=f"http://192.0.2.1:{hub.port}/owner/model/resolve/main/weights.pt")
    with pytest.raises(DownloadFailed, match="only https is trusted"):
        fetch(found, tmp_path, unheard, patience=HASTY)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    hub.socket = context.wrap_socket(hub.socket, server_side=True)
    monkeypatch.setenv("HF_ENDPOINT", hub.url.replace("http:", "https:"))
    with pytest.raises(DownloadFailed, match="nobody vouches for the certificate of 127"):
        look_up(WEIGHTS, HASTY)
    assert hub.asked == []


def self_signed(folder: Path) -> Path:
    """A certificate and its key in one file."""
    path = folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    try:
        subprocess.run([*command, "-keyout", path, "-out", folder / "public.pem"], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no openssl to make a certificate")
    path.write_text(path.read_text() + (folder / "public.pem").read_text())
    return path


def test_only_the_hub_sees_the_token(hub: HubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    fetch(look_up(WEIGHTS, HASTY), tmp_path, unheard, patience=HASTY)
    seen = {asked.place: asked.headers.get("authorization") for asked in hub.asked}
    assert seen == {"head": "Bearer hf_secret", "resolve": "Bearer hf_secret", "cdn": None}


# ---- fetching


def test_progress_goes_from_what_was_there_to_all(hub: HubServer, tmp_path: Path) -> None:
    found = look_up(WEIGHTS, HASTY)
    hub.always("cdn", drop)
    told: list[int] = []
    with pytest.raises(DownloadFailed):
        fetch(found, tmp_path, told.append, patience=replace(HASTY, tries=1))
    assert told[0] == 0
    assert bytes_there(found, tmp_path) == HALF
    hub.recover()
    hub.always("cdn", slowly)
    told.clear()
    fetch(found, tmp_path, told.append, patience=HASTY)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (HALF, SIZE)
    assert 3 <= len(told) < 15  # half a second, ten times a second


def test_checking_is_told_too(hub: HubServer, tmp_path: Path) -> None:
    hub.always("cdn", slowly)
    told: list[int] = []
    fetch(look_up(WEIGHTS, HASTY), tmp_path, unheard, told.append)
    assert told == [SIZE]


def test_what_is_there_is_not_asked_for_again(hub: HubServer, tmp_path: Path) -> None:
    found = look_up(WEIGHTS, HASTY)
    path = fetch(found, tmp_path, unheard)
    asked = len(hub.asked)
    assert fetch(found, tmp_path, unheard) == path
    assert len(hub.asked) == asked
    assert bytes_there(found, tmp_path) == SIZE
    path.write_bytes(CONTENT[:-1] + b"?")
    assert fetch(found, tmp_path, unheard).read_bytes() == CONTENT


def test_a_complete_part_needs_no_network(hub: HubServer, tmp_path: Path) -> None:
    found = look_up(WEIGHTS, HASTY)
    path = fetch(found, tmp_path, unheard)
    with Part(path, SIZE, found.checksum) as part:
        part.begin(None)
        part.append(path.read_bytes())
    path.unlink()
    assert bytes_there(found, tmp_path) == SIZE
    hub.always("resolve", partial(answers, status=404))
    assert fetch(found, tmp_path, unheard, patience=HASTY).read_bytes() == CONTENT


def test_files_of_one_name_do_not_meet(hub: HubServer, tmp_path: Path) -> None:
    hub.publish("other/model", "weights.pt", Published(b"other"))
    first = fetch(look_up(WEIGHTS, HASTY), tmp_path, unheard)
    second = fetch(look_up(Remote("other/model", "weights.pt"), HASTY), tmp_path, unheard)
    assert (first.read_bytes(), second.read_bytes()) == (CONTENT, b"other")
    assert {first.name, second.name} == {"owner--model--weights.pt", "other--model--weights.pt"}


def test_a_file_stays_in_its_folder(hub: HubServer, tmp_path: Path) -> None:
    hub.recover()
    found = replace(look_up(WEIGHTS, HASTY), remote=Remote("../owner", "../../weights.pt"))
    assert fetch(found, tmp_path, unheard).parent == tmp_path


def test_the_rest_is_asked_for_by_its_etag(hub: HubServer, tmp_path: Path) -> None:
    fetch(half_fetched(hub, tmp_path), tmp_path, unheard, patience=HASTY)
    asked = hub.asked[-1].headers
    assert (asked["range"], asked["if-range"]) == (f"bytes={HALF}-", hub.cdn_etag)


@pytest.mark.parametrize(
    "fault",
    [
        partial(answers, status=416),
        lambda reply: reply.but(Content_Range=f"bytes 1-{SIZE - 1}/{SIZE}"),
        lambda reply: reply.but(Content_Range=f"bytes {HALF}-{SIZE - 1}/{SIZE + 1}"),
        lambda reply: reply.but(Content_Range=None),
        lambda reply: reply.but(ETag='"another"'),
    ],
)
def test_a_server_that_mistakes_ranges_is_asked_for_all(hub: HubServer, tmp_path: Path, fault: Fault) -> None:
    found = half_fetched(hub, tmp_path)
    hub.script("cdn", fault)
    fetch(found, tmp_path, unheard, patience=HASTY)
    first, second = [asked.headers for asked in hub.asked if asked.place == "cdn"][-2:]
    assert ("range" in first, "range" in second) == (True, False)


def test_an_empty_file_is_a_file(hub: HubServer, tmp_path: Path) -> None:
    hub.publish("owner/model", "empty", Published(b"", large=False))
    path = fetch(look_up(Remote("owner/model", "empty"), HASTY), tmp_path, unheard)
    assert path.read_bytes() == b""


SPOILS: list[Callable[[dict[str, object]], object]] = [
    lambda state: state.update(checksum="sha256:" + "0" * 64),
    lambda state: state.update(size=SIZE + 1),
    lambda state: state.pop("etag"),
]


@pytest.mark.parametrize("spoil", SPOILS)
def test_bytes_of_something_else_are_not_gone_on_with(
    spoil: Callable[[dict[str, object]], object], hub: HubServer, tmp_path: Path
) -> None:
    found = half_fetched(hub, tmp_path)
    state = next(tmp_path.glob("*.json"))
    data = json.loads(state.read_text())
    spoil(data)
    state.write_text(json.dumps(data))
    next(tmp_path.glob("*.part")).write_bytes(bytes(HALF))
    assert bytes_there(found, tmp_path) == 0
    assert fetch(found, tmp_path, unheard, patience=HASTY).read_bytes() == CONTENT


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\udcff"])
def test_a_damaged_note_means_to_start_over(text: str, hub: HubServer, tmp_path: Path) -> None:
    found = half_fetched(hub, tmp_path)
    next(tmp_path.glob("*.json")).write_bytes(text.encode(errors="surrogateescape"))
    assert bytes_there(found, tmp_path) == 0
    assert fetch(found, tmp_path, unheard, patience=HASTY).read_bytes() == CONTENT


def test_a_part_that_is_too_long_is_not_gone_on_with(hub: HubServer, tmp_path: Path) -> None:
    found = half_fetched(hub, tmp_path)
    next(tmp_path.glob("*.part")).write_bytes(CONTENT + b"?")
    assert bytes_there(found, tmp_path) == 0
    assert fetch(found, tmp_path, unheard, patience=HASTY).read_bytes() == CONTENT


def half_fetched(hub: HubServer, folder: Path) -> Found:
    """A download that ended in the middle."""
    found = look_up(WEIGHTS, HASTY)
    hub.script("cdn", drop)
    with pytest.raises(DownloadFailed):
        fetch(found, folder, unheard, patience=replace(HASTY, tries=1))
    assert bytes_there(found, folder) == HALF
    return found


def test_a_keypress_ends_it_and_loses_nothing(hub: HubServer, tmp_path: Path) -> None:
    found = look_up(WEIGHTS, HASTY)
    hub.always("cdn", slowly)

    def interrupt(count: int) -> None:
        if count > HALF:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch(found, tmp_path, interrupt, patience=HASTY)
    assert bytes_there(found, tmp_path) > HALF
    assert fetch(found, tmp_path, unheard, patience=HASTY).read_bytes() == CONTENT
    assert hub.sent <= SIZE * 1.05


def test_patience_grows_and_ends_unless_it_gets_further(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)

    def attempt() -> None:
        raise Interrupted("the server coughs", wait=3.0 if len(waits) == 3 else 0.0)

    def so_far() -> int:
        return 5 if len(waits) >= 2 else 0

    with pytest.raises(DownloadFailed, match=r"^the server coughs\. Check the connection"):
        patiently(attempt, Patience(tries=4, first_wait=1, longest_wait=2), so_far)
    assert waits == [1, 2, 1, 3, 2]


def test_offline_is_honoured(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadFailed, match="HF_HUB_OFFLINE forbids every request"):
        look_up(WEIGHTS, HASTY)
    assert hub.asked == []
