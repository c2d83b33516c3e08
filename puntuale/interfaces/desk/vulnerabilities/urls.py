"""The addresses of what the authority is told."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.vulnerabilities import doing

urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:number>/authority/", doing.begin, name="authority"),
    path("<int:number>/authority/report/", doing.report, name="authority_report"),
    path("<int:number>/authority/fix/", doing.fix, name="authority_fix"),
    path("<int:number>/authority/end/", doing.end, name="authority_end"),
]
