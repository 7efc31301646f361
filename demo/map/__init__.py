"""The map of the demonstration: layers by their own styles, labels that keep clear of each other."""
