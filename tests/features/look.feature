Feature: Look and habits
  The program looks and listens as I like it.

  Scenario: Dark and light
    Given the program has just been started
    When I choose “Light theme” from the menu “View”
    Then the window is light
    When I choose “Dark theme” from the menu “View”
    Then the window is dark

  Scenario: The theme is remembered
    Given the program has just been started
    When I choose “Light theme” from the menu “View”
    And I close the program and start it again
    Then the window is light

  Scenario: The program speaks German
    Given the language is German
    And the program has just been started
    Then the menus are called Datei, Bearbeiten, Bild, Ebene, Maske, Werkzeuge, Erzeugen, Ansicht, Hilfe
    And the window has the words
      | Deckkraft |
    And the title says “Unbenannt” and that all is saved
    When I take the tool “Maske malen”
    And I paint a stroke over the tree
    Then the last step is “Maske malen”

  Scenario: I give a command other keys
    Given the program has just been started
    When I open the preferences and give “Mask all” of the menu “Mask” the keys F9
    And I go to the canvas and press F9
    Then the last step is “Mask all”
    When I undo
    And I go to the canvas and press Ctrl+A
    Then no step is left to undo

  Scenario: My keys are remembered
    Given the program has just been started
    When I open the preferences and give “Mask all” of the menu “Mask” the keys F9
    And I close the program and start it again
    And I go to the canvas and press F9
    Then the last step is “Mask all”

  Scenario: Tab hides the panels and brings them back
    Given a picture of a tree is open
    When I go to the canvas and press Tab
    Then the panels are hidden
    When I go to the canvas and press Tab
    Then the panels are shown

  Scenario: A panel is hidden by its cross, and comes back by the menu
    Given the program has just been started
    When I choose “Generated” from the menu “View”
    And I hide the panel “Edit” by its cross
    Then the panel “Edit” is hidden
    When I choose “Edit” from the menu “View”
    Then the panel “Edit” is shown

  Scenario: Letters and Tab belong to a field that is written in
    Given a picture of a tree is open
    When I write “ebvx”
    Then I have the tool “Paint mask” in my hand
    When I press Tab
    Then the panels are shown

  Scenario: Keys zoom
    Given a picture of a tree is open
    When I go to the canvas and press Ctrl+1
    Then the status bar says the zoom is 100 %
    When I press Ctrl+2
    Then the status bar says the zoom is 200 %
    When I press Ctrl++
    Then the status bar says the zoom is 300 %
    When I press Ctrl+-
    Then the status bar says the zoom is 200 %
    When I press Ctrl+0
    Then all of the picture is in view

  Scenario: The wheel zooms at the cursor
    Given a picture of a tree is open
    When I go to the canvas and press Ctrl+1
    And I roll the wheel by 5 notches at (150, 40)
    Then the cursor is at (150, 40) still
    And the status bar says the zoom is 249 %

  Scenario: Space and a drag move the view, and paint nothing
    Given a picture of a tree is open
    When I go to the canvas and press Ctrl+2
    And I hold Space down
    And I drag the view by 30 pixels to the right and 20 down
    And I let Space go
    Then the view has moved by 30 pixels to the right and 20 down
    And nothing may change
    And no step is left to undo

  Scenario: The status bar says where I am
    Given a picture of a tree is open
    When I move the mouse to (10.5, 20.5)
    Then the status bar says I am at x 10 and y 20
