Feature: Filling by a prompt
  The engine paints where I allowed it; everything else stays as it is, and I can always go back.

  Background:
    Given a picture of a tree is open

  Scenario: The button says what it will do
    Then the button says “Generate picture” and cannot be pressed
    When I write “a lake”
    Then the button says “Generate picture” and can be pressed
    When I paint a stroke over the tree
    Then the button says “Fill mask” and can be pressed
    When I undo
    Then the button says “Generate picture” and can be pressed

  Scenario: A mask is filled
    When I paint a stroke over the tree
    And I write “a red boat”
    And I press the button “Fill mask”
    And the result is there
    Then the engine was asked for “a red boat” in the mask
    And 1 results are offered
    And the canvas shows #28a05a at (100, 60)
    And the picture is as it was
    And the tray says “Outside the mask: 0 pixels changed”
    When I keep the result
    Then 0 results are offered
    And what may change has the colour of result 1
    And nothing outside the mask has changed
    And the active layer is “a red boat” with a mask
    And the history lists
      | Opened     |
      | Paint mask |
      | Fill mask  |
    And the title says “tree.png” and that something is not saved
    When I undo
    Then the picture is as it was
    When I redo
    Then what may change has the colour of result 1

  Scenario: Ctrl and Enter start the work from anywhere
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the result is there
    And I keep the result
    Then what may change has the colour of result 1

  Scenario: Escape drops a result
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the result is there
    And I press Esc
    Then 0 results are offered
    And the picture is as it was
    And the last step is “Paint mask”
    And the canvas does not show #28a05a at (100, 60)

  Scenario: Each step is seen in its place
    Given the engine waits after each step
    When I paint a stroke over the tree
    And I press Ctrl+Return
    Then the work is under way
    When the engine makes a step
    Then the status bar says “Step 1 of 4”
    And the canvas shows the step, and the picture is as it was
    When the engine may go on
    And I keep the result
    Then what may change has the colour of result 1

  Scenario: Several results to choose from
    When I paint a stroke over the tree
    And I ask for 3 pictures
    And I press Ctrl+Return
    And the result is there
    Then 3 results are offered
    And the canvas shows #28a05a at (100, 60)
    When I point at result 2
    Then the canvas shows #3cb46e at (100, 60)
    When I point elsewhere
    Then the canvas shows #28a05a at (100, 60)
    When I press Right on the canvas
    And I press Right on the canvas
    Then the canvas shows #50c882 at (100, 60)
    When I press Left on the canvas
    And I click result 3
    And I keep the result
    Then what may change has the colour of result 3
    And nothing outside the mask has changed
    And the history lists
      | Opened     |
      | Paint mask |
      | Fill mask  |
    When I undo
    Then the picture is as it was

  Scenario: The mask steps aside for a result, and comes back
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the result is there
    Then the mask is hidden
    When I press Esc
    Then the mask is shown
    When I press Ctrl+Return
    And the result is there
    And I paint a stroke over the meadow
    Then the mask is shown
    When I press Ctrl+Return
    And the result is there
    And I keep the result
    Then the mask is hidden

  Scenario: I paint on under a result, and come back to it
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the result is there
    And I paint a stroke over the meadow
    Then the canvas does not show #28a05a at (100, 60)
    And 1 results are offered
    When I click result 1
    Then the canvas shows #28a05a at (100, 60)
    When I keep the result
    Then the tree has the colour of result 1
    And the meadow is #5aaa46 still

  Scenario: Escape gives the work up
    Given the engine waits after each step
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the engine makes a step
    And I press Esc
    Then no work is under way
    And the picture is as it was
    And the last step is “Paint mask”
    When the engine may go on
    Then the picture is as it was
    And no message is shown

  Scenario: I paint on while the engine works
    Given the engine waits after each step
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the engine makes a step
    And I paint a stroke over the meadow
    And the engine may go on
    And I keep the result
    Then the tree has the colour of result 1
    And the meadow is #5aaa46 still
    And the meadow may change
    And the history lists
      | Opened     |
      | Paint mask |
      | Paint mask |
      | Fill mask  |

  Scenario: A result that comes during a stroke leaves the stroke alone
    Given the engine waits after each step
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the engine makes a step
    And I begin a stroke over the meadow
    And the engine may go on
    Then the tree is #287832 still
    When I end the stroke over the meadow
    Then 1 results are offered
    And the meadow may change
    When I click result 1
    And I keep the result
    Then the tree has the colour of result 1
    And the history lists
      | Opened     |
      | Paint mask |
      | Paint mask |
      | Fill mask  |

  Scenario: Escape during a stroke drops the stroke, not the work
    Given the engine waits after each step
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the engine makes a step
    And I begin a stroke over the meadow
    And I press Esc
    Then the work is under way
    And the meadow may not change
    When I end the stroke over the meadow
    And the engine may go on
    And I keep the result
    Then the tree has the colour of result 1

  Scenario: A failure is told, and the picture is as it was
    Given the engine fails with “There is not enough memory. Choose a smaller part.”
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the result is there
    Then a message tells “did not succeed” and “There is not enough memory. Choose a smaller part.”
    And a message tells “Fill mask” and “Your picture is as it was.”
    And the picture is as it was
    And the last step is “Paint mask”
    And the button says “Fill mask” and can be pressed

  Scenario: A closed picture takes its work along
    Given the engine waits after each step
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the engine makes a step
    And I close the picture, stop the work, and give up what is not saved
    Then no picture is open
    And no work is under way
    And no message is shown

  Scenario: Holding Y shows the picture as it was before
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the result is there
    Then the canvas shows #28a05a at (100, 60)
    When I hold Y down
    Then the canvas shows #287832 at (100, 60)
    When I let Y go
    Then the canvas shows #28a05a at (100, 60)
    When I keep the result
    And I hold Y down
    Then the canvas shows #287832 at (100, 60)
    When I let Y go
    Then the canvas shows #28a05a at (100, 60)

  Scenario: 16 bits stay around what was filled
    Given a picture of a tree with 16 bits is open
    When I paint a stroke over the tree
    And I press Ctrl+Return
    And the result is there
    And I keep the result
    Then the picture has 16 bits
    And the tree is #28a05a now
    And nothing outside the mask has changed
