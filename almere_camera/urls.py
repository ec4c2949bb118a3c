"""All addresses of the application."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path

from . import account, configuration, home
from .crawlers import robots
from .manuals import views as manuals
from .search.views import search

urlpatterns = [
    path("", home.work_list, name="home"),
    path("werk/<slug:listed>/", home.whole_list, name="work_list"),
    path("inloggen/", auth_views.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("uitloggen/", auth_views.LogoutView.as_view(), name="logout"),
    path("wachtwoord/", account.PasswordChange.as_view(), name="password_change"),
    path("wachtwoord/gewijzigd/", auth_views.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("sneltoets/", account.shortcut, name="shortcut"),
    path("zoeken/", search, name="search"),
    path("configuratie/", configuration.configuration, name="configuration"),
    path("", include("decisions.deadline_urls")),
    path("gebieden/", include("areas.urls")),
    path("besluiten/", include("decisions.urls")),
    path("evaluaties/", include("evaluations.urls")),
    path("tekstbank/", include("decisions.clause_urls")),
    path("register/", include("decisions.public.urls")),
    path("api/v1/", include(("decisions.public.api", "api-v1"))),
    path("handleiding/", manuals.manual_list, name="manuals"),
    path("handleiding/<slug:manual>/", manuals.manual, name="manual"),
    path("handleiding/schermen/<slug:name>.png", manuals.manual_screen, name="manual_screen"),
    path("begrippen/", manuals.glossary, name="glossary"),
    path("over/", manuals.about, name="about"),
    path("toegankelijkheid/", manuals.accessibility, name="accessibility"),
    path("robots.txt", robots, name="robots"),
    path("beheer/", admin.site.urls),
]
