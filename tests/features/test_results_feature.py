"""Results that wait for an answer, as a person does it."""

from pytest_bdd import scenarios

scenarios("results.feature")
