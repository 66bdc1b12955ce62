"""The first steps and the help, as a newcomer meets them."""

from pytest_bdd import scenarios

scenarios("tour.feature")
