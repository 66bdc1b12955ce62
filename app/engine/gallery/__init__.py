"""What was generated, kept on the disk until the person deletes it: `gallery.Gallery` holds `entry.Entry`s."""
