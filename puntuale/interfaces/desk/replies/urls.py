"""The addresses of saved replies."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.replies import page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", page.index, name="replies"),
    path("new/", page.create, name="new_saved_reply"),
    path("<int:pk>/", page.update, name="saved_reply"),
    path("<int:pk>/delete/", page.destroy, name="delete_saved_reply"),
]
