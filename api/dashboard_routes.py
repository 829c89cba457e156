"""The figures, as of today or any past day."""
