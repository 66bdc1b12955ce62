"""Filling that follows the hand, as a person does it."""

from pytest_bdd import scenarios

scenarios("live.feature")
