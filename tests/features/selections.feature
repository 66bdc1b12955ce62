Feature: Selecting what may change
  Shapes and colours go into the mask, by themselves or together with what is there.

  Background:
    Given a picture of a tree is open

  Scenario: A rectangle of whole pixels
    Given I have taken the tool “Rectangle selection”
    When I drag from (20, 30) to (60, 60)
    Then 1200 pixels may change
    And the mask reaches from (20, 30) to (60, 60)
    And the last step is “Select”
    When I undo
    Then nothing may change

  Scenario: An ellipse
    Given I have taken the tool “Ellipse selection”
    When I drag from (20, 30) to (60, 60)
    Then about 942 pixels may change
    And the mask says
      | x  | y  | may change  |
      | 40 | 45 | fully       |
      | 21 | 31 | not at all  |

  Scenario: A lasso
    Given I have taken the tool “Lasso selection”
    When I drag along
      | x  | y  |
      | 20 | 20 |
      | 80 | 20 |
      | 20 | 80 |
    Then about 1800 pixels may change
    And the mask says
      | x  | y  | may change |
      | 30 | 30 | fully      |
      | 70 | 70 | not at all |

  Scenario: A polygon is closed by Enter
    Given I have taken the tool “Polygon selection”
    When I click with the mouse at the corners
      | x   | y   |
      | 20  | 20  |
      | 120 | 20  |
      | 120 | 100 |
      | 20  | 100 |
    Then nothing may change
    When I press Return
    Then about 8000 pixels may change

  Scenario: Escape takes the last corner of a polygon back
    Given I have taken the tool “Polygon selection”
    When I click with the mouse at the corners
      | x   | y   |
      | 20  | 20  |
      | 120 | 20  |
      | 120 | 100 |
      | 190 | 140 |
    And I press Esc
    And I press Return
    Then about 4000 pixels may change
    And the mask says
      | x   | y   | may change |
      | 110 | 30  | fully      |
      | 118 | 90  | fully      |
      | 30  | 90  | not at all |
      | 140 | 110 | not at all |

  Scenario: A polygon is gone with its last corner
    Given I have taken the tool “Polygon selection”
    When I click with the mouse at the corners
      | x   | y  |
      | 20  | 20 |
      | 120 | 20 |
    And I press Esc
    And I press Esc
    And I press Return
    Then nothing may change
    And no step is left to undo

  Scenario: The magic wand takes what has one colour
    Given I have taken the tool “Magic wand”
    When I click on the tree
    Then 2809 pixels may change
    And the tree may change
    And the trunk may not change
    When I click on the meadow
    Then the meadow may change
    And the tree may not change

  Scenario: The wand takes more where more may differ
    Given I have taken the tool “Magic wand”
    When I set the tolerance of the tool to 90
    And I click on the tree
    Then the tree may change
    And the meadow may change
    And the sky may not change

  Scenario Outline: Keys say how a selection meets the mask
    Given I have taken the tool “Rectangle selection”
    And I dragged from (20, 20) to (60, 60)
    When I hold <keys> and drag from (40, 40) to (80, 80)
    Then <count> pixels may change

    Examples:
      | keys          | count |
      | Shift         | 2800  |
      | Alt           | 1200  |
      | Shift and Alt | 400   |

  Scenario Outline: Buttons say how a selection meets the mask
    Given I have taken the tool “Rectangle selection”
    And I dragged from (20, 20) to (60, 60)
    When I click the option “<button>”
    And I drag from (40, 40) to (80, 80)
    Then <count> pixels may change

    Examples:
      | button                               | count |
      | Replace the mask                     | 1600  |
      | Add to the mask (Shift)              | 2800  |
      | Take away from the mask (Alt)        | 1200  |
      | Keep what both have (Shift and Alt)  | 400   |

  Scenario: Escape drops a selection that is being drawn
    Given I have taken the tool “Rectangle selection”
    And I dragged from (20, 20) to (60, 60)
    When I begin a stroke over the tree
    And I press Esc
    And I end the stroke over the tree
    Then 1600 pixels may change
