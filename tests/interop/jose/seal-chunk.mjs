// Seals one chunk under the key of the section's manifest.
import { text } from 'node:stream/consumers'
import { base64url, FlattenedEncrypt } from 'jose'

const { plaintext, aad, manifest } = JSON.parse(await text(process.stdin))

const utf8 = new TextEncoder()
console.log(JSON.stringify(await new FlattenedEncrypt(utf8.encode(plaintext))
  .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
  .setAdditionalAuthenticatedData(utf8.encode(aad))
  .encrypt(base64url.decode(JSON.parse(manifest).key))))
