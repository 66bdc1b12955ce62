Feature: The first walk
  A picture, a painted mask, a prompt, previews, the result, undo, redo, the saved file: with the engine that ships.

  Background:
    Given the first picture is open

  Scenario: Paint, describe, fill, undo, redo, save
    When I paint a stroke through
      | x   | y  |
      | 90  | 70 |
      | 130 | 90 |
      | 170 | 80 |
    And I write “a red boat on the lake”
    Then the button says “Fill mask” and can be pressed
    When I wait for the work of Ctrl+Return, and look at what is shown meanwhile
    Then more than one step was shown, and the picture is as it was
    When I keep the result
    Then no message is shown
    And nothing outside the mask has changed
    And most of what is inside the mask has changed
    And the history lists
      | Opened     |
      | Paint mask |
      | Fill mask  |
    When I keep in mind what was filled in
    And I undo
    Then the picture is as it was
    When I redo
    Then the picture is as it was filled
    When I choose “Flatten” from the menu “Image”
    And I save
    Then the file “photo.png” shows what was filled in
    And the title says “photo.png” and that all is saved

  Scenario: The same seed fills the same
    When I paint a stroke through
      | x   | y  |
      | 90  | 70 |
      | 130 | 90 |
      | 170 | 80 |
    And I type 7 as the seed
    And I press Ctrl+Return
    And the result is there
    And I keep the result
    And I keep in mind what was filled in
    And I undo
    Then the picture is as it was
    When I press Ctrl+Return
    And the result is there
    And I keep the result
    Then the picture is as it was filled

  Scenario: Escape before the first step leaves the picture
    When I paint a stroke through
      | x   | y  |
      | 90  | 70 |
      | 130 | 90 |
      | 170 | 80 |
    And I press Ctrl+Return
    And I press Esc
    Then no work is under way
    And the picture is as it was
    When I press Ctrl+Return
    And the result is there
    And I keep the result
    Then nothing outside the mask has changed
    And most of what is inside the mask has changed
    And the history lists
      | Opened     |
      | Paint mask |
      | Fill mask  |

  Scenario: The window closes during the work
    When I paint a stroke through
      | x   | y  |
      | 90  | 70 |
      | 130 | 90 |
      | 170 | 80 |
    And I press Ctrl+Return
    And the first step is shown
    And I give up what is not saved, and close the window
    Then the engine has stopped
    And the history lists
      | Opened     |
      | Paint mask |
