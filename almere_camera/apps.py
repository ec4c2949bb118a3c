"""The shared kernel as an installed app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    """Registers guards, system checks, roles and the door to the audit log."""

    name = "almere_camera"
    verbose_name = "Gebruikers en gedateerde gegevens"

    def ready(self) -> None:
        from . import audit, checks, configuration, guards, roles

        guards.register(*audit.guards())
        guards.connect()
        checks.register_checks()
        configuration.register_own()
        post_migrate.connect(roles.sync_groups, sender=self)
