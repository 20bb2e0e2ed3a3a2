"""Where the client may connect: the deny table, the operator's exceptions and the shape of a URL.

A URL is parsed once, by yarl as aiohttp does; what was checked is the object that is dialled.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import yarl

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
Blocked = Literal["blocked_address", "blocked_port"]

DEFAULT_PORTS = frozenset({443, 8443})
MAX_URL_LENGTH = 4096
MAX_PORT = 65535
MAX_HOST_LENGTH = 253

# The table is ours: ipaddress.is_private and is_global follow the registry of the day that
# Python was released.
DENIED_IPV4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and the clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
        "168.63.129.16/32",  # Azure's host
    )
)
ALLOWED_IPV6 = ipaddress.IPv6Network("2000::/3")
DENIED_IPV6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments, Teredo
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which carries any IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)

_URL = re.compile(r"(?i:https?)://(?P<authority>[^/?#]+)(?:[/?][^#]*)?")
_AUTHORITY = re.compile(r"(?P<host>\[[^\[\]]+\]|[^\[\]:]+)(?::(?P<port>[1-9][0-9]{0,4}))?")
# Names in the DNS may hold an underscore, though host names may not.
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# What the URL standard takes for a number: a resolver would read the whole name as IPv4.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_HIDDEN = frozenset({"Cc", "Cs", "Zs", "Zl", "Zp"})


class DestinationNotAllowed(Exception):  # noqa: N818 - the name states the refusal
    """A refusal to connect that says no more than that; ``reason`` is for logs alone."""

    def __init__(self, reason: str, outcome: Blocked = "blocked_address") -> None:
        super().__init__("destination not allowed")
        self.reason = reason
        self.outcome: Blocked = outcome


@dataclass(frozen=True)
class Policy:
    """What the deployment permits beyond the public Internet, and by which ports and schemes.

    ``allowed_ports`` None permits any. The default ports gain 80 where ``allow_http`` is set.
    """

    allowed_networks: tuple[IPNetwork, ...] = ()
    allowed_ports: frozenset[int] | None = DEFAULT_PORTS
    allow_http: bool = False

    def __post_init__(self) -> None:
        if self.allow_http and self.allowed_ports == DEFAULT_PORTS:
            object.__setattr__(self, "allowed_ports", DEFAULT_PORTS | {80})

    @classmethod
    def from_settings(
        cls, addresses: Sequence[str], ports: Sequence[str], allow_http: bool
    ) -> "Policy":
        """Return the policy that the ``OUTBOUND_*`` settings state.

        ``addresses`` are networks, ``ports`` numbers or ``*``; no ports are the default ones.
        Raises ValueError for what is neither, so that a mistake stops the start.
        """
        allowed_networks = tuple(ipaddress.ip_network(text.strip()) for text in addresses)
        if any(text.strip() == "*" for text in ports):
            return cls(allowed_networks, None, allow_http)
        allowed_ports = frozenset(int(text) for text in ports) or DEFAULT_PORTS
        if not all(0 < port <= MAX_PORT for port in allowed_ports):
            raise ValueError(f"not a port: {sorted(allowed_ports)}")
        return cls(allowed_networks, allowed_ports, allow_http)

    def allows_port(self, port: int) -> bool:
        """Return whether ``port`` may be dialled."""
        return self.allowed_ports is None or port in self.allowed_ports


#: For an address that the operator has chosen: nobody else decides where it leads.
ANYWHERE = Policy((ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")), None, True)


@dataclass(frozen=True)
class Target:
    """A checked URL: ``host`` is lower-case ASCII, an IPv6 literal without its brackets."""

    url: yarl.URL
    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_literal(self) -> bool:
        """Whether the host is an address rather than a name."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return False
        return True


def is_allowed(address: str, policy: Policy) -> bool:
    """Return whether ``address``, an IP address in text, may be dialled.

    IPv4 inside ``::ffff:0:0/96`` is judged as IPv4; a scope id, or what is no address, is refused.
    """
    if "%" in address:
        return False
    try:
        parsed: IPAddress = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = parsed.ipv4_mapped or parsed
    if any(parsed in network for network in policy.allowed_networks):
        return True
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in DENIED_IPV4)
    return parsed in ALLOWED_IPV6 and not any(parsed in network for network in DENIED_IPV6)


def check_dial(address: str, port: int, policy: Policy) -> None:
    """Raise DestinationNotAllowed unless ``address`` and ``port`` may be dialled."""
    if not is_allowed(address, policy):
        raise DestinationNotAllowed(f"the address {address} is denied")
    if not policy.allows_port(port):
        raise DestinationNotAllowed(f"the port {port} is not permitted", "blocked_port")


def check_url(url: str, policy: Policy) -> Target:
    """Return the one reading of ``url`` that will be dialled.

    Names are judged again, by their addresses, at the dial. Raises DestinationNotAllowed.
    """
    authority = _authority(url)
    try:
        parsed = yarl.URL(url)
    except ValueError as error:
        raise DestinationNotAllowed("the URL cannot be parsed") from error
    host, port = parsed.raw_host or "", parsed.port or 0
    if parsed.scheme != "https" and not policy.allow_http:
        raise DestinationNotAllowed("the scheme is not permitted")
    # The pattern only refuses; what is dialled is yarl's reading, and the two must agree.
    if authority["port"] is not None and int(authority["port"]) != port:
        raise DestinationNotAllowed("the port is ambiguous")
    target = Target(parsed, parsed.scheme, host, port, parsed.raw_path)
    if target.is_literal:
        if ":" not in host and authority["host"] != host:
            raise DestinationNotAllowed("the host becomes an address only when normalised")
        check_dial(host, port, policy)
    else:
        _check_name(authority["host"], host)
    if not policy.allows_port(port):
        raise DestinationNotAllowed(f"the port {port} is not permitted", "blocked_port")
    return target


def check_redirect(target: Target, location: str, policy: Policy) -> Target:
    """Return where ``location``, as an answer from ``target`` gave it, leads.

    Its fragment is dropped, as it concerns a browser only. Raises DestinationNotAllowed.
    """
    # Sites do send unescaped spaces; yarl escapes them before the check that counts.
    _check_text(location.replace(" ", ""))
    try:
        joined = target.url.join(yarl.URL(location)).with_fragment(None)
    except ValueError as error:
        raise DestinationNotAllowed("the redirect cannot be parsed") from error
    return check_url(str(joined), policy)


def _authority(url: str) -> re.Match[str]:
    """Return the host and port as ``url`` spells them, refusing every unusual spelling."""
    _check_text(url)
    if len(url) > MAX_URL_LENGTH:
        raise DestinationNotAllowed("the URL is too long")
    if "#" in url:
        raise DestinationNotAllowed("the URL has a fragment")
    matched = _URL.fullmatch(url)
    if matched is None:
        raise DestinationNotAllowed("the URL is not http or https with a host")
    if "@" in matched["authority"]:
        raise DestinationNotAllowed("the URL has user information")
    if "%" in matched["authority"]:
        raise DestinationNotAllowed("the host is percent-encoded or has a scope id")
    authority = _AUTHORITY.fullmatch(matched["authority"])
    if authority is None:
        raise DestinationNotAllowed("the host or port is malformed")
    return authority


def _check_text(text: str) -> None:
    if "\\" in text:
        raise DestinationNotAllowed("the URL has a backslash")
    if any(unicodedata.category(character) in _HIDDEN for character in text):
        raise DestinationNotAllowed("the URL has white space or control characters")


def _check_name(spelled: str, host: str) -> None:
    labels = host.split(".")
    # yarl takes the brackets off [v1.x], an address of a kind yet to be invented.
    if spelled.startswith("["):
        raise DestinationNotAllowed("the brackets hold no IPv6 address")
    if len(host) > MAX_HOST_LENGTH or not all(_LABEL.fullmatch(label) for label in labels):
        raise DestinationNotAllowed("the host is not a name")
    if _NUMBER.fullmatch(labels[-1]):
        raise DestinationNotAllowed("the host is a number in disguise")
