"""One page of the help as it is read: Markdown in the look of the program. Nothing is ever fetched from the web."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QMovie,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from app.dialogs.help_pages import PAGES, HelpPages, picture_file
from app.dialogs.marking import marked, places_of
from app.language import tr
from app.theme import BASE_FONT, GAP, PADDING, RADIUS

COLUMN = 640  # logical pixels, beyond which lines are hard to follow
_DENSITY = 2  # pixels of a picture's file for one of the page
_LINE_HEIGHT = 145  # percent
_SIZES = {1: 24, 2: 16, 3: BASE_FONT}  # of headings, in pixels
_LONG = 40  # characters, from which on the second column of a table takes more room
_WORDY, _TERSE = (28, 72), (62, 38)  # percent of the page for each of two columns
_ANIMATED = ".webp"  # how the names of pictures that move end
_MARKDOWN, _IMAGE = QTextDocument.ResourceType.MarkdownResource, QTextDocument.ResourceType.ImageResource


class HelpView(QTextBrowser):
    """Shows pages by their names, with a way back and forth. `page_shown` tells which one is seen. What moves on them
    plays as long as they are seen, or shows its last frame only."""

    page_shown = Signal(str)

    def __init__(self, pages: HelpPages) -> None:
        super().__init__()
        self._pages = pages
        self.page = ""  # the name of the one that is seen, "" before the first
        self.movies: list[QMovie] = []  # that are on it
        self._wanted = ""
        self._motion = True
        self.setOpenLinks(False)
        self.setObjectName("help_page")
        self.setAccessibleName(tr("Help page"))
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._follow)
        self.sourceChanged.connect(self._on_page)

    def show_page(self, name: str) -> None:
        """Show a page from its top."""
        if name != self.page:
            self._end_movies()
        self.setSource(QUrl(f"{name}.md"), _MARKDOWN)

    def set_motion(self, motion: bool) -> None:
        """Whether pictures may move, from the next page on."""
        self._motion = motion

    def play(self) -> None:
        """Go on with what moves."""
        for movie in self.movies:
            movie.setPaused(False)

    def pause(self) -> None:
        """Let nothing move, as nobody sees it."""
        for movie in self.movies:
            movie.setPaused(True)

    def mark_words(self, text: str) -> None:
        """Set these words off wherever they stand, and bring the first of them into view."""
        self._wanted = text
        places = [place for word in text.split() for place in places_of(word, self.document())]
        self.setExtraSelections([marked(place, self.palette()) for place in places])
        if places:
            first = QTextCursor(min(places))
            first.clearSelection()
            self.setTextCursor(first)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """The pages and their pictures, and nothing else."""
        name = QUrl(name).path()
        if kind == _MARKDOWN.value and name.removesuffix(".md") in PAGES:
            return self._pages.markdown(name.removesuffix(".md"))
        if kind == _IMAGE.value:
            return self._picture(name)
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines stay as long as they can be read."""
        super().resizeEvent(event)
        self._set_margins()

    def changeEvent(self, event: QEvent) -> None:
        """Wear the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.page:
            dress(self.document(), self.palette())
            self.mark_words(self._wanted)

    def _picture(self, name: str) -> QImage:
        """A picture, or the frame that is seen first of one that moves."""
        path = str(picture_file(name.rpartition("/")[2]))
        if not path.endswith(_ANIMATED):
            return self._fitted(QImage(path))
        movie = QMovie(path, parent=self)
        movie.setCacheMode(QMovie.CacheMode.CacheAll)
        self.movies.append(movie)
        if not self._motion:
            movie.jumpToFrame(movie.frameCount() - 1)
            return self._fitted(movie.currentImage())
        movie.frameChanged.connect(lambda _number: self._show_frame(name, movie))
        movie.start()
        return self._fitted(movie.currentImage())

    def _show_frame(self, name: str, movie: QMovie) -> None:
        """Put the next frame in the place of the last one; nothing is laid out anew."""
        self.document().addResource(_IMAGE.value, QUrl(name), self._fitted(movie.currentImage()))
        self.viewport().update()

    def _fitted(self, picture: QImage) -> QImage:
        """The picture in the pixels of the screen, no wider than the page: whoever scales it later does so roughly."""
        density = self.devicePixelRatioF()
        width = min(picture.width() / _DENSITY, COLUMN, self.viewport().width() - 4 * PADDING - GAP)
        fitted = picture.scaledToWidth(max(1, round(width * density)), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(density)
        return fitted

    def _end_movies(self) -> None:
        for movie in self.movies:
            movie.stop()
            movie.deleteLater()
        self.movies = []

    def _follow(self, link: QUrl) -> None:
        """To another page; a link that leads elsewhere is none."""
        name = link.path().removesuffix(".md")
        if link.isRelative() and name in PAGES:
            self.show_page(name)

    def _on_page(self, source: QUrl) -> None:
        self.page = source.path().removesuffix(".md")
        dress(self.document(), self.palette())
        self._set_margins()
        self.mark_words(self._wanted)
        self.page_shown.emit(self.page)

    def _set_margins(self) -> None:
        frame = self.document().rootFrame()
        look = frame.frameFormat()
        look.setMargin(0)
        look.setLeftMargin(2 * PADDING)
        look.setTopMargin(2 * PADDING)
        look.setBottomMargin(2 * PADDING)
        look.setRightMargin(max(2 * PADDING, self.viewport().width() - 2 * PADDING - COLUMN))
        frame.setFrameFormat(look)
        fit_pictures(self.document(), self.viewport().width() - look.leftMargin() - look.rightMargin() - GAP)


def dress(document: QTextDocument, palette: QPalette) -> None:
    """Give a page its measures and colours: headings, lines, keys, links, tables."""
    block = document.begin()
    while block.isValid():
        _set_block(QTextCursor(block), block)
        _set_words(block, palette)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, palette)


def _set_block(cursor: QTextCursor, block: QTextBlock) -> None:
    level, look = block.blockFormat().headingLevel(), QTextBlockFormat()
    look.setTopMargin(0 if level < 2 else 2 * GAP)
    in_list = block.textList() is not None
    look.setBottomMargin(GAP // 2 if in_list or level > 1 else PADDING)
    if _has_picture(block):  # its line is as high as it is
        look.setBottomMargin(2 * GAP)
    else:
        look.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if cursor.currentTable() is not None:
        look.setBottomMargin(0)
    cursor.mergeBlockFormat(look)
    if level:
        words = QTextCharFormat()
        words.setProperty(QTextFormat.Property.FontPixelSize, _SIZES[min(level, 3)])
        words.setFontWeight(QFont.Weight.DemiBold)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.setCharFormat(words)


def _set_words(block: QTextBlock, palette: QPalette) -> None:
    """Keys on a ground of their own, links in the colour of links."""
    for fragment in _fragments(block):
        look, old = QTextCharFormat(), fragment.charFormat()
        if old.isAnchor():
            look.setForeground(palette.link())
        elif old.fontFixedPitch():
            look.setFontFamilies([QFont().family()])
            look.setBackground(_faint(palette))
        else:
            continue
        _over(fragment, block).mergeCharFormat(look)


def _fragments(block: QTextBlock) -> list[QTextFragment]:
    """The parts of a block that look alike; all of them at once, as a change of one moves the others."""
    parts, fragments = block.begin(), []
    while not parts.atEnd():
        fragments.append(parts.fragment())
        parts += 1
    return fragments


def _has_picture(block: QTextBlock) -> bool:
    return any(fragment.charFormat().isImageFormat() for fragment in _fragments(block))


def _over(fragment: QTextFragment, block: QTextBlock) -> QTextCursor:
    """A cursor that has a part of a block selected."""
    cursor = QTextCursor(block)
    cursor.setPosition(fragment.position())
    cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def fit_pictures(document: QTextDocument, width: float) -> None:
    """Let no picture be wider than that, in logical pixels."""
    block = document.begin()
    while block.isValid():
        for fragment in _fragments(block):
            if fragment.charFormat().isImageFormat():
                look = fragment.charFormat().toImageFormat()
                look.setMaximumWidth(QTextLength(QTextLength.Type.FixedLength, width))
                _over(fragment, block).setCharFormat(look)
        block = block.next()


def _set_table(table: QTextTable, palette: QPalette) -> None:
    look = table.format()
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    look.setCellPadding(RADIUS - 1)
    look.setCellSpacing(0)
    look.setBorder(0)
    look.setTopMargin(GAP)
    look.setBottomMargin(2 * GAP)
    shares = _WORDY if _longest(table) > _LONG else _TERSE
    look.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
    table.setFormat(look)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            shape = cell.format().toTableCellFormat()
            shape.setBottomBorder(1)
            shape.setBottomBorderStyle(look.BorderStyle.BorderStyle_Solid)
            shape.setBottomBorderBrush(palette.mid())
            cell.setFormat(shape)


def _longest(table: QTextTable) -> int:
    """How many characters the longest cell of the second column has."""
    cells = [table.cellAt(row, 1) for row in range(table.rows())]
    return max(cell.lastPosition() - cell.firstPosition() for cell in cells)


def _faint(palette: QPalette) -> QColor:
    """A ground that sets a key off from the page."""
    ground = palette.color(QPalette.ColorRole.WindowText)
    ground.setAlphaF(0.10)
    return ground
