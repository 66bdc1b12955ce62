Feature: The Mask menu
  What may change is made larger, softer, or another, as one step each.

  Background:
    Given a picture of a tree is open
    And I have taken the tool “Rectangle selection”
    And I dragged from (20, 30) to (60, 60)

  Scenario Outline: All, nothing, the opposite
    When I choose “<command>” from the menu “Mask”
    Then <count> pixels may change
    And the last step is “<command>”
    When I undo
    Then 1200 pixels may change

    Examples:
      | command     | count |
      | Mask all    | 30000 |
      | Clear mask  | 0     |
      | Invert mask | 28800 |

  Scenario Outline: Larger and smaller
    When I choose “<command>” from the menu “Mask” and answer with 5 pixels
    Then the mask reaches from (<left>, <top>) to (<right>, <bottom>)
    And the last step is “<command> mask”
    When I undo
    Then 1200 pixels may change

    Examples:
      | command | left | top | right | bottom |
      | Grow    | 15   | 25  | 65    | 65     |
      | Shrink  | 25   | 35  | 55    | 55     |

  Scenario: A soft edge outside
    When I choose “Feather” from the menu “Mask” and answer with 8 pixels
    Then the mask says
      | x   | y  | may change |
      | 20  | 45 | fully      |
      | 59  | 45 | fully      |
      | 12  | 45 | partly     |
      | 68  | 45 | partly     |
      | 100 | 45 | not at all |
    When I undo
    Then 1200 pixels may change

  Scenario: Who thinks better of it keeps the mask
    When I choose “Grow” from the menu “Mask” and think better of it
    Then 1200 pixels may change
    And the last step is “Select”

  Scenario: Holes are filled
    When I hold Alt and drag from (30, 40) to (50, 50)
    Then 1000 pixels may change
    When I choose “Fill holes” from the menu “Mask”
    Then 1200 pixels may change

  Scenario: What a layer covers
    Given I chose “New layer” from the menu “Layer”
    When I choose “From layer” from the menu “Mask”
    Then a message tells “Layer 1” and “transparent”
    And 1200 pixels may change
    When I choose “Fill with colour” from the menu “Layer”
    And I choose “Clear mask” from the menu “Mask”
    And I choose “From layer” from the menu “Mask”
    Then 1200 pixels may change
    And the mask reaches from (20, 30) to (60, 60)

  Scenario: A mask comes from a file
    Given a mask file “half.png” in which the left half is white
    When I import the mask “half.png”
    Then 15000 pixels may change
    And the tree may not change
    And the sky may change
    When I undo
    Then 1200 pixels may change

  Scenario: A mask goes to a file
    When I export the mask as “mask.png”
    Then the file “mask.png” shows the mask in white on black
    When I choose “Clear mask” from the menu “Mask”
    And I import the mask “mask.png”
    Then 1200 pixels may change

  Scenario: Q hides the tint of the mask, and the mask stays
    When I go to the canvas and press Q
    Then the canvas shows #78b4f0 at (30, 40)
    And 1200 pixels may change
    When I go to the canvas and press Q
    Then the canvas does not show #78b4f0 at (30, 40)

  Scenario: Without a mask there is nothing to shape
    When I choose “Clear mask” from the menu “Mask”
    Then “Grow” of the menu “Mask” cannot be chosen
    And “Fill holes” of the menu “Mask” cannot be chosen
    And “Crop to mask” of the menu “Image” cannot be chosen
