"""How fast the engine is, measured where it runs, against a plain way of computing the same that is measured beside it.

`plain_paella`, `plain_unet` and `plain_sampling` are that plain way; they are also the oracle that the fast one is
tested against. Each module with `add_flags`, `measured` and `table` is a group of `paella bench`.
"""
