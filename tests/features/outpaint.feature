Feature: Outpainting
  I drag an edge of the picture, see how it goes on while I drag, and keep it or drop it.

  Background:
    Given a picture of a tree is open
    And I chose “Actual size” from the menu “View”
    And I have taken the tool “Crop and extend”

  Scenario: While I drag I see the size, and when I rest, a look at what comes
    When I begin to drag the edge at (200, 75) to (300, 75)
    Then the frame says
      | 300 × 150    |
      | +100 px right |
    When a look beyond the edge is there
    Then the engine was asked for
      | kind         | Outpaint |
      | right        | 100      |
      | left         | 0        |
      | params.steps | 4        |
    And the canvas shows #28a05a at (250, 75)
    And the canvas shows #78b4f0 at (30, 20)
    And the picture is 200 × 150 pixels large
    And no work is under way
    When I press Esc on the canvas
    And I let go at (300, 75)
    Then the picture is as it was
    And the canvas does not show #28a05a at (250, 75)
    And no step is left to undo

  Scenario: What I have seen stays while the frame grows
    When I begin to drag the edge at (200, 75) to (260, 75)
    And a look beyond the edge is there
    And I drag on to (310, 75)
    And a look beyond the edge is there
    Then the engine was asked for
      | right | 50 |
      | left  | 0  |
    And the engine was shown the first look again
    When I drag on to (270, 75)
    Then the canvas shows #28a05a at (260, 75)
    And the canvas does not show #28a05a at (290, 75)
    When I drag on to (310, 75)
    Then the engine was asked 2 times
    And the canvas shows #28a05a at (300, 75)
    When I press Esc on the canvas
    And I let go at (310, 75)
    Then the picture is as it was

  Scenario: Letting go runs it in full, from the look's noise
    When I write “a lake”
    And I begin to drag the edge at (200, 75) to (300, 75)
    And a look beyond the edge is there
    And I let go at (300, 75)
    And the result is there
    Then the engine was asked for
      | kind         | Outpaint |
      | prompt       | a lake   |
      | right        | 100      |
      | params.steps | -        |
    And the engine was given the seed of the look
    And 1 results are offered
    And the picture is as it was
    When I keep the result
    Then the picture is 300 × 150 pixels large
    And the picture shows
      | x   | y  | colour  |
      | 250 | 75 | #28a05a |
      | 100 | 60 | #287832 |
      | 199 | 20 | #78b4f0 |
      | 200 | 20 | #28a05a |
    And the history lists
      | Opened         |
      | Extend picture |
    When I undo
    Then the picture is 200 × 150 pixels large
    And the picture is as it was
    When I redo
    Then the picture is 300 × 150 pixels large

  Scenario: Escape drops the result, and the canvas is as before
    When I drag from (200, 75) to (300, 75)
    And the result is there
    And I press Esc on the canvas
    Then 0 results are offered
    And the picture is 200 × 150 pixels large
    And the picture is as it was
    And no step is left to undo
    And the frame says
      | 200 × 150 |

  Scenario: Escape while it is being made gives it up
    Given the engine waits after each step
    When I drag from (200, 75) to (300, 75)
    And the engine makes a step
    And I press Esc on the canvas
    Then no work is under way
    And the frame says
      | 200 × 150 |
    When the engine may go on
    Then 0 results are offered
    And the picture is as it was
    And the canvas does not show #28a05a at (250, 75)

  Scenario: Enter while it is being made makes the room at once, and the result comes there
    Given the engine waits after each step
    When I drag from (200, 75) to (300, 75)
    And the engine makes a step
    And I press Return on the canvas
    Then the picture is 300 × 150 pixels large
    When the engine may go on
    And I keep the result
    Then the picture is 300 × 150 pixels large
    And the picture shows
      | x   | y  | colour  |
      | 250 | 75 | #28a05a |
      | 100 | 60 | #287832 |

  Scenario: A corner goes out in two directions
    When I drag from (0, 0) to (-40, -30)
    And the result is there
    Then the engine was asked for
      | left   | 40 |
      | top    | 30 |
      | right  | 0  |
      | bottom | 0  |
    When I keep the result
    Then the picture is 240 × 180 pixels large
    And the picture shows
      | x   | y   | colour  |
      | 20  | 100 | #28a05a |
      | 100 | 15  | #28a05a |
      | 140 | 90  | #287832 |
      | 40  | 30  | #78b4f0 |
    When I undo
    Then the picture is as it was

  Scenario: A shape that I choose
    When I choose the shape 16:9 of the canvas
    And the result is there
    And I keep the result
    Then the picture is 267 × 150 pixels large
    And the frame says
      | 267 × 150 |
    When I undo
    Then the picture is as it was
    And the frame says
      | 200 × 150 |

  Scenario: A size that I type
    When I type 260 as the width of the frame
    And the result is there
    And I press Esc on the canvas
    Then the picture is 200 × 150 pixels large
    And the frame says
      | 200 × 150 |

  Scenario: Inwards it crops, and nothing is made
    When I drag from (200, 75) to (150, 75)
    And I press Return on the canvas
    Then the picture is 150 × 150 pixels large
    And the last step is “Crop canvas”
    And the engine was asked 0 times
    When I undo
    Then the picture is as it was

  Scenario: Out at one side and in at the other
    When I drag from (200, 75) to (250, 75)
    And the result is there
    And I press Esc on the canvas
    And I drag from (0, 75) to (50, 75)
    And I drag from (200, 75) to (250, 75)
    And the result is there
    And I keep the result
    Then the picture is 200 × 150 pixels large
    And the picture shows
      | x   | y  | colour  |
      | 50  | 60 | #287832 |
      | 175 | 75 | #28a05a |
    When I undo
    Then the picture is as it was

  Scenario: Another tool leaves the work alone
    Given the engine waits after each step
    When I drag from (200, 75) to (300, 75)
    And the engine makes a step
    And I take the tool “Paint mask”
    And the engine makes a step
    Then the status bar says “Step 2 of 4”
    When I paint a stroke over the tree
    And the engine may go on
    Then 1 results are offered
    When I click result 1
    And I keep the result
    Then the picture is 300 × 150 pixels large
    And the tree may change

  Scenario: Another picture leaves the frame behind
    Given the engine waits after each step
    When I type 260 as the width of the frame
    Then the work is under way
    When I choose “Copy merged” from the menu “Edit”
    And I choose “Paste as new picture” from the menu “Edit”
    Then the frame says
      | 200 × 150 |

  Scenario: Other words mean another look
    When I begin to drag the edge at (200, 75) to (300, 75)
    And a look beyond the edge is there
    And the prompt becomes “a castle”
    And a look beyond the edge is there
    Then the engine was asked for
      | kind   | Outpaint |
      | prompt | a castle |
      | right  | 100      |
    When I press Esc on the canvas
    And I let go at (300, 75)
    Then the picture is as it was

  Scenario: Without a drag there is nothing to extend, and I am told so
    When I choose “Extend” in the Edit panel
    Then the button says “Extend picture” and cannot be pressed
    And the line under the button says “Drag an edge or a corner of the picture outwards.”

  Scenario: A typed size, and the button that drops it
    Given the engine waits after each step
    When I type 260 as the width of the frame
    And the engine makes a step
    And I click “Cancel” in the bar of the tool
    Then no work is under way
    And the frame says
      | 200 × 150 |
    When the engine may go on
    Then the picture is as it was
    And 0 results are offered

  Scenario: A typed size that crops waits for Enter or Escape
    When I type 120 as the width of the frame
    Then the frame says
      | 120 × 150    |
      | −80 px right |
    When I press Esc on the canvas
    Then the frame says
      | 200 × 150 |
    When I type 120 as the width of the frame
    And I press Return on the canvas
    Then the history lists
      | Opened      |
      | Crop canvas |
