"""Training, and the data it runs on."""
