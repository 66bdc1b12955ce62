"""The log and the word about unexpected errors: they help, and hold nothing that is the person's."""

from __future__ import annotations

import ast
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from driver import Driver
from fakes import FakeEngine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import Qt
from sources import ROOT

from app.crash import LOG_BYTES, LOG_NAME, OLD_LOGS, CrashReporter, Fault, read_logs
from app.diagnostics.redaction import PrivateFormatter, cleaned, told
from paella_core.errors import BadInput
from paella_core.packs.store import find

WORDS = st.text(st.characters(categories=("L",), exclude_characters="İ"), min_size=5, max_size=12)
PROMPTS = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: " ".join(f"zq{word}" for word in words))
LOGGER = logging.getLogger("app.engine.somewhere")


@pytest.fixture
def reporter(tmp_path: Path) -> Iterator[CrashReporter]:
    made = CrashReporter(tmp_path / "logs" / LOG_NAME)
    made.install()
    yield made
    made.uninstall()


def logged(tmp_path: Path) -> str:
    return read_logs(tmp_path / "logs" / LOG_NAME, 10**9)


def raised(act: Callable[[], object]) -> BaseException:
    """The error that an act ends with, with its traceback."""
    try:
        act()
    except BaseException as error:
        return error
    raise AssertionError("no error")


# ---- what goes into a log


def in_an_f_string(secret: str) -> None:
    raise BadInput(f"The prompt {secret!r} has 12 letters too many. Shorten it.")


def in_a_template(secret: str) -> None:
    raise BadInput(f"{secret} is no picture. Choose another one.")


def led_to_another(secret: str) -> None:
    try:
        Path(secret, "none.png").read_bytes()
    except OSError as error:
        raise ValueError(f"{secret} cannot be read") from error


def while_another_is_handled(secret: str) -> None:
    try:
        json.loads(secret)
    except ValueError:
        {}[secret]  # pyright: ignore[reportUnusedExpression]


def noted(secret: str) -> None:
    error = RuntimeError(secret)
    error.add_note(secret)
    raise error


WAYS: Sequence[Callable[[str], object]] = [
    in_an_f_string,
    in_a_template,
    led_to_another,
    while_another_is_handled,
    noted,
    lambda secret: open(f"/tmp/{secret}/picture.png", "rb"),  # noqa: SIM115 - there is none
    lambda secret: Image.open(Path.home() / f"{secret}.png"),
    lambda secret: int(secret),
    lambda secret: getattr(object(), secret),
    lambda secret: __import__(f"nowhere.{secret.replace(' ', '_')}"),
    lambda secret: secret.encode("ascii", "strict") + secret,  # pyright: ignore[reportOperatorIssue]
    lambda secret: secret + 1,  # pyright: ignore[reportOperatorIssue]
    lambda secret: find(secret),
    lambda secret: exec(compile("1 / 0", f"/home/{secret}/data.py", "exec")),
]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secret=PROMPTS, way=st.sampled_from(WAYS))
def test_no_error_carries_the_person_s_words_into_what_is_written(secret: str, way: Callable[[str], object]) -> None:
    error = raised(lambda: way(secret))
    record = LOGGER.makeRecord("app.x", 40, __file__, 1, "%s was not made", (secret,), (type(error), error, None))
    for text in (told(error), PrivateFormatter().format(record)):
        assert not [word for word in secret.split() if word in text], text
        assert "/tmp/" not in text
        assert str(Path.home()) not in text


@pytest.mark.parametrize(
    "arguments", [("zqsecret",), (Path("/home/zqsecret/a.png"),), ({"a": "zqsecret"},), (["zqsecret"],), (b"zqsecret",)]
)
@pytest.mark.usefixtures("reporter")
def test_what_a_call_was_given_is_not_written(tmp_path: Path, arguments: tuple[object, ...]) -> None:
    LOGGER.error("The picture was not kept: %s", *arguments)
    logging.getLogger("PIL.png").error("zqsecret")
    logging.getLogger("PIL.png").error("zqsecret %d", 3)
    LOGGER.error(ValueError("zqsecret"))
    LOGGER.error("It ended with %d of %s", 3, "zqsecret")
    text = logged(tmp_path)
    assert "zqsecret" not in text
    assert "The picture was not kept: ‹…›" in text or "The picture was not kept" in text
    assert "It ended with 3 of ‹…›" in text
    assert "PIL.png: ‹…› (" in text


def test_every_log_call_of_the_program_begins_with_words_of_its_own() -> None:
    """What the formatter trusts: that the first argument is a text in the code."""
    calls = [
        (path, node)
        for part in ("app", "paella_core")
        for path in (ROOT / part).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _is_log_call(node)
    ]
    assert len(calls) >= 10
    for path, node in calls:
        assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"


def _is_log_call(node: ast.Call) -> bool:
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    made = node.func
    return (
        isinstance(made, ast.Attribute)
        and made.attr in levels
        and isinstance(made.value, ast.Name)
        and made.value.id.lower() in {"_log", "_logger", "logging", "logger"}
    )


def test_what_the_program_says_itself_stays() -> None:
    assert "The prompt ‹…› has 12 letters too many. Shorten it." in told(raised(lambda: in_an_f_string("a boat")))
    assert "‹…› is no picture. Choose another one." in told(raised(lambda: in_a_template("boat.png")))
    text = told(raised(lambda: led_to_another("/home/anna/Pictures")))
    assert text.index("[2] No such file or directory") < text.index("ValueError: ‹…› cannot be read")
    assert "tests/app/test_crash.py:" in text
    assert "pathlib.py:" in text
    assert "TypeError: can only concatenate str" in told(raised(lambda: "a" + 1))  # pyright: ignore[reportOperatorIssue]
    text = told(raised(lambda: None.shape))  # pyright: ignore[reportAttributeAccessIssue]
    assert "object has no attribute 'shape'" in text


def test_texts_of_the_engine_lose_their_places() -> None:
    assert cleaned("open failed: /home/anna/My pictures/a b.png is gone") == "open failed: ‹…›"
    assert cleaned(r"C:\Users\anna\boat.png") == "‹…›"
    assert cleaned(r"at \\server\anna\boat.png") == "at ‹…›"
    assert cleaned("file:///home/anna/boat.png") == "‹…›"
    assert cleaned("There is no pack 'anna'. Installed: mini") == "There is no pack ‹…›. Installed: mini"
    assert cleaned("float32 and/or bfloat16, about 0.7 GiB at most") == "float32 and/or bfloat16, about 0.7 GiB at most"


# ---- real faults of the program


def test_a_failing_engine_leaves_no_prompt(
    reporter: CrashReporter, driver: Driver, engine: FakeEngine, tmp_path: Path
) -> None:
    assert reporter is not None
    engine.error = RuntimeError("cannot read zqboat from /home/anna/lake.png")
    driver.stroke((40, 40), (80, 60))
    driver.write_prompt("zqboat on a lake")
    driver.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    driver.qtbot.waitUntil(driver.parts.messages.isVisible)
    text = logged(tmp_path)
    assert "The engine failed." in text
    assert "tests/fakes.py:" in text
    assert "zqboat" not in text
    assert "lake" not in text


def test_a_picture_that_cannot_be_saved_leaves_no_name(reporter: CrashReporter, driver: Driver, tmp_path: Path) -> None:
    assert reporter is not None
    driver.file_dialogs.to_save = tmp_path / "zqfolder" / "zqpicture.png"
    driver.choose("File", "Save as")
    driver.qtbot.waitUntil(lambda: "was not written" in logged(tmp_path))
    assert "zq" not in logged(tmp_path)
    assert "[2] No such file or directory" in logged(tmp_path)


# ---- the last resort


def test_a_crash_is_logged_and_told(reporter: CrashReporter, tmp_path: Path) -> None:
    told_of: list[Fault] = []
    reporter.reported.connect(told_of.append)
    error = raised(lambda: {}["seven"])
    sys.excepthook(type(error), error, error.__traceback__)
    assert "KeyError: ‹…›" in told_of[0].details
    assert told_of[0].place.startswith("KeyError tests/app/test_crash.py:")
    assert "CRITICAL app.crash: Unexpected error" in logged(tmp_path)
    assert "KeyError: ‹…›" in logged(tmp_path)


def test_a_thread_s_crash_is_told_as_well(reporter: CrashReporter) -> None:
    told_of: list[Fault] = []
    reporter.reported.connect(told_of.append, Qt.ConnectionType.DirectConnection)
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert "ZeroDivisionError: division by zero" in told_of[0].details


def test_one_that_comes_again_and_again_does_not_fill_the_log(reporter: CrashReporter, tmp_path: Path) -> None:
    error = raised(lambda: 1 / 0)
    for _ in range(200):
        reporter.report(type(error), error, error.__traceback__)
    assert logged(tmp_path).count("Unexpected error") == 3


def test_ctrl_c_ends_the_program_as_usual(
    reporter: CrashReporter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter.report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert logged(tmp_path) == ""


@pytest.mark.usefixtures("reporter")
def test_logs_rotate_and_stay_small(tmp_path: Path) -> None:
    last = LOG_BYTES * (OLD_LOGS + 2) // 100_000
    for number in range(last + 1):
        LOGGER.error("x" * 100_000 + " %d", number)
    files = sorted((tmp_path / "logs").iterdir())
    assert len(files) == 1 + OLD_LOGS
    assert sum(file.stat().st_size for file in files) <= LOG_BYTES * (1 + OLD_LOGS)
    assert logged(tmp_path).rstrip().endswith(str(last))


def test_hooks_go_back(tmp_path: Path) -> None:
    reporter, before = CrashReporter(tmp_path / LOG_NAME), (sys.excepthook, threading.excepthook)
    reporter.install()
    assert sys.excepthook == reporter.report
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
