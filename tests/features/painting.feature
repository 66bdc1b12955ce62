Feature: Painting with colour
  Brush, bucket and eyedropper work on the active layer, and the arrows on its place.

  Background:
    Given a picture of a tree is open
    And my colour is #ff0000

  Scenario: The brush paints in its colour
    Given I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    Then the sky is #ff0000 now
    And the tree is #287832 still
    And nothing may change
    And the last step is “Paint”
    When I undo
    Then the picture is as it was

  Scenario: A stroke that crosses itself lays down one coat
    Given I have taken the tool “Paint brush”
    When I set the opacity of the tool to 50
    And I paint a stroke through
      | x  | y  |
      | 20 | 20 |
      | 60 | 20 |
      | 20 | 20 |
    Then the sky is #bc5a78 now

  Scenario: The right button of the brush takes colour away
    Given I have taken the tool “Paint brush”
    When I paint a stroke over the sky with the right button
    Then the sky is nothing now
    And the last step is “Erase”

  Scenario: The bucket fills what has one colour
    Given I have taken the tool “Fill”
    When I click on the meadow
    Then the meadow is #ff0000 now
    And the tree is #287832 still
    And the sky is #78b4f0 still
    And the last step is “Fill”
    When I undo
    Then the picture is as it was

  Scenario: The eyedropper takes a colour, and with Alt the one in reserve
    Given I have taken the tool “Eyedropper”
    When I click on the meadow
    Then the colour to paint with is #5aaa46
    When I hold Alt and click on the tree
    Then the colour in reserve is #287832
    And the colour to paint with is #5aaa46
    And no step is left to undo

  Scenario: Ctrl takes a colour while I paint
    Given I have taken the tool “Paint brush”
    When I hold Ctrl and click on the meadow
    And I paint a stroke over the sky
    Then the sky is #5aaa46 now

  Scenario: X swaps the two colours, D takes black and white
    Given I have taken the tool “Paint brush”
    When I press X
    Then the colour to paint with is #ffffff
    And the colour in reserve is #ff0000
    When I press D
    Then the colour to paint with is #000000
    And the colour in reserve is #ffffff

  Scenario: A layer is dragged to another place of the picture
    Given I have taken the tool “Move layer”
    When I drag from (100, 60) to (120, 50)
    Then the picture shows
      | x   | y  | colour  |
      | 120 | 50 | #287832 |
      | 80  | 80 | #78b4f0 |
      | 5   | 50 | nothing |
    And the last step is “Move layer”
    When I undo
    Then the picture is as it was

  Scenario: Nothing of a layer is lost beyond the edge
    Given I have taken the tool “Move layer”
    When I drag from (100, 60) to (190, 140)
    And I drag from (190, 140) to (100, 60)
    Then the picture is as it was

  Scenario: Escape puts a layer back that is being dragged
    Given I have taken the tool “Move layer”
    When I begin a stroke over the meadow
    Then the picture is not as it was
    When I press Esc
    Then the picture is as it was
    And no step is left to undo
    When I end the stroke over the meadow

  Scenario: All 16 bits stay
    Given a picture of a tree with 16 bits is open
    And I have taken the tool “Paint brush”
    When I set the size of the tool to 20
    And I paint a stroke through
      | x  | y  |
      | 20 | 20 |
      | 60 | 20 |
    Then the picture has 16 bits
    And the sky is #ff0000 now
    And nothing of the lower half has changed
    When I undo
    Then the picture is as it was
