// Opens one chunk of a large section with the key that the section's own plaintext holds.
import { text } from 'node:stream/consumers'
import { base64url, flattenedDecrypt } from 'jose'

const { chunk, manifest } = JSON.parse(await text(process.stdin))

const opened = await flattenedDecrypt(chunk, base64url.decode(JSON.parse(manifest).key),
  { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] })
const utf8 = new TextDecoder()
console.log(JSON.stringify({ plaintext: utf8.decode(opened.plaintext), aad: utf8.decode(opened.additionalAuthenticatedData) }))
