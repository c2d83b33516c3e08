"""For all tests but the core's, which have their own."""

from hypothesis import HealthCheck, settings

# No machine is so slow that a property is wrong.
settings.register_profile("puntuale", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("puntuale")
