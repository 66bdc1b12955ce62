Feature: The canvas and its frame
  The canvas gets smaller or larger; no pixel of a layer is lost.

  Background:
    Given a picture of a tree is open

  Scenario: The frame is drawn inwards, and Enter crops
    Given I have taken the tool “Crop and extend”
    When I drag from (200, 75) to (150, 75)
    Then the picture is 200 × 150 pixels large
    When I press Return
    Then the picture is 150 × 150 pixels large
    And the last step is “Crop canvas”
    When I undo
    Then the picture is 200 × 150 pixels large
    And the picture is as it was

  Scenario: The frame is drawn outwards, and there is room
    Given I have taken the tool “Crop and extend”
    When I drag from (0, 75) to (-40, 75)
    And I press Return
    Then the picture is 240 × 150 pixels large
    And the last step is “Extend canvas”
    And the picture shows
      | x   | y  | colour  |
      | 10  | 75 | nothing |
      | 140 | 60 | #287832 |
    When I undo
    Then the picture is as it was

  Scenario: What was cropped comes back with the room
    Given I have taken the tool “Crop and extend”
    When I drag from (200, 75) to (150, 75)
    And I press Return
    And I drag from (150, 75) to (200, 75)
    And I press Return
    Then the picture is as it was

  Scenario: Escape drops the frame
    Given I have taken the tool “Crop and extend”
    When I drag from (200, 75) to (150, 75)
    And I press Esc
    And I press Return
    Then the picture is 200 × 150 pixels large
    And no step is left to undo

  Scenario: A typed size, and the button that applies it
    Given I have taken the tool “Crop and extend”
    When I type 120 as the width of the frame
    And I click “Apply” in the bar of the tool
    Then the picture is 120 × 150 pixels large

  Scenario: The size of the canvas in numbers
    When I make the canvas 260 × 190 pixels large with the picture in the middle
    Then the picture is 260 × 190 pixels large
    And the picture shows
      | x   | y  | colour  |
      | 29  | 30 | nothing |
      | 60  | 40 | #78b4f0 |
      | 130 | 80 | #287832 |
    And the last step is “Canvas size”
    When I undo
    Then the picture is as it was

  Scenario: Crop to the mask
    Given I have taken the tool “Rectangle selection”
    And I dragged from (70, 30) to (130, 90)
    When I choose “Crop to mask” from the menu “Image”
    Then the picture is 60 × 60 pixels large
    And the picture shows
      | x  | y  | colour  |
      | 30 | 30 | #287832 |
      | 1  | 1  | #78b4f0 |
    And 3600 pixels may change
    When I undo
    Then the picture is as it was
    And 3600 pixels may change
