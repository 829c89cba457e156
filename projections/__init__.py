"""What people read: one file is one read model, or one way to ask it."""
