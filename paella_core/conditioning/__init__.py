"""Text and pictures to what the networks are conditioned on."""
