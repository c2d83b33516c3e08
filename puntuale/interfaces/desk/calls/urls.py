"""The addresses of calls."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.calls import doing, page

urlpatterns: list[URLPattern | URLResolver] = [
    path("calls/", page.index, name="calls"),
    path("tickets/<int:number>/call/", doing.ask, name="ask_call"),
    path("tickets/<int:number>/call/start/", doing.start, name="start_call"),
    path("tickets/<int:number>/call/end/", doing.end, name="end_call"),
    path("tickets/<int:number>/call/giving-up/", doing.give_up, name="give_up_call"),
    path("tickets/<int:number>/call/withdrawal/", doing.withdraw, name="withdraw_call"),
]
