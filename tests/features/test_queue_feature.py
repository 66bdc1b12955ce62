"""The queue of what was asked for, as a person does it."""

from pytest_bdd import scenarios

scenarios("queue.feature")
