"""What is written down of the program's troubles, and what a report of them holds: never prompts, never the person's
files."""
