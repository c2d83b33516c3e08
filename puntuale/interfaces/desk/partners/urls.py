"""The addresses of enquiries, of a partner's customers, of who registers for them and of its card."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.desk.partners import billing, card, customers, leads, registrations, terms

urlpatterns: list[URLPattern | URLResolver] = [
    path("enquiries/", leads.index, name="leads"),
    path("tickets/<int:number>/partner/", leads.hand, name="hand"),
    path("customers/", customers.index, name="customers"),
    path("customers/<int:pk>/", customers.page, name="customer"),
    path("registrations/", registrations.index, name="registrations"),
    path("registrations/<int:pk>/", registrations.decide, name="registration"),
    path("card/", card.edit, name="card"),
    path("terms/", terms.edit, name="terms"),
    path("billing/", billing.index, name="billing"),
]
