"""The addresses of this door: anybody may open them."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.public import partners
from puntuale.interfaces.public.calendars import closures, promises
from puntuale.interfaces.public.licences import activation, keys
from puntuale.interfaces.public.support import views

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("support/", views.index, name="support_index"),
    path("support/<slug:code>/", views.page, name="support"),
    path("support/<slug:code>/closures.ics", views.closures, name="agreement_closures"),
    path("partners/", partners.index, name="partners"),
    path("closures.ics", closures.closures, name="closures"),
    path("calendar/<str:token>/promises.ics", promises.promises, name="promises"),
    path("licences/activation/", activation.create, name="activation"),
    path("licences/keys.json", keys.index, name="licence_keys"),
]
