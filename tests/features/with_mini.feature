Feature: What generates, with the engine that ships
  Each way to generate once, with its real pictures.

  Background:
    Given a small photo is open
    And I want 4 steps and the seed 7

  Scenario: Inpaint
    When I mask a rectangle from (30, 30) to (70, 60)
    And I write “a red boat”
    And I start the work with Ctrl+Return and look at each step
    Then at least 3 different steps were shown within the context box
    And the tray says “Outside the mask: 0 pixels changed”
    When I keep the result
    Then nothing outside the mask has changed
    And most of what is inside the mask has changed

  Scenario: Outpaint
    When I take the tool “Crop and extend”
    And I begin to drag the edge at (120, 48) to (160, 48)
    And a look beyond the edge is there
    And I drag on to (190, 48)
    And a look beyond the edge is there
    Then what I saw first is there still, pixel for pixel
    When I let go at (190, 48)
    And the result is there
    And I keep the result
    Then the picture is 190 × 96 pixels large
    And the old part of the picture is as it was
    And what is new is of many colours
    And the last step is “Extend picture”
    When I undo
    Then the picture is as it was

  Scenario: Structural edit
    When I choose “Structure” in the Edit panel
    And I write “a lake at night”
    And I press Ctrl+Return
    And the result is there
    Then 9 strengths are ready
    When I drag the strength slider from 60 % to 20 %
    Then a faint change is shown
    When I drag the strength slider from 20 % to 100 %
    Then a stronger change is shown
    When I keep the result
    Then the picture is what was shown

  Scenario: Half of a result is locked, the other half is made anew
    When I mask a rectangle from (10, 20) to (110, 60)
    And I write “a red boat”
    And I press Ctrl+Return
    And the result is there
    And I lock what lies between (10, 20) and (60, 60)
    And I choose “Make the rest anew” from the menu “Generate”
    And the result is there
    Then what I locked is in both results, pixel for pixel
    And the rest differs
    When I keep the result
    Then the picture is what was shown
    And nothing outside the mask has changed
    And 2 pictures were generated

  Scenario: Back to a step, and on from there
    When I mask a rectangle from (30, 30) to (70, 60)
    And I write “a red boat”
    And I press Ctrl+Return
    And the result is there
    And I go 2 steps back
    Then the canvas shows step 2, which is not the result
    When the prompt is “a castle” now
    And I click “Branch from here” in the tray
    And the result is there
    Then 2 results are offered
    And the results differ
    When I click result 2
    And I go 2 steps back
    And I look at what is shown
    And I keep the result
    Then the picture is what was shown
    And nothing outside the mask has changed

  Scenario: Regions
    When I add a region “a red boat” and paint it from (15, 48) to (35, 48)
    And I add a region “a castle” and paint it from (90, 48) to (105, 48)
    And I press Ctrl+Return
    And the result is there
    And I keep the result
    Then nothing outside the regions has changed
    And most of what is inside the regions has changed
    When I undo
    Then the picture is as it was

  Scenario: Variations, live
    When I mask a rectangle from (30, 30) to (70, 60)
    And I choose “Vary” in the Edit panel
    And I press Ctrl+Return
    And the result is there
    And I press Esc on the canvas
    And I choose “Inpaint” in the Edit panel
    And I switch live filling on
    And I take the tool “Paint mask”
    And I set the size of the tool to 20
    And I drag from (80, 70) to (95, 70)
    And the result is there
    Then 1 results are offered
    When I keep the result
    Then nothing outside the mask has changed
    And most of what is inside the mask has changed

  Scenario: The queue
    When I mask a rectangle from (30, 30) to (70, 60)
    And I ask for “a red boat”, “a castle” and “a lake”
    And the first step is shown
    And I open the queue
    And I cancel job 1 in the queue
    And I move the last job up
    And the result is there
    Then the results are
      | a castle |
      | a lake   |
    And the picture is as it was

  Scenario: The tour
    When I choose “Take the tour” from the menu “Help”
    Then the tour says “Paint over something”
    When I paint over the sky of the sample picture
    Then the tour says “Say what should be there”
    When I describe “a lake at sunset” and pause
    Then the tour says “Press the button”
    When I press Ctrl+Return on the canvas
    And the result is there
    Then the tour says “Keep the result”
    When I press Enter on the canvas
    Then the tour says “That is all it takes”
    And the sample picture has a new layer
    When I press Esc on the canvas
    Then there is no tour
