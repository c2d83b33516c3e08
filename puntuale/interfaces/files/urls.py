"""The address of an attachment: its random key, whatever it is called."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.files import views

app_name = "files"
urlpatterns: list[URLPattern | URLResolver] = [path("files/<uuid:key>/", views.show, name="file")]
