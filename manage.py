#!/usr/bin/env python
"""Django's own commands, for developers."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    # What is written is for this account alone, as with the `puntuale` command.
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puntuale.config.settings")
    execute_from_command_line(sys.argv)
