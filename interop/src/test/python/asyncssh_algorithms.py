"""What asyncssh can be told to offer: all that it has but GSS-API, by the names of its own options."""
from asyncssh.compression import get_compression_algs
from asyncssh.encryption import get_encryption_algs
from asyncssh.kex import get_kex_algs
from asyncssh.mac import get_mac_algs
from asyncssh.public_key import get_certificate_algs, get_public_key_algs


def names(algorithms):
    return [name.decode() for name in algorithms if not name.startswith(b"gss")]


ALL = dict(kex_algs=names(get_kex_algs()), encryption_algs=names(get_encryption_algs()), mac_algs=names(get_mac_algs()),
           compression_algs=["none", "zlib@openssh.com", "zlib"], signature_algs=names(get_public_key_algs()))
HOST_KEYS = names(get_public_key_algs()) + names(get_certificate_algs())
assert set(names(get_compression_algs())) == set(ALL["compression_algs"])
