"""Painting the mask, as a person does it."""

from pytest_bdd import scenarios

scenarios("masks.feature")
