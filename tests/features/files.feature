Feature: Files
  What I open is there to the last bit, what I save is on the disk, and I am asked before anything is lost.

  Scenario: A picture is opened
    Given a picture of a tree is open
    Then the title says “tree.png” and that all is saved
    And the picture is 200 × 150 pixels large
    And the tree is #287832 now
    And no message is shown

  Scenario: The program is started with a file
    Given the file “tree.png” shows a tree
    And the program was started with the file “tree.png”
    Then the title says “tree.png” and that all is saved
    And the tree is #287832 now

  Scenario: Without a file there is a picture to try things on
    Given the program has just been started
    Then the title says “Untitled” and that all is saved

  Scenario: A picture of Photoshop opens with its layers
    Given a file “work.psd” of Photoshop with the layers
      | Leaves |
      | Ground |
    When I open “work.psd”
    Then the layers are, from the top
      | Leaves |
      | Ground |
    And the tree is #287832 now

  Scenario: A picture that was painted on is marked until it is saved
    Given a picture of a tree is open
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    Then the title says “tree.png” and that something is not saved
    And the file “tree.png” is as it was
    When I save
    Then the title says “tree.png” and that all is saved
    And the file “tree.png” shows the picture
    When I undo
    Then the title says “tree.png” and that something is not saved
    When I redo
    Then the title says “tree.png” and that all is saved

  Scenario: A project comes back as it was
    Given a picture of a tree is open
    And my colour is #ff0000
    And I chose “New layer” from the menu “Layer”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I set the opacity of the layer to 40 %
    And I set the blend mode of the layer to Screen
    And I choose “Group” from the menu “Layer”
    And I click the lock of “Background”
    And I take the tool “Paint mask”
    And I paint a stroke over the tree
    And I save as “work.ora”
    Then the title says “work.ora” and that all is saved
    And the file “tree.png” is as it was
    When I close the picture and keep in mind how it was
    Then no picture is open
    When I open “work.ora”
    Then the layers are, from the top
      | Group 1    |
      | > Layer 1  |
      | Background |
    And everything is as it was before I closed it

  Scenario: A picture file that cannot hold the layers asks for a project
    Given a picture of a tree is open
    And I chose “New layer” from the menu “Layer”
    When I save, am asked for a name, and give none
    Then the name “tree.ora” was suggested
    And a message tells “layers” and “.ora”
    And the file “tree.png” is as it was
    And the title says “tree.png” and that something is not saved
    When I save, am asked for a name, and answer with “tree.ora”
    Then the title says “tree.ora” and that all is saved

  Scenario: A flat copy of a picture with layers leaves it unsaved
    Given a picture of a tree is open
    And I chose “New layer” from the menu “Layer”
    When I save as “flat.png”
    Then the file “flat.png” shows the picture
    And the title says “tree.png” and that something is not saved

  Scenario: A copy is exported as JPEG
    Given a picture of a tree is open
    When I export JPEG with a quality of 90 % as “good.jpg”
    And I export JPEG with a quality of 10 % as “small.jpg”
    Then the file “good.jpg” is a JPEG file
    And the file “good.jpg” shows the picture, nearly
    And the file “small.jpg” is smaller than “good.jpg”
    And the title says “tree.png” and that all is saved

  Scenario: 16 bits are saved as 16 bits
    Given a picture of a tree with 16 bits is open
    And I have taken the tool “Rectangle selection”
    And I dragged from (20, 10) to (60, 40)
    When I choose “Fill with colour” from the menu “Layer”
    And I save
    Then the file “tree.tif” shows the picture
    And the lower half of the file “tree.tif” has kept all 16 bits

  Scenario: Closing asks, and saves what is not saved
    Given a picture of a tree is open
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I close the picture and answer “Save”
    Then no picture is open
    When I open “tree.png”
    Then the sky is #000000 now

  Scenario: Closing asks, and gives up what is not wanted
    Given a picture of a tree is open
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I close the picture and answer “Don't save”
    Then no picture is open
    And the file “tree.png” is as it was

  Scenario: Closing asks, and I think better of it
    Given a picture of a tree is open
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I close the picture and answer “Cancel”
    Then the title says “tree.png” and that something is not saved
    And the file “tree.png” is as it was
    And the sky is #000000 still

  Scenario: A picture without changes closes without a question
    Given a picture of a tree is open
    When I close the picture
    Then no picture is open

  Scenario Outline: The window asks before it closes
    Given the file “tree.png” shows a tree
    And the program was started with the file “tree.png”
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And I close the window and answer “<answer>”
    Then the window is <state>

    Examples:
      | answer     | state      |
      | Cancel     | open still |
      | Don't save | closed     |

  Scenario: A file that another program changed is read again
    Given a picture of a tree is open
    When another program writes a picture of nothing but sky to “tree.png”
    And I come back to the window and answer “Read again”
    Then the tree is #78b4f0 now
    And the title says “tree.png” and that all is saved

  Scenario: A file that another program changed, and I keep mine
    Given a picture of a tree is open
    When another program writes a picture of nothing but sky to “tree.png”
    And I come back to the window and answer “Keep mine”
    Then the picture is as it was
    And the title says “tree.png” and that something is not saved
    When I come back to the window
    And I save
    Then the file “tree.png” shows the picture

  Scenario: A file that is gone can be written again
    Given a picture of a tree is open
    When another program deletes “tree.png”
    And I come back to the window
    Then a message tells “gone” and “tree.png”
    And the title says “tree.png” and that something is not saved
    When I save
    Then the file “tree.png” is as it was

  Scenario: A file is dropped on the canvas
    Given the file “tree.png” shows a tree
    And the file “sky.png” shows nothing but sky
    And I opened “tree.png”
    When I drop the file “sky.png” on the canvas
    Then the tabs are
      | tree.png |
      | sky.png  |
    And the picture is 80 × 60 pixels large

  Scenario: Each picture has its tab and its own steps
    Given the file “tree.png” shows a tree
    And the file “sky.png” shows nothing but sky
    And I opened “tree.png”
    When I paint a stroke over the tree
    And I open “sky.png”
    Then nothing may change
    And no step is left to undo
    When I click the tab “tree.png”
    Then the tree may change
    And the last step is “Paint mask”
    And the tabs are
      | tree.png • |
      | sky.png    |
    When I close the tab “sky.png” by its cross
    Then the tabs are
      | tree.png • |

  Scenario: A file that is open already is shown, not opened twice
    Given the file “tree.png” shows a tree
    And the file “sky.png” shows nothing but sky
    And I opened “tree.png”
    And I opened “sky.png”
    When I drop the file “tree.png” on the canvas
    Then the tabs are
      | tree.png |
      | sky.png  |
    And the title says “tree.png” and that all is saved

  Scenario: The files of last time are offered
    Given the file “tree.png” shows a tree
    And the file “sky.png” shows nothing but sky
    And I opened “tree.png”
    And I opened “sky.png”
    When I close the picture
    And I close the picture
    Then no picture is open
    When I choose “tree.png” from the recent files on the canvas
    Then the title says “tree.png” and that all is saved
    When I choose “sky.png” from the recent files of the menu
    Then the title says “sky.png” and that all is saved

  Scenario: A damaged file is told in words, and nothing is lost
    Given a picture of a tree is open
    And a file “broken.png” that is no picture
    When I paint a stroke over the tree
    And I try to open “broken.png”
    Then a message tells “not opened” and “broken.png”
    And the tabs are
      | tree.png • |
    And the tree may change
    And the picture is as it was

  Scenario: A picture that cannot be written is told in words, and nothing is lost
    Given a picture of a tree is open
    And I have taken the tool “Paint brush”
    When I paint a stroke over the sky
    And the folder of the pictures is gone
    And I save
    Then a message tells “not saved” and “Nothing is lost”
    And the title says “tree.png” and that something is not saved
    And the sky is #000000 still
