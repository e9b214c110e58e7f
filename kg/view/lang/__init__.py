"""The texts of the page's interface, one table to a language."""
