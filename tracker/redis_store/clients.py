"""By what a client is counted: its address, or the network of an IPv6 one."""

import ipaddress

UNKNOWN = "unknown"
_NETWORK_BITS = 64


def of_address(seen: str) -> str:
    """Return by what a client that comes from the address ``seen`` is counted."""
    try:
        address = ipaddress.ip_address(seen.strip())
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    # A client that has one address of a network has them all.
    return str(ipaddress.ip_network((int(address), _NETWORK_BITS), strict=False))
