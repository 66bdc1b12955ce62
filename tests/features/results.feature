Feature: Results that wait for an answer
  I look at what was made, choose, go on from what I like, and lose nothing.

  Background:
    Given a picture of a tree is open
    And I know what was generated so far

  Scenario: More like the one that I like
    When I mask a rectangle from (80, 40) to (120, 80)
    And I write “a red boat”
    And I type 7 as the seed
    And I ask for 2 pictures
    And I press Ctrl+Return
    And the result is there
    And I click result 2
    And I click “More like this” in the tray
    And the result is there
    Then the engine was asked for
      | kind           | Inpaint    |
      | prompt         | a red boat |
      | params.count   | 4          |
      | params.seed    | -          |
      | opening.steps  | 2          |
      | opening.prompt | a red boat |
      | opening.seed   | 8          |
    And 6 results are offered
    And the canvas shows #28a05a at (100, 60)

  Scenario: A star, here and among what was generated
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for 3 pictures
    And I press Ctrl+Return
    And the result is there
    And I click result 2
    And I press Shift+S on the canvas
    Then the results with a star are 2
    And the latest 3 generated pictures with a star are 2
    When I click “Star” in the tray
    Then the results with a star are none
    And the latest 3 generated pictures with a star are none

  Scenario: One is deleted, the next one is shown
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for 3 pictures
    And I press Ctrl+Return
    And the result is there
    And I click result 2
    And I click “Delete” in the tray
    Then 2 results are offered
    And the canvas shows #50c882 at (100, 60)
    And 2 pictures were generated
    When I keep the result
    Then what may change has the colour of result 3

  Scenario: Rejected results lie among what was generated
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for 3 pictures
    And I press Ctrl+Return
    And the result is there
    And I click “Reject” in the tray
    Then 0 results are offered
    And the picture is as it was
    And 3 pictures were generated

  Scenario: What I like stays, the rest is made anew
    When I mask a rectangle from (60, 40) to (140, 80)
    And I ask for 2 pictures
    And I press Ctrl+Return
    And the result is there
    Then “Make the rest anew” of the menu “Generate” cannot be chosen
    When I click result 2
    And I lock what lies between (60, 40) and (100, 80)
    And I click “Reroll the rest” in the tray
    And the result is there
    Then the engine was asked for
      | kind         | Inpaint |
      | params.count | 1       |
      | params.seed  | -       |
    And 3 results are offered
    When I take the tool “Move the view”
    Then the canvas shows #3cb46e at (70, 60)
    And the canvas shows #28a05a at (130, 60)
    And the canvas shows #78b4f0 at (30, 20)
    When I keep the result
    Then the picture shows
      | x   | y  | colour  |
      | 70  | 60 | #3cb46e |
      | 130 | 60 | #28a05a |
    And nothing outside the mask has changed
    And nothing is locked
    When I undo
    Then the picture is as it was

  Scenario: A lock goes as it came
    When I mask a rectangle from (60, 40) to (140, 80)
    And I press Ctrl+Return
    And the result is there
    And I lock what lies between (60, 40) and (100, 80)
    And I undo
    Then nothing is locked
    And “Make the rest anew” of the menu “Generate” cannot be chosen
    And 1 results are offered

  Scenario: Back to a step, and on from there with other words
    When I mask a rectangle from (80, 40) to (120, 80)
    And I write “a boat”
    And I type 7 as the seed
    And I press Ctrl+Return
    And the result is there
    Then the tray is at step 4 of 4
    And “Branch from here” in the tray cannot be clicked
    When I go 2 steps back
    Then the tray is at step 2 of 4
    When the prompt is “a castle” now
    And I type 9 as the seed
    And I click “Branch from here” in the tray
    And the result is there
    Then the engine was asked for
      | kind           | Inpaint  |
      | prompt         | a castle |
      | params.seed    | 9        |
      | opening.steps  | 2        |
      | opening.prompt | a boat   |
      | opening.seed   | 7        |
    And 2 results are offered

  Scenario: A branch of a branch begins with what came first
    When I mask a rectangle from (80, 40) to (120, 80)
    And I write “a boat”
    And I type 7 as the seed
    And I press Ctrl+Return
    And the result is there
    And I go 2 steps back
    And the prompt is “a castle” now
    And I click “Branch from here” in the tray
    And the result is there
    And I click “More like this” in the tray
    And the result is there
    Then the engine was asked for
      | prompt                 | a castle |
      | opening.steps          | 2        |
      | opening.prompt         | a castle |
      | opening.opening.steps  | 2        |
      | opening.opening.prompt | a boat   |
      | opening.opening.seed   | 7        |

  Scenario: A new picture, and variations of one
    When I write “a lake”
    And I press Ctrl+Return
    And the result is there
    And I keep the result
    Then the sky is #28a05a now
    When I choose “Vary” in the Edit panel
    Then the button says “Vary picture” and can be pressed
    When I ask for 2 pictures
    And I press Ctrl+Return
    And the result is there
    Then the engine was asked for
      | kind   | Vary   |
      | prompt | a lake |
    And 2 results are offered
    And the canvas shows #28a05a at (30, 20)

  Scenario: Variations of what I selected
    When I mask a rectangle from (80, 40) to (120, 80)
    And I choose “Vary” in the Edit panel
    Then the button says “Vary mask” and can be pressed
    When I press Ctrl+Return
    And the result is there
    Then the engine was shown 40 × 40 pixels to vary
    When I keep the result
    Then what may change has the colour of result 1
    And nothing outside the mask has changed

  Scenario: The canvas is cropped under a result
    When I mask a rectangle from (80, 40) to (120, 80)
    And I press Ctrl+Return
    And the result is there
    And I take the tool “Crop and extend”
    And I drag from (0, 75) to (40, 75)
    And I press Return on the canvas
    Then the picture is 160 × 150 pixels large
    And the canvas does not show #28a05a at (110, 50)
    When I click result 1
    Then the canvas shows #28a05a at (60, 60)
    And the canvas does not show #28a05a at (110, 50)
    When I keep the result
    Then the picture shows
      | x  | y  | colour  |
      | 60 | 60 | #28a05a |
      | 85 | 60 | #287832 |

  Scenario: I go back in the history under a result
    When I mask a rectangle from (80, 40) to (120, 80)
    And I press Ctrl+Return
    And the result is there
    And I undo
    Then 1 results are offered
    And nothing may change
    When I click result 1
    And I keep the result
    Then the tree is #28a05a now
    And the meadow is #5aaa46 still
