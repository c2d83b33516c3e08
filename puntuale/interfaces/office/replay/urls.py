"""The addresses below `agreements/CODE/replay/`."""

from django.urls import path

from puntuale.interfaces.office.replay import views

urlpatterns = [
    path("", views.index, name="replay"),
    path("<int:pk>/", views.result, name="replay_result"),
    path("<int:pk>/requests.csv", views.requests, name="replay_requests"),
]
