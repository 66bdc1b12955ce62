"""What a hand does to a picture by itself: strokes, frames, undo, layers, masks, regions."""

from __future__ import annotations

from PySide6.QtTest import QTest
from walk_hand import LEFT, RIGHT, Hand

from app.entries import TABLE
from paella_core.request import Box

LARGEST = 260  # pixels of a side, from which it grows no more
WORDS = ("a red boat", "a lake at night", "", "mountains", "snow  ")
LAYER_DEEDS = tuple(entry.id for entry in TABLE if entry.menu == "Layer" or entry.id == "flatten")
MASK_DEEDS = ("mask_all", "clear_mask", "invert_mask", "grow_mask", "shrink_mask", "feather_mask", "mask_from_layer")
EDIT_DEEDS = ("cut", "copy", "copy_merged", "paste")
VIEW_DEEDS = ("rulers", "pixel_grid", "panels", "dark", "light", "fit", "zoom_in", "zoom_out", "show_mask", "swap")
TOOLS = tuple(entry.id for entry in TABLE if entry.choice == "tool")


class PaintingHand(Hand):
    """Paints, drags and commands."""

    def begin_stroke(self) -> None:
        self.press(self.somewhere(), self.random.choice((LEFT, LEFT, LEFT, RIGHT)))
        self.move()

    def move(self) -> None:
        for _ in range(self.random.randint(1, 3)):
            QTest.mouseMove(self.canvas, self.somewhere())

    def end_stroke(self) -> None:
        self.release(self.somewhere())

    def stroke(self) -> None:
        """With the tool in hand, or another one."""
        if self.random.random() < 0.5:
            self.take_tool()
        self.begin_stroke()
        self.end_stroke()

    def mask_stroke(self) -> None:
        self.trigger("brush")
        self.begin_stroke()
        self.end_stroke()

    def keep_stroke(self) -> None:
        """Lock something of a result, and seldom make the rest anew."""
        self.trigger("keep_brush")
        self.begin_stroke()
        self.end_stroke()
        if self.random.random() < 0.5:
            self.trigger("reroll")

    def take_tool(self) -> None:
        self.trigger(self.random.choice(TOOLS))

    def drag_frame(self) -> None:
        """An edge or a corner of the canvas, outwards as long as the picture is small."""
        document = self.document
        if document is None or self.held is not None:
            return
        self.trigger("frame")
        self.canvas.zoom_to(1.0)
        frame = self.studio.toolbox.frame.frame or document.bounds
        across, down = self.random.choice(((1, 0), (0, 1), (1, 1), (-1, 0), (0, -1)))
        x = frame.left + frame.width * (across + 1) / 2
        y = frame.top + frame.height * (down + 1) / 2
        room = max(document.width, document.height) < LARGEST
        by = self.random.randint(8, 40) if room and self.random.random() < 0.8 else -self.random.randint(4, 20)
        self.press(self.at(x, y))
        for share in (0.5, 1.0):
            QTest.mouseMove(self.canvas, self.at(x + across * by * share, y + down * by * share))
            self.pump(self.random.choice((0, 10)))
        self.release(self.at(x + across * by, y + down * by))

    def drag_context(self) -> None:
        """The context box, as its grips tell of it."""
        document, offered = self.document, self.studio.context.offered
        if document is not None and offered is not None:
            left, top = self.random.randint(0, 20), self.random.randint(0, 20)
            box = Box(left, top, document.width - left, document.height - top)
            self.canvas.context_dragged.emit(box)
            if self.random.random() < 0.3:
                self.canvas.context_reset.emit()

    # ---- commands

    def undo(self) -> None:
        for _ in range(self.random.choice((1, 1, 2, 5))):
            self.key("Ctrl+Z") if self.random.random() < 0.3 else self.trigger("undo")

    def redo(self) -> None:
        for _ in range(self.random.choice((1, 1, 3))):
            self.trigger("redo")

    def layer_command(self) -> None:
        document = self.document
        if document is not None and document.nodes() and self.random.random() < 0.5:
            document.active = self.random.choice(document.nodes())
        self.trigger(self.random.choice(LAYER_DEEDS))

    def paint_layer_mask(self) -> None:
        """A layer gets a mask, a brush paints on it, and often it is switched off."""
        self.trigger("add_layer_mask")
        self.trigger("paint_layer_mask")
        self.trigger("paint_brush")
        self.begin_stroke()
        self.end_stroke()
        if self.random.random() < 0.5:
            self.trigger("toggle_layer_mask")

    def mask_command(self) -> None:
        self.driver.mask_dialogs.number = self.random.randint(1, 6)  # pyright: ignore[reportAttributeAccessIssue]
        self.trigger(self.random.choice(MASK_DEEDS))

    def edit_command(self) -> None:
        self.trigger(self.random.choice(EDIT_DEEDS))

    def look_around(self) -> None:
        self.trigger(self.random.choice(VIEW_DEEDS))

    def resize(self) -> None:
        """The canvas by numbers, or around the mask."""
        document = self.document
        if document is None or self.random.random() < 0.3:
            self.trigger("crop_to_mask")
            return
        least, most = -20, 20 if max(document.width, document.height) < LARGEST else 0
        left, top, right, bottom = (self.random.randint(least, most) for _ in range(4))
        width, height = max(document.width + left + right, 16), max(document.height + top + bottom, 16)
        questions = self.studio.commands.images._questions
        questions.canvas = Box(-left, -top, width, height)  # pyright: ignore[reportAttributeAccessIssue]
        self.trigger("canvas_size")

    def region(self) -> None:
        """A part with words of its own, painted or changed or deleted."""
        panel = self.driver.parts.regions
        if not panel.parts or self.random.random() < 0.5:
            panel.add()
            self.begin_stroke()
            self.end_stroke()
        if panel.parts:
            part = self.random.choice(panel.parts)
            part.prompt.setText(self.random.choice(WORDS))
            part.prompt.editingFinished.emit()
            if self.random.random() < 0.2:
                part.delete_wanted.emit(part.region)
