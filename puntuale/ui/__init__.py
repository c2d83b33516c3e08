"""How it looks: the page's shell, components, words for time, styles and scripts."""
