"""For the tests of the core: no machine is so slow that a property is wrong."""

from hypothesis import settings

settings.register_profile("puntuale", deadline=None)
settings.load_profile("puntuale")
