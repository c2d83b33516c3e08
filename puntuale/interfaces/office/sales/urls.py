"""The addresses of sales and billing."""

from django.urls import URLPattern, URLResolver, path

from puntuale.interfaces.office.sales import balances, bank, billing, orders

urlpatterns: list[URLPattern | URLResolver] = [
    path("orders/", orders.index, name="orders"),
    path("orders/new/", orders.new, name="order_new"),
    path("orders/<int:pk>/", orders.page, name="order"),
    path("orders/<int:pk>/payment/", orders.payment, name="order_payment"),
    path("orders/<int:pk>/cancellation/", orders.cancellation, name="order_cancellation"),
    path("orders/<int:pk>/refund/", orders.refunding, name="order_refund"),
    path("orders/<int:pk>/acceptance/", orders.acceptance, name="order_acceptance"),
    path("bank/", bank.index, name="bank"),
    path("bank/<int:pk>/decision/", bank.decision, name="bank_decision"),
    path("balances/", balances.index, name="balances"),
    path("balances/<int:pk>/", balances.page, name="balance"),
    path("balances/<int:pk>/<int:year>/<int:month>/", billing.statement, name="statement"),
    path(
        "balances/<int:pk>/<int:year>/<int:month>/csv/", billing.statement_csv, name="statement_csv"
    ),
    path("billing/", billing.index, name="billing"),
    path("billing/<int:pk>/", billing.document, name="billing_document"),
    path("billing/<int:pk>/csv/", billing.document_csv, name="billing_csv"),
]
