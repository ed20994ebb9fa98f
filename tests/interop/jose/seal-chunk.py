"""Seals one chunk under the key of the section's manifest."""
import json
import sys

from jwcrypto.jwe import JWE
from jwcrypto.jwk import JWK

given = json.load(sys.stdin)

chunk = JWE(given["plaintext"].encode(), protected='{"alg":"dir","enc":"A256GCM"}', aad=given["aad"].encode())
chunk.add_recipient(JWK(kty="oct", k=json.loads(given["manifest"])["key"]))
print(chunk.serialize())
