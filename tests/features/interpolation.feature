Feature: A film from one description to another
  I say what there is at first and what in the end, and see everything in between; I play it, keep a frame of it, and
  send the film to somebody else.

  Scenario: From day to night
    Given a small picture, with the engine that ships
    When I describe the keyframes
      | a lake with a red boat by day   |
      | a lake with a red boat at night |
    And I ask for a film of 5 frames
    And I start the film with Enter and wait for it
    Then 5 frames are there, and the last shows something else than the first
    And the small picture is as it was
    And each frame is on the canvas within 33 milliseconds when I drag over the timeline
    When I export the film as “night.gif”, back and forth
    Then “night.gif” is a film of 8 frames of 128 x 128 pixels
    And its frames are those that I saw

  Scenario: Frames appear one after the other, and I can stop
    Given a small picture, with an engine that waits
    When I describe the keyframes
      | day   |
      | night |
    And I start the film with Enter and wait for frame 3
    Then the strip says “Frame 4 of 9”
    When I click “Cancel” in the strip
    Then the strip says “Stopped: 3 of 9 frames are there.”
    And I can go back to frame 1

  Scenario: A frame becomes part of the picture
    Given a small picture, with a quick engine
    When I describe the keyframes
      | day   |
      | night |
    And I start the film with Enter and wait for it
    And I click on frame 9 of the timeline
    And I click “Use this frame” in the strip
    Then the picture is frame 9, in one step “Use frame”

  Scenario: Space plays, and plays on while I look
    Given a small picture, with a quick engine
    When I describe the keyframes
      | day   |
      | night |
    And I start the film with Enter and wait for it
    And I click on frame 1 of the timeline
    And Space is hit in the timeline
    Then frames go by, there and back again
    When Space is hit in the timeline
    Then the film stands still

  Scenario: Only what is painted over slides
    Given a small picture, with a quick engine
    When I paint over the middle of it
    And I describe the keyframes
      | day   |
      | night |
    Then the strip offers “Inside the mask”
    When I start the film with Enter and wait for it
    And I export the film as “inside.webp”, back and forth
    Then in “inside.webp” nothing changes outside the middle
