"""Past requests under a draft, or another agreement: asked for, watched, read, taken away."""
