"""The agreement as people write it: read with lines and keys, checked, resolved."""
