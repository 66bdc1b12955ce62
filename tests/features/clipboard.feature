Feature: Copy and paste
  The mask is the selection: what it covers is what I copy.

  Background:
    Given a picture of a tree is open

  Scenario: A part is copied to a layer of its own, at its place
    Given I have taken the tool “Rectangle selection”
    And I dragged from (70, 30) to (130, 90)
    When I go to the canvas and press Ctrl+C
    And I press Ctrl+V
    Then 2 layers are listed
    And the clipboard has a picture of 60 × 60 pixels
    And the picture is as it was
    When I click the eye of the lowest layer
    Then the picture shows
      | x   | y  | colour  |
      | 100 | 60 | #287832 |
      | 72  | 32 | #78b4f0 |
      | 30  | 20 | nothing |

  Scenario: A part is cut out
    Given I have taken the tool “Rectangle selection”
    And I dragged from (70, 30) to (130, 90)
    When I go to the canvas and press Ctrl+X
    Then the tree is nothing now
    And nothing outside the mask has changed
    When I press Ctrl+V
    Then the tree is #287832 now
    When I undo
    And I undo
    Then the picture is as it was

  Scenario: All layers are copied together
    Given my colour is #ff0000
    And I chose “New layer” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I go to the canvas and press Ctrl+Shift+C
    And I press Ctrl+Shift+V
    Then the picture is 200 × 150 pixels large
    And the sky is #ff0000 still
    And the tree is #287832 still
    And 1 layers are listed
    And the title says “Untitled” and that something is not saved

  Scenario: A picture of another program is pasted in the middle
    Given another program has put a red square on the clipboard
    When I go to the canvas and press Ctrl+V
    Then 2 layers are listed
    And the picture shows
      | x   | y  | colour  |
      | 100 | 75 | #ff0000 |
      | 81  | 61 | #ff0000 |
      | 78  | 75 | #287832 |
    When I undo
    Then the picture is as it was

  Scenario: 16 bits survive the clipboard
    Given a picture of a tree with 16 bits is open
    When I go to the canvas and press Ctrl+C
    And I press Ctrl+Shift+V
    Then the picture has 16 bits
    And the picture is as it was
