"""The Ed25519 key that signs heads, in `AVOW_HOME/keys/heads.pem`, and the public half that others keep."""

from hashlib import sha256

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from . import files, keyring


def private_key() -> Ed25519PrivateKey:
    """The signing key, made at first use. Raises keyring.KeyringBroken."""
    path = keyring.folder() / "heads.pem"
    try:
        key = serialization.load_pem_private_key(files.read_or_make(path, _make), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise keyring.KeyringBroken(f"{path} must be an Ed25519 key. Put back the copy that was made with the keys.")
    return key


def public_key() -> Ed25519PublicKey:
    """The key that checks the heads signed here."""
    return private_key().public_key()


def public_pem() -> str:
    """The public key as PEM, to keep elsewhere."""
    pem = public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


def read_public(pem: bytes) -> Ed25519PublicKey:
    """A public key from PEM. Raises ValueError."""
    key = serialization.load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("this is not an Ed25519 public key")
    return key


def key_id(public: Ed25519PublicKey) -> str:
    """A short name for a public key: the first 16 hexadecimal digits of its SHA-256."""
    raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    return sha256(raw).hexdigest()[:16]


def _make() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
