"""The addresses of this door."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.office.views import imports, log, records, vendor

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("import/", imports.customers, name="import"),
    path("log/", log.index, name="log"),
    path("vendor/", vendor.edit, name="vendor"),
    path("<slug:code>/", records.index, name="index"),
    path("<slug:code>/new/", records.create, name="create"),
    path("<slug:code>/<int:pk>/", records.edit, name="edit"),
]
