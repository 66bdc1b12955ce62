"""Bring packs onto this machine: what takes the network, torch or long, and tells of itself meanwhile."""
