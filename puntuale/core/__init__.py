"""What is true: pure rules, without framework, clock or I/O."""
