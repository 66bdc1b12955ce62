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
        <location filename="../../app/application/concepts.py"/>
        <source>The open picture could not be added</source>
        <translation>Das offene Bild konnte nicht hinzugefügt werden</translation>
    </message>
    <message>
        <location filename="../../app/application/concepts.py"/>
        <source>Make room on the disk and try again.</source>
        <translation>Schaffe Platz auf dem Datenträger und versuche es noch einmal.</translation>
    </message>
    <message>
        <location filename="../../app/application/concepts.py"/>
        <source>Learnt. Write {word} where it belongs in the prompt.</source>
        <translation>Gelernt. Schreibe {word} an seine Stelle im Prompt.</translation>
    </message>
    <message>
        <location filename="../../app/application/concepts.py"/>
        <source>The concept was not learnt</source>
        <translation>Das Konzept wurde nicht gelernt</translation>
    </message>
    <message>
        <location filename="../../app/application/diagnostics.py"/>
        <source>It is the same as before. Save your work under another name, and start the program anew.</source>
        <translation>Es ist derselbe wie zuvor. Speichere deine Arbeit unter einem anderen Namen und starte das Programm neu.</translation>
    </message>
    <message>
        <location filename="../../app/application/diagnostics.py"/>
        <source>Something went wrong in the program again</source>
        <translation>Im Programm ist noch einmal etwas schiefgegangen</translation>
    </message>
    <message>
        <location filename="../../app/application/diagnostics.py"/>
        <source>It could not be saved ({reason}). Choose another folder.</source>
        <translation>Es ließ sich nicht speichern ({reason}). Wähle einen anderen Ordner.</translation>
    </message>
    <message>
        <location filename="../../app/application/diagnostics.py"/>
        <source>The diagnostics are saved</source>
        <translation>Die Diagnose ist gespeichert</translation>
    </message>
    <message>
        <location filename="../../app/application/diagnostics.py"/>
        <source>They lie in {file}.</source>
        <translation>Sie liegt in {file}.</translation>
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
        <location filename="../../app/application/extending.py"/>
        <source>Look beyond the edge</source>
        <translation>Blick über den Rand</translation>
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
        <location filename="../../app/application/filming.py"/>
        <source>{name} film</source>
        <translation>{name} Film</translation>
    </message>
    <message>
        <location filename="../../app/application/filming.py"/>
        <source>The frames are still here.</source>
        <translation>Die Filmbilder sind noch da.</translation>
    </message>
    <message>
        <location filename="../../app/application/filming.py"/>
        <source>“{name}” was not exported</source>
        <translation>„{name}“ wurde nicht exportiert</translation>
    </message>
    <message>
        <location filename="../../app/application/generated.py"/>
        <source>Generated</source>
        <translation>Erzeugt</translation>
    </message>
    <message>
        <location filename="../../app/application/generated.py"/>
        <source>Place generated picture</source>
        <translation>Erzeugtes Bild platzieren</translation>
    </message>
    <message>
        <location filename="../../app/application/help.py"/>
        <source>What it does</source>
        <translation>Was es tut</translation>
    </message>
    <message>
        <location filename="../../app/application/help.py"/>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <location filename="../../app/application/help.py"/>
        <source>On the canvas</source>
        <translation>Auf der Leinwand</translation>
    </message>
    <message>
        <location filename="../../app/application/help.py"/>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="../../app/application/help.py"/>
        <source>What it means</source>
        <translation>Was es bedeutet</translation>
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
        <location filename="../../app/application/layer_masks.py"/>
        <source>“{name}” has a layer mask already.</source>
        <translation>„{name}“ hat schon eine Ebenenmaske.</translation>
    </message>
    <message>
        <location filename="../../app/application/layer_masks.py"/>
        <source>Add layer mask</source>
        <translation>Ebenenmaske hinzufügen</translation>
    </message>
    <message>
        <location filename="../../app/application/layer_masks.py"/>
        <source>The layer mask of “{name}” is switched off. Switch it on, or delete it.</source>
        <translation>Die Ebenenmaske von „{name}“ ist ausgeschaltet. Einschalten oder löschen.</translation>
    </message>
    <message>
        <location filename="../../app/application/layer_masks.py"/>
        <source>Apply layer mask</source>
        <translation>Ebenenmaske anwenden</translation>
    </message>
    <message>
        <location filename="../../app/application/layer_masks.py"/>
        <source>Delete layer mask</source>
        <translation>Ebenenmaske löschen</translation>
    </message>
    <message>
        <location filename="../../app/application/layer_masks.py"/>
        <source>Switch layer mask off</source>
        <translation>Ebenenmaske ausschalten</translation>
    </message>
    <message>
        <location filename="../../app/application/layer_masks.py"/>
        <source>Switch layer mask on</source>
        <translation>Ebenenmaske einschalten</translation>
    </message>
    <message>
        <location filename="../../app/application/layer_masks.py"/>
        <source>“{name}” has no layer mask. Add one first.</source>
        <translation>„{name}“ hat keine Ebenenmaske. Zuerst eine hinzufügen.</translation>
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
        <location filename="../../app/application/offers.py"/>
        <source>Open a picture first.</source>
        <translation>Zuerst ein Bild öffnen.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Paint over what should change.</source>
        <translation>Übermalen, was sich ändern soll.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Describe the picture that you want.</source>
        <translation>Das gewünschte Bild beschreiben.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Drag an edge or a corner of the picture outwards.</source>
        <translation>Eine Kante oder Ecke des Bildes nach außen ziehen.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Add a region in the Regions panel, paint it, and say what should be there.</source>
        <translation>Im Bedienfeld „Bereiche“ einen hinzufügen, ihn malen und sagen, was dort sein soll.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Say in the Regions panel what should be in each region.</source>
        <translation>Im Bedienfeld „Bereiche“ sagen, was in jedem Bereich sein soll.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Replaces the whole picture. Paint over a part to change only that.</source>
        <translation>Ersetzt das ganze Bild. Wer nur einen Teil übermalt, ändert nur diesen.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Without words, what fits will be filled in.</source>
        <translation>Ohne Worte wird eingesetzt, was passt.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Only the painted part will change.</source>
        <translation>Nur der übermalte Teil ändert sich.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>The structure stays; the strength says how much else may go.</source>
        <translation>Der Aufbau bleibt; die Stärke sagt, wie viel sonst weichen darf.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Describe what it should become.</source>
        <translation>Beschreiben, was daraus werden soll.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>The painted part is made anew, as what is there looks.</source>
        <translation>Das Übermalte entsteht neu, so wie das aussieht, was dort ist.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Makes pictures like this one; words may steer.</source>
        <translation>Macht Bilder wie dieses; Worte können lenken.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Each region is filled by its own description; between them the prompt holds.</source>
        <translation>Jeder Bereich wird nach eigener Beschreibung gefüllt; dazwischen gilt der Prompt.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Makes a new picture of {width} × {height} pixels.</source>
        <translation>Macht ein neues Bild mit {width} × {height} Pixeln.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>The canvas becomes {width} × {height} pixels.</source>
        <translation>Die Leinwand wird {width} × {height} Pixel groß.</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Extend left by {pixels} px</source>
        <translation>Links um {pixels} px erweitern</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>left +{pixels} px</source>
        <translation>links +{pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Extend upwards by {pixels} px</source>
        <translation>Oben um {pixels} px erweitern</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>above +{pixels} px</source>
        <translation>oben +{pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Extend right by {pixels} px</source>
        <translation>Rechts um {pixels} px erweitern</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>right +{pixels} px</source>
        <translation>rechts +{pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>Extend downwards by {pixels} px</source>
        <translation>Unten um {pixels} px erweitern</translation>
    </message>
    <message>
        <location filename="../../app/application/offers.py"/>
        <source>below +{pixels} px</source>
        <translation>unten +{pixels} px</translation>
    </message>
    <message>
        <location filename="../../app/application/packs.py"/>
        <source>The pack “{name}” could not be opened</source>
        <translation>Das Paket „{name}“ konnte nicht geöffnet werden</translation>
    </message>
    <message>
        <location filename="../../app/application/packs.py"/>
        <source>The engine goes on with “{name}”.</source>
        <translation>Die Engine macht mit „{name}“ weiter.</translation>
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
        <location filename="../../app/application/results.py"/>
        <source>Outside the mask: {count} pixels changed</source>
        <translation>Außerhalb der Maske: {count} Pixel geändert</translation>
    </message>
    <message>
        <location filename="../../app/application/results.py"/>
        <source>It lies among what was generated.</source>
        <translation>Es liegt beim Erzeugten.</translation>
    </message>
    <message>
        <location filename="../../app/application/results.py"/>
        <source>The result was not used</source>
        <translation>Das Ergebnis wurde nicht verwendet</translation>
    </message>
    <message>
        <location filename="../../app/application/results.py"/>
        <source>Unlock all</source>
        <translation>Alles freigeben</translation>
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
        <location filename="../../app/application/slides.py"/>
        <source>No picture is open.</source>
        <translation>Kein Bild ist geöffnet.</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>Paint over the part that should change, or choose the whole picture.</source>
        <translation>Den Teil übermalen, der sich ändern soll, oder das ganze Bild wählen.</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>Make frames</source>
        <translation>Filmbilder machen</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>Make {frames} frames</source>
        <translation>{frames} Filmbilder machen</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>Use frame</source>
        <translation>Filmbild verwenden</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>Describe keyframe {letter}, or remove it.</source>
        <translation>Schlüsselbild {letter} beschreiben oder entfernen.</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>“{pack}” cannot make films: choose another pack.</source>
        <translation>„{pack}“ kann keine Filme machen: ein anderes Paket wählen.</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>“{pack}” cannot start from pictures: describe all keyframes.</source>
        <translation>„{pack}“ kann nicht von Bildern ausgehen: alle Schlüsselbilder beschreiben.</translation>
    </message>
    <message>
        <location filename="../../app/application/slides.py"/>
        <source>So many frames of this size need {size} GB of memory: make fewer, or a small picture.</source>
        <translation>So viele Filmbilder dieser Größe brauchen {size} GB Speicher: weniger machen oder ein kleines Bild.</translation>
    </message>
    <message>
        <location filename="../../app/application/sliding.py"/>
        <source>Film of {frames} frames</source>
        <translation>Film aus {frames} Bildern</translation>
    </message>
    <message>
        <location filename="../../app/application/sliding.py"/>
        <source>The frame was not used</source>
        <translation>Das Filmbild wurde nicht verwendet</translation>
    </message>
    <message>
        <location filename="../../app/application/sliding.py"/>
        <source>“{name}” is no keyframe</source>
        <translation>„{name}“ ist kein Schlüsselbild</translation>
    </message>
    <message>
        <location filename="../../app/application/sliding.py"/>
        <source>The film did not succeed</source>
        <translation>Der Film ist nicht gelungen</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>With the brush, paint over the sky. What is painted may change; all the rest stays as it is.</source>
        <translation>Mit dem Pinsel den Himmel übermalen. Was gemalt ist, darf sich ändern; alles andere bleibt, wie es ist.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Paint over something</source>
        <translation>Etwas übermalen</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Write here what should be there, for example: a castle by a lake at sunset</source>
        <translation>Hier schreiben, was dort sein soll, auf Englisch, zum Beispiel: a castle by a lake at sunset</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Say what should be there</source>
        <translation>Sagen, was dort sein soll</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>The button says what it will do. {keys} presses it from anywhere.</source>
        <translation>Der Knopf sagt, was er tun wird. {keys} drückt ihn von überall her.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>The engine is not ready yet: you can press already, and it begins as soon as it is.</source>
        <translation>Die Bild-Engine ist noch nicht bereit: Drücken geht schon, und sie beginnt, sobald sie es ist.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>The engine could not start; it is tried again when you press.</source>
        <translation>Die Bild-Engine konnte nicht starten; beim Drücken wird es noch einmal versucht.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Press the button</source>
        <translation>Den Knopf drücken</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Each step is shown in its place. You can paint on meanwhile.</source>
        <translation>Jeder Schritt erscheint an seinem Platz. Weitermalen geht inzwischen.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>The picture comes about</source>
        <translation>Das Bild entsteht</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>It is not part of the picture yet. {keep} on the canvas keeps it as a new layer, {drop} drops it.</source>
        <translation>Noch gehört es nicht zum Bild. {keep} auf der Leinwand behält es als neue Ebene, {drop} verwirft es.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Keep the result</source>
        <translation>Ergebnis behalten</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>The same four steps do everything else, too. The help ({keys}) says what else there is.</source>
        <translation>Dieselben vier Schritte genügen auch für alles andere. Die Hilfe ({keys}) sagt, was es noch gibt.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>The model that comes with the program is small. Bigger ones know more; you see what they take.</source>
        <translation>Das mitgelieferte Modell ist klein. Größere können mehr; du siehst, was sie brauchen.</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>That is all it takes</source>
        <translation>Mehr braucht es nicht</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Open the help</source>
        <translation>Hilfe öffnen</translation>
    </message>
    <message>
        <location filename="../../app/application/tour.py"/>
        <source>Bigger models …</source>
        <translation>Größere Modelle …</translation>
    </message>
    <message>
        <location filename="../../app/application/work.py"/>
        <source>Your picture is as it was.</source>
        <translation>Das Bild ist, wie es war.</translation>
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
        <location filename="../../app/bench/edit.py"/>
        <source>Paint mask</source>
        <translation>Maske malen</translation>
    </message>
    <message>
        <location filename="../../app/canvas/canvas_view.py"/>
        <source>Canvas</source>
        <translation>Leinwand</translation>
    </message>
    <message>
        <location filename="../../app/canvas/context_grips.py"/>
        <source>Context {width} × {height}</source>
        <translation>Umfeld {width} × {height}</translation>
    </message>
    <message>
        <location filename="../../app/canvas/drop_zone.py"/>
        <source>Ctrl+O opens a file  ·  the File menu has a sample</source>
        <translation>Strg+O öffnet eine Datei  ·  im Menü „Datei“ gibt es ein Beispiel</translation>
    </message>
    <message>
        <location filename="../../app/canvas/drop_zone.py"/>
        <source>Drop a picture here</source>
        <translation>Bild hier ablegen</translation>
    </message>
    <message>
        <location filename="../../app/canvas/heat.py"/>
        <source>0 % keeps</source>
        <translation>0 % bleibt</translation>
    </message>
    <message>
        <location filename="../../app/canvas/heat.py"/>
        <source>100 % changes</source>
        <translation>100 % ändert sich</translation>
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
        <location filename="../../app/dialogs/about.py"/>
        <source>About Paella Studio</source>
        <translation>Über Paella Studio</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/about.py"/>
        <source>Third-party licences …</source>
        <translation>Lizenzen Dritter …</translation>
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
        <location filename="../../app/dialogs/concepts.py"/>
        <source>Concepts</source>
        <translation>Konzepte</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>Use in the prompt</source>
        <translation>Im Prompt verwenden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>Nothing was learnt yet.</source>
        <translation>Noch nichts gelernt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>Writes the word into the prompt, where the cursor is.</source>
        <translation>Schreibt das Wort in den Prompt, wo die Schreibmarke steht.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>Deletes the concept from the disk, after a question.</source>
        <translation>Löscht das Konzept nach einer Rückfrage vom Datenträger.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>another pack</source>
        <translation>anderes Paket</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>Learnt from {count} pictures with the pack “{pack}”.</source>
        <translation>Aus {count} Bildern mit dem Paket „{pack}“ gelernt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts.py"/>
        <source>The pack in use does not read it.</source>
        <translation>Das benutzte Paket liest es nicht.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>The name can have up to 40 letters without accents, digits, - and _.</source>
        <translation>Der Name kann bis zu 40 Buchstaben ohne Akzente und Umlaute, Ziffern, - und _ haben.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>There is a concept of that name already.</source>
        <translation>Ein Konzept dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Add pictures …</source>
        <translation>Bilder hinzufügen …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Add the open picture</source>
        <translation>Offenes Bild hinzufügen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Take away</source>
        <translation>Wegnehmen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Learn</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>This takes some minutes; the editor can be used meanwhile.</source>
        <translation>Das dauert einige Minuten; der Editor kann solange benutzt werden.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Stopping …</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Learning {word}</source>
        <translation>{word} wird gelernt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>the model is being read …</source>
        <translation>das Modell wird gelesen …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>The pack in use cannot learn concepts: its model reads no text. Choose another under “Model packs”.</source>
        <translation>Das benutzte Paket kann keine Konzepte lernen: Sein Modell liest keinen Text. Wähle unter „Modellpakete“ ein anderes.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Add a few pictures of one thing: three to ten that show it well are enough.</source>
        <translation>Füge ein paar Bilder einer Sache hinzu: drei bis zehn, die sie gut zeigen, genügen.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Give it a name.</source>
        <translation>Gib ihm einen Namen.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>for example: my-cat</source>
        <translation>zum Beispiel: meine-katze</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>optional, for example: a cat</source>
        <translation>optional, zum Beispiel: a cat</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>How far the learning is</source>
        <translation>Wie weit das Lernen ist</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Chooses picture files. They can also be dropped here.</source>
        <translation>Wählt Bilddateien. Sie können auch hierher gezogen werden.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Adds the picture that is open in the editor, as it looks now.</source>
        <translation>Fügt das im Editor offene Bild hinzu, wie es jetzt aussieht.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Takes the chosen pictures out of the list; the files stay.</source>
        <translation>Nimmt die gewählten Bilder aus der Liste; die Dateien bleiben.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Learns the word from the pictures, with the pack in use.</source>
        <translation>Lernt das Wort aus den Bildern, mit dem benutzten Paket.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Stops; nothing is kept of what was learnt so far.</source>
        <translation>Bricht ab; vom bisher Gelernten bleibt nichts.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>It is like</source>
        <translation>Es ist wie</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>A word that the model knows already, to begin from.</source>
        <translation>Ein Wort, das das Modell schon kennt, als Anfang.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>Learn a concept</source>
        <translation>Ein Konzept lernen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_form.py"/>
        <source>A few pictures of one thing become a word for prompts: a cat, a toy, a way of painting.</source>
        <translation>Aus ein paar Bildern einer Sache wird ein Wort für Prompts: eine Katze, ein Spielzeug, eine Art zu malen.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_pictures.py"/>
        <source>Pictures of one thing</source>
        <translation>Bilder einer Sache</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_pictures.py"/>
        <source>Drop pictures here</source>
        <translation>Bilder hierher ziehen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>Remove “{name}”?</source>
        <translation>„{name}“ entfernen?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>Prompts that name it read it as plain text then. Pictures that were made with it stay.</source>
        <translation>Prompts, die es nennen, lesen es dann als gewöhnlichen Text. Damit gemachte Bilder bleiben.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>Quit while a concept is being learnt?</source>
        <translation>Beenden, während ein Konzept gelernt wird?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/concepts_questions.py"/>
        <source>It would have to be learnt from the beginning.</source>
        <translation>Es müsste von vorn gelernt werden.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/diagnostics.py"/>
        <source>Save diagnostics</source>
        <translation>Diagnose speichern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/diagnostics.py"/>
        <source>The report</source>
        <translation>Der Bericht</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/diagnostics.py"/>
        <source>The engine is being asked</source>
        <translation>Die Engine wird gefragt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/diagnostics.py"/>
        <source>Save …</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/diagnostics.py"/>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/diagnostics.py"/>
        <source>This is all that is saved: nothing is sent anywhere. It names no files and holds no prompts. Give it to whoever helps you with a fault of the program.</source>
        <translation>Nur das hier wird gespeichert, nichts wird verschickt. Es nennt keine Dateien und enthält keine Beschreibungen. Gib es dem, der dir bei einem Fehler des Programms hilft.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/diagnostics.py"/>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Pictures and projects</source>
        <translation>Bilder und Projekte</translation>
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
        <source>Work is under way</source>
        <translation>Arbeit ist im Gange</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Stop what is being made?</source>
        <translation>Soll abgebrochen werden, was gerade entsteht?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>What is finished lies among what was generated; the rest would be lost.</source>
        <translation>Was fertig ist, liegt beim Erzeugten; der Rest ginge verloren.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Stop and close</source>
        <translation>Abbrechen und schließen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/dialogs.py"/>
        <source>Go on working</source>
        <translation>Weiterarbeiten</translation>
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
        <location filename="../../app/dialogs/film.py"/>
        <source>PNG pictures</source>
        <translation>PNG-Bilder</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>Plays everywhere. 256 colours for the whole film, no transparency.</source>
        <translation>Läuft überall. 256 Farben für den ganzen Film, keine Transparenz.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>Plays in browsers. Keeps every colour and transparency.</source>
        <translation>Läuft in Browsern. Behält alle Farben und die Transparenz.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>Plays in browsers. Keeps every colour and transparency, in a larger file.</source>
        <translation>Läuft in Browsern. Behält alle Farben und die Transparenz, in einer größeren Datei.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>The smallest file, for every video player. Loses a little, no transparency.</source>
        <translation>Die kleinste Datei, für jeden Videospieler. Verliert ein wenig, keine Transparenz.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>A new folder with one numbered picture for each frame, to be cut in another program.</source>
        <translation>Ein neuer Ordner mit einem nummerierten Bild für jedes Filmbild, zum Schneiden in einem anderen Programm.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>Export film</source>
        <translation>Film exportieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>MP4 needs PyAV: run “pip install av” and start the program again.</source>
        <translation>MP4 braucht PyAV: „pip install av“ ausführen und das Programm neu starten.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>frames a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>Back and forth</source>
        <translation>Hin und zurück</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>How fast the film plays.</source>
        <translation>Wie schnell der Film läuft.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>After the last frame it plays backwards to the first, so that it never jumps.</source>
        <translation>Nach dem letzten Bild läuft er rückwärts zum ersten, damit er nie springt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>{frames} pictures</source>
        <translation>{frames} Bilder</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>{frames} frames, {seconds} seconds; it starts over for ever.</source>
        <translation>{frames} Bilder, {seconds} Sekunden; er beginnt immer wieder von vorn.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>New folder</source>
        <translation>Neuer Ordner</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/film.py"/>
        <source>Open a picture as keyframe</source>
        <translation>Bild als Schlüsselbild öffnen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help.py"/>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help.py"/>
        <source>Search the help</source>
        <translation>In der Hilfe suchen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help.py"/>
        <source>Shows the pages on which all these words stand</source>
        <translation>Zeigt die Seiten, auf denen alle diese Wörter stehen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help.py"/>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help.py"/>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help.py"/>
        <source>Forward</source>
        <translation>Vorwärts</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help.py"/>
        <source>Nothing was found for “{text}”.</source>
        <translation>Für „{text}“ wurde nichts gefunden.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help_pages.py"/>
        <source>help/en</source>
        <translation>help/de</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/help_view.py"/>
        <source>Help page</source>
        <translation>Seite der Hilfe</translation>
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
        <location filename="../../app/dialogs/licences.py"/>
        <source>Third-party licences</source>
        <translation>Lizenzen Dritter</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/licences.py"/>
        <source>Search the licences</source>
        <translation>Lizenzen durchsuchen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/licences.py"/>
        <source>Enter leads to the next place where these words stand</source>
        <translation>Die Eingabetaste führt zur nächsten Stelle mit diesen Wörtern</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/licences.py"/>
        <source>Parts of the program</source>
        <translation>Teile des Programms</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/licences.py"/>
        <source>Licence</source>
        <translation>Lizenz</translation>
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
        <location filename="../../app/dialogs/packs.py"/>
        <source>Model packs</source>
        <translation>Modellpakete</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Import files …</source>
        <translation>Dateien importieren …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Look again</source>
        <translation>Neu suchen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Looking for packs</source>
        <translation>Pakete werden gesucht</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Installed</source>
        <translation>Installiert</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>To download</source>
        <translation>Zum Herunterladen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>The packs could not be listed</source>
        <translation>Die Pakete konnten nicht aufgelistet werden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Makes a pack of model files that you have; the files stay as they are.</source>
        <translation>Macht ein Paket aus Modelldateien, die du hast; die Dateien bleiben, wie sie sind.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Looks again for packs and for room on the disk. Needs no network.</source>
        <translation>Sucht noch einmal nach Paketen und nach Platz auf der Platte. Braucht kein Netz.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>Looking for packs …</source>
        <translation>Pakete werden gesucht …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>This takes some seconds, and needs no network.</source>
        <translation>Das dauert einige Sekunden und braucht kein Netz.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>No packs</source>
        <translation>Keine Pakete</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs.py"/>
        <source>None is installed and none is known. Import files that you have.</source>
        <translation>Keines ist installiert und keines bekannt. Importiere Dateien, die du hast.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Download …</source>
        <translation>Herunterladen …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Use this pack</source>
        <translation>Dieses Paket benutzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Fetches the pack from the hub, after a question.</source>
        <translation>Lädt das Paket vom Hub, nach einer Rückfrage.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Goes on with the download where it ended.</source>
        <translation>Macht mit dem Download dort weiter, wo er endete.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Lets the engine work with this pack from now on.</source>
        <translation>Lässt die Engine von nun an mit diesem Paket arbeiten.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Stops the work; what has been downloaded is kept.</source>
        <translation>Hält die Arbeit an; was heruntergeladen ist, bleibt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Reads every file and compares it with its checksum.</source>
        <translation>Liest jede Datei und vergleicht sie mit ihrer Prüfsumme.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Deletes the pack, or what has come of it, from the disk, after a question.</source>
        <translation>Löscht das Paket oder was davon da ist von der Platte, nach einer Rückfrage.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Does once more what did not succeed.</source>
        <translation>Macht noch einmal, was nicht gelang.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Takes the message away.</source>
        <translation>Nimmt die Meldung weg.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Import of {files}</source>
        <translation>Import von {files}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>The pack is damaged</source>
        <translation>Das Paket ist beschädigt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Can do</source>
        <translation>Kann</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Size on disk</source>
        <translation>Größe auf der Platte</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Free on disk</source>
        <translation>Frei auf der Platte</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>Comes with the program.</source>
        <translation>Kommt mit dem Programm.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>The engine opens it …</source>
        <translation>Die Engine öffnet es …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>The engine works with it.</source>
        <translation>Die Engine arbeitet damit.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>{size}, of which {kept} have come already</source>
        <translation>{size}, davon sind {kept} schon da</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_detail.py"/>
        <source>{size} must be free to install it</source>
        <translation>{size} müssen frei sein, um es zu installieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>Download “{title}”?</source>
        <translation>„{title}“ herunterladen?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>{size} are fetched from {hub} and kept on this computer. Licence: {licence}.</source>
        <translation>{size} werden von {hub} geladen und auf diesem Rechner aufbewahrt. Lizenz: {licence}.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>Remove “{title}”?</source>
        <translation>„{title}“ entfernen?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>{size} become free. Pictures that were made with it stay.</source>
        <translation>{size} werden frei. Bilder, die damit gemacht wurden, bleiben.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>{size} become free, and would have to be downloaded again.</source>
        <translation>{size} werden frei und müssten neu heruntergeladen werden.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>The engine works with it now; it goes on with the pack that comes with the program.</source>
        <translation>Die Engine arbeitet gerade damit; sie macht mit dem Paket weiter, das mit dem Programm kommt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>Use “{title}” now?</source>
        <translation>„{title}“ jetzt benutzen?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>Stop and use</source>
        <translation>Anhalten und benutzen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>The engine is making something with another pack. That would be given up.</source>
        <translation>Die Engine macht gerade etwas mit einem anderen Paket. Das würde aufgegeben.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>Quit while a pack is being installed?</source>
        <translation>Beenden, während ein Paket installiert wird?</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>What has been downloaded is kept; “Resume” goes on from there.</source>
        <translation>Was heruntergeladen ist, bleibt; „Fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>Model weights</source>
        <translation>Modellgewichte</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_questions.py"/>
        <source>Import model files</source>
        <translation>Modelldateien importieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_rows.py"/>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_rows.py"/>
        <source>Packs</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Interpolation</source>
        <translation>Interpolation</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Strength brush</source>
        <translation>Stärkepinsel</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Negative prompts</source>
        <translation>Negative Prompts</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Branch from a step</source>
        <translation>Von einem Schritt abzweigen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Downloading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Checking</source>
        <translation>Prüft</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Converting</source>
        <translation>Wandelt um</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Importing</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Removing</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Installed.</source>
        <translation>Installiert.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Imported.</source>
        <translation>Importiert.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Checked: every file is as it should be.</source>
        <translation>Geprüft: Jede Datei ist, wie sie sein soll.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Removed.</source>
        <translation>Entfernt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>The download did not succeed</source>
        <translation>Der Download gelang nicht</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>The import did not succeed</source>
        <translation>Der Import gelang nicht</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>The check did not succeed</source>
        <translation>Die Prüfung gelang nicht</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>The pack was not removed</source>
        <translation>Das Paket wurde nicht entfernt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>everything stays in memory</source>
        <translation>alles bleibt im Speicher</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>stages one after another</source>
        <translation>ein Netz nach dem anderen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>layers one after another, from the disk</source>
        <translation>Schicht für Schicht von der Platte</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Does not fit this computer.</source>
        <translation>Passt nicht auf diesen Rechner.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Fits this computer</source>
        <translation>Passt auf diesen Rechner</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>about {time} for a picture.</source>
        <translation>etwa {time} für ein Bild.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>{free}: {lacking} too little. Make room on the disk, then look again.</source>
        <translation>{free}: {lacking} zu wenig. Schaffe Platz auf der Platte und suche dann neu.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>{size} a second</source>
        <translation>{size} in der Sekunde</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Does not fit this computer</source>
        <translation>Passt nicht auf diesen Rechner</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Paused at {share}</source>
        <translation>Angehalten bei {share}</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Can be downloaded</source>
        <translation>Kann geladen werden</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/packs_words.py"/>
        <source>Waits for its turn</source>
        <translation>Wartet, bis es dran ist</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/preferences.py"/>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
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
        <translation>Es gibt nicht gespeicherte Arbeit</translation>
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
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>Unexpected error</source>
        <translation>Unerwarteter Fehler</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>Copy details</source>
        <translation>Einzelheiten kopieren</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>Save diagnostics …</source>
        <translation>Diagnose speichern …</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>It has happened {count} times by now.</source>
        <translation>Das ist nun schon {count}-mal geschehen.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>Something went wrong in the program</source>
        <translation>Im Programm ist etwas schiefgegangen</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>An error that nobody expected stopped what you did last; the program goes on.</source>
        <translation>Ein unerwarteter Fehler hat abgebrochen, was du zuletzt getan hast; das Programm läuft weiter.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>Your pictures are still open, and what was saved is whole.</source>
        <translation>Deine Bilder sind noch offen, und was gespeichert war, ist unversehrt.</translation>
    </message>
    <message>
        <location filename="../../app/dialogs/unexpected.py"/>
        <source>Save your work under another name. If it happens again, start the program anew.</source>
        <translation>Speichere deine Arbeit unter einem anderen Namen. Geschieht es wieder, starte das Programm neu.</translation>
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
        <source>The mask of a layer in the file is damaged ({reason}); what it hid stays hidden.</source>
        <translation>Die Maske einer Ebene in der Datei ist beschädigt ({reason}); was sie verbarg, bleibt verborgen.</translation>
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
        <source>The masks of these groups became layers: {names}.</source>
        <translation>Die Masken dieser Gruppen wurden zu Ebenen: {names}.</translation>
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
        <location filename="../../app/engine/client.py"/>
        <source>The engine goes on with less memory</source>
        <translation>Die Engine macht mit weniger Speicher weiter</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Generate picture</source>
        <translation>Bild erzeugen</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Fill mask</source>
        <translation>Maske füllen</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Extend picture</source>
        <translation>Bild erweitern</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Restructure picture</source>
        <translation>Bild umgestalten</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Blend regions</source>
        <translation>Bereiche mischen</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Vary picture</source>
        <translation>Bild variieren</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Restructure mask</source>
        <translation>Maske umgestalten</translation>
    </message>
    <message>
        <location filename="../../app/engine/edits.py"/>
        <source>Vary mask</source>
        <translation>Maske variieren</translation>
    </message>
    <message>
        <location filename="../../app/engine/films.py"/>
        <source>The program is closing.</source>
        <translation>Das Programm wird beendet.</translation>
    </message>
    <message>
        <location filename="../../app/engine/films.py"/>
        <source>“{name}” could not be written: {reason}.</source>
        <translation>„{name}“ konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <location filename="../../app/engine/gallery/gallery.py"/>
        <source>The folder {folder} could not be written ({reason}): make room there, or what is generated now will be gone when the program ends.</source>
        <translation>Der Ordner {folder} konnte nicht beschrieben werden ({reason}): dort Platz schaffen, sonst ist das jetzt Erzeugte weg, wenn das Programm endet.</translation>
    </message>
    <message>
        <location filename="../../app/engine/gallery/gallery.py"/>
        <source>The gallery could not be kept</source>
        <translation>Die Galerie konnte nicht gesichert werden</translation>
    </message>
    <message>
        <location filename="../../app/engine/gallery/gallery.py"/>
        <source>The picture could not be read</source>
        <translation>Das Bild konnte nicht gelesen werden</translation>
    </message>
    <message>
        <location filename="../../app/engine/landing.py"/>
        <source>The part of the picture that it was made for is cut off by now.</source>
        <translation>Der Teil des Bildes, für den es entstand, ist inzwischen abgeschnitten.</translation>
    </message>
    <message>
        <location filename="../../app/engine/packs/child.py"/>
        <source>The engine's command cannot be started ({reason}). Install the program again.</source>
        <translation>Der Befehl der Engine lässt sich nicht starten ({reason}). Installiere das Programm neu.</translation>
    </message>
    <message>
        <location filename="../../app/engine/packs/child.py"/>
        <source>It was ended from outside, or by a fault of its own. Try again.</source>
        <translation>Es wurde von außen oder durch einen eigenen Fehler beendet. Versuche es noch einmal.</translation>
    </message>
    <message>
        <location filename="../../app/engine/worker.py"/>
        <source>The computer's memory does not suffice. Close other programs, or use a smaller picture.</source>
        <translation>Der Arbeitsspeicher reicht nicht aus. Andere Programme schließen oder ein kleineres Bild nehmen.</translation>
    </message>
    <message>
        <location filename="../../app/engine/worker.py"/>
        <source>The engine stopped on an unexpected fault ({fault}). Try again, or start the program anew.</source>
        <translation>Die Bild-Engine hat wegen eines unerwarteten Fehlers angehalten ({fault}). Noch einmal versuchen oder das Programm neu starten.</translation>
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
        <source>Add mask</source>
        <translation>Maske hinzufügen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Apply mask</source>
        <translation>Maske anwenden</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Delete mask</source>
        <translation>Maske löschen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Mask on or off</source>
        <translation>Maske ein oder aus</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Paint on mask or layer</source>
        <translation>Auf Maske oder Ebene malen</translation>
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
        <source>Erase mask</source>
        <translation>Maske radieren</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Region brush</source>
        <translation>Bereichspinsel</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Lock part of a result</source>
        <translation>Teil eines Ergebnisses sperren</translation>
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
        <source>Next result</source>
        <translation>Nächstes Ergebnis</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Previous result</source>
        <translation>Voriges Ergebnis</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Star</source>
        <translation>Stern</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Delete the result</source>
        <translation>Ergebnis löschen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Make the rest anew</source>
        <translation>Den Rest neu machen</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Model packs …</source>
        <translation>Modellpakete …</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Concepts …</source>
        <translation>Konzepte …</translation>
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
        <source>Go to the next panel</source>
        <translation>Zum nächsten Bedienfeld</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Go to the previous panel</source>
        <translation>Zum vorigen Bedienfeld</translation>
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
        <source>Take the tour</source>
        <translation>Rundgang beginnen</translation>
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
        <source>Hides of the layer what is not masked, and keeps its pixels; without a mask, nothing yet.</source>
        <translation>Verbirgt von der Ebene, was nicht maskiert ist, und behält ihre Pixel; ohne Maske noch nichts.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes transparent what the layer's mask hides, and removes that mask.</source>
        <translation>Macht durchsichtig, was die Maske der Ebene verbirgt, und entfernt die Maske.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Removes the layer's mask, so that all of the layer is seen.</source>
        <translation>Entfernt die Maske der Ebene, sodass sie ganz zu sehen ist.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Switches the layer's mask off, to see all of the layer, or on again.</source>
        <translation>Schaltet die Maske der Ebene aus, um sie ganz zu sehen, oder wieder ein.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Brushes paint on the layer's mask (black hides, white shows), or on the layer again.</source>
        <translation>Pinsel malen auf die Maske der Ebene (Schwarz verbirgt, Weiß zeigt) oder wieder auf die Ebene.</translation>
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
        <source>Locks what you like in a result, so that only the rest is made anew.</source>
        <translation>Sperrt, was an einem Ergebnis gefällt, sodass nur der Rest neu entsteht.</translation>
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
        <source>Stops the work; where none is under way, drops the results that wait.</source>
        <translation>Bricht die Arbeit ab; wo keine im Gange ist, verwirft es die wartenden Ergebnisse.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes the result that is shown a layer of the picture.</source>
        <translation>Macht das gezeigte Ergebnis zu einer Ebene des Bildes.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the next of the results that wait.</source>
        <translation>Zeigt das nächste der wartenden Ergebnisse.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the one before of the results that wait.</source>
        <translation>Zeigt das vorige der wartenden Ergebnisse.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Marks the result, here and among what was generated.</source>
        <translation>Markiert das Ergebnis, hier und beim Erzeugten.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Takes the result away, here and from what was generated.</source>
        <translation>Nimmt das Ergebnis weg, hier und beim Erzeugten.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Makes four more of the same composition with other details.</source>
        <translation>Macht vier weitere mit gleichem Aufbau und anderen Einzelheiten.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Keeps what is locked of the result, and makes the rest of it anew.</source>
        <translation>Behält, was am Ergebnis gesperrt ist, und macht den Rest neu.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Nothing of a result is locked any more.</source>
        <translation>Nichts von einem Ergebnis ist mehr gesperrt.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Gets, checks and removes the models that the engine works with, and chooses one.</source>
        <translation>Holt, prüft und entfernt die Modelle, mit denen die Engine arbeitet, und wählt eines aus.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Learns a word for prompts from a few pictures of one thing, and lists those that were learnt.</source>
        <translation>Lernt aus ein paar Bildern einer Sache ein Wort für Prompts und zeigt die gelernten.</translation>
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
        <source>Shows the strip that makes a film from one description to another, or hides it.</source>
        <translation>Zeigt den Streifen, der einen Film von einer Beschreibung zur anderen macht, oder blendet ihn aus.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows what is around the canvas, or hides it.</source>
        <translation>Blendet alles um die Leinwand herum ein oder aus.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>From the canvas to the panels and back, one after another, without the mouse.</source>
        <translation>Von der Leinwand zu den Bedienfeldern und zurück, eines nach dem anderen, ohne Maus.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>The same in the other direction.</source>
        <translation>Dasselbe in der anderen Richtung.</translation>
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
        <source>Opens the pages of the help, at the one that fits what you are doing.</source>
        <translation>Öffnet die Seiten der Hilfe, und zwar die, die zur Arbeit passt.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows the first steps on the sample picture: paint, describe, press the button, keep the result.</source>
        <translation>Zeigt die ersten Schritte am Beispielbild: malen, beschreiben, den Knopf drücken, das Ergebnis behalten.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>All keys on one page.</source>
        <translation>Alle Tasten auf einer Seite.</translation>
    </message>
    <message>
        <location filename="../../app/entries.py"/>
        <source>Shows what runs where and what was logged, without prompts and files, and saves it.</source>
        <translation>Zeigt, was wo läuft und was aufgezeichnet wurde, ohne Beschreibungen und Dateien, und speichert es.</translation>
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
        <location filename="../../app/modes.py"/>
        <source>Inpaint</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Extend</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Structure</source>
        <translation>Struktur</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Blend</source>
        <translation>Mischen</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Vary</source>
        <translation>Variieren</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Makes a whole picture from a description.</source>
        <translation>Macht ein ganzes Bild aus einer Beschreibung.</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Fills what is painted over; everything else stays as it is.</source>
        <translation>Füllt, was übermalt ist; alles andere bleibt, wie es ist.</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Lets the picture go on beyond its edges: drag them outwards.</source>
        <translation>Lässt das Bild über seine Ränder hinaus weitergehen: Ränder nach außen ziehen.</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Makes the picture into something else while its structure stays.</source>
        <translation>Macht aus dem Bild etwas anderes, während sein Aufbau bleibt.</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Fills several regions, each by a description of its own.</source>
        <translation>Füllt mehrere Bereiche, jeden nach eigener Beschreibung.</translation>
    </message>
    <message>
        <location filename="../../app/modes.py"/>
        <source>Makes pictures like this one; a description may steer.</source>
        <translation>Macht Bilder wie dieses; eine Beschreibung kann lenken.</translation>
    </message>
    <message>
        <location filename="../../app/panels/badge.py"/>
        <source>Keyframe {letter}</source>
        <translation>Schlüsselbild {letter}</translation>
    </message>
    <message>
        <location filename="../../app/panels/badge.py"/>
        <source>Keyframe {letter}: click for more, drag to another place</source>
        <translation>Schlüsselbild {letter}: klicken für mehr, an eine andere Stelle ziehen</translation>
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
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Original</source>
        <translation>Original</translation>
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
        <source>Left side</source>
        <translation>Linke Seite</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Upper side</source>
        <translation>Obere Seite</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Right side</source>
        <translation>Rechte Seite</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Lower side</source>
        <translation>Untere Seite</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>{side}: pixels outward; with a minus sign so many are cut off</source>
        <translation>{side}: Pixel nach außen; mit Minuszeichen wird so viel abgeschnitten</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Shape of the canvas</source>
        <translation>Form der Leinwand</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>Proposes the smallest canvas of this shape that holds the picture</source>
        <translation>Schlägt die kleinste Leinwand dieser Form vor, die das Bild enthält</translation>
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
        <location filename="../../app/panels/frame_options.py"/>
        <source>L</source>
        <translation>L</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>T</source>
        <translation>O</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>R</source>
        <translation>R</translation>
    </message>
    <message>
        <location filename="../../app/panels/frame_options.py"/>
        <source>B</source>
        <translation>U</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Show only starred pictures</source>
        <translation>Nur Bilder mit Stern zeigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Use these settings</source>
        <translation>Diese Einstellungen verwenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Asks for the same again: prompt, seed and all other settings</source>
        <translation>Fragt noch einmal nach demselben: Prompt, Startwert und alle anderen Einstellungen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Place in the picture</source>
        <translation>Ins Bild setzen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Puts it where it was made for, as a new layer</source>
        <translation>Setzt es als neue Ebene dorthin, wofür es gemacht wurde</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Open as new picture</source>
        <translation>Als neues Bild öffnen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Makes a picture of its own of it</source>
        <translation>Macht ein eigenes Bild daraus</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Starred pictures stay when all others are cleared</source>
        <translation>Bilder mit Stern bleiben, wenn alle anderen gelöscht werden</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Deletes the selected pictures from the disk</source>
        <translation>Löscht die ausgewählten Bilder von der Festplatte</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Clear …</source>
        <translation>Leeren …</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Deletes all pictures but the starred ones</source>
        <translation>Löscht alle Bilder außer denen mit Stern</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Search prompts and names</source>
        <translation>Prompts und Namen durchsuchen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Search the generated pictures</source>
        <translation>Erzeugte Bilder durchsuchen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Shows the pictures whose prompts or names have all these words</source>
        <translation>Zeigt die Bilder, deren Prompts oder Namen alle diese Wörter enthalten</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Whatever is generated is kept here, until you delete it.</source>
        <translation>Alles Erzeugte bleibt hier, bis es gelöscht wird.</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>No picture is starred yet.</source>
        <translation>Noch kein Bild hat einen Stern.</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Remove star</source>
        <translation>Stern entfernen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Delete all but the starred pictures?</source>
        <translation>Alle Bilder außer denen mit Stern löschen?</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Delete all</source>
        <translation>Alle löschen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Deleted: {count}</source>
        <translation>Gelöscht: {count}</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery.py"/>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery_grid.py"/>
        <source>Generated pictures</source>
        <translation>Erzeugte Bilder</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery_model.py"/>
        <source>Without a prompt</source>
        <translation>Ohne Prompt</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery_model.py"/>
        <source>Seed {seed}</source>
        <translation>Startwert {seed}</translation>
    </message>
    <message>
        <location filename="../../app/panels/gallery_model.py"/>
        <source>Not: {negative}</source>
        <translation>Nicht: {negative}</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Lock part</source>
        <translation>Teil sperren</translation>
    </message>
    <message>
        <location filename="../../app/panels/history.py"/>
        <source>Unlock part</source>
        <translation>Teil freigeben</translation>
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
        <location filename="../../app/panels/interpolation.py"/>
        <source>Two descriptions make a film: write what there is at first, and what in the end.</source>
        <translation>Zwei Beschreibungen ergeben einen Film: was am Anfang da ist und was am Ende.</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Inside the mask</source>
        <translation>In der Maske</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Small picture</source>
        <translation>Kleines Bild</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Arc</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Straight</source>
        <translation>Gerade</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source> frames</source>
        <translation> Bilder</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Play (Space)</source>
        <translation>Abspielen (Leertaste)</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source> fps</source>
        <translation> B/s</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Play back and forth, rather than from the start again</source>
        <translation>Hin und zurück spielen statt wieder von vorn</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Show the frame on the canvas, or the picture</source>
        <translation>Das Filmbild auf der Leinwand zeigen oder das Bild</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Use this frame</source>
        <translation>Dieses Filmbild verwenden</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Export film …</source>
        <translation>Film exportieren …</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Make all frames, from the first keyframe to the last (Enter)</source>
        <translation>Alle Filmbilder machen, vom ersten Schlüsselbild bis zum letzten (Eingabe)</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Press “{button}”: each frame is a step from the first description to the last.</source>
        <translation>Auf „{button}“ drücken: Jedes Filmbild ist ein Schritt von der ersten Beschreibung zur letzten.</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Writing “{name}”: {percent} %</source>
        <translation>„{name}“ wird geschrieben: {percent} %</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Writing “{name}” …</source>
        <translation>„{name}“ wird geschrieben …</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Saved “{name}”</source>
        <translation>„{name}“ ist gespeichert</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Number of frames</source>
        <translation>Zahl der Filmbilder</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>How many pictures the film has, the first and the last keyframe included: 2 to 120</source>
        <translation>Wie viele Bilder der Film hat, das erste und letzte Schlüsselbild eingeschlossen: 2 bis 120</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>How it gets from one keyframe to the next: on an arc keeps its strength in between</source>
        <translation>Wie es von einem Schlüsselbild zum nächsten geht: Auf einem Bogen bleibt es dazwischen kräftig</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>What changes</source>
        <translation>Was sich ändert</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>The whole picture, what is painted over, or a picture of the model's own size</source>
        <translation>Das ganze Bild, das Übermalte oder ein Bild in der Größe des Modells</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Stop; the frames that are there stay (Esc)</source>
        <translation>Anhalten; die fertigen Filmbilder bleiben (Esc)</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Frames a second</source>
        <translation>Bilder je Sekunde</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>How fast it plays, in frames a second</source>
        <translation>Wie schnell er läuft, in Bildern je Sekunde</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Put this frame into the picture, as a layer</source>
        <translation>Dieses Filmbild als Ebene ins Bild legen</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Write the frames as a GIF, WebP, APNG or MP4 film, or as pictures</source>
        <translation>Die Filmbilder als GIF-, WebP-, APNG- oder MP4-Film oder einzeln schreiben</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Stop (Space)</source>
        <translation>Anhalten (Leertaste)</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Stopped: {made} of {frames} frames are there.</source>
        <translation>Angehalten: {made} von {frames} Filmbildern sind da.</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>The frames are out of date.</source>
        <translation>Die Filmbilder sind veraltet.</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Waiting for the engine …</source>
        <translation>Warten auf die Bild-Engine …</translation>
    </message>
    <message>
        <location filename="../../app/panels/interpolation.py"/>
        <source>Frame {frame} of {frames}</source>
        <translation>Filmbild {frame} von {frames}</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>for example: the lake by day</source>
        <translation>zum Beispiel: der See bei Tag</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>the same lake at night</source>
        <translation>derselbe See bei Nacht</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>Description of keyframe {letter}</source>
        <translation>Beschreibung von Schlüsselbild {letter}</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>Describe it in words</source>
        <translation>In Worten beschreiben</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>From the picture</source>
        <translation>Aus dem Bild</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>From a file …</source>
        <translation>Aus einer Datei …</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>Move left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>Move right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>Remove keyframe</source>
        <translation>Schlüsselbild entfernen</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>Add a keyframe</source>
        <translation>Schlüsselbild hinzufügen</translation>
    </message>
    <message>
        <location filename="../../app/panels/keyframes.py"/>
        <source>Eight keyframes are the most</source>
        <translation>Mehr als acht Schlüsselbilder gehen nicht</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>Double click to rename. Drag to move.</source>
        <translation>Doppelklick zum Umbenennen. Ziehen zum Verschieben.</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>painting on the mask</source>
        <translation>es wird auf die Maske gemalt</translation>
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
        <source>with a mask</source>
        <translation>mit Maske</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_model.py"/>
        <source>with a mask that is off</source>
        <translation>mit ausgeschalteter Maske</translation>
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
        <location filename="../../app/panels/layer_rows.py"/>
        <source>Click to paint on the mask: black hides, white shows. Shift+click to switch it off or on.</source>
        <translation>Klicken, um auf die Maske zu malen: Schwarz verbirgt, Weiß zeigt. Umschalt+Klick schaltet sie aus oder ein.</translation>
    </message>
    <message>
        <location filename="../../app/panels/layer_rows.py"/>
        <source>Click to paint on the layer itself.</source>
        <translation>Klicken, um auf die Ebene selbst zu malen.</translation>
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
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Exact</source>
        <translation>Genau</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Wide</source>
        <translation>Breit</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Nothing beyond the mask changes, not by a pixel; the transition lies inside it.</source>
        <translation>Außerhalb der Maske ändert sich nichts, kein Pixel; der Übergang liegt in ihr.</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>A narrow band beyond the mask changes a little, so that the edge is hard to find.</source>
        <translation>Ein schmales Band außerhalb der Maske ändert sich ein wenig, damit der Rand kaum zu finden ist.</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>A wide band beyond the mask changes too, so that light and colours run over softly.</source>
        <translation>Auch ein breites Band außerhalb der Maske ändert sich, damit Licht und Farben weich übergehen.</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Drag an edge of the picture outwards.</source>
        <translation>Einen Rand des Bildes nach außen ziehen.</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Each region has a prompt of its own.</source>
        <translation>Jeder Bereich hat seinen eigenen Prompt.</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Show regions</source>
        <translation>Bereiche zeigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Edge</source>
        <translation>Rand</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>The fill follows mask and prompt while you work; the newest one counts.</source>
        <translation>Die Füllung folgt Maske und Prompt während der Arbeit; die neueste zählt.</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Opens the panel where regions are added and painted</source>
        <translation>Öffnet das Bedienfeld, in dem Bereiche hinzugefügt und gemalt werden</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>Reset context box</source>
        <translation>Umfeld zurücksetzen</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_fields.py"/>
        <source>What the engine sees around the mask is chosen for you again</source>
        <translation>Was die Bild-Engine um die Maske sieht, wird wieder von selbst gewählt</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_switch.py"/>
        <source>The pack that is in use cannot do this.</source>
        <translation>Das benutzte Paket kann das nicht.</translation>
    </message>
    <message>
        <location filename="../../app/panels/mode_switch.py"/>
        <source>What should happen</source>
        <translation>Was geschehen soll</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Auto ({value})</source>
        <translation>Auto ({value})</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>By chance</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Likeliest</source>
        <translation>Naheliegend</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Mixed</source>
        <translation>Gemischt</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Lively, and different with each seed.</source>
        <translation>Lebendig, und mit jedem Startwert anders.</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>The safest choice everywhere: smooth and plain, much alike with each seed.</source>
        <translation>Überall das Sicherste: glatt und schlicht, mit jedem Startwert ähnlich.</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>A mean of what is likely: soft, without fine detail.</source>
        <translation>Ein Mittel des Wahrscheinlichen: weich, ohne feine Einzelheiten.</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Temperature, first</source>
        <translation>Temperatur, Anfang</translation>
    </message>
    <message>
        <location filename="../../app/panels/parameters.py"/>
        <source>Temperature, last</source>
        <translation>Temperatur, Ende</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>Custom</source>
        <translation>Eigene</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>Set under Advanced; choose another to leave all of it to that one.</source>
        <translation>Unter „Erweitert“ eingestellt; eine andere Wahl bestimmt alles neu.</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>A third of the time: for live mode and quick looks. Colours and places come as asked, small parts fray.</source>
        <translation>Ein Drittel der Zeit: für den Live-Modus und schnelle Blicke. Farben und Orte kommen wie gewünscht, kleine Teile fransen aus.</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>Less than half of the time: half of the steps. Coarser shapes; good for trying out.</source>
        <translation>Weniger als die halbe Zeit: halb so viele Schritte. Gröbere Formen; gut zum Ausprobieren.</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>Two thirds of the time: three quarters of the steps. Hardly to be told from all of them.</source>
        <translation>Zwei Drittel der Zeit: drei Viertel der Schritte. Kaum von allen zu unterscheiden.</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>As published</source>
        <translation>Veröffentlicht</translation>
    </message>
    <message>
        <location filename="../../app/panels/presets.py"/>
        <source>Everything as the pack's makers chose it.</source>
        <translation>Alles so, wie es die Urheber des Pakets gewählt haben.</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Describe the picture,
for example: a red boat on a lake</source>
        <translation>Das Bild beschreiben,
zum Beispiel: a red boat on a lake</translation>
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
        <source>Describe how the picture goes on,
for example: mountains behind a lake</source>
        <translation>Beschreiben, wie das Bild weitergeht,
zum Beispiel: mountains behind a lake</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Describe what it should become,
for example: the same place in winter</source>
        <translation>Beschreiben, was daraus werden soll,
zum Beispiel: the same place in winter</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Describe what is around the regions,
for example: a meadow at sunset</source>
        <translation>Beschreiben, was um die Bereiche ist,
zum Beispiel: a meadow at sunset</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Optional: what should be different,
for example: at night</source>
        <translation>Auf Wunsch: was anders sein soll,
zum Beispiel: at night</translation>
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
        <source>What the picture, or the part that changes, should show</source>
        <translation>Was das Bild oder der Teil, der sich ändert, zeigen soll</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>Negative prompt</source>
        <translation>Negativer Prompt</translation>
    </message>
    <message>
        <location filename="../../app/panels/prompt.py"/>
        <source>What the picture is led away from; it may stay empty</source>
        <translation>Wovon das Bild weggelenkt wird; kann leer bleiben</translation>
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
        <location filename="../../app/panels/queue.py"/>
        <source>Step {step} of {total}</source>
        <translation>Schritt {step} von {total}</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Starting</source>
        <translation>Beginnt</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Do this earlier</source>
        <translation>Früher ausführen</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Do this later</source>
        <translation>Später ausführen</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Cancel this</source>
        <translation>Dies abbrechen</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Cancel all</source>
        <translation>Alles abbrechen</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Gives up what runs and everything that waits; your pictures stay as they are</source>
        <translation>Bricht ab, was läuft und was wartet; die Bilder bleiben, wie sie sind</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Close the queue; the work goes on</source>
        <translation>Warteschlange schließen; die Arbeit geht weiter</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Nothing is being made. What you ask for waits here until it is its turn.</source>
        <translation>Gerade entsteht nichts. Was gewünscht wird, wartet hier, bis es an der Reihe ist.</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <location filename="../../app/panels/queue.py"/>
        <source>Made ahead of time; what you ask for goes first</source>
        <translation>Entsteht im Voraus; was gewünscht wird, geht vor</translation>
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
        <location filename="../../app/panels/scroll_way.py"/>
        <source>Earlier results</source>
        <translation>Frühere Ergebnisse</translation>
    </message>
    <message>
        <location filename="../../app/panels/scroll_way.py"/>
        <source>Later results</source>
        <translation>Spätere Ergebnisse</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Mask {width} × {height}</source>
        <translation>Maske {width} × {height}</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Cancel (Esc)</source>
        <translation>Abbrechen (Esc)</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Opening “{name}” …</source>
        <translation>„{name}“ wird geöffnet …</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Saving “{name}” …</source>
        <translation>„{name}“ wird gespeichert …</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>{count} waiting</source>
        <translation>{count} wartend</translation>
    </message>
    <message>
        <location filename="../../app/panels/status.py"/>
        <source>Shows what is being made and what waits</source>
        <translation>Zeigt, was gerade entsteht und was wartet</translation>
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
        <location filename="../../app/panels/step_scrubber.py"/>
        <source>Keep the composition up to this step, change the details: the prompt and seed as they are set now</source>
        <translation>Den Aufbau bis zu diesem Schritt behalten, die Einzelheiten ändern: mit Prompt und Startwert, wie sie jetzt eingestellt sind</translation>
    </message>
    <message>
        <location filename="../../app/panels/step_scrubber.py"/>
        <source>Branch from here</source>
        <translation>Von hier abzweigen</translation>
    </message>
    <message>
        <location filename="../../app/panels/step_scrubber.py"/>
        <source>Step {number} of {count}</source>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <location filename="../../app/panels/step_scrubber.py"/>
        <source>Sampling step</source>
        <translation>Berechnungsschritt</translation>
    </message>
    <message>
        <location filename="../../app/panels/step_scrubber.py"/>
        <source>Drag back to see how the picture came about; a double click shows it finished again</source>
        <translation>Zurückziehen zeigt, wie das Bild entstanden ist; ein Doppelklick zeigt es wieder fertig</translation>
    </message>
    <message>
        <location filename="../../app/panels/strength.py"/>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <location filename="../../app/panels/strength.py"/>
        <source>How far the picture may go from what it is: 0 % keeps it, 100 % keeps nothing.</source>
        <translation>Wie weit sich das Bild entfernen darf: 0 % behält es, 100 % behält nichts.</translation>
    </message>
    <message>
        <location filename="../../app/panels/strength.py"/>
        <source>The picture is ready at these strengths, and shows at once.</source>
        <translation>Bei diesen Stärken ist das Bild fertig und erscheint sofort.</translation>
    </message>
    <message>
        <location filename="../../app/panels/timeline.py"/>
        <source>Frame</source>
        <translation>Filmbild</translation>
    </message>
    <message>
        <location filename="../../app/panels/timeline.py"/>
        <source>Drag, or press the arrow keys, to go from frame to frame</source>
        <translation>Ziehen oder Pfeiltasten: von Filmbild zu Filmbild</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Drag to move the picture. Roll the wheel to zoom.</source>
        <translation>Ziehen verschiebt das Bild. Das Mausrad zoomt.</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <location filename="../../app/panels/tool_options.py"/>
        <source>Unlock</source>
        <translation>Freigeben</translation>
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
        <location filename="../../app/panels/tour.py"/>
        <source>Close the tour (Esc)</source>
        <translation>Den Rundgang schließen (Esc)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tour.py"/>
        <source>Tour</source>
        <translation>Rundgang</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_pictures.py"/>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Enter keeps, Esc rejects, arrows walk</source>
        <translation>Eingabe behält, Esc verwirft, Pfeile blättern</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Puts this result into the picture, on a new layer (Enter)</source>
        <translation>Setzt dieses Ergebnis auf einer neuen Ebene ins Bild (Eingabe)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Reject</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Takes the results off the canvas; the gallery keeps them (Esc)</source>
        <translation>Nimmt die Ergebnisse von der Leinwand; die Galerie behält sie (Esc)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Makes more results with the composition of this one and other details</source>
        <translation>Macht weitere Ergebnisse mit diesem Aufbau und anderen Einzelheiten</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Reroll the rest</source>
        <translation>Den Rest neu würfeln</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Deletes this result for good, from the gallery too (Delete)</source>
        <translation>Löscht dieses Ergebnis endgültig, auch aus der Galerie (Entf)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Makes everything anew that is not locked with the keep brush</source>
        <translation>Macht alles neu, was nicht mit dem Sperrpinsel gesperrt ist</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Lock what you like with the keep brush; then everything else can be made anew</source>
        <translation>Mit dem Sperrpinsel sperren, was gefällt; dann lässt sich alles andere neu machen</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Takes the star away (S)</source>
        <translation>Nimmt den Stern weg (S)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_strip.py"/>
        <source>Gives this result a star (S)</source>
        <translation>Gibt diesem Ergebnis einen Stern (S)</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_thumbnail.py"/>
        <source>Variation {number} of {count}</source>
        <translation>Variante {number} von {count}</translation>
    </message>
    <message>
        <location filename="../../app/panels/tray_thumbnail.py"/>
        <source>with a star</source>
        <translation>mit Stern</translation>
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
        <location filename="../../app/tools/brush.py"/>
        <source>Drag over what you like in a result: it stays when the rest is made anew. Right button unlocks.</source>
        <translation>Über das ziehen, was an einem Ergebnis gefällt: Es bleibt, wenn der Rest neu entsteht. Rechte Taste gibt frei.</translation>
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
        <source>Drag an edge outward to extend, inward to crop. Shift: same shape. Alt: both sides. Enter applies.</source>
        <translation>Eine Kante nach außen ziehen erweitert, nach innen beschneidet. Umschalt: gleiche Form. Alt: beide Seiten. Eingabe wendet an.</translation>
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
        <source>The layer mask of “{name}” is switched off. Switch it on first.</source>
        <translation>Die Ebenenmaske von „{name}“ ist ausgeschaltet. Zuerst einschalten.</translation>
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
