"""The addresses of this door, one list a resource."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("puntuale.interfaces.desk.queue.urls")),
    path("search/", include("puntuale.interfaces.desk.search.urls")),
    path("tickets/", include("puntuale.interfaces.desk.ticket.urls")),
    path("", include("puntuale.interfaces.desk.calls.urls")),
    path("licences/", include("puntuale.interfaces.desk.licences.urls")),
    path("tickets/", include("puntuale.interfaces.desk.access.urls")),
    path("tickets/", include("puntuale.interfaces.desk.vulnerabilities.urls")),
    path("tickets/", include("puntuale.interfaces.desk.work.urls")),
    path("tickets/", include("puntuale.interfaces.desk.estimates.urls")),
    path("", include("puntuale.interfaces.desk.partners.urls")),
    path("replies/", include("puntuale.interfaces.desk.replies.urls")),
    path("", include("puntuale.interfaces.desk.own.urls")),
]
