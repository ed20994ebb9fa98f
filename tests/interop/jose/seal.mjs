// Seals one section for deposit: to the holder's intake key and to one's own, because jose moves epk into the protected
// header where there is one recipient only.
import { createHash } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { calculateJwkThumbprint, FlattenedSign, GeneralEncrypt, importJWK, importPKCS8 } from 'jose'

const { plaintext, label, recipients, privateKey } = JSON.parse(await text(process.stdin))

// RFC 8785 for an object of codes and one whole number: sorted members, no white space.
const aad = new TextEncoder().encode(JSON.stringify(Object.fromEntries(Object.entries(label).sort(([a], [b]) => (a < b ? -1 : 1)))))
const apv = new Uint8Array(createHash('sha256').update(aad).digest())

const encrypt = new GeneralEncrypt(new TextEncoder().encode(plaintext))
  .setProtectedHeader({ enc: 'A256GCM' })
  .setAdditionalAuthenticatedData(aad)
for (const jwk of recipients) {
  encrypt.addRecipient(await importJWK(jwk, 'ECDH-ES+A256KW'))
    .setUnprotectedHeader({ alg: 'ECDH-ES+A256KW', kid: await calculateJwkThumbprint(jwk) })
    .setKeyManagementParameters({ apv })
}
const envelope = await encrypt.encrypt()

const payload = ['protected', 'aad', 'iv', 'ciphertext', 'tag'].map(name => envelope[name]).join('.')
const signed = await new FlattenedSign(new TextEncoder().encode(payload))
  .setProtectedHeader({ alg: 'ES256' })
  .sign(await importPKCS8(privateKey, 'ES256'))
console.log(JSON.stringify({ envelope, signature: `${signed.protected}..${signed.signature}` }))
