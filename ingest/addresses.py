"""Which network addresses belong to everybody. The others lead into somebody's own network and are never fetched from."""

import asyncio
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from ingest.refusals import Refused

Address = IPv4Address | IPv6Address
# IANA special-purpose registries, multicast, and the address of Azure's metadata service, which is public in form only.
INNER_4 = (
    *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"),
    *("192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
)
# Only 2000::/3 is given out. The rest (loopback, mapped and compatible IPv4, NAT64, private, link-local, multicast) lies outside of it;
# inside of it: protocol assignments with Teredo, documentation, 6to4.
OUTER_6 = IPv6Network("2000::/3")
INNER_6 = ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
NETWORKS_4 = tuple(map(IPv4Network, INNER_4))
NETWORKS_6 = tuple(map(IPv6Network, INNER_6))


def public(address: Address) -> bool:
    """Whether an address is one of the public internet in its own right; addresses that wrap another one are not."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in NETWORKS_4)
    return address.is_global and address in OUTER_6 and not any(address in network for network in NETWORKS_6)


def allowed(address: Address, inner: frozenset[str]) -> bool:
    """Whether to connect to an address: a public one, or one that is listed in `inner`."""
    return public(address) or str(address) in inner


async def resolved(host: str, port: int, inner: frozenset[str]) -> Address:
    """The address to connect to, of a name or of a number in any spelling. Resolve once, and connect to this.

    One address that is not allowed among several refuses the name: that is how tricks are played. Raises Refused.
    """
    try:
        entries = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused("fetch-failed", f"the name {host!r} cannot be resolved ({error})") from error
    found = [ip_address(str(entry[4][0]).partition("%")[0]) for entry in entries]
    for address in found:
        if not allowed(address, inner):
            raise Refused("address", f"{host} leads to {address}, which is no public address")
    return found[0]
