import { describe, expect, it } from 'vitest'
import { uidFrom, uuidFrom } from '../../src/dicom/uid.ts'

describe('uidFrom', () => {
  it('is a valid UID, the same for the same text and another for another', () => {
    const uids = ['', 'a', 'b', 'á', 'a'].map(uidFrom)
    for (const uid of uids) expect(uid).toMatch(/^2\.25\.[1-9]\d{0,38}$/u)
    expect(new Set(uids).size).toBe(4)
  })
})

describe('uuidFrom', () => {
  it('is the same number as a version 8 UUID', () => {
    const uuid = uuidFrom('a')
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u)
    expect(`2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`).toBe(uidFrom('a'))
  })
})
