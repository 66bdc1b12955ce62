Feature: Live filling
  The fill follows what I paint and write by itself; the newest wish counts, and nothing queues up.

  Background:
    Given a picture of a tree is open

  Scenario: Off, nothing starts by itself
    When I mask a rectangle from (80, 40) to (120, 80)
    And I write “a red boat”
    And I rest for half a second
    Then the engine was asked 0 times

  Scenario: The end of a stroke starts the fill
    When I mask a rectangle from (80, 40) to (120, 80)
    And I switch live filling on
    And I take the tool “Paint mask”
    And I begin a stroke over the meadow
    Then the engine was asked 0 times
    When I end the stroke over the meadow
    And the result is there
    Then the engine was asked for
      | kind         | Inpaint |
      | params.count | 1       |
    And the canvas shows #28a05a at (60, 133)
    And the picture is as it was
    When I keep the result
    Then the meadow has the colour of result 1

  Scenario: A second stroke takes the place of the fill under way
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I switch live filling on
    And I take the tool “Paint mask”
    And I paint a stroke over the sky
    And the engine makes a step
    And I paint a stroke over the meadow
    Then 1 jobs are under way
    When the engine may go on
    Then the engine was asked 2 times
    And 1 results are offered
    And both requests have the same seed
    And the last request may change the sky and the meadow
    When I keep the result
    Then the sky has the colour of result 1
    And the meadow has the colour of result 1
    And the history lists
      | Opened     |
      | Select     |
      | Paint mask |
      | Paint mask |
      | Fill mask  |

  Scenario: Other words are filled in after a pause
    When I mask a rectangle from (80, 40) to (120, 80)
    And I switch live filling on
    And I write “a red boat”
    And I rest for half a second
    And the result is there
    Then the engine was asked for
      | prompt | a red boat |
    And the engine was asked 1 times

  Scenario: A stroke right after a word is one wish
    When I mask a rectangle from (80, 40) to (120, 80)
    And I switch live filling on
    And I write “a boat”
    And I take the tool “Paint mask”
    And I paint a stroke over the sky
    And I rest for half a second
    Then the engine was asked 1 times
    And the engine was asked for
      | prompt | a boat |

  Scenario: Off again, it stops following
    When I mask a rectangle from (80, 40) to (120, 80)
    And I switch live filling on
    And I write “a boat”
    And I switch live filling off
    And I switch live filling on
    And I rest for half a second
    And I switch live filling off
    And I take the tool “Paint mask”
    And I paint a stroke over the sky
    Then the engine was asked 0 times

  Scenario: The box that I dragged does not hold a stroke beyond it
    When I mask a rectangle from (80, 40) to (120, 80)
    Then the context box reaches from (36, 0) to (164, 128)
    When I drag the right side of the context box by (20, 0)
    And I switch live filling on
    And I take the tool “Paint mask”
    And I paint a stroke over the meadow
    And the result is there
    Then the engine was asked for
      | box | - |

  Scenario: Colour on a layer is not a wish
    When I mask a rectangle from (80, 40) to (120, 80)
    And I switch live filling on
    And I take the tool “Paint brush”
    And I paint a stroke over the tree
    Then the engine was asked 0 times
