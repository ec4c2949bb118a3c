"""Addresses of the account to driehoek and council."""

from django.urls import URLPattern, path

from ..views import accounts, council

urlpatterns: list[URLPattern] = [
    path("verantwoording/", accounts.overview, name="accounts"),
    path("verantwoording/gebied/<int:area>/<int:year>/", accounts.area_year, name="area_year"),
    path(
        "verantwoording/gebied/<int:area>/<int:year>/rijen/<str:key>/",
        accounts.area_year_rows,
        name="area_year_rows",
    ),
    path("verantwoording/driehoek/<int:area>/", accounts.driehoek, name="driehoek"),
    path("verantwoording/driehoek/<int:area>/pdf/", accounts.driehoek_pdf, name="driehoek_pdf"),
    path("verantwoording/driehoek/<int:area>/rijen/<str:key>/", accounts.driehoek_rows, name="driehoek_rows"),
    path("verantwoording/raad/start/", council.start, name="council_start"),
    path("verantwoording/raad/<int:pk>/", council.report, name="council_report"),
    path("verantwoording/raad/<int:pk>/tekst/", council.write, name="council_write"),
    path("verantwoording/raad/<int:pk>/afronden/", council.finish, name="council_finish"),
    path("verantwoording/raad/<int:pk>/pdf/", council.pdf, name="council_pdf"),
    path("verantwoording/raad/<int:pk>/word/", council.word, name="council_word"),
    path("verantwoording/raad/<int:pk>/rijen/<str:key>/", council.report_rows, name="council_rows"),
]
