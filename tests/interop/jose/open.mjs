// Opens one section: verifies its sender, refuses a wrap that is bound to anything but the expected apv, decrypts.
import { text } from 'node:stream/consumers'
import { base64url, calculateJwkThumbprint, exportJWK, flattenedVerify, generalDecrypt, importJWK, importPKCS8 } from 'jose'

const { envelope, signature, privateKey, sender, apv } = JSON.parse(await text(process.stdin))

const payload = ['protected', 'aad', 'iv', 'ciphertext', 'tag'].map(name => envelope[name]).join('.')
const [header, , mark] = signature.split('.')
await flattenedVerify(
  { protected: header, payload: base64url.encode(payload), signature: mark },
  await importJWK(sender, 'ES256'), { algorithms: ['ES256'] })

const key = await importPKCS8(privateKey, 'ECDH-ES+A256KW', { extractable: true })
const { kty, crv, x, y } = await exportJWK(key)
const kid = await calculateJwkThumbprint({ kty, crv, x, y })
const wrap = envelope.recipients.find(recipient => recipient.header.kid === kid)
if (wrap?.header.apv !== apv) throw new Error('no wrap for this key that is bound to the expected apv')

const opened = await generalDecrypt({ ...envelope, recipients: [wrap] }, key,
  { keyManagementAlgorithms: ['ECDH-ES+A256KW'], contentEncryptionAlgorithms: ['A256GCM'] })
const utf8 = new TextDecoder()
console.log(JSON.stringify({
  plaintext: utf8.decode(opened.plaintext),
  aad: utf8.decode(opened.additionalAuthenticatedData),
}))
