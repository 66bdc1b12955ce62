"""Painting with colour, as a person does it."""

from pytest_bdd import scenarios

scenarios("painting.feature")
