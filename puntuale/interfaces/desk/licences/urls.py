"""The addresses of licences."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.licences import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.index, name="licences"),
    path("<int:pk>/", views.page, name="licence"),
    path("<int:pk>/file/", views.issue_licence_file, name="licence_file"),
    path("<int:pk>/machines/", views.create_machine, name="machines"),
    path("<int:pk>/machines/<int:machine>/grant/", views.grant_machine, name="grant_machine"),
    path("<int:pk>/machines/<int:machine>/release/", views.destroy_machine, name="release_machine"),
    path("<int:pk>/machines/<int:machine>/file/", views.issue_machine_file, name="machine_file"),
]
