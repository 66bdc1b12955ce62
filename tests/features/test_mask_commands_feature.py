"""The Mask menu, as a person does it."""

from pytest_bdd import scenarios

scenarios("mask_commands.feature")
