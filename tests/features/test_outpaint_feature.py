"""Outpainting by dragging the picture's edges, as a person does it."""

from pytest_bdd import scenarios

scenarios("outpaint.feature")
