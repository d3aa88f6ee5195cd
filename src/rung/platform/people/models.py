"""A person with an account."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from rung.platform.kernel import world


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts. Signing in looks people up by address, before any scope can be known."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "", **facts: object) -> "Person":
        """Store a person; without a password she can sign in only after setting one by mail."""
        person = Person(email=self.normalize_email(email), name=name, **facts)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. What she may do is told by memberships and mandates, not here."""

    unscoped_because = "signing in finds a person by her address; other rooms reach people through memberships"

    id = models.UUIDField(primary_key=True, default=world.new_id, editable=False)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=5, default="pl")
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=world.now)

    objects = PersonManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """One account per address, however it is written."""

        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.name or self.email
