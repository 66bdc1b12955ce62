"""The help: its pages in both languages, its window, and the page that it opens at."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator

import pytest
from driver import Driver
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTranslator, QUrl
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot
from sources import ROOT

from app.actions import plain
from app.application.help import TOOL_PAGES
from app.dialogs.help import HelpWindow
from app.dialogs.help_pages import PAGES, HelpPages, page_about
from app.dialogs.help_view import COLUMN
from app.entries import GESTURES, TABLE, TIPS, Entry
from app.language import install, languages
from app.resources import RESOURCES
from paella_core.params import SamplingParams, knob_of

LANGUAGES = ("en", "de")
LARGEST = 4 << 20  # bytes of all pictures together
LARGEST_ANIMATION = 300 << 10
PICTURES = RESOURCES / "help" / "pictures"
FIELD = re.compile(r"\{([^:{}]+):([^{}]+)\}")
LINK = re.compile(r"(!?)\[([^\]]+)\]\(([^)]+)\)")
IDS = {entry.id for entry in TABLE}
TABLES = ("keys", "commands", "presets", "knobs")


def source(language: str, name: str) -> str:
    return (RESOURCES / "help" / language / f"{name}.md").read_text(encoding="utf-8")


def texts_of_the_program() -> set[str]:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "installers" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    extractor = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(extractor)
    return {text.source for text in extractor.texts()}


@pytest.fixture(params=LANGUAGES)
def spoken(qapp: QCoreApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """Each of the languages."""
    before = set(qapp.findChildren(QTranslator))
    install(qapp, request.param)
    yield request.param
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
def window(driver: Driver) -> HelpWindow:
    """The help as F1 opens it."""
    driver.to_front()
    driver.canvas.setFocus()
    driver.keys("F1")
    shown = driver.studio.help.window
    assert shown is not None
    driver.qtbot.waitUntil(shown.isVisible)
    return shown


def shown_items(window: HelpWindow) -> list[QListWidgetItem]:
    items = [window.contents.item(row) for row in range(window.contents.count())]
    return [item for item in items if not item.isHidden()]


# ---- the pages


def test_there_is_every_page_in_every_language() -> None:
    assert set(LANGUAGES) == set(languages())
    for language in LANGUAGES:
        assert {path.stem for path in (RESOURCES / "help" / language).iterdir()} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_say_the_same(name: str) -> None:
    """The same headings, steps, pictures, links, keys and names in the same order; the words are the translator's."""

    def shape(language: str) -> dict[str, list[str]]:
        text = source(language, name)
        return {
            "headings": re.findall(r"^#+ ", text, re.MULTILINE),
            "steps": re.findall(r"^(?:-|\d\.) ", text, re.MULTILINE),
            "links": [link for _, _, link in LINK.findall(text)],
            "fields": sorted({match[0] for match in FIELD.finditer(text)} - {"{say:Edit}"}),
        }

    assert shape("de") == shape("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_links_and_pictures_are_there(language: str, name: str) -> None:
    text = source(language, name)
    assert text.startswith("# ")
    for is_picture, words, target in LINK.findall(text):
        assert words
        if is_picture:
            assert not QImage(str(PICTURES / language / target)).isNull(), target
        else:
            assert target.removesuffix(".md") in PAGES, target
    assert "://" not in text


def test_every_picture_is_used_and_they_are_small() -> None:
    used = {target for name in PAGES for is_picture, _, target in LINK.findall(source("en", name)) if is_picture}
    sizes = {}
    for language in LANGUAGES:
        files = {file.name: file.stat().st_size for file in (PICTURES / language).iterdir()}
        assert set(files) == used
        sizes |= {(language, name): size for name, size in files.items()}
    assert sum(sizes.values()) < LARGEST
    assert {name for name, size in sizes.items() if name[1].endswith(".webp") and size > LARGEST_ANIMATION} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_those_of_the_program(language: str) -> None:
    texts, gestures = texts_of_the_program(), {gesture.text for gesture in GESTURES}
    known = {"key": IDS, "name": IDS, "menu": IDS, "say": texts, "gesture": gestures, "table": set(TABLES)}
    for name in PAGES:
        for kind, about in FIELD.findall(source(language, name)):
            assert about in known[kind], (name, kind, about)


def test_no_key_is_written_by_hand() -> None:
    by_hand = re.compile(r"\b(Ctrl|Strg|Alt|Shift)\s?\+|`[A-Z]`|\bEsc\b")
    for language in LANGUAGES:
        for name in PAGES:
            assert not by_hand.search(source(language, name)), (language, name)


def test_pages_are_filled_in_completely(spoken: str, driver: Driver) -> None:
    assert spoken in LANGUAGES
    driver.studio.help.show()
    assert driver.studio.help.window is not None
    view = driver.studio.help.window.view
    for name in PAGES:
        view.show_page(name)
        text = view.toPlainText()
        assert not FIELD.search(text), name
        assert text.startswith(source(spoken, name).partition("\n")[0].removeprefix("# "))
        assert len(text) > 200, name


def test_knobs_presets_and_keys_come_from_the_program(driver: Driver, window: HelpWindow) -> None:
    window.show_page("presets")
    text = window.view.toPlainText()
    for name in SamplingParams.__dataclass_fields__:
        assert knob_of(name).help in text
    assert "Everything as the pack's makers chose it." in text
    driver.studio.actions.rebind("fit", ("F8",))
    window.show_page("keys")
    text = window.view.toPlainText()
    assert "F8" in text
    assert "Ctrl+0" not in text
    for gesture in GESTURES:
        assert gesture.how in text


def test_an_action_without_keys_is_told_by_its_place(driver: Driver, window: HelpWindow) -> None:
    driver.studio.actions.rebind("generate", ())
    window.show_page("start")
    assert "Generate › Generate presses it from anywhere" in window.view.toPlainText()


# ---- the window


def test_it_opens_beside_the_program(driver: Driver, window: HelpWindow) -> None:
    assert window.isWindow()
    assert not window.isModal()
    assert window.parent() is None
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    driver.stroke((50, 50), (80, 60))
    assert driver.document.read_mask().any()


def test_contents_open_pages_and_links_lead_on(qtbot: QtBot, window: HelpWindow) -> None:
    item = window.contents.item(PAGES.index("inpaint"))
    QTest.mouseClick(
        window.contents.viewport(), Qt.MouseButton.LeftButton, pos=window.contents.visualItemRect(item).center()
    )
    assert window.view.page == "inpaint"
    click_link(window, "masks.md")
    qtbot.waitUntil(lambda: window.view.page == "masks")
    assert window.contents.currentRow() == PAGES.index("masks")
    QTest.mouseClick(window.back, Qt.MouseButton.LeftButton)
    assert window.view.page == "inpaint"
    assert window.contents.currentRow() == PAGES.index("inpaint")
    QTest.keyClick(window.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.view.page == "masks"
    assert not window.forward.isEnabled()


def click_link(window: HelpWindow, target: str) -> None:
    """Click on the first link to a target."""
    cursor = QTextCursor(window.view.document())
    while cursor.charFormat().anchorHref() != target:
        assert cursor.movePosition(QTextCursor.MoveOperation.NextCharacter), f"no link to {target}"
    window.view.setTextCursor(cursor)
    place = window.view.cursorRect(cursor).center() - QPoint(3, 0)
    QTest.mouseMove(window.view.viewport(), place)
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.parametrize(
    "link", ["https://example.org/masks.md", "file:///etc/passwd", "../../secret.md", "nothing.md"]
)
def test_links_that_lead_elsewhere_are_none(window: HelpWindow, link: str) -> None:
    before = window.view.toPlainText()
    window.view.anchorClicked.emit(QUrl(link))
    assert window.view.toPlainText() == before


def test_search_finds_pages_and_marks_the_words(window: HelpWindow) -> None:
    QTest.keyClick(window.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "openraster KRITA")
    assert [item.text() for item in shown_items(window)] == ["Files"]
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window.view.page == "files"
    marked = {selection.cursor.selectedText().casefold() for selection in window.view.extraSelections()}
    assert marked == {"openraster", "krita"}
    QTest.keyClicks(window.search, " nowhere")
    assert shown_items(window) == []
    assert window.nothing.isVisible()
    assert "openraster KRITA nowhere" in window.nothing.text()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert len(shown_items(window)) == len(PAGES)
    assert window.view.extraSelections() == []
    assert window.contents.currentRow() == PAGES.index("files")
    assert window.isVisible()
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_pages_with_the_word_in_their_title_come_first(window: HelpWindow) -> None:
    QTest.keyClicks(window.search, "mask")
    titles = [item.text() for item in shown_items(window)]
    assert titles[0] == "Masks"
    assert len(titles) > 5
    assert window.contents.item(0).text() == "Masks"


def test_what_moves_plays_while_it_is_seen(qtbot: QtBot, window: HelpWindow) -> None:
    window.show_page("inpaint")
    [movie] = window.view.movies
    assert movie.frameCount() > 5
    qtbot.waitUntil(lambda: movie.currentFrameNumber() > 0, timeout=10_000)
    resource = window.view.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("inpaint.webp"))
    assert isinstance(resource, QImage)
    assert resource.size().width() <= COLUMN
    assert resource != window.view._fitted(QImage(movie.fileName()))
    window.hide()
    assert movie.state() == movie.MovieState.Paused
    window.show_page("start")
    assert window.view.movies == []


def test_with_reduced_motion_the_last_frame_stands(driver: Driver, window: HelpWindow) -> None:
    driver.studio.settings.reduced_motion = True
    window.show_page("inpaint")
    [movie] = window.view.movies
    assert movie.state() == movie.MovieState.NotRunning
    assert movie.currentFrameNumber() == movie.frameCount() - 1


def test_it_remembers_its_place(driver: Driver, window: HelpWindow) -> None:
    window.resize(760, 520)
    window.close()
    window.deleteLater()
    driver.studio.help.window = None
    driver.studio.help.show()
    assert driver.studio.help.window is not None
    assert driver.studio.help.window.size().toTuple() == (760, 520)


def test_pictures_are_no_wider_than_the_page(window: HelpWindow) -> None:
    window.show_page("inpaint")
    window.resize(560, 520)
    assert window.view.document().idealWidth() <= window.view.viewport().width()
    assert window.view.horizontalScrollBar().maximum() == 0


# ---- commands


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.id)
def test_every_menu_entry_is_explained_on_a_page(entry: Entry) -> None:
    """On one that a person wrote, and on the page about the tool where it is one."""
    assert page_about(entry.id) != "commands"
    if entry.id in TOOL_PAGES:
        named = {id_ for _, id_ in FIELD.findall(source("en", TOOL_PAGES[entry.id]))}
        assert entry.id in named


def test_all_commands_are_listed_with_what_they_do(window: HelpWindow) -> None:
    window.show_page("commands")
    text = window.view.toPlainText()
    for entry in TABLE:
        assert plain(entry.text) in text
        assert entry.tip in text
    QTest.keyClicks(window.search, TIPS["feather_mask"])
    assert "All commands" in [item.text() for item in shown_items(window)]


def test_no_such_page(driver: Driver) -> None:
    pages = HelpPages(driver.studio.actions, {})
    with pytest.raises(FileNotFoundError):
        pages.markdown("nothing")
