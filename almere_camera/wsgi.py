"""The WSGI application for a server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almere_camera.settings")
application = get_wsgi_application()

from almere_camera.checks import refuse_insecure_start  # noqa: E402  needs the settings

refuse_insecure_start()
