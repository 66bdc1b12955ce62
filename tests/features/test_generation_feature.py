"""Filling by a prompt, as a person does it."""

from pytest_bdd import scenarios

scenarios("generation.feature")
