import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { DICOM_ATTRIBUTES } from '../../src/dicom/attributes.ts'

it('gives each attribute the tag and the VR that it has in the dictionary of pydicom', () => {
  // Written by write_dictionary.py; training/tests/test_dictionary.py holds the file itself against pydicom.
  const expected: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'dictionary.json'), 'utf8'))
  const ours = Object.entries(DICOM_ATTRIBUTES).map(([keyword, [tag, vr]]) => [
    keyword,
    [tag.toString(16).padStart(8, '0'), vr],
  ])
  expect(Object.fromEntries(ours)).toEqual(expected)
})
