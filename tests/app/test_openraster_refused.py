"""What is no OpenRaster file, damaged or an attack, is refused in words."""

from __future__ import annotations

import io
import json
import zipfile
import zlib

import numpy as np
import pytest
from pictures import noise
from projects import FILES, archive_of, members, opened, png, saved

from app.document import pictures
from app.document.document import Document
from app.document.openraster import read_openraster


def refused(data: bytes) -> str:
    with pytest.raises(pictures.FileError, match=r"^“a.ora” .*\.$") as caught:
        opened(data)
    return str(caught.value)


def simple(attributes: str = 'w="9" h="8"', inside: str = "") -> bytes:
    return archive_of(f'<image {attributes}><stack><layer src="data/a.png"/>{inside}</stack></image>', FILES)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4 and nothing more",
        FILES["data/a.png"],
        archive_of("<image w='9' h='8'><stack>"),
        archive_of("<image w='9' h='8'/>"),
        archive_of("<svg/>"),
        archive_of('<?xml version="1.0" encoding="UTFF-8"?><image w="9" h="8"><stack/></image>'),
        archive_of(""),
        simple('w="0" h="8"'),
        simple('w="nine" h="8"'),
        simple('w="9"'),
        simple('w="60000" h="60000"'),
        simple(inside='<layer src="data/gone.png"/>'),
        simple(inside="<layer/>"),
        simple(inside='<layer src="data/a.png" x="99999999999"/>'),
        archive_of('<image w="9" h="8"><stack><layer src="a"/></stack></image>', {"a": FILES["data/a.png"][:60]}),
        archive_of(f'<image w="9" h="8"><stack>{"<stack>" * 5000}{"</stack>" * 5000}</stack></image>'),
    ],
)
def test_what_is_no_openraster_file_is_refused_in_words(data: bytes) -> None:
    refused(data)


def test_an_archive_without_layers_is_named_as_such() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert "stack.xml" in refused(buffer.getvalue())


def test_xml_that_could_expand_is_refused() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><image w="9" h="8"><stack name="&y;"/></image>'
    assert "document type" in refused(archive_of(bomb))
    outside = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><image w="9" h="8"><stack/></image>'
    assert "document type" in refused(archive_of(outside))


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    huge = bytearray(FILES["data/a.png"])
    huge[16:24] = (40_000).to_bytes(4, "big") * 2  # 40000 x 40000 pixels, says the header
    huge[29:33] = zlib.crc32(huge[12:29]).to_bytes(4, "big")
    refused(archive_of('<image w="9" h="8"><stack><layer src="a"/></stack></image>', {"a": bytes(huge)}))
    monkeypatch.setattr("app.document.openraster.archive.LARGEST_OF_OTHERS", 1000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stack.xml", '<image w="9" h="8"><stack/></image>')
        archive.writestr("zeros", bytes(2000))
    assert "too large" in refused(buffer.getvalue())


def test_the_picture_opens_without_a_damaged_mask() -> None:
    document = Document.from_array(noise(40, 30))
    document.mask.array[0, 0] = 255
    found = members(saved(document))
    for damage in (
        {"paella/mask.png": b"gone"},
        {"paella/mask.png": png(np.zeros((3, 3), np.uint8))},
        {"paella/document.json": b"{"},
        {"paella/document.json": json.dumps({"regions": [{"prompt": "x"}]}).encode()},
    ):
        data = archive_of(found["stack.xml"].decode(), {**found, **damage})
        back, notices = read_openraster(io.BytesIO(data), "a.ora")
        assert len(back.layers()) == 1
        assert len(notices) == 1
