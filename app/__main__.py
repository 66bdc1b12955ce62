"""The command `paella-studio [FILE ...]`."""

from app.application.program import main

if __name__ == "__main__":
    raise SystemExit(main())
