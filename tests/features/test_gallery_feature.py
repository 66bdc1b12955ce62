"""What was generated, found and used again, as a person does it."""

from pytest_bdd import scenarios

scenarios("gallery.feature")
