"""The addresses of the queue."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.queue import bulk, changes, filters, page, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", page.index, name="queue"),
    path("changes/", changes.changes, name="changes"),
    path("filters/", filters.index, name="filters"),
    path("bulk/", bulk.create, name="bulk"),
    path("bulk/undo/", bulk.destroy, name="undo"),
    path("bulk/merge/", bulk.merging, name="merging"),
    path("views/", views.index, name="views"),
    path("views/<int:pk>/", views.update, name="view"),
    path("views/<int:pk>/delete/", views.destroy, name="delete_view"),
]
