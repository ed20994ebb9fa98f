"""Seals one section for deposit: to the holder's intake key and to one's own."""
import hashlib
import json
import sys

from jwcrypto.common import base64url_encode
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS

given = json.load(sys.stdin)

# RFC 8785 for an object of codes and one whole number: sorted members, no white space.
aad = json.dumps(given["label"], sort_keys=True, separators=(",", ":")).encode()
apv = base64url_encode(hashlib.sha256(aad).digest())

section = JWE(given["plaintext"].encode(), protected='{"enc":"A256GCM"}', aad=aad)
for jwk in given["recipients"]:
    key = JWK(**jwk)
    section.add_recipient(key, header=json.dumps({"alg": "ECDH-ES+A256KW", "kid": key.thumbprint(), "apv": apv}))
envelope = json.loads(section.serialize())

payload = ".".join(envelope[name] for name in ("protected", "aad", "iv", "ciphertext", "tag"))
signature = JWS(payload)
signature.add_signature(JWK.from_pem(given["privateKey"].encode()), protected='{"alg":"ES256"}')
header, _, mark = signature.serialize(compact=True).split(".")
print(json.dumps({"envelope": envelope, "signature": f"{header}..{mark}"}))
