"""Licences as a technician uses them: found by serial number, activated, released."""
