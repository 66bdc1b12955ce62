"""Structural editing, as a person does it."""

from pytest_bdd import scenarios

scenarios("structure.feature")
