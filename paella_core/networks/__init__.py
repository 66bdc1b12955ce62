"""The networks, one file each, config and network together. They import only torch."""
