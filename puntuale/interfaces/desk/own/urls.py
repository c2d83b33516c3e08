"""The addresses of what belongs to one person."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.own import notices, profile

urlpatterns: list[URLPattern | URLResolver] = [
    path("notices/", notices.index, name="notices"),
    path("notices/read/", notices.read, name="read_notices"),
    path("profile/", profile.edit, name="profile"),
    path("profile/calendar/", profile.calendar_address, name="calendar_address"),
]
