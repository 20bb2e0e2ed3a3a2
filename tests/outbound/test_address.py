"""Where the client may connect: addresses against the table, and every disguise of a URL."""

import ipaddress

import pytest

from tracker.outbound import address

PUBLIC = address.Policy()
HTTP = address.Policy(allow_http=True)
LOOPBACK = address.Policy(
    (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")), None, allow_http=True
)

DENIED = [
    str(ipaddress.IPv4Address(0)),
    *("0.0.0.1", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.0", "100.127.255.255"),
    *("127.0.0.1", "127.255.255.255", "169.254.169.254", "169.254.0.0", "172.16.0.0"),
    *("172.31.255.255", "192.0.0.0", "192.0.0.170", "192.0.2.1", "192.31.196.1", "192.52.193.1"),
    *("192.88.99.1", "192.168.0.0", "192.168.255.255", "192.175.48.1", "198.18.0.0"),
    *("198.19.255.255", "198.51.100.255", "203.0.113.0", "224.0.0.1", "239.255.255.255"),
    *("240.0.0.0", "255.255.255.255", "168.63.129.16"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:169.254.169.254", "::127.0.0.1"),
    *("::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "1fff::1", "4000::1"),
    *("2001::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::", "2620:4f:8000::1"),
    *("3fff::1", "3fff:fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1"),
    *("ff02::1", "2606:4700::1111%eth0", "fe80::1%1", "::1%0"),
    *("", " ", "example.com", "127.1", "0177.0.0.1", "08.8.8.8", "2130706433", "0x7f000001"),
    *("8.8.8.8 ", " 8.8.8.8", "8.8.8.8\n", "8.8.8.8/32", "８.8.8.8", "[2606:4700::1111]"),
]
ALLOWED = [
    *("8.8.8.8", "1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0"),
    *("126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255"),
    *("172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255"),
    *("198.20.0.0", "223.255.255.255", "168.63.129.15", "168.63.129.17", "::ffff:8.8.8.8"),
    *("2000::1", "2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111"),
    *("2620:4f:7fff::1", "2620:4f:8001::1", "3ffe::1", "3fff:1000::1"),
]

GOOD_URLS = [
    ("https://example.org", "example.org", 443, "/"),
    ("https://example.org/hooks?a=1&b=2", "example.org", 443, "/hooks"),
    ("HTTPS://Example.ORG:8443/", "example.org", 8443, "/"),
    ("https://bücher.example/", "xn--bcher-kva.example", 443, "/"),
    ("https://例え.jp/", "xn--r8jz45g.jp", 443, "/"),
    ("https://ｅｘａｍｐｌｅ.org/", "example.org", 443, "/"),
    ("https://_dmarc.example.org/", "_dmarc.example.org", 443, "/"),
    ("https://3com.example/", "3com.example", 443, "/"),
    ("https://127.0.0.1.example.org/", "127.0.0.1.example.org", 443, "/"),
    ("https://0xcafe.example/", "0xcafe.example", 443, "/"),
    # No mapping makes these digits ASCII, so no resolver takes the name for an address.
    ("https://٣.٣.٣.٣/", "xn--cib.xn--cib.xn--cib.xn--cib", 443, "/"),
    ("https://8.8.8.8/", "8.8.8.8", 443, "/"),
    ("https://[2606:4700::1111]:8443/x", "2606:4700::1111", 8443, "/x"),
    ("https://[2606:4700:0:0:0:0:0:1111]/", "2606:4700::1111", 443, "/"),
    ("https://example.org/a%20b/@user", "example.org", 443, "/a%20b/@user"),
    ("https://example.org/é", "example.org", 443, "/%C3%A9"),
    ("https://example.org?next=https://u:p@10.0.0.1/", "example.org", 443, "/"),
]

BAD_URLS = [
    # Addresses of the table, plainly written.
    *("https://127.0.0.1/", "https://10.1.2.3/", "https://169.254.169.254/latest/meta-data"),
    *("https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1]/"),
    *("https://[::ffff:a9fe:a9fe]/", "https://[64:ff9b::a9fe:a9fe]/", "https://[2002:7f00:1::]/"),
    # Numbers that some resolver reads as an address.
    *("https://2130706433/", "https://017700000001/", "https://0x7f000001/", "https://0x7f.1/"),
    *("https://127.1/", "https://127.0.1/", "https://0177.0.0.1/", "https://0x7f.0.0.1/"),
    *("https://127.0.0.01/", "https://08.8.8.8/", "https://8.8.8.8.8/", "https://256.0.0.1/"),
    *("https://1.1.1.0x1/", "https://0/", "https://0x/", "https://8.8.2056/", "https://0X7F.1/"),
    *("https://example.123/", "https://example.0x1f/", "https://4294967296/", "https://1e3.0/"),
    # Numbers and dots that become so when normalised.
    *("https://１２７.０.０.１/", "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/"),
    *("https://127．0．0．1/", "https://127｡0｡0｡1/", "https://８.８.８.８/", "https://8。8。8。8/"),
    *("https://１２７.1/", "https://²¹³⁰⁷⁰⁶⁴³³/", "https://0ｘ7f.1/"),
    # User information, fragments, percent signs, scope ids.
    *("https://user@example.org/", "https://user:pw@example.org/", "https://@example.org/"),
    *("https://:@example.org/", "https://example.org@127.0.0.1/", "https://example.org#"),
    *("https://example.org/#part", "https://example.org#@127.0.0.1/", "https://a＠b.example/"),
    *("https://%31%32%37.0.0.1/", "https://example%2eorg/", "https://example.org%00/"),
    *("https://[fe80::1%25eth0]/", "https://[fe80::1%eth0]/", "https://[2606:4700::1%251]/"),
    # Hosts that are none, or two.
    *("https://", "https:///", "https:///path", "https://?q", "https://:443/", "https://./"),
    *("https://.example.org/", "https://example..org/", "https://example.org./"),
    *(
        "https://127.0.0.1./",
        "https://example.org../",
        "https://-a.example/",
        "https://a-.example/",
    ),
    *("https://exa!mple.org/", "https://example.org,127.0.0.1/", "https://a_b*.example/"),
    "https://" + "a" * 64 + ".example/",
    "https://" + "a." * 126 + "example/",
    "https://example.org/" + "a" * 4096,
    # Brackets.
    *("https://[::1/", "https://::1/", "https://[127.0.0.1]/", "https://[::1]x/", "https://[]/"),
    *("https://[example.org]/", "https://x[::1]/", "https://[[::1]]/", "https://[::g]/"),
    *("https://[v1.x]/", "https://[::1].example.org/", "https://2606:4700::1111/"),
    # Backslashes, white space, control and invisible characters.
    *("https://example.org\\@127.0.0.1/", "https:\\\\example.org/", "https://example.org\\"),
    *("https://example.org/\\x", " https://example.org/", "https://example.org/ ", "\x00"),
    *("https://exa mple.org/", "https://example.org/a b", "https://exam\tple.org/", "\nhttps://a/"),
    *("https://example.org/\r\nX: y", "https://example.org\x00.evil/", "https://a\u00a0b.example/"),
    *("https://exa\u200bmple.org/", "https://exa\u00admple.org/", "https://a\u2028b.example/"),
    *("https://example.org/\ud800", "https://a\u202eb.example/", "https://a／b.example/"),
    # Schemes and shapes.
    *("", "example.org", "//example.org/", "/path", "https:example.org", "https:/example.org"),
    *("http://example.org/", "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/"),
    *("javascript:alert(1)", "data:text/plain,x", "ws://example.org/", "unix:///run/x.sock"),
    *("https+unix://x/", "ｈttps://example.org/", "https：//example.org/"),
]
BAD_PORTS = [
    *("https://example.org:80/", "https://example.org:22/", "https://example.org:6379/"),
    *("https://8.8.8.8:25/", "https://[2606:4700::1111]:5432/", "https://example.org:65535/"),
]
MALFORMED_PORTS = [
    *("https://example.org:0/", "https://example.org:65536/", "https://example.org:99999/"),
    *("https://example.org:/", "https://example.org:-1/", "https://example.org:+443/"),
    *("https://example.org:0443/", "https://example.org:４４３/", "https://example.org:443:443/"),
    *("https://example.org:https/", "https://example.org:4 43/", "https://example.org:0x1bb/"),
]


@pytest.mark.parametrize("text", DENIED)
def test_the_address_is_denied(text: str) -> None:
    assert address.is_allowed(text, PUBLIC) is False


@pytest.mark.parametrize("text", ALLOWED)
def test_the_address_is_allowed(text: str) -> None:
    assert address.is_allowed(text, PUBLIC) is True


@pytest.mark.parametrize("text", ["127.0.0.1", "::ffff:127.0.0.1", "::1", "8.8.8.8"])
def test_the_operators_networks_come_before_the_table(text: str) -> None:
    assert address.is_allowed(text, LOOPBACK) is True


@pytest.mark.parametrize("text", ["10.0.0.1", "::1%lo", "169.254.169.254", "::"])
def test_the_operators_networks_open_nothing_else(text: str) -> None:
    assert address.is_allowed(text, LOOPBACK) is False


@pytest.mark.parametrize(("url", "host", "port", "path"), GOOD_URLS)
def test_the_url_has_one_reading(url: str, host: str, port: int, path: str) -> None:
    target = address.check_url(url, PUBLIC)

    assert (target.scheme, target.host, target.port, target.path) == ("https", host, port, path)
    assert (target.url.raw_host, target.url.port) == (host, port)


@pytest.mark.parametrize("url", BAD_URLS + MALFORMED_PORTS)
def test_the_url_is_refused_without_a_word_on_why(url: str) -> None:
    with pytest.raises(address.DestinationNotAllowed) as raised:
        address.check_url(url, PUBLIC)

    assert str(raised.value) == "destination not allowed"
    assert raised.value.reason != ""
    assert raised.value.outcome == "blocked_address"


@pytest.mark.parametrize("url", BAD_URLS + MALFORMED_PORTS)
def test_the_url_is_refused_where_any_port_and_http_are_allowed_too(url: str) -> None:
    policy = address.Policy(allowed_ports=None, allow_http=True)
    if url == "http://example.org/":
        assert address.check_url(url, policy).port == 80
        return

    with pytest.raises(address.DestinationNotAllowed):
        address.check_url(url, policy)


@pytest.mark.parametrize("url", BAD_PORTS)
def test_a_port_beyond_the_setting_is_refused_as_such(url: str) -> None:
    with pytest.raises(address.DestinationNotAllowed) as raised:
        address.check_url(url, PUBLIC)

    assert str(raised.value) == "destination not allowed"
    assert raised.value.outcome == "blocked_port"


def test_http_brings_port_80_with_it() -> None:
    assert address.check_url("http://example.org/", HTTP).port == 80
    with pytest.raises(address.DestinationNotAllowed):
        address.check_url("http://example.org:8000/", HTTP)


def test_only_names_are_left_to_be_resolved() -> None:
    assert address.check_url("https://localhost/", PUBLIC).is_literal is False
    assert address.check_url("https://8.8.8.8/", PUBLIC).is_literal is True
    assert address.check_url("https://[2606:4700::1111]/", PUBLIC).is_literal is True


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("/b?c=d", "https://example.org/b?c=d"),
        ("b", "https://example.org/news/b"),
        ("//example.net/x", "https://example.net/x"),
        ("https://example.net/x#part", "https://example.net/x"),
        ("#part", "https://example.org/news/a"),
        ("/a b", "https://example.org/a%20b"),
        ("/año", "https://example.org/a%C3%B1o"),
    ],
)
def test_a_redirect_is_resolved_against_its_page(location: str, url: str) -> None:
    target = address.check_url("https://example.org/news/a", PUBLIC)

    assert str(address.check_redirect(target, location, PUBLIC).url) == url


@pytest.mark.parametrize(
    "location",
    [
        *("http://169.254.169.254/", "https://169.254.169.254/", "//127.0.0.1/", "//2130706433"),
        *("http://example.org/", "ftp://example.org/", "file:///etc/passwd", "javascript:x"),
        *("//user@example.net/", "/\\127.0.0.1/", "//１２７.0.0.1/", "https://[::1", "/\x00"),
        *("https://example.org:22/", "/\udcff", "https://exa%6dple.net/"),
    ],
)
def test_a_redirect_is_checked_like_any_url(location: str) -> None:
    target = address.check_url("https://example.org/news/a", PUBLIC)

    with pytest.raises(address.DestinationNotAllowed):
        address.check_redirect(target, location, PUBLIC)


def test_the_settings_make_the_policy() -> None:
    assert address.Policy.from_settings([], [], False) == PUBLIC
    assert address.Policy.from_settings([], ["443", "8443"], True) == HTTP
    assert HTTP.allowed_ports == frozenset({80, 443, 8443})
    assert address.Policy.from_settings(["127.0.0.0/8", " ::1/128"], ["*"], True) == LOOPBACK
    assert address.Policy.from_settings([], ["8000"], True) == address.Policy(
        (), frozenset({8000}), True
    )


@pytest.mark.parametrize(
    ("addresses", "ports"),
    [(["localhost"], []), (["127.0.0.1/8"], []), ([], ["0"]), ([], ["65536"]), ([], ["http"])],
)
def test_a_mistaken_setting_is_an_error(addresses: list[str], ports: list[str]) -> None:
    with pytest.raises(ValueError, match=r"."):
        address.Policy.from_settings(addresses, ports, False)
