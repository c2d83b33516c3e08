"""What was promised to whom: agreements, versions, coverages, closures."""
