"""The addresses of agreements."""

from django.urls import path

from puntuale.interfaces.office.agreements import (
    comparing,
    drafting,
    exemplifying,
    index,
    page,
)

urlpatterns = [
    path("", index.index, name="agreements"),
    path("<slug:code>/", page.page, name="agreement"),
    path("<slug:code>/bench/", page.bench, name="bench"),
    path("<slug:code>/examples/", exemplifying.example, name="example"),
    path("<slug:code>/changes/", comparing.compare, name="changes"),
    path("<slug:code>/draft/", drafting.draft, name="draft"),
    path("<slug:code>/activation/", drafting.activation, name="activation"),
    path("<slug:code>/standard/", index.standard, name="standard"),
    path("<slug:code>/<int:number>/", page.version, name="version"),
]
