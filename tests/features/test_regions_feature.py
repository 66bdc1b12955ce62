"""Several prompts in one picture, as a person does it."""

from pytest_bdd import scenarios

scenarios("regions.feature")
