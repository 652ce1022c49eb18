"""`python -m tests.migrations`: the migrations say what the models say, or this fails and shows the difference."""

import os
import sys
import tempfile

os.environ["AVOW_HOME"] = tempfile.mkdtemp(prefix="avow-migrations-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit as end:
        sys.exit(end.code)
