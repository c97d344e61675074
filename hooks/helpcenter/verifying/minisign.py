"""Signatures in the format of minisign (https://jedisct1.github.io/minisign/): each side takes what the other makes.

A signature is Ed25519 over the BLAKE2b-512 of the file. A second one covers the first and the trusted comment, so that the comment
cannot be exchanged. The same file, key and comment give the same bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "
_PLAIN, _HASHED = b"Ed", b"ED"  # what is signed: the file itself, which old versions did; its hash
_OPEN, _SCRYPT = b"\0\0", b"Sc"  # how a secret key is kept
_SECRET_BYTES = 8 + 32 + 32 + 32  # number of the key, seed, public key, checksum
_MOST_MEMORY = 1 << 30  # bytes for a password, as minisign takes


class SignatureError(Exception):
    """A key or signature that cannot be used, or does not hold. The message says why, as the end of a sentence."""


class PasswordNeeded(SignatureError):
    """The secret key is kept under a password, and this is not it."""


@dataclass(frozen=True)
class PublicKey:
    number: bytes  # 8 bytes, which minisign shows as a number
    point: bytes

    def __str__(self) -> str:
        return _base64(_PLAIN + self.number + self.point)

    @property
    def name(self) -> str:
        """The number as minisign shows it: `E7620F1842B4E81F`."""
        return self.number[::-1].hex().upper()

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        from Crypto.Signature import eddsa  # noqa: PLC0415 (it loads a library, for a rare case)

        try:
            eddsa.new(eddsa.import_public_key(self.point), "rfc8032").verify(message, signature)
        except ValueError:  # so does a key that is a point of no curve
            return False
        return True


@dataclass(frozen=True)
class SecretKey:
    number: bytes
    seed: bytes

    @property
    def public(self) -> PublicKey:
        from Crypto.Signature import eddsa  # noqa: PLC0415 (it loads a library, for a rare case)

        return PublicKey(self.number, eddsa.import_private_key(self.seed).public_key().export_key(format="raw"))

    def sign(self, message: bytes) -> bytes:
        from Crypto.Signature import eddsa  # noqa: PLC0415 (see above)

        return eddsa.new(eddsa.import_private_key(self.seed), "rfc8032").sign(message)


def public_key(text: str) -> PublicKey:
    """Read a public key: the line that begins with `RW`, or a whole file with its comment. Raises SignatureError."""
    lines = [line for line in text.strip().splitlines() if not line.startswith(_UNTRUSTED)]
    data = _bytes(lines[0]) if len(lines) == 1 else b""
    if len(data) != 42 or data[:2] != _PLAIN:
        raise SignatureError("is no public key of minisign: expected 56 characters that begin with RW")
    return PublicKey(data[2:10], data[10:])


def secret_key(text: str, password: str = "") -> SecretKey:
    """Read a file that `minisign -G` wrote. Raises PasswordNeeded where it is kept under another password, else SignatureError."""
    lines = text.strip().splitlines()
    data = _bytes(lines[-1]) if lines else b""
    if len(data) != 54 + _SECRET_BYTES or data[:2] != _PLAIN or data[2:4] not in (_OPEN, _SCRYPT):
        raise SignatureError("is no secret key of minisign")
    salt, work, memory, kept = data[6:38], int.from_bytes(data[38:46], "little"), int.from_bytes(data[46:54], "little"), data[54:]
    if data[2:4] == _SCRYPT:
        if not password:
            raise PasswordNeeded("is kept under a password")
        stream = _stream(password.encode(), salt, work, memory)
        kept = bytes(a ^ b for a, b in zip(kept, stream, strict=True))
    key = SecretKey(kept[:8], kept[8:40])
    if key.public.point != kept[40:72]:  # an open key has no checksum
        raise PasswordNeeded("does not open with this password") if data[2:4] == _SCRYPT else SignatureError("is damaged")
    return key


def _stream(password: bytes, salt: bytes, work: int, memory: int) -> bytes:
    """Return the bytes that a kept key is mixed with; `work` and `memory` mean what they do to libsodium's `pwhash_scryptsalsa208sha256`."""
    work = max(work, 32768)
    if memory > _MOST_MEMORY:
        raise SignatureError("wants more memory for its password than minisign takes")
    bound = work < memory // 32
    largest = work // 32 if bound else memory // 1024
    log = next(log for log in range(1, 63) if 1 << log > largest // 2)
    lanes = 1 if bound else max(1, min(work // 4 // (1 << log), 0x3FFFFFFF) // 8)
    return hashlib.scrypt(password, salt=salt, n=1 << log, r=8, p=lanes, maxmem=_MOST_MEMORY + (1 << 26), dklen=_SECRET_BYTES)


def sign(data: bytes, key: SecretKey, comment: str) -> bytes:
    """Return the content of `FILE.minisig` for a file `data`, with a trusted comment of one line."""
    signature = key.sign(hashlib.blake2b(data).digest())
    both = key.sign(signature + comment.encode())
    first, second = _base64(_HASHED + key.number + signature), _base64(both)
    return f"{_UNTRUSTED}signature of the key {key.public.name}\n{first}\n{_TRUSTED}{comment}\n{second}\n".encode()


def verify(data: bytes, signature: bytes, key: PublicKey) -> str:
    """Return the trusted comment of a file's signature. Raises SignatureError where `key` has not signed these bytes and that comment."""
    lines = signature.decode("utf-8", "replace").splitlines()
    if len(lines) != 4 or not lines[0].startswith(_UNTRUSTED) or not lines[2].startswith(_TRUSTED):
        raise SignatureError("is no signature of minisign")
    first, second, comment = _bytes(lines[1]), _bytes(lines[3]), lines[2].removeprefix(_TRUSTED)
    if len(first) != 74 or first[:2] not in (_PLAIN, _HASHED) or len(second) != 64:
        raise SignatureError("is no signature of minisign")
    if first[2:10] != key.number:
        raise SignatureError(f"was made by the key {first[2:10][::-1].hex().upper()}, and not by {key.name}")
    message = hashlib.blake2b(data).digest() if first[:2] == _HASHED else data
    for signed, by, what in ((message, first[10:], "the file"), (first[10:] + comment.encode(), second, "its trusted comment")):
        if not key.has_signed(signed, by):
            raise SignatureError(f"does not hold: {what} is not what the key {key.name} has signed")
    return comment


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
