"""Everything that can go wrong between the hub and the disk: each fault ends in the right file or in one sentence.

After a sentence, the same call without the fault ends in the right file, and what had come is not sent again.
"""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from hub_server import (
    CONTENT,
    HALF,
    HASTY,
    SIZE,
    WEIGHTS,
    Fault,
    HubServer,
    Place,
    Reply,
    answers,
    drop,
    serving,
    unheard,
)

from paella_core.errors import DownloadFailed
from paella_core.packs.download import bytes_there, fetch
from paella_core.packs.hub import Found, look_up

OTHER = random.Random(8).randbytes(1 << 20)


# ---- what goes wrong


def reset(reply: Reply) -> Reply:
    return replace(reply, cut=HALF, then="reset")


def stall(reply: Reply, after: int = HALF) -> Reply:
    return replace(reply, cut=after, then="stall")


def silent(reply: Reply) -> Reply:
    return replace(reply, raw=b"", cut=0, then="stall")


def says(reply: Reply, raw: bytes) -> Reply:
    """Something else than an answer, and the end."""
    return replace(reply, raw=raw, cut=0)


def reset_in_headers(reply: Reply) -> Reply:
    return replace(reply, raw=b"HTTP/1.1 200 OK\r\nContent-Le", cut=0, then="reset")


def ignores_ranges(reply: Reply) -> Reply:
    return Reply(200, reply.headers, CONTENT).but(Content_Length=str(SIZE), Content_Range=None)


def renamed(reply: Reply) -> Reply:
    """The content has a new ETag, so that If-Range fails."""
    return ignores_ranges(reply).but(ETag='"new"')


def old_content(reply: Reply) -> Reply:
    """Half of what the file was before it changed."""
    return replace(reply, body=OTHER, cut=HALF).but(ETag='"old"')


def other_bytes(reply: Reply) -> Reply:
    return replace(reply, body=OTHER[-len(reply.body) :])


def of_length(reply: Reply, length: int) -> Reply:
    return replace(reply, body=(CONTENT + OTHER)[:length]).but(Content_Length=str(length))


def says_range(reply: Reply, text: str | None) -> Reply:
    """A part whose header lies; the very first answer is the whole, and stays."""
    return reply.but(Content_Range=text) if reply.status == 206 else reply


def other_etag(reply: Reply) -> Reply:
    return reply.but(ETag='"new"')


def zipped(reply: Reply) -> Reply:
    body = gzip.compress(reply.body, 1)
    return replace(reply, body=body).but(Content_Encoding="gzip", Content_Length=str(len(body)))


def chunked(reply: Reply) -> Reply:
    return reply.but(Content_Length=None, Transfer_Encoding="chunked")


def unmeasured(reply: Reply) -> Reply:
    """The end of the connection is the end of the body."""
    return reply.but(Content_Length=None)


def more_than_all(reply: Reply) -> Reply:
    return unmeasured(replace(reply, body=reply.body + OTHER[:HALF]))


def leads_to(reply: Reply, where: str | None) -> Reply:
    return replace(reply, status=302, body=b"").but(Location=where, Content_Length="0")


def trickle(reply: Reply) -> Reply:
    return replace(reply, pause=0.002)


def both(first: Fault, second: Fault) -> Fault:
    return lambda reply: second(first(reply))


# ---- the table


@dataclass(frozen=True)
class Case:
    """Faults of the requests to come, one each; `forever` is that of all others. `sentence` is how it ends, if not
    well. `wasted` is how many bytes may be sent twice; None: all of them."""

    name: str
    faults: tuple[Fault, ...] = ()
    forever: Fault | None = None
    sentence: str | None = None
    place: Place = "cdn"
    wasted: int | None = 0


def of(fault: partial[Reply] | Fault, *more: Fault) -> tuple[Fault, ...]:
    return (fault, *more)


CASES = [
    # the connection
    Case("dropped before the first byte", of(partial(drop, after=0))),
    Case("dropped after one byte", of(partial(drop, after=1))),
    Case("dropped in the middle", of(drop)),
    Case("dropped before the last byte", of(partial(drop, after=SIZE - 1))),
    Case("dropped eight times, further on each time", of(*[partial(drop, after=SIZE // 9)] * 8)),
    Case("dropped for ever", forever=partial(drop, after=0), sentence="Check the connection and try again later"),
    Case("reset in the middle", of(reset)),
    Case("reset within the headers", of(reset_in_headers)),
    Case("closed without a word", of(partial(says, raw=b""))),
    Case("speaks no HTTP", of(partial(says, raw=b"SSH-2.0-OpenSSH_9.2\r\n\r\n"))),
    Case(
        "speaks no HTTP, ever", (drop,), partial(says, raw=b"220 ready\r\n\r\n"), "the connection to localhost failed"
    ),
    Case("stalls in the middle", of(stall)),
    Case("stalls before it answers", of(silent)),
    Case("stalls for ever", (drop,), silent, "localhost sent nothing for 0.3 seconds"),
    Case("trickles", of(trickle)),
    # the status
    Case("503 once", of(partial(answers, status=503))),
    Case("503 of the hub itself", of(partial(answers, status=503)), place="resolve"),
    Case("500, 502 and a drop", of(partial(answers, status=500), partial(answers, status=502), drop)),
    Case("504 for ever", (drop,), partial(answers, status=504), r"localhost is busy or broken \(504\)"),
    Case("429, come back at once", of(partial(answers, status=429, Retry_After="0"))),
    Case(
        "429, come back in an hour",
        (drop, partial(answers, status=429, Retry_After="3600")),
        None,
        "asks to wait 3600 s",
    ),
    Case(
        "429, the hub's own way", of(drop, partial(answers, status=429, RateLimit='"api";r=0;t=60')), None, "wait 60 s"
    ),
    Case("429, the limit is another", of(drop, partial(answers, status=429, RateLimit='"api";r=7;t=60'))),
    Case("429, come back next week", of(partial(answers, status=429, Retry_After="Wed, 21 Oct 2037 07:28:00 GMT"))),
    Case("401", forever=partial(answers, status=401), sentence="set HF_TOKEN", place="resolve"),
    Case("403 in the middle", (drop,), partial(answers, status=403), "accept its licence"),
    Case("404", forever=partial(answers, status=404), sentence=r"does not have it \(404\)", place="resolve"),
    Case("418", forever=partial(answers, status=418), sentence="answers 418"),
    Case("204", forever=lambda _: Reply(204, {}), sentence="answers 204"),
    # ranges
    Case("knows no ranges", of(drop, ignores_ranges), wasted=HALF),
    Case("knows no ranges and drops", of(drop, both(ignores_ranges, drop), drop), wasted=SIZE),
    Case("416", of(drop, partial(answers, status=416)), wasted=HALF),
    Case("416 for ever", (drop,), partial(answers, status=416), "answers 416"),
    Case("a part from elsewhere", of(drop, partial(says_range, text=f"bytes 5-{SIZE - 1}/{SIZE}")), wasted=SIZE),
    Case("a part of something larger", of(drop, partial(says_range, text=f"bytes {HALF}-9/{SIZE + 1}")), wasted=SIZE),
    Case("a part of nobody knows what", of(drop, partial(says_range, text=None)), wasted=SIZE),
    Case("a part without a total", of(drop, partial(says_range, text=f"bytes {HALF}-{SIZE - 1}/*"))),
    # ETags
    Case("the ETag changes, the content too", of(old_content), wasted=None),
    Case("the ETag changes, the content does not", of(drop, renamed), wasted=None),
    Case("the ETag changes, ranges go on", of(drop, other_etag, other_etag), wasted=None),
    Case("no ETag", of(both(lambda reply: reply.but(ETag=None), drop))),
    Case("a weak ETag", of(both(lambda reply: reply.but(ETag='W/"a"'), drop))),
    # the body
    Case("too short, says so", of(partial(of_length, length=100)), wasted=100),
    Case("too long, says so", of(partial(of_length, length=SIZE + 1)), wasted=SIZE),
    Case("too long for ever", (), partial(of_length, length=SIZE + 1), f"announces {SIZE + 1} bytes", wasted=None),
    Case("empty, says so", (drop,), lambda reply: replace(reply, body=b"").but(Content_Length="0"), "ended the conn"),
    Case("empty, does not say so", of(both(chunked, lambda reply: replace(reply, body=b"")))),
    Case("chunked", of(chunked)),
    Case("chunked, dropped", of(both(chunked, drop))),
    Case("ends with the connection", of(unmeasured)),
    Case("ends with the connection, dropped", of(both(unmeasured, drop))),
    Case("does not end", of(partial(drop, after=1), more_than_all), wasted=HALF),
    Case("compressed", (drop,), zipped, "compresses it", wasted=SIZE),
    Case("other bytes", of(other_bytes), sentence="its checksum is wrong", wasted=None),
    Case("other bytes from the middle", of(drop, other_bytes), sentence="was removed", wasted=None),
    # redirects
    Case("to http elsewhere", (drop,), partial(leads_to, where="http://192.0.2.1/w"), "only https is trusted"),
    Case("to a lookalike", (), partial(leads_to, where="http://localhost@192.0.2.1/w"), "http://192.0.2.1, and only"),
    Case("to a file", (), partial(leads_to, where="file:///etc/passwd"), "come from file://"),
    Case("in a circle", (), partial(leads_to, where="circle"), "redirects in a circle", place="resolve"),
    Case("nowhere", (), partial(leads_to, where=None), "answers 302"),
    Case("to no address", (), partial(leads_to, where="http://[::1"), "strange answer"),
    Case(
        "to https where nobody is", (drop,), partial(leads_to, where="https://127.0.0.1:9/w"), "the connection to 127"
    ),
]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    yield from serving(monkeypatch)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_ends_in_the_file_or_in_one_sentence(case: Case, hub: HubServer, tmp_path: Path) -> None:
    found = look_up(WEIGHTS, HASTY)
    hub.script(case.place, *case.faults)
    if case.forever:
        hub.always(case.place, case.forever)
    if case.sentence:
        assert_fails(found, tmp_path, case.sentence)
        hub.recover()
    path = fetch(found, tmp_path, unheard, patience=HASTY)
    assert path.read_bytes() == CONTENT
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".lock", ".pt"]
    if case.wasted is not None:
        assert hub.sent <= SIZE * 1.05 + case.wasted


def assert_fails(found: Found, folder: Path, sentence: str) -> None:
    """One paragraph that names the file, says what is wrong and what to do."""
    with pytest.raises(DownloadFailed, match=sentence) as raised:
        fetch(found, folder, unheard, patience=HASTY)
    text = str(raised.value)
    assert text.startswith("weights.pt of owner/model was not downloaded: ")
    assert re.search(r"[Tt]ry |Update|set PAELLA_HOME|correct it", text)
    assert "\n" not in text
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    assert bytes_there(found, folder) < SIZE


def test_there_are_forty_faults() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
