"""Model packs: `store.PackStore` runs the command line in a `child.Child` and keeps what it tells as `entry`s."""
