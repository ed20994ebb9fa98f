// Measures jose itself: sealing and signing one section for two keys, and opening it to seal it for another, which is the only way
// to a new recipient that the package has.
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { FlattenedSign, GeneralEncrypt, generalDecrypt, generateKeyPair } from 'jose'

const { size, milliseconds } = JSON.parse(await text(process.stdin))
const alg = 'ECDH-ES+A256KW'
const plaintext = new Uint8Array(randomBytes(size))
const [intake, own, receiver] = await Promise.all([0, 1, 2].map(() => generateKeyPair(alg, { crv: 'P-256', extractable: true })))
const signer = await generateKeyPair('ES256')

async function seal(content, keys) {
  const encrypt = new GeneralEncrypt(content).setProtectedHeader({ enc: 'A256GCM' }).setAdditionalAuthenticatedData(new Uint8Array(100))
  for (const { publicKey } of keys) encrypt.addRecipient(publicKey).setUnprotectedHeader({ alg })
  return encrypt.encrypt()
}

async function sealAndSign() {
  const envelope = await seal(plaintext, [intake, own])
  const payload = ['protected', 'aad', 'iv', 'ciphertext', 'tag'].map(name => envelope[name]).join('.')
  await new FlattenedSign(new TextEncoder().encode(payload)).setProtectedHeader({ alg: 'ES256' }).sign(signer.privateKey)
  return envelope
}

async function median(call) {
  const times = []
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    const began = performance.now()
    await call()
    times.push(performance.now() - began)
  }
  return times.sort((a, b) => a - b)[times.length >> 1] * 1000
}

const envelope = await sealAndSign()
const first = { ...envelope, recipients: [envelope.recipients[0]] }
const sealMicroseconds = await median(sealAndSign)
const openMicroseconds = await median(async () => seal((await generalDecrypt(first, intake.privateKey)).plaintext, [receiver, own]))
console.log(JSON.stringify({ sealMicroseconds, openMicroseconds }))
