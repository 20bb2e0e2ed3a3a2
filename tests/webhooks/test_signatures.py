"""Signatures against the standard's known answer and another implementation."""

import base64
import json
from datetime import UTC, datetime

import pytest
import standardwebhooks
from cryptography.hazmat.primitives.asymmetric import ed25519

from tracker.webhooks import signatures

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
WEBHOOK_ID = "msg_p5jXN8AQM9LWM0D4loKWxJek"
TIMESTAMP = 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
PRIVATE_KEY = "whsk_" + base64.b64encode(bytes(range(32))).decode()


def signed(secrets: list[str], timestamp: int = TIMESTAMP) -> dict[str, str]:
    return signatures.headers(secrets, WEBHOOK_ID, timestamp, BODY)


def test_the_known_answer_of_the_standard_is_reproduced() -> None:
    assert signatures.sign([SECRET], WEBHOOK_ID, TIMESTAMP, BODY) == SIGNATURE


def test_the_three_headers_of_the_standard_are_given() -> None:
    assert signed([SECRET]) == {
        "webhook-id": WEBHOOK_ID,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_new_secrets_have_32_bytes_and_differ() -> None:
    first, second = signatures.new_secret(), signatures.new_secret()

    assert first.startswith("whsec_")
    assert len(base64.b64decode(first.removeprefix("whsec_"), validate=True)) == 32
    assert first != second


def test_another_implementation_accepts_what_is_signed_now() -> None:
    secret = signatures.new_secret()
    headers = signatures.headers([secret], WEBHOOK_ID, int(datetime.now(UTC).timestamp()), BODY)

    assert standardwebhooks.Webhook(secret).verify(BODY, headers) == json.loads(BODY)


@pytest.mark.parametrize("body", [b"{}", "¿quién?".encode(), b"x" * 20_000])
def test_another_implementation_signs_alike(body: bytes) -> None:
    secret = signatures.new_secret()
    theirs = standardwebhooks.Webhook(secret).sign(
        WEBHOOK_ID, datetime.fromtimestamp(TIMESTAMP, UTC), body.decode()
    )

    assert signatures.sign([secret], WEBHOOK_ID, TIMESTAMP, body) == theirs


def test_what_another_implementation_signs_is_verified() -> None:
    theirs = standardwebhooks.Webhook(SECRET).sign(
        WEBHOOK_ID, datetime.fromtimestamp(TIMESTAMP, UTC), BODY.decode()
    )

    signatures.verify(SECRET, signed([SECRET]) | {"webhook-signature": theirs}, BODY, TIMESTAMP)


def test_while_a_secret_is_rotated_either_one_verifies() -> None:
    old, new, other = signatures.new_secret(), signatures.new_secret(), signatures.new_secret()
    headers = signed([new, old])

    assert len(headers["webhook-signature"].split(" ")) == 2
    signatures.verify(new, headers, BODY, TIMESTAMP)
    signatures.verify(old, headers, BODY, TIMESTAMP)
    with pytest.raises(signatures.InvalidSignature, match="no signature matches"):
        signatures.verify(other, headers, BODY, TIMESTAMP)


def test_an_ed25519_key_signs_beside_a_secret_and_its_public_key_verifies() -> None:
    headers = signed([SECRET, PRIVATE_KEY])
    public_key = signatures.public_key(PRIVATE_KEY)
    version, signature = headers["webhook-signature"].split(" ")[1].split(",")

    assert version == "v1a"
    ed25519.Ed25519PublicKey.from_public_bytes(
        base64.b64decode(public_key.removeprefix("whpk_"))
    ).verify(base64.b64decode(signature), f"{WEBHOOK_ID}.{TIMESTAMP}.".encode() + BODY)
    signatures.verify(public_key, headers, BODY, TIMESTAMP)
    signatures.verify(SECRET, headers, BODY, TIMESTAMP)


def test_a_private_key_may_carry_its_public_half_and_no_other() -> None:
    seed = bytes(range(32))
    public_half = base64.b64decode(signatures.public_key(PRIVATE_KEY).removeprefix("whpk_"))
    long_key = "whsk_" + base64.b64encode(seed + public_half).decode()
    false_key = "whsk_" + base64.b64encode(seed + bytes(32)).decode()

    assert signed([long_key]) == signed([PRIVATE_KEY])
    with pytest.raises(ValueError, match="do not belong together"):
        signed([false_key])


@pytest.mark.parametrize("now", [TIMESTAMP - 300, TIMESTAMP, TIMESTAMP + 300])
def test_five_minutes_either_way_are_tolerated(now: int) -> None:
    signatures.verify(SECRET, signed([SECRET]), BODY, now)


@pytest.mark.parametrize("now", [TIMESTAMP - 301, TIMESTAMP + 301])
def test_a_replay_after_five_minutes_is_refused(now: int) -> None:
    with pytest.raises(signatures.InvalidSignature, match="too old or too new"):
        signatures.verify(SECRET, signed([SECRET]), BODY, now)


def test_header_names_are_read_in_any_case() -> None:
    headers = {name.title(): value for name, value in signed([SECRET]).items()}

    signatures.verify(SECRET, headers, BODY, TIMESTAMP)


@pytest.mark.parametrize("name", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_missing_header_is_named(name: str) -> None:
    headers = signed([SECRET])
    del headers[name]

    with pytest.raises(signatures.InvalidSignature, match=name):
        signatures.verify(SECRET, headers, BODY, TIMESTAMP)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook-id", "msg_other"),
        ("webhook-id", "msg_\udcff"),
        ("webhook-timestamp", "1614265331"),
        ("webhook-timestamp", "1614265330.0"),
        ("webhook-timestamp", "١٦١٤٢٦٥٣٣٠"),
        ("webhook-timestamp", " 1614265330"),
        ("webhook-timestamp", "9" * 5000),
        ("webhook-timestamp", ""),
        ("webhook-signature", ""),
        ("webhook-signature", "v1,"),
        ("webhook-signature", SIGNATURE.removeprefix("v1,")),
        ("webhook-signature", "v1a," + SIGNATURE.removeprefix("v1,")),
        ("webhook-signature", SIGNATURE[:-1]),
        ("webhook-signature", SIGNATURE + "ñ"),
        ("webhook-signature", "v1,\udcff"),
    ],
)
@pytest.mark.parametrize("verifier", [SECRET, signatures.public_key(PRIVATE_KEY)])
def test_an_altered_header_is_refused(verifier: str, name: str, value: str) -> None:
    headers = signed([SECRET, PRIVATE_KEY]) | {name: value}

    with pytest.raises(signatures.InvalidSignature):
        signatures.verify(verifier, headers, BODY, TIMESTAMP)


@pytest.mark.parametrize("verifier", [SECRET, signatures.public_key(PRIVATE_KEY)])
def test_an_altered_body_is_refused(verifier: str) -> None:
    with pytest.raises(signatures.InvalidSignature, match="no signature matches"):
        signatures.verify(verifier, signed([SECRET, PRIVATE_KEY]), BODY + b" ", TIMESTAMP)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        SECRET.removeprefix("whsec_"),
        "whsec_",
        "whsec_~~~~",
        "whsec_" + base64.b64encode(bytes(23)).decode(),
        "whsec_" + base64.b64encode(bytes(65)).decode(),
        "whsk_" + base64.b64encode(bytes(31)).decode(),
        "whpk_" + base64.b64encode(bytes(32)).decode(),
    ],
)
def test_a_malformed_secret_is_refused_without_being_repeated(secret: str) -> None:
    with pytest.raises(ValueError, match=r"bytes|begin|base64") as raised:
        signed([secret])

    assert len(secret) <= len("whsec_") or secret[len("whsec_") :] not in str(raised.value)


def test_signing_needs_a_secret_and_an_id_without_full_stops() -> None:
    with pytest.raises(ValueError, match="no secret"):
        signatures.sign([], WEBHOOK_ID, TIMESTAMP, BODY)
    with pytest.raises(ValueError, match="full stop"):
        signatures.sign([SECRET], "msg.1", TIMESTAMP, BODY)
