"""The address that telephone systems write to."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.telephony import events

app_name = "telephony"
urlpatterns: list[URLPattern | URLResolver] = [
    path("telephony/events/", events.create, name="events"),
]
