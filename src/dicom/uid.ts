const FNV_OFFSET = 0x6c62272e07bb014262b821756295c58dn
const FNV_PRIME = 0x0000000001000000000000000000013bn
const MASK_128 = (1n << 128n) - 1n

/**
 * A DICOM UID from a text: the 128-bit FNV-1a hash of its UTF-8 bytes, marked as a version 8 UUID (RFC 9562) and written under
 * the 2.25 arc (PS3.5 B.2). The same text gives the same UID, so the same report gives the same bytes.
 */
export function uidFrom(text: string): string {
  let hash = FNV_OFFSET
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * FNV_PRIME) & MASK_128
  return version8Uid(hash)
}

/** 128 bits as a version 8 UUID under the 2.25 arc. */
export function version8Uid(bits: bigint): string {
  return `2.25.${asVersion8(bits)}`
}

/** The same as an RFC 9562 UUID in its usual spelling, for FHIR's `urn:uuid:`. */
export function uuidFrom(text: string): string {
  const hex = BigInt(uidFrom(text).slice('2.25.'.length)).toString(16).padStart(32, '0')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')
}

function asVersion8(hash: bigint): bigint {
  const version = (hash & ~(0xfn << 76n)) | (8n << 76n)
  return (version & ~(3n << 62n)) | (2n << 62n)
}
