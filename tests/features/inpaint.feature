Feature: Inpainting
  I see beforehand what the engine will look at, and can change it; what is outside the mask stays.

  Background:
    Given a picture of a tree is open

  Scenario: The context box is shown before anything runs
    When I mask a rectangle from (80, 40) to (120, 80)
    Then the context box reaches from (36, 0) to (164, 128)
    And the context box can be given back: no
    And the engine was asked 0 times
    When I choose “Clear mask” from the menu “Mask”
    Then no context box is shown

  Scenario: I drag the box larger, and the engine looks at what I chose
    When I mask a rectangle from (80, 40) to (120, 80)
    Then the context box reaches from (36, 0) to (164, 128)
    When I drag the right side of the context box by (30, 0)
    And I drag the bottom side of the context box by (0, 12)
    Then the context box reaches from (36, 0) to (194, 140)
    And the context box can be given back: yes
    When I write “a red boat”
    And I press Ctrl+Return
    And the result is there
    Then the engine was asked for
      | kind   | Inpaint      |
      | prompt | a red boat   |
      | edge   | exact        |
      | box    | 36 0 158 140 |
    When I keep the result
    Then nothing outside the mask has changed

  Scenario: Two clicks on its tab give it back
    When I mask a rectangle from (80, 40) to (120, 80)
    Then the context box reaches from (36, 0) to (164, 128)
    When I drag the right side of the context box by (30, 0)
    And I click its tab twice
    Then the context box reaches from (36, 0) to (164, 128)
    And the context box can be given back: no
    When I press Ctrl+Return
    And the result is there
    Then the engine was asked for
      | box | - |

  Scenario: A box that leaves out a part of the mask is not taken
    When I mask a rectangle from (80, 40) to (120, 80)
    Then the context box reaches from (36, 0) to (164, 128)
    When I drag the right side of the context box by (-60, 0)
    Then the context box reaches from (36, 0) to (164, 128)
    And the context box can be given back: no

  Scenario: A mask that outgrows the box takes it back
    When I mask a rectangle from (80, 40) to (120, 80)
    Then the context box reaches from (36, 0) to (164, 128)
    When I drag the right side of the context box by (20, 0)
    Then the context box reaches from (36, 0) to (184, 128)
    When I take the tool “Paint mask”
    And I paint a stroke over the meadow
    And I press Ctrl+Return
    And the result is there
    Then the engine was asked for
      | box | - |
    And the context box reaches from (0, 0) to (200, 150)
    And the context box can be given back: no

  Scenario: Another canvas takes the box back
    When I mask a rectangle from (80, 40) to (120, 80)
    Then the context box reaches from (36, 0) to (164, 128)
    When I drag the right side of the context box by (20, 0)
    And I make the canvas 180 × 150 pixels large with the picture in the middle
    Then the context box reaches from (24, 0) to (156, 128)
    When I press Ctrl+Return
    And the result is there
    Then the engine was asked for
      | box | - |

  Scenario: A wide edge shows its band, and the engine is told
    When I mask a rectangle from (70, 30) to (130, 90)
    Then the canvas shows #78b4f0 at (60, 40)
    When I choose the edge “Wide”
    Then the canvas does not show #78b4f0 at (60, 40)
    When I choose the edge “Exact”
    Then the canvas shows #78b4f0 at (60, 40)
    When I choose the edge “Wide”
    And I press Ctrl+Return
    And the result is there
    Then the engine was asked for
      | kind | Inpaint |
      | edge | wide    |
    And the tray says “Outside the mask: 0 pixels changed”

  Scenario: Without a mask there is nothing to fill, and I am told so
    When I choose “Inpaint” in the Edit panel
    And I write “a red boat”
    Then the button says “Fill mask” and cannot be pressed
    And the line under the button says “Paint over what should change.”
    When I press Ctrl+Return
    Then no work is under way
    And the engine was asked 0 times

  Scenario: A mask that is painted over the whole picture
    When I choose “Mask all” from the menu “Mask”
    Then the context box reaches from (0, 0) to (200, 150)
    When I press Ctrl+Return
    And the result is there
    And I keep the result
    Then what may change has the colour of result 1
