Feature: After a crash
  What I did up to two seconds before the program died is there again.

  Background:
    Given the file “tree.png” shows a tree
    And the program was started with the file “tree.png”

  Scenario: Unsaved work comes back
    Given my colour is #ff0000
    And I chose “New layer” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I take the tool “Paint mask”
    And I paint a stroke over the tree
    And all that I did is on the disk
    And the program is killed, and the next one is answered with “Recover”
    Then “tree.png” was offered
    And the title says “tree.png” and that something is not saved
    And the picture is as it was
    And the mask is as it was
    And the layers are, from the top
      | Layer 1    |
      | Background |
    And the file “tree.png” is as it was

  Scenario: Later means later
    When I paint a stroke over the tree
    And all that I did is on the disk
    And the program is killed, and the next one is answered with “Later”
    Then “tree.png” was offered
    And the title says “Untitled” and that all is saved
    And the work is kept for another time

  Scenario: What was saved is not asked about
    Given I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I save
    And all that I did is on the disk
    And the program is killed, and the next one is started
    Then nothing was asked
    When I open “tree.png”
    Then the sky is #000000 now

  Scenario: Recovered work can be saved
    Given I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And all that I did is on the disk
    And the program is killed, and the next one is answered with “Recover”
    And I save
    Then the file “tree.png” shows the picture
    And the title says “tree.png” and that all is saved
