"""Copy and paste, as a person does it."""

from pytest_bdd import scenarios

scenarios("clipboard.feature")
