"""The one address under which a page is known, whatever trackers were hung onto it."""

from urllib.parse import unquote_plus, urlsplit, urlunsplit

_TRACKING_PREFIXES = ("utm_", "at_", "mc_", "pk_", "hsa_")
_TRACKING = {
    *("fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "twclid", "ref_src", "cmpid"),
    *("ocid", "smid", "outputtype", "s_cid"),
}
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return ``url`` without fragment, default port and tracking parameters; '' for ''.

    Paths and the parameters that remain keep their case, order and encoding: what a server makes
    of them is not for us to know.
    """
    if not url:
        return ""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if parts.port is not None and parts.port != _PORTS.get(parts.scheme):
        host = f"{host}:{parts.port}"
    kept = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", "&".join(kept), ""))


def _is_tracking(pair: str) -> bool:
    name = unquote_plus(pair.partition("=")[0]).lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
