"""The words of the interface in the person's language: `tr` translates, `mark` names a text for later.

`resources/translations/studio_<code>.ts` holds the texts of one language, `installers/translations.py` keeps it up to
date. The language is chosen once, when the program starts.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.resources import TRANSLATIONS

CONTEXT = "studio"  # one context for all texts, so that each is translated once
SOURCE = "en"  # the language of the texts in the code
SYSTEM = "system"  # the language that the system prefers, among those that are there


def tr(text: str) -> str:
    """The text in the language of the program, or as it is where there is no translation."""
    return QCoreApplication.translate(CONTEXT, text)


def mark(text: str) -> str:
    """The text itself. It tells the extractor of a text that is translated where it is shown."""
    return text


def languages() -> dict[str, str]:
    """The languages that can be chosen: from their code, as "de", to the name that they give themselves."""
    codes = [SOURCE, *sorted(path.stem.removeprefix("studio_") for path in TRANSLATIONS.glob("studio_*.qm"))]
    return {code: QLocale(code).nativeLanguageName().capitalize() for code in codes}


def language_for(name: str) -> str:
    """The code of the language to speak for a choice: itself, or for "system" the first one preferred that is there."""
    known = languages()
    preferred = QLocale.system().uiLanguages() if name == SYSTEM else [name]
    codes = (tag.replace("_", "-").split("-")[0] for tag in preferred)
    return next((code for code in codes if code in known), SOURCE)


def install(application: QCoreApplication, name: str) -> str:
    """Speak the language `name`, a code or "system", from now on; returns its code. Call it before any text is made."""
    code = language_for(name)
    if code != SOURCE:
        _load(application, f"qtbase_{code}", Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
        _load(application, f"studio_{code}", TRANSLATIONS)
    return code


def _load(application: QCoreApplication, file: str, folder: Path) -> None:
    """Qt's own texts are missing in some languages and builds; then they stay English."""
    translator = QTranslator(application)
    if translator.load(file, str(folder)):
        application.installTranslator(translator)
