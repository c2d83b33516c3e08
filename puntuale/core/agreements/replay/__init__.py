"""What would have become of past requests under other terms; nothing of them is changed."""
