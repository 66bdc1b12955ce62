Feature: Layers
  Each layer is worked on by itself; the picture is all of them together.

  Background:
    Given a picture of a tree is open
    And my colour is #ff0000

  Scenario: A new layer takes the strokes, and the one below stays
    When I choose “New layer” from the menu “Layer”
    Then the layers are, from the top
      | Layer 1    |
      | Background |
    And “Layer 1” is the active layer
    And the picture is as it was
    When I take the tool “Paint brush”
    And I paint a stroke over the sky
    Then the sky is #ff0000 now
    And the tree is #287832 still
    When I click the eye of “Layer 1”
    Then the picture is as it was
    When I undo
    And I undo
    And I undo
    Then 1 layers are listed
    And the picture is as it was

  Scenario: Opacity
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I set the opacity of the layer to 50 %
    Then the picture shows
      | x   | y   | colour  |
      | 30  | 20  | #bc5a78 |
      | 100 | 60  | #943c19 |
    When I undo
    Then the sky is #ff0000 now
    And the opacity of the layer is 100 %

  Scenario: A drag of the opacity is one step
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I drag the slider of the opacity to the left
    Then the history lists
      | Opened    |
      | New layer |
      | Fill      |
      | Opacity   |
    When I undo
    Then the opacity of the layer is 100 %

  Scenario: Blend mode
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I set the blend mode of the layer to Multiply
    Then the picture shows
      | x   | y   | colour  |
      | 30  | 20  | #780000 |
      | 100 | 60  | #280000 |
    And the last step is “Blend mode”
    When I undo
    Then the sky is #ff0000 now

  Scenario: A hidden layer is not seen and comes back
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I click the eye of “Layer 1”
    Then the picture is as it was
    When I click the eye of “Layer 1”
    Then the sky is #ff0000 now
    When I undo
    Then the picture is as it was

  Scenario: A locked layer is not painted on, and says so
    Given I clicked the lock of “Background”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    Then the canvas says “locked”
    And the picture is as it was
    When I choose “Fill with colour” from the menu “Layer”
    Then a message tells “Background” and “locked”
    And the picture is as it was
    When I click the lock of “Background”
    And I paint a stroke over the sky
    Then the sky is #ff0000 now

  Scenario: A group is not painted on, and says so
    Given I chose “Group” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    Then the canvas says “group”
    And the picture is as it was

  Scenario: Duplicate
    When I choose “Duplicate” from the menu “Layer”
    Then the layers are, from the top
      | Background copy |
      | Background      |
    And “Background copy” is the active layer
    And the picture is as it was
    When I choose “Fill with colour” from the menu “Layer”
    And I click the eye of “Background copy”
    Then the picture is as it was
    When I undo
    And I undo
    And I undo
    Then 1 layers are listed

  Scenario: Merge down
    Given I chose “New layer” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I set the opacity of the layer to 50 %
    And I choose “Merge down” from the menu “Layer”
    Then the layers are, from the top
      | Background |
    And the sky is #bc5a78 now
    And the tree is #287832 still
    When I undo
    Then 2 layers are listed
    And the sky is #bc5a78 still

  Scenario: There is nothing below the lowest layer
    Given I chose “New layer” from the menu “Layer”
    When I click the layer “Background”
    And I choose “Merge down” from the menu “Layer”
    Then a message tells “nothing below” and “Background”
    And 2 layers are listed

  Scenario: Groups
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I choose “Group” from the menu “Layer”
    Then the layers are, from the top
      | Group 1    |
      | > Layer 1  |
      | Background |
    And “Group 1” is the active layer
    When I click the eye of “Group 1”
    Then the picture is as it was
    When I undo
    And I choose “Ungroup” from the menu “Layer”
    Then the layers are, from the top
      | Layer 1    |
      | Background |
    And the sky is #ff0000 now
    When I undo
    And I undo
    Then the layers are, from the top
      | Layer 1    |
      | Background |

  Scenario: A layer is dragged to another place
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I drag the layer “Layer 1” below “Background”
    Then the layers are, from the top
      | Background |
      | Layer 1    |
    And the picture is as it was
    And the last step is “Reorder layers”
    When I undo
    Then the layers are, from the top
      | Layer 1    |
      | Background |
    And the sky is #ff0000 now

  Scenario: A layer is dragged into a group
    Given I chose “Group” from the menu “Layer”
    And I chose “New layer” from the menu “Layer”
    When I drag the layer “Layer 1” onto the group “Group 1”
    Then the layers are, from the top
      | Group 1      |
      | > Layer 1    |
      | > Background |
    When I undo
    Then the layers are, from the top
      | Layer 1      |
      | Group 1      |
      | > Background |

  Scenario: Keys raise and lower a layer
    Given I chose “New layer” from the menu “Layer”
    When I go to the canvas and press Ctrl+PgDown
    Then the layers are, from the top
      | Background |
      | Layer 1    |
    When I go to the canvas and press Ctrl+PgUp
    Then the layers are, from the top
      | Layer 1    |
      | Background |

  Scenario: A layer is deleted and comes back
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I choose “Delete” from the menu “Layer”
    Then the layers are, from the top
      | Background |
    And the picture is as it was
    When I undo
    Then 2 layers are listed
    And the sky is #ff0000 now

  Scenario: A layer gets another name
    When I call the layer “Background” “Old tree”
    Then the layers are, from the top
      | Old tree |
    When I undo
    Then the layers are, from the top
      | Background |

  Scenario: Flatten
    Given I chose “New layer” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I choose “New layer” from the menu “Layer”
    Then 3 layers are listed
    When I choose “Flatten” from the menu “Image”
    Then the layers are, from the top
      | Background |
    And the sky is #ff0000 still
    And the tree is #287832 still
    When I undo
    Then the layers are, from the top
      | Layer 2    |
      | Layer 1    |
      | Background |

  Scenario: The mask says which part of a layer is filled or cleared
    Given I have taken the tool “Rectangle selection”
    And I dragged from (20, 10) to (40, 30)
    When I choose “Fill with colour” from the menu “Layer”
    Then the sky is #ff0000 now
    And nothing outside the mask has changed
    When I choose “Clear” from the menu “Layer”
    Then the sky is nothing now

  Scenario: A locked layer is not deleted, and says so
    Given I clicked the lock of “Background”
    When I choose “Delete” from the menu “Layer”
    Then a message tells “Background” and “locked”
    And 1 layers are listed
    And the picture is as it was

  Scenario: Black on the mask of a layer hides it, and no pixel is lost
    Given I chose “New layer” from the menu “Layer”
    And I chose “Fill with colour” from the menu “Layer”
    When I choose “Add mask” from the menu “Layer”
    Then “Layer 1” has a mask that is painted on
    And the sky is #ff0000 still
    Given my colour is #000000
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    Then the sky is #78b4f0 now
    And the tree is #ff0000 still
    When I click the mask of “Layer 1” with Shift
    Then the sky is #ff0000 now
    When I click the mask of “Layer 1” with Shift
    Then the sky is #78b4f0 now
    When I undo
    And I undo
    And I undo
    Then the sky is #ff0000 now
    When I undo
    Then “Layer 1” has no mask
    And the sky is #ff0000 still

  Scenario: A click says whether the layer or its mask is painted on
    Given I chose “Add mask” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I click the thumbnail of “Background”
    And I paint a stroke over the sky
    Then the sky is #ff0000 now
    When I click the mask of “Background”
    And I paint a stroke over the sky with the right button
    Then the sky is nothing now
    And the last step is “Erase”

  Scenario: A new mask shows what is masked, and applying it makes that last
    Given I have taken the tool “Rectangle selection”
    And I dragged from (20, 10) to (40, 30)
    When I choose “Add mask” from the menu “Layer”
    Then the picture shows
      | x   | y   | colour  |
      | 30  | 20  | #78b4f0 |
      | 100 | 60  | nothing |
    When I choose “Apply mask” from the menu “Layer”
    Then “Background” has no mask
    And the tree is nothing still
    And the last step is “Apply layer mask”
    When I undo
    And I choose “Delete mask” from the menu “Layer”
    Then the picture is as it was

  Scenario: A mask that is off is not painted on, and says so
    Given I chose “Add mask” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I choose “Mask on or off” from the menu “Layer”
    And I paint a stroke over the sky
    Then the canvas says “switched off”
    And the picture is as it was

  Scenario: Masks come back from the file
    Given I have taken the tool “Rectangle selection”
    And I dragged from (20, 10) to (40, 30)
    And I chose “Add mask” from the menu “Layer”
    When I save as “masked.ora”
    And I close the picture and keep in mind how it was
    And I open “masked.ora”
    Then everything is as it was before I closed it
    When I choose “Delete mask” from the menu “Layer”
    Then the tree is #287832 now
