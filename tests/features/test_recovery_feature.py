"""After a crash, as a person does it."""

from pytest_bdd import scenarios

scenarios("recovery.feature")
