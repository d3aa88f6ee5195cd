from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from rung.platform.kernel.routes import Public, declare
from rung.platform.kernel.uploads import CappedUploadHandler, UploadTooLargeError, capped_upload
from rung.platform.site.urls import urlpatterns as site_addresses

LIMIT = 100_000


@declare(Public("for these tests only"))
@capped_upload(LIMIT)
def take(request: HttpRequest) -> HttpResponse:
    file = request.FILES["file"]
    assert isinstance(file, TemporaryUploadedFile)
    return HttpResponse(f"{file.size} {request.POST['word']}")


urlpatterns = [path("take/", take), *site_addresses]


@pytest.fixture(autouse=True)
def _addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def sent(octets: int, **more: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("a.csv", b"x" * octets), "word": "hello", **more}


def test_a_file_of_the_limit_arrives_in_a_temporary_file(client: Client) -> None:
    assert client.post("/take/", sent(LIMIT)).content == b"100000 hello"


def test_a_file_beyond_the_limit_is_refused_with_its_own_error(client: Client) -> None:
    with pytest.raises(UploadTooLargeError) as told:
        CappedUploadHandler(limit_bytes=LIMIT).receive_data_chunk(b"x" * (LIMIT + 1), 0)
    assert (told.value.status, told.value.data) == (413, {"limit": LIMIT})


def test_two_files_share_one_limit(client: Client) -> None:
    answer = client.post("/take/", sent(LIMIT // 2, other=SimpleUploadedFile("b.csv", b"x" * LIMIT)))
    assert answer.status_code == 413
    assert b"larger than 97.7" in answer.content.replace(b"\xc2\xa0", b" ")  # 100,000 / 1,024 = 97.66 KB


def test_a_stated_length_beyond_the_limit_is_refused_before_anything_is_read() -> None:
    handler = CappedUploadHandler(limit_bytes=LIMIT)
    handler.handle_raw_input(None, {}, LIMIT + 1_000_000, b"")
    with pytest.raises(UploadTooLargeError):
        handler.handle_raw_input(None, {}, LIMIT + 1_000_001, b"")


def test_a_form_without_its_token_is_refused_as_everywhere() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/take/", sent(10)).status_code == 403
    token = "a" * 32
    strict.cookies["csrftoken"] = token
    assert strict.post("/take/", sent(10, csrfmiddlewaretoken=token)).status_code == 200
