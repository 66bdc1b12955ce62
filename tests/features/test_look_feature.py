"""Look and habits, as a person does it."""

from pytest_bdd import scenarios

scenarios("look.feature")
