from django.utils import translation

from rung.platform.kernel.permissions import declared_rights
from rung.platform.organisations import rights
from tests.platform.conftest import Cast, acting


def test_a_right_is_the_same_in_every_language(cast: Cast) -> None:
    with translation.override("pl"):
        in_polish = acting(cast.ewa)
    with translation.override("en"):
        assert in_polish.may(rights.MANAGE_MEMBERS, cast.provider.pk)


def test_rights_are_told_apart_by_their_code() -> None:
    codes = [right.code for right in declared_rights()]
    assert len(set(declared_rights())) == len(set(codes)) == len(codes) >= 5
