Feature: The first steps, and the help
  Whoever starts the program for the first time is shown four short steps, and is held up by none of them.

  Scenario: The tour goes on by what I do
    Given the program has been started for the first time
    Then the tour says “Paint over something”
    When I paint over the sky of the sample picture
    Then the tour says “Say what should be there”
    When I describe “a castle by a lake at sunset” and pause
    Then the tour says “Press the button”
    When I press Ctrl+Return on the canvas
    And the result is there
    Then the tour says “Keep the result”
    When I press Enter on the canvas
    Then the tour says “That is all it takes”
    And the sample picture has a new layer
    When I press Esc on the canvas
    Then there is no tour

  Scenario: Escape sends the tour away, and it does not come back
    Given the program has been started for the first time
    Then the tour says “Paint over something”
    When I press Esc on the canvas
    Then there is no tour
    When the program is started once more
    Then there is no tour

  Scenario: The tour can be taken again
    Given a picture of a tree is open
    When I choose “Take the tour” from the menu “Help”
    Then the tour says “Paint over something”

  Scenario: F1 opens the help at the page that fits
    Given a picture of a tree is open
    When I press F1 on the canvas
    Then the help shows “Start here”
    When I take the tool “Crop and extend”
    And I press F1 on the canvas
    Then the help shows “Extend”
    When I search the help for “krita”
    Then the help finds “Files”
