"""The addresses of the text bank."""

from django.urls import path

from .views import clauses

app_name = "clauses"
urlpatterns = [
    path("", clauses.bank, name="list"),
    path("nieuw/", clauses.add, name="add"),
    path("<int:pk>/", clauses.clause, name="clause"),
    path("<int:pk>/nieuwe-versie/", clauses.write, name="write"),
    path("<int:pk>/intrekken/", clauses.withdraw, name="withdraw"),
]
