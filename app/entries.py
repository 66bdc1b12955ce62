"""The one table of everything that can be done. Menus, shortcuts, tooltips and the cheat sheet follow from it.

Keys are those that painters know from Photoshop and Krita. Texts are translated where they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.language import mark

MENUS = {
    "File": mark("&File"),
    "Edit": mark("&Edit"),
    "Image": mark("&Image"),
    "Layer": mark("&Layer"),
    "Mask": mark("&Mask"),
    "Tools": mark("&Tools"),
    "Generate": mark("&Generate"),
    "View": mark("&View"),
    "Help": mark("&Help"),
}


@dataclass(frozen=True)
class Entry:
    """One row. `slot` names the method of the commands, "" for a submenu; `needs` the fact that must hold; `group`
    parts a menu by lines; rows of one `choice` are checked one at a time."""

    id: str
    text: str
    shortcuts: tuple[str, ...]
    icon: str
    slot: str
    menu: str
    group: int
    needs: str = ""
    choice: str = ""
    toggles: bool = False

    @property
    def checkable(self) -> bool:
        """Whether it shows a state that is on or off."""
        return self.toggles or bool(self.choice)

    @property
    def tip(self) -> str:
        """A sentence that says what it does, not translated yet."""
        return TIPS[self.id]


@dataclass(frozen=True)
class Gesture:
    """What the hand can do on the canvas without a menu. `key` is the key that is held for it and cannot be given to
    an action."""

    text: str
    how: str
    key: str = ""


def _tool(id_: str, text: str, key: str, group: int, icon: str = "") -> Entry:
    return Entry(id_, text, (key,), icon or id_, f"tools.{id_}", "Tools", group, choice="tool")


def _theme(id_: str, text: str) -> Entry:
    return Entry(id_, text, (), "", f"view.{id_}", "View", 5, choice="theme")


TABLE = (
    Entry("new", mark("New …"), ("Ctrl+N",), "new", "files.new", "File", 1),
    Entry("open", mark("Open …"), ("Ctrl+O",), "open", "files.open", "File", 1),
    Entry("recent", mark("Open recent"), (), "recent", "", "File", 1),
    Entry("open_sample", mark("Open the sample picture"), (), "picture", "files.open_sample", "File", 1),
    Entry(
        "open_as_layer",
        mark("Open as layer …"),
        ("Ctrl+Alt+O",),
        "open-layer",
        "files.open_as_layer",
        "File",
        2,
        "document",
    ),
    Entry("save", mark("Save"), ("Ctrl+S",), "save", "files.save", "File", 3, "document"),
    Entry("save_as", mark("Save as …"), ("Ctrl+Shift+S",), "", "files.save_as", "File", 3, "document"),
    Entry("export", mark("Export …"), ("Ctrl+Shift+E",), "export", "files.export", "File", 3, "document"),
    Entry("close", mark("Close picture"), ("Ctrl+W",), "close", "files.close", "File", 4, "document"),
    Entry("close_all", mark("Close all pictures"), ("Ctrl+Shift+W",), "", "files.close_all", "File", 4, "document"),
    Entry("quit", mark("Quit"), ("Ctrl+Q",), "", "files.quit", "File", 5),
    Entry("undo", mark("Undo"), ("Ctrl+Z",), "undo", "edits.undo", "Edit", 1, "undo"),
    Entry("redo", mark("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "edits.redo", "Edit", 1, "redo"),
    Entry("cut", mark("Cut"), ("Ctrl+X",), "cut", "edits.cut", "Edit", 2, "layer"),
    Entry("copy", mark("Copy"), ("Ctrl+C",), "copy", "edits.copy", "Edit", 2, "document"),
    Entry("copy_merged", mark("Copy merged"), ("Ctrl+Shift+C",), "", "edits.copy_merged", "Edit", 2, "document"),
    Entry("paste", mark("Paste"), ("Ctrl+V",), "paste", "edits.paste", "Edit", 2, "clipboard"),
    Entry("paste_new", mark("Paste as new picture"), ("Ctrl+Shift+V",), "", "edits.paste_new", "Edit", 2, "clipboard"),
    Entry("preferences", mark("Preferences …"), ("Ctrl+,",), "preferences", "view.preferences", "Edit", 3),
    Entry(
        "canvas_size",
        mark("Canvas size …"),
        ("Ctrl+Alt+C",),
        "canvas-size",
        "images.canvas_size",
        "Image",
        1,
        "document",
    ),
    Entry("crop_to_mask", mark("Crop to mask"), (), "crop-to-mask", "images.crop_to_mask", "Image", 1, "mask"),
    Entry("flatten", mark("Flatten"), ("Ctrl+Shift+F",), "flatten", "layers.flatten", "Image", 2, "several"),
    Entry("new_layer", mark("New layer"), ("Ctrl+Shift+N",), "layer-add", "layers.add", "Layer", 1, "document"),
    Entry("duplicate_layer", mark("Duplicate"), ("Ctrl+J",), "copy", "layers.duplicate", "Layer", 1, "document"),
    Entry("delete_layer", mark("Delete"), ("Shift+Delete",), "trash", "layers.delete", "Layer", 1, "layer"),
    Entry("group", mark("Group"), ("Ctrl+G",), "group", "layers.group", "Layer", 2, "document"),
    Entry("ungroup", mark("Ungroup"), ("Ctrl+Shift+G",), "ungroup", "layers.ungroup", "Layer", 2, "group"),
    Entry("merge_down", mark("Merge down"), ("Ctrl+E",), "merge-down", "layers.merge_down", "Layer", 2, "several"),
    Entry("raise_layer", mark("Raise"), ("Ctrl+PgUp",), "raise", "layers.raise_one", "Layer", 3, "several"),
    Entry("lower_layer", mark("Lower"), ("Ctrl+PgDown",), "lower", "layers.lower_one", "Layer", 3, "several"),
    Entry("layer_to_top", mark("To the top"), ("Ctrl+Shift+PgUp",), "to-top", "layers.to_top", "Layer", 3, "several"),
    Entry(
        "layer_to_bottom",
        mark("To the bottom"),
        ("Ctrl+Shift+PgDown",),
        "to-bottom",
        "layers.to_bottom",
        "Layer",
        3,
        "several",
    ),
    Entry("show_layer", mark("Show or hide"), (), "mask-show", "layers.toggle_visible", "Layer", 4, "document"),
    Entry("lock_layer", mark("Lock or unlock"), (), "lock", "layers.toggle_lock", "Layer", 4, "document"),
    Entry("fill_layer", mark("Fill with colour"), ("Shift+Backspace",), "bucket", "layers.fill", "Layer", 5, "layer"),
    Entry("clear_layer", mark("Clear"), ("Delete",), "clear", "layers.clear", "Layer", 5, "layer"),
    Entry("add_layer_mask", mark("Add mask"), (), "layer-mask", "layers.add_mask", "Layer", 6, "no_layer_mask"),
    Entry(
        "apply_layer_mask", mark("Apply mask"), (), "layer-mask-apply", "layers.apply_mask", "Layer", 6, "layer_mask"
    ),
    Entry("delete_layer_mask", mark("Delete mask"), (), "trash", "layers.delete_mask", "Layer", 6, "layer_mask"),
    Entry(
        "toggle_layer_mask",
        mark("Mask on or off"),
        (),
        "layer-mask-off",
        "layers.toggle_mask",
        "Layer",
        6,
        "layer_mask",
    ),
    Entry(
        "paint_layer_mask",
        mark("Paint on mask or layer"),
        (),
        "paint-brush",
        "layers.toggle_mask_painting",
        "Layer",
        6,
        "layer_mask",
    ),
    Entry("mask_all", mark("Mask all"), ("Ctrl+A",), "mask-all", "masks.all", "Mask", 1, "document"),
    Entry("clear_mask", mark("Clear mask"), ("Ctrl+D", "Ctrl+Shift+A"), "mask-clear", "masks.clear", "Mask", 1, "mask"),
    Entry("invert_mask", mark("Invert mask"), ("Ctrl+I",), "mask-invert", "masks.invert", "Mask", 1, "document"),
    Entry("grow_mask", mark("Grow …"), (), "mask-grow", "masks.grow", "Mask", 2, "mask"),
    Entry("shrink_mask", mark("Shrink …"), (), "mask-shrink", "masks.shrink", "Mask", 2, "mask"),
    Entry("feather_mask", mark("Feather …"), ("Shift+F6",), "mask-feather", "masks.feather", "Mask", 2, "mask"),
    Entry("fill_holes", mark("Fill holes"), (), "fill-holes", "masks.fill_holes", "Mask", 2, "mask"),
    Entry("mask_from_layer", mark("From layer"), (), "mask-from-layer", "masks.from_layer", "Mask", 3, "document"),
    Entry("import_mask", mark("Import …"), (), "import", "masks.import_file", "Mask", 3, "document"),
    Entry("export_mask", mark("Export …"), (), "export", "masks.export_file", "Mask", 3, "mask"),
    Entry("show_mask", mark("Show mask"), ("Q",), "mask-show", "view.show_mask", "Mask", 4, "document", toggles=True),
    _tool("brush", mark("Paint mask"), "B", 1),
    _tool("eraser", mark("Erase mask"), "E", 1),
    _tool("strength_brush", mark("Strength brush"), "S", 1, "strength-brush"),
    _tool("region_brush", mark("Region brush"), "R", 1, "region-brush"),
    _tool("keep_brush", mark("Lock part of a result"), "K", 1, "keep-brush"),
    _tool("rectangle", mark("Rectangle selection"), "M", 2),
    _tool("ellipse", mark("Ellipse selection"), "Shift+M", 2),
    _tool("lasso", mark("Lasso selection"), "L", 2),
    _tool("polygon", mark("Polygon selection"), "Shift+L", 2),
    _tool("wand", mark("Magic wand"), "W", 2),
    _tool("paint_brush", mark("Paint brush"), "P", 3, "paint-brush"),
    _tool("fill", mark("Fill"), "G", 3, "bucket"),
    _tool("eyedropper", mark("Eyedropper"), "I", 3),
    _tool("move", mark("Move layer"), "V", 4),
    _tool("frame", mark("Crop and extend"), "C", 4, "crop"),
    _tool("hand", mark("Move the view"), "H", 4),
    Entry("swap", mark("Swap"), ("X",), "swap", "tools.swap", "Tools", 5),
    Entry("default_colours", mark("Default colours"), ("D",), "colours", "tools.default_colours", "Tools", 5),
    Entry("smaller", mark("Smaller brush"), ("[",), "", "tools.smaller", "Tools", 6),
    Entry("larger", mark("Larger brush"), ("]",), "", "tools.larger", "Tools", 6),
    Entry("softer", mark("Softer brush"), ("Shift+[", "Shift+{"), "", "tools.softer", "Tools", 6),
    Entry("harder", mark("Harder brush"), ("Shift+]", "Shift+}"), "", "tools.harder", "Tools", 6),
    Entry(
        "generate", mark("Generate"), ("Ctrl+Enter", "Ctrl+Return"), "generate", "work.start", "Generate", 1, "offer"
    ),
    Entry(
        "use_settings", mark("Use this picture's settings"), (), "recent", "work.use_settings", "Generate", 2, "recipe"
    ),
    Entry("cancel", mark("Cancel"), ("Esc",), "stop", "results.stop", "Generate", 1, "stop"),
    Entry("accept", mark("Keep the result"), ("Enter", "Return"), "check", "results.accept", "Generate", 3, "staged"),
    Entry("next_result", mark("Next result"), ("Right",), "chevron-right", "results.next", "Generate", 3, "staged"),
    Entry(
        "previous_result",
        mark("Previous result"),
        ("Left",),
        "chevron-left",
        "results.previous",
        "Generate",
        3,
        "staged",
    ),
    Entry("star_result", mark("Star"), ("Shift+S",), "star", "results.star", "Generate", 3, "staged"),
    Entry("delete_result", mark("Delete the result"), (), "trash", "results.delete", "Generate", 3, "staged"),
    Entry("more_like_this", mark("More like this"), ("Ctrl+M",), "more-like", "results.more", "Generate", 4, "staged"),
    Entry(
        "reroll",
        mark("Make the rest anew"),
        ("Ctrl+Shift+Enter", "Ctrl+Shift+Return"),
        "dice",
        "results.reroll",
        "Generate",
        4,
        "locked",
    ),
    Entry("unlock_all", mark("Unlock all"), (), "unlock", "results.unlock", "Generate", 4, "keep"),
    Entry("packs", mark("Model packs …"), (), "packs", "packs.show", "Generate", 5),
    Entry("concepts", mark("Concepts …"), (), "concepts", "concepts.show", "Generate", 5),
    Entry("zoom_in", mark("Zoom in"), ("Ctrl++", "Ctrl+="), "zoom-in", "view.zoom_in", "View", 1, "document"),
    Entry("zoom_out", mark("Zoom out"), ("Ctrl+-",), "zoom-out", "view.zoom_out", "View", 1, "document"),
    Entry("fit", mark("Fit to the window"), ("Ctrl+0",), "fit", "view.fit", "View", 1, "document"),
    Entry("actual_size", mark("Actual size"), ("Ctrl+1",), "actual-size", "view.actual_size", "View", 1, "document"),
    Entry("double_size", mark("Double size"), ("Ctrl+2",), "", "view.double_size", "View", 1, "document"),
    Entry("pixel_grid", mark("Pixel grid"), (), "pixel-grid", "view.show_pixel_grid", "View", 3, toggles=True),
    Entry("rulers", mark("Rulers"), ("Ctrl+R",), "rulers", "view.show_rulers", "View", 3, toggles=True),
    Entry("interpolation", mark("Interpolation"), (), "film", "view.show_interpolation", "View", 4, toggles=True),
    Entry("panels", mark("Show panels"), ("Tab",), "panels", "view.show_panels", "View", 4, toggles=True),
    Entry("next_panel", mark("Go to the next panel"), ("F6",), "", "view.next_panel", "View", 4),
    Entry("previous_panel", mark("Go to the previous panel"), ("Ctrl+F6",), "", "view.previous_panel", "View", 4),
    _theme("system", mark("Theme of the system")),
    _theme("dark", mark("Dark theme")),
    _theme("light", mark("Light theme")),
    Entry("help", mark("Help"), ("F1",), "help", "view.help", "Help", 1),
    Entry("tour", mark("Take the tour"), (), "tour", "view.take_tour", "Help", 1),
    Entry("shortcuts", mark("Keyboard shortcuts"), ("Ctrl+F1",), "keyboard", "view.list_shortcuts", "Help", 1),
    Entry("diagnostics", mark("Save diagnostics …"), (), "report", "view.save_diagnostics", "Help", 1),
    Entry("report_folder", mark("Open the report folder"), (), "folder", "view.open_report_folder", "Help", 1),
    Entry("about", mark("About Paella Studio"), (), "info", "view.about", "Help", 2),
)
RECENT = "recent"  # the entry that carries the submenu of recent files
TOOLS = tuple(entry.id for entry in TABLE if entry.choice == "tool")
ON_CANVAS_ONLY = frozenset(  # their keys belong to fields and lists that have the focus
    {"panels", "clear_layer", "accept", "next_result", "previous_result"}
)

TIPS = {
    "new": mark("Makes an empty picture of the size that you choose."),
    "open": mark("Opens pictures and projects, each in a tab of its own."),
    "recent": mark("Opens one of the pictures of last time."),
    "open_sample": mark("Opens a copy of the picture that comes with the program, to try things on."),
    "open_as_layer": mark("Puts pictures from files into this picture, each on a layer of its own."),
    "save": mark("Writes the picture to its file."),
    "save_as": mark("Writes the picture to another file and goes on with that one."),
    "export": mark("Writes a flat copy for other programs; this picture keeps its own file."),
    "close": mark("Closes this picture; asks first if there are unsaved changes."),
    "close_all": mark("Closes all pictures; asks about each one with unsaved changes."),
    "quit": mark("Ends the program; asks about unsaved changes."),
    "undo": mark("Takes the latest step back."),
    "redo": mark("Makes the step again that was taken back last."),
    "cut": mark("Moves the masked part of the layer to the clipboard; without a mask, all of it."),
    "copy": mark("Copies the masked part of the layer to the clipboard; without a mask, all of it."),
    "copy_merged": mark("Copies the masked part as it looks, all visible layers together."),
    "paste": mark("Puts the picture from the clipboard on a new layer."),
    "paste_new": mark("Makes a new picture of what is on the clipboard."),
    "preferences": mark("Look, language, memory and keys, as you like them."),
    "canvas_size": mark("Makes the canvas larger or smaller; no pixel of a layer is lost."),
    "crop_to_mask": mark("Cuts the canvas to the box around the mask; no pixel of a layer is lost."),
    "flatten": mark("Makes one layer of all visible layers."),
    "new_layer": mark("Adds an empty layer above the active one."),
    "duplicate_layer": mark("Adds a copy of the active layer above it."),
    "delete_layer": mark("Takes the active layer out of the picture."),
    "group": mark("Puts the active layer into a new group."),
    "ungroup": mark("Takes the layers out of the active group and removes the group."),
    "merge_down": mark("Makes one layer of the active one and the one below it."),
    "raise_layer": mark("Moves the active layer one place up."),
    "lower_layer": mark("Moves the active layer one place down."),
    "layer_to_top": mark("Moves the active layer above all others."),
    "layer_to_bottom": mark("Moves the active layer below all others."),
    "show_layer": mark("Shows the active layer, or hides it."),
    "lock_layer": mark("Protects the active layer from changes, or frees it."),
    "fill_layer": mark("Fills the masked part of the layer with the colour; without a mask, all of it."),
    "clear_layer": mark("Makes the masked part of the layer transparent; without a mask, all of it."),
    "add_layer_mask": mark("Hides of the layer what is not masked, and keeps its pixels; without a mask, nothing yet."),
    "apply_layer_mask": mark("Makes transparent what the layer's mask hides, and removes that mask."),
    "delete_layer_mask": mark("Removes the layer's mask, so that all of the layer is seen."),
    "toggle_layer_mask": mark("Switches the layer's mask off, to see all of the layer, or on again."),
    "paint_layer_mask": mark("Brushes paint on the layer's mask (black hides, white shows), or on the layer again."),
    "mask_all": mark("Lets the whole picture change."),
    "clear_mask": mark("Takes the mask away: nothing in particular may change."),
    "invert_mask": mark("What could change stays, and what stayed may change."),
    "grow_mask": mark("Makes the mask larger on all sides by a number of pixels."),
    "shrink_mask": mark("Makes the mask smaller on all sides by a number of pixels."),
    "feather_mask": mark("Makes the edge of the mask soft."),
    "fill_holes": mark("Fills the gaps that lie within the mask."),
    "mask_from_layer": mark("Masks what the active layer covers."),
    "import_mask": mark("Reads the mask from a picture: white may change."),
    "export_mask": mark("Writes the mask as a picture: white may change."),
    "show_mask": mark("Shows the tint of the mask, or hides it; the mask itself stays."),
    "brush": mark("Paints where the picture may change."),
    "eraser": mark("Takes away from what may change."),
    "strength_brush": mark("Paints how much of the picture may change: dark keeps more."),
    "region_brush": mark("Paints where the prompt of the chosen region holds."),
    "keep_brush": mark("Locks what you like in a result, so that only the rest is made anew."),
    "rectangle": mark("Drags a rectangle in which the picture may change."),
    "ellipse": mark("Drags an ellipse in which the picture may change."),
    "lasso": mark("Draws a line around what may change."),
    "polygon": mark("Sets corner after corner around what may change."),
    "wand": mark("A click picks out what has a similar colour; it may change."),
    "paint_brush": mark("Paints on the active layer with the colour."),
    "fill": mark("A click fills what has a similar colour."),
    "eyedropper": mark("A click takes the colour from the picture."),
    "move": mark("Drags the active layer to another place."),
    "frame": mark("Drags the edges of the canvas: inwards crops, outwards makes room to go on."),
    "hand": mark("Drags the view; the picture stays as it is."),
    "swap": mark("From painting to erasing and back; for the paint brush, between its two colours."),
    "default_colours": mark("Black to paint with, white behind it."),
    "smaller": mark("Makes the brush smaller."),
    "larger": mark("Makes the brush larger."),
    "softer": mark("Makes the edge of the brush softer."),
    "harder": mark("Makes the edge of the brush harder."),
    "generate": mark("Starts what the button in the Edit panel says."),
    "use_settings": mark("Takes prompt, seed and parameters over that this picture was made with."),
    "cancel": mark("Stops the work; where none is under way, drops the results that wait."),
    "accept": mark("Makes the result that is shown a layer of the picture."),
    "next_result": mark("Shows the next of the results that wait."),
    "previous_result": mark("Shows the one before of the results that wait."),
    "star_result": mark("Marks the result, here and among what was generated."),
    "delete_result": mark("Takes the result away, here and from what was generated."),
    "more_like_this": mark("Makes four more of the same composition with other details."),
    "reroll": mark("Keeps what is locked of the result, and makes the rest of it anew."),
    "unlock_all": mark("Nothing of a result is locked any more."),
    "packs": mark("Gets, checks and removes the models that the engine works with, and chooses one."),
    "concepts": mark("Learns a word for prompts from a few pictures of one thing, and lists those that were learnt."),
    "zoom_in": mark("One step nearer."),
    "zoom_out": mark("One step farther."),
    "fit": mark("Shows the whole picture."),
    "actual_size": mark("One pixel of the screen for one pixel of the picture."),
    "double_size": mark("Two pixels of the screen for one pixel of the picture."),
    "pixel_grid": mark("Draws lines between the pixels from 800 % on."),
    "rulers": mark("Shows the position in pixels along the edges of the canvas."),
    "interpolation": mark("Shows the strip that makes a film from one description to another, or hides it."),
    "panels": mark("Shows what is around the canvas, or hides it."),
    "next_panel": mark("From the canvas to the panels and back, one after another, without the mouse."),
    "previous_panel": mark("The same in the other direction."),
    "system": mark("Dark or light, as the system is."),
    "dark": mark("Light text on dark grey."),
    "light": mark("Dark text on light grey."),
    "help": mark("Opens the pages of the help, at the one that fits what you are doing."),
    "tour": mark("Shows the first steps on the sample picture: paint, describe, press the button, keep the result."),
    "shortcuts": mark("All keys on one page."),
    "diagnostics": mark("Shows what runs where and what was logged, without prompts and files, and saves it."),
    "report_folder": mark("Shows the folder with settings and the log, for a report of a fault."),
    "about": mark("Version and licence."),
}

GESTURES = (
    Gesture(mark("Zoom at the cursor"), mark("Wheel")),
    Gesture(mark("Move the view"), mark("Space + drag"), "Space"),
    Gesture(mark("Move the view"), mark("Middle button")),
    Gesture(mark("Straight line from the last point"), mark("Shift + click")),
    Gesture(mark("Brush size"), mark("Alt + drag")),
    Gesture(mark("Erase"), mark("Right button")),
    Gesture(mark("Erase with the pen"), mark("Eraser end")),
    Gesture(mark("Take a colour while painting"), mark("Ctrl + click")),
    Gesture(mark("Add to a selection"), mark("Shift + drag")),
    Gesture(mark("Take away from a selection"), mark("Alt + drag")),
    Gesture(mark("Compare with before"), mark("Hold Y"), "Y"),
    Gesture(mark("Take back what is under way"), mark("Esc")),
)
