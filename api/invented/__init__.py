"""What `tuntas demo` shows: a year of invented cases. No person in it is real."""
