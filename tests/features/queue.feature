Feature: The queue
  What I ask for waits its turn while I go on; I see it, change its order, and give up what I do not want any more.

  Background:
    Given a picture of a tree is open

  Scenario: Three wishes, in another order
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for “one”, “two” and “three”
    Then the status bar says that 2 wait
    When I open the queue
    And I move the last job up
    And the engine may go on
    Then the engine was asked in the order
      | one   |
      | three |
      | two   |
    And 3 results are offered

  Scenario: One that waits is given up
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for “one”, “two” and “three”
    And I open the queue
    And I cancel job 2 in the queue
    And the engine may go on
    Then the engine was asked in the order
      | one   |
      | three |

  Scenario: The one that runs is given up, the next one begins
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for “one”, “two” and “three”
    And the engine makes a step
    And I press Esc on the canvas
    Then the work is under way
    And 2 jobs are under way
    When the engine may go on
    Then 2 results are offered
    And the picture is as it was
    And no message is shown

  Scenario: All is given up
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for “one”, “two” and “three”
    And I open the queue
    And I cancel everything in the queue
    Then no work is under way
    When the engine may go on
    Then 0 results are offered

  Scenario Outline: A failure is told in words, and the next one goes on
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I ask for “one” and “two”
    And the engine comes to <fault>
    Then a message tells “Fill mask” and “<words>”
    And a message tells “<advice>” and “Your picture is as it was.”
    When the engine may go on
    Then 1 results are offered
    And the picture is as it was
    And the last step is “Select”
    When I keep the result
    Then what may change has the colour of result 1

    Examples:
      | fault              | words                                | advice                   |
      | the end of memory  | The computer's memory does not suffice | use a smaller picture  |
      | numbers that are none | numbers in step 1 are none        | another pack             |
      | a fault in itself  | unexpected fault (ZeroDivisionError  | Try again                |

  Scenario: A pack that is missing is told, and work waits until it is there
    Given the pack of the engine is missing
    And the file “tree.png” shows a tree
    And the program was started with the file “tree.png”
    Then a message will tell “The engine could not start” and “There is no pack of that name.”
    When I mask a rectangle from (80, 40) to (120, 80)
    And I press Ctrl+Return
    And the result is there
    Then a message tells “The engine could not start” and “There is no pack of that name.”
    And a message tells “Import it” and “Painting and saving work as before.”
    And the picture is as it was
    When the pack is there again
    And I press Ctrl+Return
    And the result is there
    And I keep the result
    Then what may change has the colour of result 1

  Scenario: The canvas was cropped meanwhile
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I press Ctrl+Return
    And the engine makes a step
    And I take the tool “Crop and extend”
    And I drag from (0, 75) to (40, 75)
    And I press Return on the canvas
    Then the picture is 160 × 150 pixels large
    And the work is under way
    When the engine may go on
    Then the canvas shows #28a05a at (60, 60)
    When I keep the result
    Then the picture shows
      | x  | y  | colour  |
      | 60 | 60 | #28a05a |
      | 85 | 60 | #287832 |
      | 20 | 60 | #78b4f0 |

  Scenario: The canvas was extended and painted on meanwhile
    Given the engine waits after each step
    And my colour is #ff0000
    When I mask a rectangle from (80, 40) to (120, 80)
    And I press Ctrl+Return
    And the engine makes a step
    And I make the canvas 260 × 190 pixels large with the picture in the middle
    And I take the tool “Paint brush”
    And I paint a stroke over the sky
    And the engine may go on
    And I click result 1
    And I keep the result
    Then the picture shows
      | x   | y  | colour  |
      | 130 | 80 | #28a05a |
      | 40  | 21 | #ff0000 |
      | 105 | 80 | #287832 |

  Scenario: Its place was cut off meanwhile
    Given the engine waits after each step
    And I know what was generated so far
    When I mask a rectangle from (80, 40) to (120, 80)
    And I press Ctrl+Return
    And the engine makes a step
    And I take the tool “Crop and extend”
    And I drag from (0, 75) to (170, 75)
    And I press Return on the canvas
    And the engine may go on
    And I keep the result
    Then a message tells “The result was not used” and “It lies among what was generated.”
    And 1 pictures were generated
    And 0 results are offered
    And the last step is “Crop canvas”

  Scenario: The window asks before it gives work up
    Given the engine waits after each step
    When I mask a rectangle from (80, 40) to (120, 80)
    And I press Ctrl+Return
    And the engine makes a step
    And I close the window and answer “Go on working”
    Then the window is open still
    And the work is under way
    When the engine may go on
    Then 1 results are offered
