"""The addresses of this door: anybody may open them."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.public.calendars import closures, promises

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("closures.ics", closures.closures, name="closures"),
    path("calendar/<str:token>/promises.ics", promises.promises, name="promises"),
]
