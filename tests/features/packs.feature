Feature: Model packs
  I see which models there are and whether they fit my computer, fetch one, check it, work with it, and remove it again.

  Scenario: A pack is downloaded, given up in the middle, resumed, checked, used, and removed
    Given a hub that has the pack “small”, and that falls silent in the middle of it
    And I have opened the model packs
    Then the pack “mini” is “Installed”
    And the pack “small” is “Can be downloaded”
    When I choose the pack “small”
    Then I read “Fits this computer” and “Generate, Inpaint” and “MIT” and “23 MB” of it
    And the hub was asked for nothing
    When I press “Download” and answer “Cancel”
    Then the hub was asked for nothing
    When I press “Download” and answer “Download”
    Then a part of it comes
    When I press “Cancel” in the window
    Then the pack “small” is “Paused”
    When the hub speaks again
    And I press “Resume” in the window
    Then the pack “small” is “Installed”
    And I read “Installed.” of it
    And the hub sent each byte about once
    When I press “Verify” in the window
    Then I read “Checked: every file is as it should be.” of it
    When I press “Use this pack” in the window
    Then the engine works with “small”
    And the pack of the next start is “small”
    When I press “Remove” and answer “Remove”
    Then the engine works with “mini”
    And the pack “small” is “Can be downloaded”
    And no process is left

  Scenario: The pack of last time is gone
    Given the engine worked with the pack “gone”, which is there no more
    When I start the program
    Then a message will tell “The pack “gone” could not be opened” and “goes on with “mini””
    And the engine works with “mini”
    And the pack of the next start is “mini”
    When I press the button of the message
    Then the model packs are shown
