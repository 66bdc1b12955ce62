"""Every text that a person sees can be translated, and the German translation is complete."""

from __future__ import annotations

import ast
import importlib.util
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from sources import ROOT, project_sources

from app.language import CONTEXT, install, language_for, languages, mark, tr
from app.resources import TRANSLATIONS

SHOWN = {  # Qt's methods and classes, and our own small ones, whose texts a person sees or hears
    "addAction", "addButton", "addItem", "addItems", "addMenu", "addRow", "addTab", "insertItem", "label", "heading",
    "setAccessibleDescription", "setAccessibleName", "setHeaderLabels", "setInformativeText", "setPlaceholderText",
    "setPrefix", "setSpecialValueText", "setStatusTip", "setSuffix", "setTabText", "setTabToolTip", "setText",
    "setTitle", "setToolTip", "setWhatsThis", "setWindowTitle", "showMessage", "getOpenFileName", "getOpenFileNames",
    "getSaveFileName", "QAction", "QCheckBox", "QDockWidget", "QGroupBox", "QLabel", "QMenu", "QPushButton",
    "QRadioButton", "QToolBar", "QTreeWidgetItem", "IconButton", "tell", "edit",
}  # fmt: skip
NO_WORDS = {"Paella Studio"}  # names
TEXT_AT = {"label": slice(0, 1), "IconButton": slice(1, None)}  # where the text stands among other words


def load_extractor():
    spec = importlib.util.spec_from_file_location("translations", ROOT / "installers" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EXTRACTOR = load_extractor()


@pytest.fixture
def spoken(qapp: QCoreApplication) -> Iterator[str]:
    """German for one test."""
    before = set(qapp.findChildren(QTranslator))
    yield install(qapp, "de")
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
        translator.deleteLater()


def german() -> dict[str, str]:
    return EXTRACTOR.finished(TRANSLATIONS / "studio_de.ts")


def fields_of(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


# ---- the translation


def test_every_text_of_the_program_is_translated() -> None:
    known = german()
    missing = [f"{text.file}: {text.source!r}" for text in EXTRACTOR.texts() if not known.get(text.source)]
    assert missing == [], "run `python installers/translations.py`, translate what is unfinished, then `... release`"


def test_no_translation_is_left_over() -> None:
    assert set(german()) - {text.source for text in EXTRACTOR.texts()} == set()


def test_translations_keep_the_fields() -> None:
    lost = [source for source, text in german().items() if text and fields_of(source) != fields_of(text)]
    assert lost == []


def test_translations_keep_marks_and_line_ends() -> None:
    for source, text in german().items():
        assert source.endswith(" …") == text.endswith(" …"), source
        assert source.count("\n") == text.count("\n"), source
        assert source.startswith("&") <= (text.count("&") == 1), source


def test_what_the_program_loads_is_what_was_translated(qapp: QCoreApplication) -> None:
    loaded = QTranslator(qapp)
    assert loaded.load("studio_de", str(TRANSLATIONS))
    stale = [source for source, text in german().items() if text and loaded.translate(CONTEXT, source) != text]
    loaded.deleteLater()
    assert stale == [], "run `python installers/translations.py release`"


# ---- the language that is spoken


def test_without_a_translator_texts_are_as_they_are() -> None:
    assert tr("Paint mask") == mark("Paint mask") == "Paint mask"


def test_german_is_spoken(spoken: str) -> None:
    assert spoken == "de"
    assert tr("Paint mask") == "Maske malen"
    assert tr("no such text") == "no such text"


@pytest.mark.usefixtures("spoken")
def test_qt_speaks_along() -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_languages_name_themselves() -> None:
    assert languages() == {"en": "English" if "English" in languages()["en"] else "American english", "de": "Deutsch"}


@pytest.mark.parametrize(
    ("system", "wanted"), [(["de-AT", "en"], "de"), (["fr-FR", "de"], "de"), (["fr-FR"], "en"), (["en-GB", "de"], "en")]
)
def test_the_system_s_language_is_spoken_where_it_is_there(
    monkeypatch: pytest.MonkeyPatch, system: list[str], wanted: str
) -> None:
    class Locale:
        @staticmethod
        def uiLanguages() -> list[str]:
            return system

    monkeypatch.setattr("app.language.QLocale.system", Locale)
    assert language_for("system") == wanted
    assert language_for("de") == "de"
    assert language_for("xx") == "en"


# ---- the extractor


def test_texts_are_found_where_they_stand() -> None:
    code = (
        'a = tr("one {n}")\nb = mark("t" "wo")\nc = other("three")\nd = knob(1, label="L", help="H", unit="s")\ntr(x)'
    )
    assert list(EXTRACTOR.texts_of(code)) == ["one {n}", "two", "L", "H"]


def test_new_texts_are_unfinished_and_old_ones_go(tmp_path: Path) -> None:
    file = tmp_path / "studio_de.ts"
    texts = [EXTRACTOR.Text("<a> & “b”", "x.py"), EXTRACTOR.Text("new", "y.py")]
    file.write_text(EXTRACTOR.written("de", {"<a> & “b”": "ä < „b“", "gone": "weg"}, texts), encoding="utf-8")
    assert EXTRACTOR.finished(file) == {"<a> & “b”": "ä < „b“"}
    assert EXTRACTOR.written("de", EXTRACTOR.finished(file), texts) == file.read_text(encoding="utf-8")


# ---- no text goes past the translation


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def raw_texts(node: ast.expr) -> Iterator[str]:
    """The letters of an argument that were not translated: in literals, f-strings, lists and conditions."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (str(part.value) for part in node.values if isinstance(part, ast.Constant))
    elif isinstance(node, ast.List | ast.Tuple):
        for part in node.elts:
            yield from raw_texts(part)
    elif isinstance(node, ast.IfExp):
        yield from (*raw_texts(node.body), *raw_texts(node.orelse))
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        for part in node.values if isinstance(node, ast.BoolOp) else (node.left, node.right):
            yield from raw_texts(part)


def is_a_word(text: str) -> bool:
    return any(len(word) > 1 and word.isalpha() and word != "px" for word in text.split()) and text not in NO_WORDS


def untranslated(path: str, code: str) -> list[str]:
    """The calls in which a plain text reaches a person, and those of `tr` whose text no extractor can find."""
    found = []
    for call in (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)):
        place, name = f"{path}:{call.lineno}", called(call)
        if name in SHOWN:
            arguments = [*call.args[TEXT_AT.get(name, slice(None))], *(word.value for word in call.keywords)]
            words = [text for node in arguments for text in raw_texts(node) if is_a_word(text)]
            found += [f"{place} shows {text!r}" for text in words]
        needed = {"tr": ast.Constant | ast.Name | ast.Attribute | ast.Subscript, "mark": ast.Constant}
        if isinstance(call.func, ast.Name) and name in needed and not isinstance(call.args[0], needed[name]):
            found.append(f"{place} {name} needs the text itself")
    return found


def test_no_text_goes_past_the_translation() -> None:
    sources = project_sources(("app",))
    assert [one for path, code in sources.items() for one in untranslated(path, code)] == []


@pytest.mark.parametrize(
    "code",
    [
        'QPushButton("Open")',
        'self.setToolTip(f"Use {seed} again")',
        'label("Size", "dim")',
        'IconButton("close", "Close this")',
        'box.addItems(["One", tr("Two")])',
        'line.setText("Ready" if done else "")',
        'with document.edit("Paint mask", plane): pass',
        'tr(f"Open {name}")',
        'tr("Open {}".format(name))',
        "mark(text)",
    ],
)
def test_a_planted_text_is_found(code: str) -> None:
    assert untranslated("planted.py", code) != []


@pytest.mark.parametrize(
    "code",
    ['QPushButton(tr("Open"))', 'label("", "dim")', 'size.setText(f"{a} × {b}")', "tr(entry.text)", 'other("Open it")'],
)
def test_what_may_stand_is_not_found(code: str) -> None:
    assert untranslated("planted.py", code) == []
