"""Calls functions inside an installation's Django: each line in names one, each line out answers it."""

import json
import os
import sys
from contextlib import redirect_stdout
from importlib import import_module

import django
from django.db import connections

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "puntuale.config.settings"
    django.setup()
    for line in sys.stdin:
        function, arguments = json.loads(line)
        module, _, name = function.partition(":")
        with redirect_stdout(sys.stderr):  # what it prints is no answer
            answer = getattr(import_module(module), name)(**arguments)
        connections.close_all()
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()
