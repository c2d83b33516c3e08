"""Calls one function inside an installation's Django: `python -m tests.environment.inside MODULE:NAME`."""

import json
import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "puntuale.config.settings"
    django.setup()
    module, _, name = sys.argv[1].partition(":")
    answer = getattr(import_module(module), name)(**json.load(sys.stdin))
    json.dump(answer, sys.stdout)
