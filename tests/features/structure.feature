Feature: Structural editing
  The picture becomes something else and keeps its structure; I say how far it may go, everywhere or place by place.

  Background:
    Given a picture of a tree is open
    And I have chosen “Structure” in the Edit panel

  Scenario: Without words nobody knows what it should become, and I am told so
    Then the button says “Restructure picture” and cannot be pressed
    And the line under the button says “Describe what it should become.”
    When I press Ctrl+Return
    Then the engine was asked 0 times

  Scenario: The strength that I choose before is the one that is asked for
    When I write “in winter”
    And I type 80 % as the strength
    And I press the button “Restructure picture”
    And the result is there
    Then the first request is
      | kind     | StructuralEdit |
      | prompt   | in winter      |
      | strength | 0.8            |
    And the canvas shows #38a478 at (30, 20)
    When I keep the result
    Then the sky is #38a478 now
    And the last step is “Restructure picture”
    When I undo
    Then the picture is as it was

  Scenario: The other strengths come by themselves, and the slider scrubs through them
    When I write “in winter”
    And I press Ctrl+Return
    And the result is there
    Then the canvas shows #48a896 at (30, 20)
    And the pictures are ready at the strengths
      | 20 %  |
      | 30 %  |
      | 40 %  |
      | 50 %  |
      | 60 %  |
      | 70 %  |
      | 80 %  |
      | 90 %  |
      | 100 % |
    And the engine was asked 2 times
    When I drag the strength slider from 60 % to 90 %
    Then the canvas shows #30a269 at (30, 20)
    When I drag the strength slider from 90 % to 20 %
    Then the canvas shows #68b0d2 at (30, 20)
    When I click the dot at 50 %
    Then the canvas shows #50aaa5 at (30, 20)
    And the engine was asked 2 times
    When I keep the result
    Then the sky is #50aaa5 now
    And 0 results are offered

  Scenario: The slider moves while the other strengths are still being made
    Given the engine waits after each step
    When I write “in winter”
    And I press Ctrl+Return
    And the engine makes 4 steps
    Then the canvas shows #48a896 at (30, 20)
    When I drag the strength slider from 60 % to 90 %
    And the engine may go on
    Then the canvas shows #30a269 at (30, 20)

  Scenario: A dropped result needs no other strengths
    Given the engine waits after each step
    When I write “in winter”
    And I press Ctrl+Return
    And the engine makes 4 steps
    Then 1 results are offered
    When I press Esc on the canvas
    Then nothing is made ahead
    When the engine may go on
    Then 0 results are offered
    And the picture is as it was

  Scenario: The strength brush says place by place how much may go
    When I take the tool “Strength brush”
    And I set the strength of the tool to 40
    And I paint a stroke over the tree
    Then the canvas shows #5a5a6b at (100, 60)
    When I take the tool “Move the view”
    Then the canvas shows #287832 at (100, 60)
    When I write “in winter”
    And I type 100 % as the strength
    And I press Ctrl+Return
    And the result is there
    Then the first request told how much may go
      | place  | share |
      | tree   | 40 %  |
      | sky    | 100 % |
      | meadow | 100 % |
    When I keep the result
    Then the sky is #28a05a now
    And the tree is #288842 now

  Scenario: Only the mask is restructured
    When I mask a rectangle from (80, 40) to (120, 80)
    And I write “in winter”
    Then the button says “Restructure mask” and can be pressed
    When I press Ctrl+Return
    And the result is there
    And I keep the result
    Then nothing outside the mask has changed
    And most of what is inside the mask has changed

  Scenario: What I like of it stays, the rest is made anew from what was there
    When I write “in winter”
    And I press Ctrl+Return
    And the result is there
    And I lock what lies between (20, 10) and (60, 50)
    And I choose “Make the rest anew” from the menu “Generate”
    And the result is there
    And I take the tool “Move the view”
    Then the canvas shows #48a896 at (30, 20)
    And the canvas shows #48a896 at (190, 20)
    And the picture is as it was

  Scenario: Several of one strength: the slider leaves the one that I chose
    When I write “in winter”
    And I ask for 3 pictures
    And I press Ctrl+Return
    And the result is there
    And I click result 2
    Then the canvas shows #54b4a2 at (30, 20)
    When I drag the strength slider from 60 % to 90 %
    Then the canvas shows #54b4a2 at (30, 20)
    And the engine was asked 1 times
