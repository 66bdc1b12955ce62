"""Selecting what may change, as a person does it."""

from pytest_bdd import scenarios

scenarios("selections.feature")
