"""The product's settings with a folder of their own and nothing that slows a test down."""

import os
import tempfile

os.environ["RUNG_DATA_DIR"] = tempfile.mkdtemp(prefix="rung-test-")
os.environ.pop("RUNG_DEMO", None)

os.makedirs(os.path.join(os.environ["RUNG_DATA_DIR"], "static"))  # noqa: PTH103, PTH118 — before anything of ours is imported

from rung.platform.site.settings import *  # noqa: E402, F403 — settings are read after the folder is chosen

STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PUBLIC_URL = "https://rung.example"
