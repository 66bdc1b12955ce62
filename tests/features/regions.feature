Feature: Regions
  Several prompts in one picture, each where I painted it.

  Background:
    Given a picture of a tree is open

  Scenario: Two regions, each with its prompt
    When I add a region “a red boat” and paint it over the sky
    And I add a region “a castle” and paint it over the meadow
    Then the button says “Blend regions” and can be pressed
    When I give region 2 the weight 2.5
    And I press the button “Blend regions”
    And the result is there
    Then the engine was asked to blend
      | prompt     | weight |
      | a red boat | 1      |
      | a castle   | 2.5    |
    When I keep the result
    Then the sky is #c82828 now
    And the meadow is #2828c8 now
    And nothing outside the regions has changed
    And the last step is “Blend regions”
    When I undo
    Then the picture is as it was
    And 2 regions are listed

  Scenario: Each region has its colour on the canvas
    When I add a region “a red boat” and paint it over the sky
    Then the canvas does not show #78b4f0 at (40, 21)
    When I click the eye of region 1
    And I take the tool “Move the view”
    Then the canvas shows #78b4f0 at (40, 21)

  Scenario: Regions are saved with the picture
    When I add a region “a red boat” and paint it over the sky
    And I add a region “a castle” and paint it over the meadow
    And I give region 2 the weight 2.5
    And I keep the regions in mind
    And I save as “work.ora”
    And I close the picture
    And I open “work.ora”
    Then the regions are as I had them in mind
    When I choose “Blend” in the Edit panel
    And I press Ctrl+Return
    And the result is there
    Then the engine was asked to blend
      | prompt     | weight |
      | a red boat | 1      |
      | a castle   | 2.5    |

  Scenario: A stroke of a region is undone
    When I add a region “a red boat” and paint it over the sky
    And I paint a stroke over the meadow
    Then region 1 covers the meadow
    When I undo
    Then region 1 does not cover the meadow
    And region 1 covers the sky
    When I undo
    Then region 1 does not cover the sky
    And the button says “Blend regions” and cannot be pressed

  Scenario: Without a region there is nothing to blend, and I am told so
    When I choose “Blend” in the Edit panel
    Then the button says “Blend regions” and cannot be pressed
    And the line under the button says “Add a region in the Regions panel, paint it, and say what should be there.”

  Scenario: A painted region needs words
    When I add a region “” and paint it over the sky
    Then the button says “Blend regions” and cannot be pressed
    And the line under the button says “Say in the Regions panel what should be in each region.”
    When I describe region 1 as “a red boat”
    Then the button says “Blend regions” and can be pressed

  Scenario: The mask and the regions do not disturb each other
    When I mask a rectangle from (80, 40) to (120, 80)
    And I add a region “a red boat” and paint it over the sky
    And I press Ctrl+Return
    And the result is there
    And I keep the result
    Then the sky is #c82828 now
    And the tree is #287832 still
    And nothing outside the regions has changed
