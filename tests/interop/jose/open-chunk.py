"""Opens one chunk of a large section with the key that the section's own plaintext holds."""
import json
import sys

from jwcrypto.common import base64url_decode
from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK

given = json.load(sys.stdin)

chunk = JWE(algs=["dir", "A256GCM"])
chunk.deserialize(json.dumps(given["chunk"]), JWK(kty="oct", k=json.loads(given["manifest"])["key"]))
print(json.dumps({"plaintext": chunk.payload.decode(), "aad": base64url_decode(given["chunk"]["aad"]).decode()}))
