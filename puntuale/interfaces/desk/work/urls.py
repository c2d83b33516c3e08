"""The addresses of work on a request."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.work import doing, sessions, supposing

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:number>/timer/", doing.start, name="start_timer"),
    path("<int:number>/timer/stop/", doing.stop, name="stop_timer"),
    path("<int:number>/timer/removal/", doing.drop, name="drop_timer"),
    path("<int:number>/worked/", doing.enter, name="enter_work"),
    path("<int:number>/worked/preview/", supposing.preview, name="work_preview"),
    path("<int:number>/worked/types/", supposing.types, name="work_types"),
    path("<int:number>/worked/removal/", doing.withdraw, name="withdraw_work"),
    path("<int:number>/worked/<int:entry>/", doing.correct, name="correct_work"),
    path("<int:number>/session/", sessions.offer, name="offer_session"),
    path("<int:number>/session/consent/", sessions.note_consent, name="note_consent"),
    path("<int:number>/session/beginning/", sessions.begin, name="begin_session"),
    path("<int:number>/session/end/", sessions.end, name="end_session"),
]
