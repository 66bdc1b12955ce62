Feature: Painting the mask
  I paint over what may change. The picture itself stays as it is.

  Background:
    Given a picture of a tree is open
    And my brush is 20 pixels wide with a hard edge

  Scenario: A stroke says what may change
    When I paint a stroke over the tree
    Then the tree may change
    And the sky may not change
    And the picture is as it was
    And the last step is “Paint mask”

  Scenario: A click is a dot as wide as the brush
    When I click at (60, 40)
    Then the mask reaches from (50, 30) to (70, 50)
    And about 314 pixels may change

  Scenario: A fast stroke has no gaps
    When I paint a stroke through
      | x   | y   |
      | 10  | 20  |
      | 190 | 130 |
    Then the mask says
      | x   | y   | may change |
      | 55  | 48  | fully      |
      | 100 | 75  | fully      |
      | 145 | 102 | fully      |

  Scenario: The eraser takes the mask away
    When I paint a stroke over the tree
    And I paint a stroke over the sky
    And I take the tool “Erase mask”
    And I paint a stroke over the tree
    Then the tree may not change
    And the sky may change
    And the last step is “Erase mask”

  Scenario: The right button erases
    When I paint a stroke over the tree
    And I paint a stroke over the tree with the right button
    Then the tree may not change

  Scenario: X goes from painting to erasing and back
    When I paint a stroke over the tree
    And I press X
    Then I have the tool “Erase mask” in my hand
    When I paint a stroke over the tree
    Then the tree may not change
    When I press X
    Then I have the tool “Paint mask” in my hand

  Scenario: Steps are undone and made again
    When I paint a stroke over the tree
    And I paint a stroke over the sky
    And I undo
    Then the tree may change
    And the sky may not change
    When I undo
    Then nothing may change
    And no step is left to undo
    When I redo
    And I redo
    Then the tree may change
    And the sky may change

  Scenario: A click in the history goes there
    When I paint a stroke over the tree
    And I paint a stroke over the sky
    And I paint a stroke over the tree with the right button
    Then the history lists
      | Opened     |
      | Paint mask |
      | Paint mask |
      | Erase mask |
    When I click line 2 of the history
    Then the tree may change
    And the sky may not change
    When I click line 4 of the history
    Then the tree may not change
    And the sky may change

  Scenario: A new stroke after undo forgets what was undone
    When I paint a stroke over the tree
    And I undo
    And I paint a stroke over the sky
    And I redo
    Then the tree may not change
    And the history lists
      | Opened     |
      | Paint mask |

  Scenario Outline: Keys change the size of the brush
    When I press <keys>
    Then my brush is <size> pixels wide

    Examples:
      | keys | size |
      | ]    | 24   |
      | [    | 17   |

  Scenario: Dragging with Alt changes the size of the brush and paints nothing
    When I hold Alt and drag from (60, 60) to (75, 60)
    Then my brush is 50 pixels wide
    And nothing may change
    And no step is left to undo

  Scenario: Shift and a click draw a straight line from the last point
    When I click at (20, 20)
    And I hold Shift and click at (180, 20)
    Then the mask says
      | x   | y  | may change |
      | 60  | 20 | fully      |
      | 100 | 12 | fully      |
      | 140 | 28 | fully      |
      | 100 | 35 | not at all |
    When I undo
    Then the mask reaches from (10, 10) to (30, 30)

  Scenario: Escape drops the stroke
    When I begin a stroke over the tree
    Then the tree may change
    When I press Esc
    Then nothing may change
    And no step is left to undo
    When I end the stroke over the tree
    And I paint a stroke over the sky
    Then the tree may not change
    And the sky may change

  Scenario: A pen paints wider where I press harder
    When I draw with the tip of a pen through
      | x   | y  | pressure |
      | 60  | 75 | 0.3      |
      | 140 | 75 | 1.0      |
    Then the painted line is 6 pixels high at 60 and 20 pixels high at 140

  Scenario: The other end of the pen erases
    When I draw with the tip of a pen through
      | x   | y  | pressure |
      | 60  | 75 | 0.5      |
      | 140 | 75 | 0.5      |
    And I draw with the eraser end of a pen through
      | x   | y  | pressure |
      | 60  | 75 | 1.0      |
      | 140 | 75 | 1.0      |
    Then nothing may change
    And the last step is “Erase mask”
