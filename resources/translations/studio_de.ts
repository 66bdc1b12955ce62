<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>studio</name>
    <message>
        <location filename="../../app/actions.py"/>
        <source>{keys} is held on the canvas for “{does}”.</source>
        <translation>{keys} wird auf der Leinwand für „{does}“ gehalten.</translation>
    </message>
    <message>
        <location filename="../../app/actions.py"/>
        <source>{keys} already belongs to “{name}”.</source>
        <translation>{keys} gehört schon zu „{name}“.</translation>
    </message>
    <message>
        <location filename="../../app/application/clipboard.py"/>
        <source>Pasted</source>
        <translation>Eingefügt</translation>
    </message>
    <message>
        <location filename="../../app/application/document_commands.py"/>
        <source>Nothing was changed</source>
        <translation>Nichts wurde geändert</translation>
    </message>
    <message>
        <location filename="../../app/application/document_commands.py"/>
        <source>“{name}” is locked. Unlock it first.</source>
        <translation>„{name}“ ist gesperrt. Zuerst entsperren.</translation>
    </message>
    <message>
        <location filename="../../app/application/edits.py"/>
        <source>Cut</source>
        <translation>Ausschneiden</translation>
    </message>
    <message>
        <location filename="../../app/application/edits.py"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location filename="../../app/application/edits.py"/>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <location filename="../../app/application/edits.py"/>
        <source>There is nothing to copy here. Choose a layer that has pixels under the mask.</source>
        <translation>Hier gibt es nichts zu kopieren. Bitte eine Ebene wählen, die unter der Maske Pixel hat.</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>Export a copy</source>
        <translation>Kopie exportieren</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>“{name}” was moved or deleted. The picture is still open here; saving writes it again.</source>
        <translation>„{name}“ wurde verschoben oder gelöscht. Das Bild ist hier noch offen; Speichern schreibt es neu.</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>The file is gone</source>
        <translation>Die Datei ist weg</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>The picture was not opened</source>
        <translation>Das Bild wurde nicht geöffnet</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>“{name}” was opened</source>
        <translation>„{name}“ wurde geöffnet</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>The picture was not saved</source>
        <translation>Das Bild wurde nicht gespeichert</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>“{name}” can hold what is seen, but no layers. To go on with them later, save a project (.ora).</source>
        <translation>„{name}“ kann halten, was zu sehen ist, aber keine Ebenen. Um später damit weiterzuarbeiten, als Projekt (.ora) speichern.</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>This picture has layers</source>
        <translation>Dieses Bild hat Ebenen</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>Nothing is lost: it is still open here.</source>
        <translation>Nichts ist verloren: Es ist hier noch offen.</translation>
    </message>
    <message>
        <location filename="../../app/application/files.py"/>
        <source>Open as layer</source>
        <translation>Als Ebene öffnen</translation>
    </message>
    <message>
        <location filename="../../app/application/images.py"/>
        <source>Canvas size</source>
        <translation>Leinwandgröße</translation>
    </message>
    <message>
        <location filename="../../app/application/images.py"/>
        <source>The mask is empty. Paint over what should stay first.</source>
        <translation>Die Maske ist leer. Zuerst übermalen, was bleiben soll.</translation>
    </message>
    <message>
        <location filename="../../app/application/images.py"/>
        <source>Crop to mask</source>
        <translation>Auf Maske zuschneiden</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>New layer</source>
        <translation>Neue Ebene</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Layer {number}</source>
        <translation>Ebene {number}</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>{name} copy</source>
        <translation>{name} (Kopie)</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Duplicate layer</source>
        <translation>Ebene duplizieren</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Delete layer</source>
        <translation>Ebene löschen</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Group</source>
        <translation>Gruppieren</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Group {number}</source>
        <translation>Gruppe {number}</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Ungroup</source>
        <translation>Gruppierung aufheben</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Flatten</source>
        <translation>Auf eine Ebene reduzieren</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Reorder layers</source>
        <translation>Ebenen umordnen</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Hide layer</source>
        <translation>Ebene ausblenden</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Show layer</source>
        <translation>Ebene einblenden</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Unlock layer</source>
        <translation>Ebene entsperren</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Lock layer</source>
        <translation>Ebene sperren</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Rename layer</source>
        <translation>Ebene umbenennen</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Blend mode</source>
        <translation>Mischmodus</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>There is nothing below “{name}” to merge it with.</source>
        <translation>Unter „{name}“ liegt nichts, womit es sich vereinen ließe.</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>“{name}” is hidden. Show it first.</source>
        <translation>„{name}“ ist ausgeblendet. Zuerst einblenden.</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>There are no pixels to merge. Paint something first.</source>
        <translation>Es gibt keine Pixel zu vereinen. Zuerst etwas malen.</translation>
    </message>
    <message>
        <location filename="../../app/application/layers.py"/>
        <source>Merge down</source>
        <translation>Nach unten vereinen</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Mask all</source>
        <translation>Alles maskieren</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Clear mask</source>
        <translation>Maske löschen</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Invert mask</source>
        <translation>Maske umkehren</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Grow mask</source>
        <translation>Maske vergrößern</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>The mask gets larger on all sides.</source>
        <translation>Die Maske wird ringsum größer.</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Shrink mask</source>
        <translation>Maske verkleinern</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>The mask gets smaller on all sides.</source>
        <translation>Die Maske wird ringsum kleiner.</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>The edge fades out softly. What the mask covers now stays covered.</source>
        <translation>Der Rand läuft weich aus. Was die Maske jetzt bedeckt, bleibt bedeckt.</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Feather mask</source>
        <translation>Maskenkante weichzeichnen</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>“{name}” is transparent everywhere, so the mask would be empty.</source>
        <translation>„{name}“ ist überall durchsichtig, die Maske wäre also leer.</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Mask from layer</source>
        <translation>Maske aus Ebene</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>Import mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>{name} mask</source>
        <translation>{name} (Maske)</translation>
    </message>
    <message>
        <location filename="../../app/application/masks.py"/>
        <source>“{name}” could not be saved: {reason}. Choose another folder or name.</source>
        <translation>„{name}“ ließ sich nicht speichern: {reason}. Bitte einen anderen Ordner oder Namen wählen.</translation>
    </message>
    <message>
        <location filename="../../app/application/recovery.py"/>
        <source>{place}: {reason}. A crash would take along what is not saved. Save your pictures, and free some space.</source>
        <translation>{place}: {reason}. Ein Absturz würde mitnehmen, was nicht gespeichert ist. Bitte Bilder speichern und Platz schaffen.</translation>
    </message>
    <message>
        <location filename="../../app/application/recovery.py"/>
        <source>Unsaved work cannot be kept safe</source>
        <translation>Nicht Gespeichertes kann nicht gesichert werden</translation>
    </message>
    <message>
        <location filename="../../app/application/recovery.py"/>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message>
        <location filename="../../app/application/shown.py"/>
        <source>Paint over what should change</source>
        <translation>Übermalen, was sich ändern soll</translation>
    </message>
    <message>
        <location filename="../../app/application/shown.py"/>
        <source>Undo {step}</source>
        <translation>Rückgängig: {step}</translation>
    </message>
    <message>
        <location filename="../../app/application/shown.py"/>
        <source>Redo {step}</source>
        <translation>Wiederholen: {step}</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Paint over what should change, or describe a picture.</source>
        <translation>Übermalen, was sich ändern soll, oder ein Bild beschreiben.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Describe the picture that you want, or open one and paint over what should change.</source>
        <translation>Das gewünschte Bild beschreiben, oder eines öffnen und übermalen, was sich ändern soll.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Your picture is as it was.</source>
        <translation>Das Bild ist, wie es war.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Makes a new picture of {width} × {height} pixels.</source>
        <translation>Macht ein neues Bild mit {width} × {height} Pixeln.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Without words, what fits will be filled in.</source>
        <translation>Ohne Worte wird eingesetzt, was passt.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Only the painted part will change.</source>
        <translation>Nur der übermalte Teil ändert sich.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Replaces the whole picture. Paint over a part to change only that.</source>
        <translation>Ersetzt das ganze Bild. Wer nur einen Teil übermalt, ändert nur diesen.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>The result was not used</source>
        <translation>Das Ergebnis wurde nicht verwendet</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>“{work}” did not succeed</source>
        <translation>„{work}“ ist nicht gelungen</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Painting and saving work as before.</source>
        <translation>Malen und Speichern gehen wie bisher.</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>The engine could not start</source>
        <translation>Die Bild-Engine konnte nicht starten</translation>
    </message>
    <message>
        <location filename="../../app/canvas/canvas_view.py"/>
        <source>Canvas</source>
        <translation>Leinwand</translation>
    </message>
    <message>
        <location filename="../../app/canvas/drop_zone.py"/>
        <source>Drop a picture here</source>
        <translation>Bild hier ablegen</translation>
    </message>
    <message>
        <location filename="../../app/canvas/drop_zone.py"/>
        <source>Ctrl+O opens a file  ·  the File menu has a sample</source>
        <translation>Strg+O öffnet eine Datei  ·  im Menü „Datei“ gibt es ein Beispiel</translation>
    </message>
    <message>
        <location filename="../../app/canvas/rulers.py"/>
        <source>Horizontal ruler</source>
        <translation>Waagerechtes Lineal</translation>
    </message>
    <message>
        <location filename="../../app/canvas/rulers.py"/>
        <source>Vertical ruler</source>
        <translation>Senkrechtes Lineal</translation>
    </message>
    <message>
        <location filename="../../app/canvas/rulers.py"/>
        <source>Positions in pixels of the picture</source>
        <translation>Positionen in Pixeln des Bildes</translation>
    </message>
    <message>
        <location filename="../../app/crash.py"/>
        <source>{error}. Your pictures are still open; save them under another name. The details are in {log}.</source>
        <translation>{error}. Die Bilder sind noch offen; bitte unter anderem Namen speichern. Einzelheiten stehen in {log}.</translation>
    </message>
    <message>
        <location filename="../../app/crash.py"/>
        <source>Something went wrong in the program</source>
        <translation>Im Programm ist etwas schiefgegangen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/about.py"/>
        <source>About Paella Studio</source>
        <translation>Über Paella Studio</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/about.py"/>
        <source>Version {number}</source>
        <translation>Version {number}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/about.py"/>
        <source>An image editor with a local generative engine.</source>
        <translation>Ein Bildeditor mit einer Bild-Engine auf dem eigenen Rechner.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/about.py"/>
        <source>Everything runs on this computer; nothing leaves it.</source>
        <translation>Alles läuft auf diesem Rechner; nichts verlässt ihn.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/about.py"/>
        <source>Free software under the MIT licence.</source>
        <translation>Freie Software unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/amount.py"/>
        <source>px</source>
        <translation>px</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/amount.py"/>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Upper left</source>
        <translation>Oben links</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Top</source>
        <translation>Oben</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Upper right</source>
        <translation>Oben rechts</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Middle</source>
        <translation>Mitte</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Lower left</source>
        <translation>Unten links</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Bottom</source>
        <translation>Unten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Lower right</source>
        <translation>Unten rechts</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Keep the ratio of the sides</source>
        <translation>Seitenverhältnis beibehalten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Change the canvas</source>
        <translation>Leinwand ändern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>left {pixels} px</source>
        <translation>links {pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>top {pixels} px</source>
        <translation>oben {pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>right {pixels} px</source>
        <translation>rechts {pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>bottom {pixels} px</source>
        <translation>unten {pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>The canvas stays as it is.</source>
        <translation>Die Leinwand bleibt, wie sie ist.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/canvas_size.py"/>
        <source>Keep the picture here: {place}</source>
        <translation>Das Bild bleibt hier: {place}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Pictures and projects</source>
        <translation>Bilder und Projekte</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Open pictures</source>
        <translation>Bilder öffnen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Project with layers</source>
        <translation>Projekt mit Ebenen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>{kind} picture</source>
        <translation>{kind}-Bild</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Save the changes to “{name}”?</source>
        <translation>Änderungen an „{name}“ speichern?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Save the changes to these pictures?</source>
        <translation>Änderungen an diesen Bildern speichern?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Save all</source>
        <translation>Alle speichern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>They will be lost otherwise.</source>
        <translation>Sonst gehen sie verloren.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Don't save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Changed by another program</source>
        <translation>Von einem anderen Programm geändert</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>“{name}” was changed by another program. Read it again?</source>
        <translation>„{name}“ wurde von einem anderen Programm geändert. Neu einlesen?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>What you changed here since the last save would be lost.</source>
        <translation>Was hier seit dem letzten Speichern geändert wurde, ginge verloren.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Nothing was changed here since the last save.</source>
        <translation>Hier wurde seit dem letzten Speichern nichts geändert.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Read again</source>
        <translation>Neu einlesen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Keep mine</source>
        <translation>Meines behalten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Keeps every bit and transparency. For pictures that will be worked on or shown on the web.</source>
        <translation>Bewahrt jedes Bit und die Transparenz. Für Bilder zum Weiterbearbeiten oder fürs Web.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Small files for photos. No transparency: the picture is shown on white.</source>
        <translation>Kleine Dateien für Fotos. Keine Transparenz: Das Bild steht auf Weiß.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Smaller than JPEG at the same quality, with transparency.</source>
        <translation>Kleiner als JPEG bei gleicher Qualität, mit Transparenz.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Keeps every bit and transparency. For print and other programs; large files.</source>
        <translation>Bewahrt jedes Bit und die Transparenz. Für Druck und andere Programme; große Dateien.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>The smallest files, with transparency. Some older programs do not open it.</source>
        <translation>Die kleinsten Dateien, mit Transparenz. Manche älteren Programme öffnen sie nicht.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Lossless</source>
        <translation>Verlustfrei</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Keep what the file said about the picture</source>
        <translation>Angaben der Datei zum Bild behalten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Keep how it was made</source>
        <translation>Entstehung des Bildes behalten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>The kind of file.</source>
        <translation>Die Art der Datei.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Higher is nearer to the picture and makes larger files. 90 and more is hard to tell.</source>
        <translation>Höher ist näher am Bild und ergibt größere Dateien. Ab 90 ist kaum ein Unterschied zu sehen.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Every pixel stays as it is, in a larger file.</source>
        <translation>Jedes Pixel bleibt, wie es ist, in einer größeren Datei.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Camera, date, place, author and the like. Leave it out before you publish.</source>
        <translation>Kamera, Datum, Ort, Urheber und dergleichen. Vor dem Veröffentlichen besser weglassen.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Prompt and settings of what was generated, so that they can be used again, and a sign that it was.</source>
        <translation>Prompt und Einstellungen des Erzeugten zur Wiederverwendung, und ein Kennzeichen, dass es erzeugt wurde.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/export.py"/>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Press the button, then the new keys. Esc leaves them as they are.</source>
        <translation>Erst die Schaltfläche drücken, dann die neuen Tasten. Esc lässt alles, wie es ist.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Press keys …</source>
        <translation>Tasten drücken …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Reset all</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Use here instead</source>
        <translation>Stattdessen hier verwenden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Search by name or key</source>
        <translation>Nach Name oder Taste suchen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Takes the keys away from this action.</source>
        <translation>Nimmt dieser Aktion ihre Tasten.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Gives this action the keys that it came with.</source>
        <translation>Gibt dieser Aktion ihre ursprünglichen Tasten zurück.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Gives all actions the keys that they came with.</source>
        <translation>Gibt allen Aktionen ihre ursprünglichen Tasten zurück.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Takes the keys away from the other action and gives them to this one.</source>
        <translation>Nimmt der anderen Aktion die Tasten und gibt sie dieser.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/keys.py"/>
        <source>Keys for “{name}”</source>
        <translation>Tasten für „{name}“</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Small square</source>
        <translation>Kleines Quadrat</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Small, 3 : 2</source>
        <translation>Klein, 3 : 2</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Square</source>
        <translation>Quadrat</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Photo, 3 : 2</source>
        <translation>Foto, 3 : 2</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Full HD</source>
        <translation>Full HD</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>4K</source>
        <translation>4K</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>A4 at 300 dpi</source>
        <translation>A4 mit 300 dpi</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>A3 at 300 dpi</source>
        <translation>A3 mit 300 dpi</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>New picture</source>
        <translation>Neues Bild</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>8 bits a channel</source>
        <translation>8 Bit je Kanal</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>16 bits a channel</source>
        <translation>16 Bit je Kanal</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>White</source>
        <translation>Weiß</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Transparent</source>
        <translation>Durchsichtig</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Colour of the background</source>
        <translation>Farbe des Hintergrunds</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>The colour that the new picture is filled with.</source>
        <translation>Die Farbe, mit der das neue Bild gefüllt wird.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Swap width and height</source>
        <translation>Breite und Höhe tauschen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Swaps width and height: upright or across.</source>
        <translation>Tauscht Breite und Höhe: Hoch- oder Querformat.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Preset</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Depth</source>
        <translation>Farbtiefe</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>16 bits keep fine gradations and take twice the memory.</source>
        <translation>16 Bit bewahren feine Abstufungen und brauchen doppelt so viel Speicher.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>A layer of this size takes {amount} MiB.</source>
        <translation>Eine Ebene dieser Größe braucht {amount} MiB.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/new_document.py"/>
        <source>Own size</source>
        <translation>Eigene Größe</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Look and language</source>
        <translation>Aussehen und Sprache</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Memory and safety</source>
        <translation>Speicher und Sicherheit</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Colour of the mask</source>
        <translation>Farbe der Maske</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Reduce motion</source>
        <translation>Bewegung verringern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Theme</source>
        <translation>Design</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>“As the system” changes between dark and light along with it.</source>
        <translation>„Wie das System“ wechselt mit ihm zwischen dunkel und hell.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Takes effect when the program is started again.</source>
        <translation>Gilt ab dem nächsten Start des Programms.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>The tint over what may change.</source>
        <translation>Die Färbung über dem, was sich ändern darf.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Opacity of the mask</source>
        <translation>Deckkraft der Maske</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>How much of the picture the tint covers.</source>
        <translation>Wie stark die Färbung das Bild überdeckt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Things change at once, without moving or fading.</source>
        <translation>Alles wechselt sofort, ohne Gleiten und Überblenden.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Keep unsaved work in case of a crash</source>
        <translation>Nicht Gespeichertes für den Fall eines Absturzes sichern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Memory for undo</source>
        <translation>Speicher für Rückgängig</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Steps that need more than this move to the disk. No step is lost.</source>
        <translation>Schritte, die mehr brauchen, wandern auf die Festplatte. Kein Schritt geht verloren.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Strokes and results are noted on the disk every two seconds and offered again at the next start.</source>
        <translation>Striche und Ergebnisse werden alle zwei Sekunden auf der Festplatte vermerkt und beim nächsten Start wieder angeboten.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py"/>
        <source>Scale the mask to the size of the picture?</source>
        <translation>Maske auf die Größe des Bildes skalieren?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py"/>
        <source>The mask has {found} pixels, the picture {wanted}.</source>
        <translation>Die Maske hat {found} Pixel, das Bild {wanted}.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py"/>
        <source>Scale</source>
        <translation>Skalieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py"/>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py"/>
        <source>PNG picture</source>
        <translation>PNG-Bild</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/questions.py"/>
        <source>Export mask</source>
        <translation>Maske exportieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>A picture that cannot be read</source>
        <translation>Ein Bild, das nicht lesbar ist</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Recover unsaved work</source>
        <translation>Nicht Gespeichertes wiederherstellen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Recover</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Delete …</source>
        <translation>Löschen …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Delete unsaved work</source>
        <translation>Nicht Gespeichertes löschen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Delete for good what was not saved of {names}?</source>
        <translation>Endgültig löschen, was von {names} nicht gespeichert war?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Files that were saved are not touched.</source>
        <translation>Gespeicherte Dateien bleiben unberührt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Opens the chosen pictures as they were; they count as not saved.</source>
        <translation>Öffnet die gewählten Bilder, wie sie waren; sie gelten als nicht gespeichert.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Keeps everything, and asks again at the next start.</source>
        <translation>Behält alles und fragt beim nächsten Start wieder.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Deletes what was not saved of the chosen pictures, after a question.</source>
        <translation>Löscht nach einer Rückfrage, was von den gewählten Bildern nicht gespeichert war.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>There is work that was not saved</source>
        <translation>Es gibt Arbeit, die nicht gespeichert wurde</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>The program ended before these pictures were saved. Choose what to open again.</source>
        <translation>Das Programm endete, bevor diese Bilder gespeichert waren. Bitte wählen, was wieder geöffnet werden soll.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/recovery.py"/>
        <source>Whether this picture is meant by the buttons below.</source>
        <translation>Ob dieses Bild mit den Schaltflächen unten gemeint ist.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/shortcuts.py"/>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/shortcuts.py"/>
        <source>On the canvas</source>
        <translation>Auf der Leinwand</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Multiply</source>
        <translation>Multiplizieren</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Overlay</source>
        <translation>Überlagern</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Darken</source>
        <translation>Nur abdunkeln</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Lighten</source>
        <translation>Nur aufhellen</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Color dodge</source>
        <translation>Abwedeln</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Color burn</source>
        <translation>Nachbelichten</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Hard light</source>
        <translation>Harte Kanten</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Soft light</source>
        <translation>Weiche Kanten</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Color</source>
        <translation>Farbton und Sättigung</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Luminosity</source>
        <translation>Leuchtkraft</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Hue</source>
        <translation>Farbton</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Saturation</source>
        <translation>Sättigung</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Addition</source>
        <translation>Addition</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Mask below (destination in)</source>
        <translation>Darunter maskieren (destination in)</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Erase below (destination out)</source>
        <translation>Darunter ausradieren (destination out)</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Clip to below (source atop)</source>
        <translation>Auf Darunterliegendes beschränken (source atop)</translation>
    </message>
    <message>
        <location filename="../../app/document/blending.py"/>
        <source>Behind, clipped (destination atop)</source>
        <translation>Dahinter, beschränkt (destination atop)</translation>
    </message>
    <message>
        <location filename="../../app/document/files.py"/>
        <source>“{name}” ends in no known format. End its name in .ora, .png, .jpg, .webp, .tif or .avif.</source>
        <translation>„{name}“ endet auf kein bekanntes Format. Der Name muss auf .ora, .png, .jpg, .webp, .tif oder .avif enden.</translation>
    </message>
    <message>
        <location filename="../../app/document/files.py"/>
        <source>“{path}” could not be saved: {reason}. Free some space there, or choose another folder.</source>
        <translation>„{path}“ ließ sich nicht speichern: {reason}. Bitte dort Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <location filename="../../app/document/files.py"/>
        <source>There is not enough memory to save “{path}”. Close other pictures, and try again.</source>
        <translation>Der Speicher reicht nicht, um „{path}“ zu speichern. Bitte andere Bilder schließen und noch einmal versuchen.</translation>
    </message>
    <message>
        <location filename="../../app/document/files.py"/>
        <source>“{name}” could not be read: {reason}. Check that you may open it.</source>
        <translation>„{name}“ ließ sich nicht lesen: {reason}. Bitte die Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <location filename="../../app/document/journal/replay.py"/>
        <source>The notes of this picture are damaged: they do not say what they belong to.</source>
        <translation>Die Notizen zu diesem Bild sind beschädigt: Sie sagen nicht, wozu sie gehören.</translation>
    </message>
    <message>
        <location filename="../../app/document/journal/replay.py"/>
        <source>The notes of this picture could not be read: {reason}.</source>
        <translation>Die Notizen zu diesem Bild ließen sich nicht lesen: {reason}.</translation>
    </message>
    <message>
        <location filename="../../app/document/journal/replay.py"/>
        <source>“{name}” was changed or moved since, so the notes do not fit it any more.</source>
        <translation>„{name}“ wurde seither geändert oder verschoben, die Notizen passen nicht mehr dazu.</translation>
    </message>
    <message>
        <location filename="../../app/document/journal/replay.py"/>
        <source>The notes of this picture are empty.</source>
        <translation>Die Notizen zu diesem Bild sind leer.</translation>
    </message>
    <message>
        <location filename="../../app/document/journal/replay.py"/>
        <source>The notes of this picture do not fit the file that they go on from.</source>
        <translation>Die Notizen zu diesem Bild passen nicht zu der Datei, von der sie ausgehen.</translation>
    </message>
    <message>
        <location filename="../../app/document/openraster/reading.py"/>
        <source>There is not enough memory to open “{name}”. Close other pictures, and try again.</source>
        <translation>Der Speicher reicht nicht, um „{name}“ zu öffnen. Bitte andere Bilder schließen und noch einmal versuchen.</translation>
    </message>
    <message>
        <location filename="../../app/document/openraster/reading.py"/>
        <source>“{name}” is damaged, or no OpenRaster file ({reason}). Get it again, or open a backup.</source>
        <translation>„{name}“ ist beschädigt oder keine OpenRaster-Datei ({reason}). Bitte neu besorgen oder eine Sicherung öffnen.</translation>
    </message>
    <message>
        <location filename="../../app/document/openraster/reading.py"/>
        <source>MyPaint mixed colours in linear light; half-transparent parts look a little different here.</source>
        <translation>MyPaint mischte Farben in linearem Licht; halb durchsichtige Stellen sehen hier etwas anders aus.</translation>
    </message>
    <message>
        <location filename="../../app/document/openraster/reading.py"/>
        <source>Layers had different colour profiles; they were converted to one.</source>
        <translation>Ebenen hatten verschiedene Farbprofile; sie wurden in eines umgewandelt.</translation>
    </message>
    <message>
        <location filename="../../app/document/openraster/reading.py"/>
        <source>The file holds something that is no layer of pixels ({kind}); it is not shown, but kept.</source>
        <translation>Die Datei enthält etwas, das keine Pixelebene ist ({kind}); es wird nicht gezeigt, bleibt aber erhalten.</translation>
    </message>
    <message>
        <location filename="../../app/document/openraster/reading.py"/>
        <source>The blend mode “{mode}” of another program is shown as Normal, but kept.</source>
        <translation>Der Mischmodus „{mode}“ eines anderen Programms wird als Normal gezeigt, bleibt aber erhalten.</translation>
    </message>
    <message>
        <location filename="../../app/document/openraster/reading.py"/>
        <source>The mask and the prompts in the file are damaged ({reason}); the picture was opened without them.</source>
        <translation>Maske und Prompts in der Datei sind beschädigt ({reason}); das Bild wurde ohne sie geöffnet.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/conversion.py"/>
        <source>The picture held floating-point values; it was converted to 16 bits.</source>
        <translation>Das Bild enthielt Gleitkommawerte; es wurde in 16 Bit umgewandelt.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/conversion.py"/>
        <source>The picture was {kind}; it was converted to RGB by its colour profile.</source>
        <translation>Das Bild war {kind}; es wurde mit seinem Farbprofil in RGB umgewandelt.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/conversion.py"/>
        <source>The picture was {kind}; it was converted to RGB.</source>
        <translation>Das Bild war {kind}; es wurde in RGB umgewandelt.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/conversion.py"/>
        <source>The picture was {kind} without a usable profile; it was converted to RGB, and colours may differ.</source>
        <translation>Das Bild war {kind} ohne brauchbares Profil; es wurde in RGB umgewandelt, Farben können abweichen.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/decoding.py"/>
        <source>“{name}” has too many pixels to be edited. Scale it down in another program.</source>
        <translation>„{name}“ hat zu viele Pixel zum Bearbeiten. Bitte in einem anderen Programm verkleinern.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/decoding.py"/>
        <source>“{name}” does not exist. Check the name and the folder.</source>
        <translation>„{name}“ gibt es nicht. Bitte Namen und Ordner prüfen.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/decoding.py"/>
        <source>“{name}” is damaged, or not a PNG, JPEG, WebP, TIFF, AVIF or PSD picture. Convert it to one of these.</source>
        <translation>„{name}“ ist beschädigt oder kein PNG-, JPEG-, WebP-, TIFF-, AVIF- oder PSD-Bild. Bitte in eines davon umwandeln.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/decoding.py"/>
        <source>“{name}” is damaged, incomplete or stored in a rare way. Get it again, or save it elsewhere as PNG.</source>
        <translation>„{name}“ ist beschädigt, unvollständig oder auf seltene Weise gespeichert. Bitte neu besorgen oder anderswo als PNG speichern.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/decoding.py"/>
        <source>The file is an animation; its first picture was opened.</source>
        <translation>Die Datei ist eine Animation; ihr erstes Bild wurde geöffnet.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/decoding.py"/>
        <source>The file has several pages; the first one was opened.</source>
        <translation>Die Datei hat mehrere Seiten; die erste wurde geöffnet.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/decoding.py"/>
        <source>Values darker than black or brighter than white were cut off.</source>
        <translation>Werte dunkler als Schwarz oder heller als Weiß wurden abgeschnitten.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/encoding.py"/>
        <source>The picture could not be written as {kind}: {reason}. Leave out its metadata, or choose PNG.</source>
        <translation>Das Bild ließ sich nicht als {kind} schreiben: {reason}. Ohne Metadaten oder als PNG kann es gelingen.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/encoding.py"/>
        <source>A {kind} picture has at most {largest} pixels a side. Choose PNG or TIFF, or scale it down.</source>
        <translation>Ein {kind}-Bild hat höchstens {largest} Pixel je Seite. Bitte PNG oder TIFF wählen oder das Bild verkleinern.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>Layers of a kind that cannot be shown here were left out: {names}.</source>
        <translation>Ebenen, deren Art hier nicht gezeigt werden kann, wurden weggelassen: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>Layers whose pixels could not be read were left out: {names}.</source>
        <translation>Ebenen, deren Pixel sich nicht lesen ließen, wurden weggelassen: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>Texts, shapes and smart objects became pixels: {names}.</source>
        <translation>Texte, Formen und Smartobjekte wurden zu Pixeln: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>The effects of these layers were left out: {names}.</source>
        <translation>Die Effekte dieser Ebenen wurden weggelassen: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>The masks of these layers were applied to their pixels: {names}.</source>
        <translation>Die Masken dieser Ebenen wurden auf ihre Pixel angewendet: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>These layers were cut to the shape of the layer below: {names}.</source>
        <translation>Diese Ebenen wurden auf die Form der Ebene darunter zugeschnitten: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>These layers are no longer clipped by the group below: {names}.</source>
        <translation>Diese Ebenen werden nicht mehr von der Gruppe darunter beschnitten: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>These layers had blend modes that are not known here, and became normal: {names}.</source>
        <translation>Diese Ebenen hatten hier unbekannte Mischmodi und wurden normal: {names}.</translation>
    </message>
    <message>
        <location filename="../../app/document/pictures/photoshop.py"/>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Fill mask</source>
        <translation>Maske füllen</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Generate picture</source>
        <translation>Bild erzeugen</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>The picture has another size than when the work began. Start the work again.</source>
        <translation>Das Bild hat eine andere Größe als zu Beginn der Arbeit. Bitte noch einmal beginnen.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;Image</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;Layer</source>
        <translation>&amp;Ebene</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;Mask</source>
        <translation>&amp;Maske</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;Tools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;Generate</source>
        <translation>E&amp;rzeugen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>New …</source>
        <translation>Neu …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Open …</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Open the sample picture</source>
        <translation>Beispielbild öffnen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Open as layer …</source>
        <translation>Als Ebene öffnen …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Save as …</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Close picture</source>
        <translation>Bild schließen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Close all pictures</source>
        <translation>Alle Bilder schließen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Copy merged</source>
        <translation>Sichtbares kopieren</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paste as new picture</source>
        <translation>Als neues Bild einfügen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Preferences …</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Canvas size …</source>
        <translation>Leinwandgröße …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Raise</source>
        <translation>Anheben</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Lower</source>
        <translation>Absenken</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>To the top</source>
        <translation>Ganz nach oben</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>To the bottom</source>
        <translation>Ganz nach unten</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Show or hide</source>
        <translation>Ein- oder ausblenden</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Lock or unlock</source>
        <translation>Sperren oder entsperren</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Fill with colour</source>
        <translation>Mit Farbe füllen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Grow …</source>
        <translation>Vergrößern …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shrink …</source>
        <translation>Verkleinern …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Feather …</source>
        <translation>Weiche Kante …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>From layer</source>
        <translation>Aus Ebene</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Import …</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Show mask</source>
        <translation>Maske anzeigen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paint mask</source>
        <translation>Maske malen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Erase mask</source>
        <translation>Maske radieren</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Strength brush</source>
        <translation>Stärkepinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Region brush</source>
        <translation>Bereichspinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Rectangle selection</source>
        <translation>Rechteckauswahl</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Ellipse selection</source>
        <translation>Ellipsenauswahl</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Lasso selection</source>
        <translation>Lassoauswahl</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Polygon selection</source>
        <translation>Polygonauswahl</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Magic wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paint brush</source>
        <translation>Malpinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Eyedropper</source>
        <translation>Farbpipette</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Move layer</source>
        <translation>Ebene verschieben</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Crop and extend</source>
        <translation>Zuschneiden und erweitern</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Move the view</source>
        <translation>Ansicht verschieben</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Swap</source>
        <translation>Tauschen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Default colours</source>
        <translation>Standardfarben</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Smaller brush</source>
        <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Larger brush</source>
        <translation>Größerer Pinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Softer brush</source>
        <translation>Weicherer Pinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Harder brush</source>
        <translation>Härterer Pinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Use this picture's settings</source>
        <translation>Einstellungen dieses Bildes verwenden</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Fit to the window</source>
        <translation>An Fenster anpassen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Actual size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Double size</source>
        <translation>Doppelte Größe</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Pixel grid</source>
        <translation>Pixelraster</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Rulers</source>
        <translation>Lineale</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Show panels</source>
        <translation>Bedienfelder anzeigen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Theme of the system</source>
        <translation>Design des Systems</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Dark theme</source>
        <translation>Dunkles Design</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Light theme</source>
        <translation>Helles Design</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Open the report folder</source>
        <translation>Berichtsordner öffnen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes an empty picture of the size that you choose.</source>
        <translation>Legt ein leeres Bild in frei wählbarer Größe an.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Opens pictures and projects, each in a tab of its own.</source>
        <translation>Öffnet Bilder und Projekte, jedes in einem eigenen Reiter.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Opens one of the pictures of last time.</source>
        <translation>Öffnet eines der zuletzt benutzten Bilder.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Opens a copy of the picture that comes with the program, to try things on.</source>
        <translation>Öffnet eine Kopie des mitgelieferten Bildes zum Ausprobieren.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Puts pictures from files into this picture, each on a layer of its own.</source>
        <translation>Holt Bilder aus Dateien in dieses Bild, jedes auf eine eigene Ebene.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Writes the picture to its file.</source>
        <translation>Schreibt das Bild in seine Datei.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Writes the picture to another file and goes on with that one.</source>
        <translation>Schreibt das Bild in eine andere Datei und macht mit dieser weiter.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Writes a flat copy for other programs; this picture keeps its own file.</source>
        <translation>Schreibt eine Kopie ohne Ebenen für andere Programme; das Bild behält seine Datei.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Closes this picture; asks first if there are unsaved changes.</source>
        <translation>Schließt dieses Bild; fragt vorher, wenn Änderungen nicht gespeichert sind.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Closes all pictures; asks about each one with unsaved changes.</source>
        <translation>Schließt alle Bilder; fragt bei jedem mit nicht gespeicherten Änderungen.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Ends the program; asks about unsaved changes.</source>
        <translation>Beendet das Programm; fragt bei nicht gespeicherten Änderungen.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Takes the latest step back.</source>
        <translation>Nimmt den letzten Schritt zurück.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the step again that was taken back last.</source>
        <translation>Führt den zuletzt zurückgenommenen Schritt wieder aus.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Moves the masked part of the layer to the clipboard; without a mask, all of it.</source>
        <translation>Verschiebt den maskierten Teil der Ebene in die Zwischenablage; ohne Maske die ganze Ebene.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Copies the masked part of the layer to the clipboard; without a mask, all of it.</source>
        <translation>Kopiert den maskierten Teil der Ebene in die Zwischenablage; ohne Maske die ganze Ebene.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Copies the masked part as it looks, all visible layers together.</source>
        <translation>Kopiert den maskierten Teil so, wie er aussieht: alle sichtbaren Ebenen zusammen.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Puts the picture from the clipboard on a new layer.</source>
        <translation>Legt das Bild aus der Zwischenablage auf eine neue Ebene.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes a new picture of what is on the clipboard.</source>
        <translation>Macht aus dem Inhalt der Zwischenablage ein neues Bild.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Look, language, memory and keys, as you like them.</source>
        <translation>Aussehen, Sprache, Speicher und Tasten nach eigenem Geschmack.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the canvas larger or smaller; no pixel of a layer is lost.</source>
        <translation>Vergrößert oder verkleinert die Leinwand; kein Pixel einer Ebene geht verloren.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Cuts the canvas to the box around the mask; no pixel of a layer is lost.</source>
        <translation>Beschneidet die Leinwand auf das Rechteck um die Maske; kein Pixel einer Ebene geht verloren.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes one layer of all visible layers.</source>
        <translation>Macht aus allen sichtbaren Ebenen eine einzige.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Adds an empty layer above the active one.</source>
        <translation>Fügt über der aktiven Ebene eine leere hinzu.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Adds a copy of the active layer above it.</source>
        <translation>Fügt über der aktiven Ebene eine Kopie von ihr hinzu.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Takes the active layer out of the picture.</source>
        <translation>Nimmt die aktive Ebene aus dem Bild.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Puts the active layer into a new group.</source>
        <translation>Legt die aktive Ebene in eine neue Gruppe.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Takes the layers out of the active group and removes the group.</source>
        <translation>Nimmt die Ebenen aus der aktiven Gruppe und entfernt die Gruppe.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes one layer of the active one and the one below it.</source>
        <translation>Macht aus der aktiven Ebene und der darunter eine einzige.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Moves the active layer one place up.</source>
        <translation>Schiebt die aktive Ebene um einen Platz nach oben.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Moves the active layer one place down.</source>
        <translation>Schiebt die aktive Ebene um einen Platz nach unten.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Moves the active layer above all others.</source>
        <translation>Schiebt die aktive Ebene über alle anderen.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Moves the active layer below all others.</source>
        <translation>Schiebt die aktive Ebene unter alle anderen.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the active layer, or hides it.</source>
        <translation>Blendet die aktive Ebene ein oder aus.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Protects the active layer from changes, or frees it.</source>
        <translation>Schützt die aktive Ebene vor Änderungen oder gibt sie frei.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Fills the masked part of the layer with the colour; without a mask, all of it.</source>
        <translation>Füllt den maskierten Teil der Ebene mit der Farbe; ohne Maske die ganze Ebene.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the masked part of the layer transparent; without a mask, all of it.</source>
        <translation>Macht den maskierten Teil der Ebene durchsichtig; ohne Maske die ganze Ebene.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Lets the whole picture change.</source>
        <translation>Gibt das ganze Bild zum Ändern frei.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Takes the mask away: nothing in particular may change.</source>
        <translation>Nimmt die Maske weg: Kein bestimmter Teil ist zum Ändern freigegeben.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>What could change stays, and what stayed may change.</source>
        <translation>Was sich ändern durfte, bleibt; was blieb, darf sich ändern.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the mask larger on all sides by a number of pixels.</source>
        <translation>Vergrößert die Maske ringsum um eine Anzahl von Pixeln.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the mask smaller on all sides by a number of pixels.</source>
        <translation>Verkleinert die Maske ringsum um eine Anzahl von Pixeln.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the edge of the mask soft.</source>
        <translation>Macht den Rand der Maske weich.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Fills the gaps that lie within the mask.</source>
        <translation>Füllt die Lücken innerhalb der Maske.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Masks what the active layer covers.</source>
        <translation>Maskiert, was die aktive Ebene bedeckt.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Reads the mask from a picture: white may change.</source>
        <translation>Liest die Maske aus einem Bild: Weiß darf sich ändern.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Writes the mask as a picture: white may change.</source>
        <translation>Schreibt die Maske als Bild: Weiß darf sich ändern.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the tint of the mask, or hides it; the mask itself stays.</source>
        <translation>Blendet die Färbung der Maske ein oder aus; die Maske selbst bleibt.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paints where the picture may change.</source>
        <translation>Malt, wo sich das Bild ändern darf.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Takes away from what may change.</source>
        <translation>Nimmt weg von dem, was sich ändern darf.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paints how much of the picture may change: dark keeps more.</source>
        <translation>Malt, wie stark sich das Bild ändern darf: Dunkel bewahrt mehr.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paints where the prompt of the chosen region holds.</source>
        <translation>Malt, wo der Prompt des gewählten Bereichs gilt.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Drags a rectangle in which the picture may change.</source>
        <translation>Zieht ein Rechteck auf, in dem sich das Bild ändern darf.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Drags an ellipse in which the picture may change.</source>
        <translation>Zieht eine Ellipse auf, in der sich das Bild ändern darf.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Draws a line around what may change.</source>
        <translation>Zieht eine Linie um das, was sich ändern darf.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Sets corner after corner around what may change.</source>
        <translation>Setzt Ecke um Ecke um das, was sich ändern darf.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>A click picks out what has a similar colour; it may change.</source>
        <translation>Ein Klick wählt aus, was eine ähnliche Farbe hat; das darf sich ändern.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paints on the active layer with the colour.</source>
        <translation>Malt mit der Farbe auf die aktive Ebene.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>A click fills what has a similar colour.</source>
        <translation>Ein Klick füllt, was eine ähnliche Farbe hat.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>A click takes the colour from the picture.</source>
        <translation>Ein Klick nimmt die Farbe aus dem Bild auf.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Drags the active layer to another place.</source>
        <translation>Zieht die aktive Ebene an eine andere Stelle.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Drags the edges of the canvas: inwards crops, outwards makes room to go on.</source>
        <translation>Zieht die Ränder der Leinwand: nach innen zum Zuschneiden, nach außen zum Weitermalen.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Drags the view; the picture stays as it is.</source>
        <translation>Zieht die Ansicht; das Bild bleibt, wie es ist.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>From painting to erasing and back; for the paint brush, between its two colours.</source>
        <translation>Wechselt zwischen Malen und Radieren; beim Malpinsel zwischen den beiden Farben.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Black to paint with, white behind it.</source>
        <translation>Schwarz zum Malen, Weiß dahinter.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the brush smaller.</source>
        <translation>Macht den Pinsel kleiner.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the brush larger.</source>
        <translation>Macht den Pinsel größer.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the edge of the brush softer.</source>
        <translation>Macht den Rand des Pinsels weicher.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the edge of the brush harder.</source>
        <translation>Macht den Rand des Pinsels härter.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Starts what the button in the Edit panel says.</source>
        <translation>Beginnt, was auf der Schaltfläche im Bedienfeld „Bearbeiten“ steht.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Takes prompt, seed and parameters over that this picture was made with.</source>
        <translation>Übernimmt Beschreibung, Startwert und Einstellungen, mit denen dieses Bild entstand.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Stops the work; the picture stays as it was.</source>
        <translation>Bricht die Arbeit ab; das Bild bleibt, wie es war.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>One step nearer.</source>
        <translation>Einen Schritt näher heran.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>One step farther.</source>
        <translation>Einen Schritt weiter weg.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the whole picture.</source>
        <translation>Zeigt das ganze Bild.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>One pixel of the screen for one pixel of the picture.</source>
        <translation>Ein Pixel des Bildschirms für ein Pixel des Bildes.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Two pixels of the screen for one pixel of the picture.</source>
        <translation>Zwei Pixel des Bildschirms für ein Pixel des Bildes.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Draws lines between the pixels from 800 % on.</source>
        <translation>Zeichnet ab 800 % Linien zwischen die Pixel.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the position in pixels along the edges of the canvas.</source>
        <translation>Zeigt die Position in Pixeln entlang der Leinwand.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows what is around the canvas, or hides it.</source>
        <translation>Blendet alles um die Leinwand herum ein oder aus.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Dark or light, as the system is.</source>
        <translation>Dunkel oder hell, wie das System.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Light text on dark grey.</source>
        <translation>Helle Schrift auf dunklem Grau.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Dark text on light grey.</source>
        <translation>Dunkle Schrift auf hellem Grau.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>All keys on one page.</source>
        <translation>Alle Tasten auf einer Seite.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the folder with settings and the log, for a report of a fault.</source>
        <translation>Zeigt den Ordner mit Einstellungen und Protokoll, für die Meldung eines Fehlers.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Version and licence.</source>
        <translation>Version und Lizenz.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Zoom at the cursor</source>
        <translation>Zoomen am Mauszeiger</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Space + drag</source>
        <translation>Leertaste + Ziehen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Middle button</source>
        <translation>Mittlere Maustaste</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Straight line from the last point</source>
        <translation>Gerade Linie vom letzten Punkt</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shift + click</source>
        <translation>Umschalt + Klick</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Alt + drag</source>
        <translation>Alt + Ziehen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Right button</source>
        <translation>Rechte Maustaste</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Erase with the pen</source>
        <translation>Radieren mit dem Stift</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Eraser end</source>
        <translation>Radierende</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Take a colour while painting</source>
        <translation>Farbe aufnehmen beim Malen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Ctrl + click</source>
        <translation>Strg + Klick</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Add to a selection</source>
        <translation>Zur Auswahl hinzufügen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shift + drag</source>
        <translation>Umschalt + Ziehen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Take away from a selection</source>
        <translation>Von der Auswahl abziehen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Compare with before</source>
        <translation>Mit vorher vergleichen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Hold Y</source>
        <translation>Y halten</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Take back what is under way</source>
        <translation>Begonnenes zurücknehmen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <location filename="../../app/main_window.py"/>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <location filename="../../app/main_window.py"/>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <location filename="../../app/main_window.py"/>
        <source>Layers</source>
        <translation>Ebenen</translation>
    </message>
    <message>
        <location filename="../../app/main_window.py"/>
        <source>Regions</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <location filename="../../app/main_window.py"/>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <location filename="../../app/main_window.py"/>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <location filename="../../app/main_window.py"/>
        <source>Hide {panel}</source>
        <translation>{panel} ausblenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/colour_picker.py"/>
        <source>Saturation and brightness</source>
        <translation>Sättigung und Helligkeit</translation>
    </message>
    <message>
        <location filename="../../app/panels/colour_picker.py"/>
        <source>Saturation to the right, brightness upward</source>
        <translation>Sättigung nach rechts, Helligkeit nach oben</translation>
    </message>
    <message>
        <location filename="../../app/panels/colours.py"/>
        <source>Foreground colour</source>
        <translation>Vordergrundfarbe</translation>
    </message>
    <message>
        <location filename="../../app/panels/colours.py"/>
        <source>Background colour</source>
        <translation>Hintergrundfarbe</translation>
    </message>
    <message>
        <location filename="../../app/panels/colours.py"/>
        <source>Use this colour again</source>
        <translation>Diese Farbe wieder verwenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/colours.py"/>
        <source>Colour as a number</source>
        <translation>Farbe als Zahl</translation>
    </message>
    <message>
        <location filename="../../app/panels/colours.py"/>
        <source>The colour as a number, such as #e8a33d</source>
        <translation>Die Farbe als Zahl, zum Beispiel #e8a33d</translation>
    </message>
    <message>
        <location filename="../../app/panels/document_tabs.py"/>
        <source>Not saved to a file yet</source>
        <translation>Noch in keiner Datei gespeichert</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>How large the canvas will be</source>
        <translation>Wie groß die Leinwand wird</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Make the frame the canvas (Enter)</source>
        <translation>Den Rahmen zur Leinwand machen (Eingabe)</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Leave the canvas as it is (Escape)</source>
        <translation>Die Leinwand lassen, wie sie ist (Esc)</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Paint</source>
        <translation>Malen</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Paint strength</source>
        <translation>Stärke malen</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Erase strength</source>
        <translation>Stärke radieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Paint region</source>
        <translation>Bereich malen</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Erase region</source>
        <translation>Bereich radieren</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Crop canvas</source>
        <translation>Leinwand zuschneiden</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Extend canvas</source>
        <translation>Leinwand erweitern</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Change canvas</source>
        <translation>Leinwand ändern</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Add region</source>
        <translation>Bereich hinzufügen</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Change region</source>
        <translation>Bereich ändern</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Delete region</source>
        <translation>Bereich löschen</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Double click to rename. Drag to move.</source>
        <translation>Doppelklick zum Umbenennen. Ziehen zum Verschieben.</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Group {name}</source>
        <translation>Gruppe {name}</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Layer {name}</source>
        <translation>Ebene {name}</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>hidden</source>
        <translation>ausgeblendet</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Hide this layer</source>
        <translation>Diese Ebene ausblenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Show this layer</source>
        <translation>Diese Ebene einblenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Unlock this layer</source>
        <translation>Diese Ebene entsperren</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Lock this layer, so that nothing changes it</source>
        <translation>Diese Ebene sperren, damit nichts sie ändert</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_rows.py"/>
        <source>Name of the layer</source>
        <translation>Name der Ebene</translation>
    </message>
    <message>
        <location filename="../../app/panels/layers.py"/>
        <source>No picture is open.</source>
        <translation>Kein Bild ist geöffnet.</translation>
    </message>
    <message>
        <location filename="../../app/panels/layers.py"/>
        <source>How the layer is mixed with what is below it</source>
        <translation>Wie sich die Ebene mit dem mischt, was darunter liegt</translation>
    </message>
    <message>
        <location filename="../../app/panels/layers.py"/>
        <source>How much of the layer is seen</source>
        <translation>Wie viel von der Ebene zu sehen ist</translation>
    </message>
    <message>
        <location filename="../../app/panels/layers.py"/>
        <source>No layers yet. Add one below.</source>
        <translation>Noch keine Ebenen. Unten lässt sich eine hinzufügen.</translation>
    </message>
    <message>
        <location filename="../../app/panels/message_bar.py"/>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Describe what should be there,
for example: a red boat on the lake</source>
        <translation>Beschreiben, was da sein soll,
zum Beispiel: a red boat on the lake</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>What should not be there</source>
        <translation>Was nicht da sein soll</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Pick a new seed each time</source>
        <translation>Jedes Mal einen neuen Startwert wählen</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Use the last picture's seed again</source>
        <translation>Den Startwert des letzten Bildes wieder verwenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Use the last picture's seed again: {seed}</source>
        <translation>Den Startwert des letzten Bildes wieder verwenden: {seed}</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Negative prompt</source>
        <translation>Negativer Prompt</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Steps, guidance and temperature</source>
        <translation>Schritte, Prompttreue und Temperatur</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Stop; the picture stays as it was (Esc)</source>
        <translation>Abbrechen; das Bild bleibt, wie es war (Esc)</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Adds a part with a prompt of its own. Paint it with the region brush.</source>
        <translation>Fügt einen Bereich mit eigenem Prompt hinzu. Gemalt wird er mit dem Bereichspinsel.</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>A region has a prompt of its own: “a red boat” here, “a castle” there. Add one, then paint it.</source>
        <translation>Ein Bereich hat einen eigenen Prompt: hier „a red boat“, dort „a castle“. Erst hinzufügen, dann malen.</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Colour on the canvas</source>
        <translation>Farbe auf der Leinwand</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Paint this region</source>
        <translation>Diesen Bereich malen</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Show this region on the canvas</source>
        <translation>Diesen Bereich auf der Leinwand zeigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Delete this region</source>
        <translation>Diesen Bereich löschen</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>What should be here</source>
        <translation>Was hier sein soll</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Prompt of the region</source>
        <translation>Prompt des Bereichs</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>What the painted part should show</source>
        <translation>Was der gemalte Teil zeigen soll</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Weight of the region</source>
        <translation>Gewicht des Bereichs</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>How strongly it counts; everything else counts 1</source>
        <translation>Wie stark er zählt; alles andere zählt 1</translation>
    </message>
    <message>
        <location filename="../../app/panels/regions.py"/>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <location filename="../../app/panels/results.py"/>
        <source>Keep this one</source>
        <translation>Dieses behalten</translation>
    </message>
    <message>
        <location filename="../../app/panels/results.py"/>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <location filename="../../app/panels/results.py"/>
        <source>Picture {number}, seed {seed}</source>
        <translation>Bild {number}, Startwert {seed}</translation>
    </message>
    <message>
        <location filename="../../app/panels/results.py"/>
        <source>Picture {number}</source>
        <translation>Bild {number}</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Mask {width} × {height}</source>
        <translation>Maske {width} × {height}</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Step {step} of {total}</source>
        <translation>Schritt {step} von {total}</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Saving “{name}” …</source>
        <translation>„{name}“ wird gespeichert …</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Saved “{name}”</source>
        <translation>„{name}“ ist gespeichert</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>{name} on {device}, ready</source>
        <translation>{name} auf {device}, bereit</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>{name} on {device}, working</source>
        <translation>{name} auf {device}, arbeitet</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Engine is starting …</source>
        <translation>Bild-Engine startet …</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Engine not started</source>
        <translation>Bild-Engine nicht gestartet</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Engine not available</source>
        <translation>Bild-Engine nicht verfügbar</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Drag to move the picture. Roll the wheel to zoom.</source>
        <translation>Ziehen verschiebt das Bild. Das Mausrad zoomt.</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>How wide the brush is, in pixels</source>
        <translation>Wie breit der Pinsel ist, in Pixeln</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Hardness</source>
        <translation>Härte</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>100 % has a sharp edge; less fades from the middle on</source>
        <translation>100 % hat einen scharfen Rand; weniger läuft von der Mitte her aus</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>How much of the colour one stroke lays down</source>
        <translation>Wie viel Farbe ein Strich aufträgt</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>How much of the picture may change: 0 % keeps it as it is</source>
        <translation>Wie stark sich das Bild ändern darf: 0 % lässt es, wie es ist</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Pressure changes the size</source>
        <translation>Druck ändert die Größe</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>A light touch draws a thin line</source>
        <translation>Leichter Druck zieht eine dünne Linie</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Pressure changes the opacity</source>
        <translation>Druck ändert die Deckkraft</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>A light touch lays less down</source>
        <translation>Leichter Druck trägt weniger auf</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Pen</source>
        <translation>Stift</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>What the pressure of a pen does</source>
        <translation>Was der Druck des Stifts bewirkt</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Replace the mask</source>
        <translation>Maske ersetzen</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Add to the mask (Shift)</source>
        <translation>Zur Maske hinzufügen (Umschalt)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Take away from the mask (Alt)</source>
        <translation>Von der Maske abziehen (Alt)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Keep what both have (Shift and Alt)</source>
        <translation>Nur das Gemeinsame behalten (Umschalt und Alt)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>How different a colour may be</source>
        <translation>Wie verschieden eine Farbe sein darf</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Connected</source>
        <translation>Zusammenhängend</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Only what hangs together with the place that is clicked</source>
        <translation>Nur was mit der angeklickten Stelle zusammenhängt</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>All layers</source>
        <translation>Alle Ebenen</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Look at all layers together, not only at the active one</source>
        <translation>Alle Ebenen zusammen betrachten, nicht nur die aktive</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Fill the layer with colour</source>
        <translation>Ebene mit Farbe füllen</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Fill the mask</source>
        <translation>Maske füllen</translation>
    </message>
    <message>
        <location filename="../../app/panels/welcome.py"/>
        <source>Open a picture …</source>
        <translation>Bild öffnen …</translation>
    </message>
    <message>
        <location filename="../../app/tools/brush.py"/>
        <source>Drag to paint, right button to erase. Shift: straight line. Alt-drag: size.</source>
        <translation>Ziehen malt, rechte Maustaste radiert. Umschalt: gerade Linie. Alt + Ziehen: Größe.</translation>
    </message>
    <message>
        <location filename="../../app/tools/brush.py"/>
        <source>There is no region to paint. Add one in the Regions panel first.</source>
        <translation>Es gibt keinen Bereich zum Malen. Zuerst im Bedienfeld „Bereiche“ einen hinzufügen.</translation>
    </message>
    <message>
        <location filename="../../app/tools/eyedropper.py"/>
        <source>Click to take a colour. Right button or Alt: as the background colour.</source>
        <translation>Klick nimmt eine Farbe auf. Rechte Maustaste oder Alt: als Hintergrundfarbe.</translation>
    </message>
    <message>
        <location filename="../../app/tools/fill.py"/>
        <source>Click a colour to select it. Shift: add. Alt: take away. Both: keep what both have.</source>
        <translation>Klick wählt eine Farbe aus. Umschalt: hinzufügen. Alt: abziehen. Beide: nur das Gemeinsame behalten.</translation>
    </message>
    <message>
        <location filename="../../app/tools/fill.py"/>
        <source>Click a colour to let it change. Alt: take it away from the mask.</source>
        <translation>Klick gibt eine Farbe zum Ändern frei. Alt: nimmt sie aus der Maske.</translation>
    </message>
    <message>
        <location filename="../../app/tools/fill.py"/>
        <source>Click a colour to fill it with the foreground colour.</source>
        <translation>Klick füllt eine Farbe mit der Vordergrundfarbe.</translation>
    </message>
    <message>
        <location filename="../../app/tools/frame.py"/>
        <source>Drag an edge outward to extend, inward to crop. Enter applies, Escape drops.</source>
        <translation>Rand nach außen ziehen erweitert, nach innen schneidet zu. Eingabe übernimmt, Esc verwirft.</translation>
    </message>
    <message>
        <location filename="../../app/tools/frame.py"/>
        <source>{pixels} px left</source>
        <translation>{pixels} px links</translation>
    </message>
    <message>
        <location filename="../../app/tools/frame.py"/>
        <source>{pixels} px above</source>
        <translation>{pixels} px oben</translation>
    </message>
    <message>
        <location filename="../../app/tools/frame.py"/>
        <source>{pixels} px right</source>
        <translation>{pixels} px rechts</translation>
    </message>
    <message>
        <location filename="../../app/tools/frame.py"/>
        <source>{pixels} px below</source>
        <translation>{pixels} px unten</translation>
    </message>
    <message>
        <location filename="../../app/tools/move.py"/>
        <source>Drag to move the layer. Shift: only along or across. Arrow keys: by one pixel.</source>
        <translation>Ziehen verschiebt die Ebene. Umschalt: nur waagerecht oder senkrecht. Pfeiltasten: um ein Pixel.</translation>
    </message>
    <message>
        <location filename="../../app/tools/paint.py"/>
        <source>Drag to paint, right button to erase. Ctrl: take a colour. Shift: straight line. Alt-drag: size.</source>
        <translation>Ziehen malt, rechte Maustaste radiert. Strg: Farbe aufnehmen. Umschalt: gerade Linie. Alt + Ziehen: Größe.</translation>
    </message>
    <message>
        <location filename="../../app/tools/polygon.py"/>
        <source>Click the corners. Enter, double click or the first corner closes. Escape takes a corner back.</source>
        <translation>Ecken anklicken. Eingabe, Doppelklick oder die erste Ecke schließt. Esc nimmt eine Ecke zurück.</translation>
    </message>
    <message>
        <location filename="../../app/tools/select.py"/>
        <source>Drag to select what may change. Shift: add. Alt: take away. Both: keep what both have.</source>
        <translation>Ziehen wählt aus, was sich ändern darf. Umschalt: hinzufügen. Alt: abziehen. Beide: nur das Gemeinsame behalten.</translation>
    </message>
    <message>
        <location filename="../../app/tools/target.py"/>
        <source>There is no layer to paint on. Add a layer first.</source>
        <translation>Es gibt keine Ebene zum Malen. Zuerst eine Ebene hinzufügen.</translation>
    </message>
    <message>
        <location filename="../../app/tools/target.py"/>
        <source>A group has no pixels of its own. Choose a layer in it.</source>
        <translation>Eine Gruppe hat keine eigenen Pixel. Bitte eine Ebene darin wählen.</translation>
    </message>
    <message>
        <location filename="../../app/tools/target.py"/>
        <source>There is no layer to move. Add a layer first.</source>
        <translation>Es gibt keine Ebene zum Verschieben. Zuerst eine Ebene hinzufügen.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>The same seed with the same settings gives the same picture; empty picks one at random.</source>
        <translation>Gleicher Startwert und gleiche Einstellungen ergeben das gleiche Bild; leer wird einer ausgelost.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>How many pictures to make at once; their seeds count up.</source>
        <translation>Wie viele Bilder auf einmal entstehen; ihre Startwerte zählen hoch.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>More steps take longer and settle more detail.</source>
        <translation>Mehr Schritte dauern länger und klären mehr Einzelheiten.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Renoised steps</source>
        <translation>Lockerungsschritte</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>After how many of the steps part of the picture is loosened again; the rest only settle.</source>
        <translation>Nach wie vielen der Schritte ein Teil des Bildes wieder gelockert wird; die übrigen festigen nur.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>How adventurous the first and the last step are: higher is more varied, lower is cleaner.</source>
        <translation>Wie gewagt der erste und der letzte Schritt sind: höher ist vielfältiger, niedriger sauberer.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Guidance</source>
        <translation>Prompttreue</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>How strictly the picture follows the prompt; 1 follows it loosely, high values look harsh.</source>
        <translation>Wie streng das Bild dem Prompt folgt; 1 folgt ihm locker, hohe Werte wirken hart.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Guided steps</source>
        <translation>Schritte mit Prompttreue</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>How many of the first steps are guided; the later ones follow the prompt alone, in half the time.</source>
        <translation>Für wie viele der ersten Schritte die Prompttreue gilt; die späteren folgen nur dem Prompt, in der halben Zeit.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Drawing</source>
        <translation>Ziehung</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>How a token is picked: multinomial draws by chance, argmax takes the likeliest, quant averages.</source>
        <translation>Wie ein Token gewählt wird: multinomial zieht nach Zufall, argmax nimmt das wahrscheinlichste, quant mittelt.</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Typical mass</source>
        <translation>Typische Masse</translation>
    </message>
    <message>
        <location filename="../../paella_core/params.py"/>
        <source>Only the most typical tokens up to this share of the probability are drawn from; 1 allows all.</source>
        <translation>Gezogen wird nur aus den typischsten Token bis zu diesem Anteil der Wahrscheinlichkeit; 1 erlaubt alle.</translation>
    </message>
</context>
</TS>
