"""The addresses of this door."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.operations.views import health, jobs, monitors

app_name = "operations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", monitors.health, name="monitor"),
    path("metrics", monitors.metrics, name="metrics"),
    path("operations/", health.show, name="health"),
    path("operations/jobs/<int:pk>/retry/", jobs.retry, name="retry"),
    path("operations/jobs/<int:pk>/drop/", jobs.destroy, name="drop"),
]
