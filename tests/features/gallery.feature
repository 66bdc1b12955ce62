Feature: Generated pictures
  Nothing that was generated is lost until I delete it: I find it again, in this session and in later ones.

  Background:
    Given the file “tree.png” shows a tree
    And the program was started with the file “tree.png”

  Scenario: All results are kept, also those that I did not take
    When I paint a stroke over the tree
    And I ask for 3 pictures
    And I let “a red boat” be generated
    Then the generated pictures are
      | a red boat |
      | a red boat |
      | a red boat |
    And generated picture 1 has the colour of result 1
    And generated picture 3 has the colour of result 3

  Scenario: They are there in the next session, with their settings
    When I paint a stroke over the tree
    And I type 4711 as the seed
    And I let “a red boat” be generated
    And the program is started another time
    Then the generated pictures are
      | a red boat |
    When I choose “Use these settings” for generated picture 1
    Then “a red boat” is asked for, with the seed 4711

  Scenario: A word finds them
    When I paint a stroke over the tree
    And I let “a red boat” be generated
    And I let “ on a lake” be generated
    Then the generated pictures are
      | a red boat on a lake |
      | a red boat           |
    When I search the generated pictures for “LAKE”
    Then the generated pictures are
      | a red boat on a lake |
    When I search the generated pictures for “castle”
    Then the panel of generated pictures says “Nothing was found for “castle”.”

  Scenario: One becomes a picture of its own
    When I paint a stroke over the tree
    And I let “a red boat” be generated
    And I choose “Open as new picture” for generated picture 1
    Then 2 pictures are open

  Scenario: Only what I delete is gone, and it comes back at once
    When I paint a stroke over the tree
    And I ask for 2 pictures
    And I let “a red boat” be generated
    And I star generated picture 2
    And I choose “Delete” for generated picture 1
    Then 1 generated picture is shown
    When I undo the deletion
    Then 2 generated pictures are shown
    When I clear the generated pictures
    Then 1 generated picture is shown
    When the program is started another time
    Then 1 generated picture is shown
