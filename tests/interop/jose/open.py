"""Opens one section: verifies its sender, refuses a wrap that is bound to anything but the expected apv, decrypts."""
import json
import sys

from jwcrypto.common import base64url_decode, base64url_encode
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

given = json.load(sys.stdin)
envelope = given["envelope"]

payload = ".".join(envelope[name] for name in ("protected", "aad", "iv", "ciphertext", "tag"))
header, _, mark = given["signature"].split(".")
signature = JWS()
signature.allowed_algs = ["ES256"]
signature.deserialize(f"{header}.{base64url_encode(payload)}.{mark}", JWK(**given["sender"]))

key = JWK.from_pem(given["privateKey"].encode())
wraps = [r for r in envelope["recipients"] if r["header"]["kid"] == key.thumbprint()]
if len(wraps) != 1 or wraps[0]["header"]["apv"] != given["apv"]:
    sys.exit("no wrap for this key that is bound to the expected apv")

section = JWE(algs=["ECDH-ES+A256KW", "A256GCM"])
section.deserialize(json.dumps({**envelope, "recipients": wraps}), key)
print(json.dumps({"plaintext": section.payload.decode(), "aad": base64url_decode(envelope["aad"]).decode()}))
