"""What is done to a document goes to the disk as it is done, and comes back after a crash."""
