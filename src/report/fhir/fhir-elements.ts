import { CAUDA_SCHEME_UID } from '../coding/codes.ts'
import type { Code } from '../coding/codes.ts'
import { uuidFrom } from '../../dicom/uid.ts'

/** The FHIR R4 elements that Cauda writes, no wider than it needs them (http://hl7.org/fhir/R4). */
type Coding = { readonly system: string; readonly code: string; readonly display?: string }
export type CodeableConcept = { readonly coding?: readonly Coding[]; readonly text: string }
export type Reference = { readonly reference: string; readonly display?: string }
type Extension = { readonly url: string; readonly valueDecimal: number }
export type Quantity = {
  readonly extension?: readonly Extension[]
  readonly value: number
  readonly unit: string
  readonly system: string
  readonly code: string
}
export type Resource = { readonly resourceType: string } & Readonly<Record<string, unknown>>
export type Entry = { readonly fullUrl: string; readonly resource: Resource }

export const UCUM_SYSTEM = 'http://unitsofmeasure.org'

const SYSTEMS = {
  DCM: 'http://dicom.nema.org/resources/ontology/DCM',
  SCT: 'http://snomed.info/sct',
  UCUM: UCUM_SYSTEM,
  RFC5646: 'urn:ietf:bcp:47',
  '99CAUDA': `urn:oid:${CAUDA_SCHEME_UID}`,
} as const satisfies Record<Code['scheme'], string>

export function concept(code: Code, text = code.meaning): CodeableConcept {
  return { coding: [{ system: SYSTEMS[code.scheme], code: code.value, display: code.meaning }], text }
}

/** A resource under a `urn:uuid:` made from what it is, so that references can be written before the resource. */
export function entryOf(identity: string, resource: Resource): Entry {
  const uuid = uuidFrom(identity)
  const { resourceType, ...rest } = resource
  return { fullUrl: `urn:uuid:${uuid}`, resource: { resourceType, id: uuid, ...rest } }
}

export function referenceTo(entry: Entry, display?: string): Reference {
  return display === undefined ? { reference: entry.fullUrl } : { reference: entry.fullUrl, display }
}

/** Sections of sentences as a FHIR narrative. */
export function narrative(
  title: string,
  sections: readonly { readonly heading?: string; readonly sentences: readonly string[] }[],
): {
  readonly status: 'generated'
  readonly div: string
} {
  const body = sections
    .map(({ heading, sentences }) => {
      const head = heading === undefined ? '' : `<h2>${escaped(heading)}</h2>`
      return `${head}${sentences.map((sentence) => `<p>${escaped(sentence)}</p>`).join('')}`
    })
    .join('')
  return {
    status: 'generated',
    div: `<div xmlns="http://www.w3.org/1999/xhtml"><h1>${escaped(title)}</h1>${body}</div>`,
  }
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
