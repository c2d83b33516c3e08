"""Documents on paper, set by typst."""
