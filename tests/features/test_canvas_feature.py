"""The canvas and its frame, as a person does it."""

from pytest_bdd import scenarios

scenarios("canvas.feature")
