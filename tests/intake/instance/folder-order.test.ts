import { describe, expect, it } from 'vitest'
import { createFolderPreference, oneOfEachFolderFirst } from '../../../src/intake/instance/folder-order.ts'
import { AXIAL, makeInstance, SAGITTAL } from '../../series/make-instance.ts'

const itself = (path: string) => path

function from(path: string, orientation: readonly number[], modality = 'MR') {
  return { ...makeInstance({ orientation, modality }), path }
}

describe('oneOfEachFolderFirst', () => {
  it('looks into each folder before it reads one to its end', () => {
    const files = ['a/1', 'a/2', 'b/1', 'b/2', '3']
    expect(oneOfEachFolderFirst(files, itself)).toEqual(['a/1', 'b/1', '3', 'a/2', 'b/2'])
  })

  it('leaves one folder, and more folders than a look is worth, as they are', () => {
    const one = ['a/1', 'a/2']
    const many = Array.from({ length: 2000 }, (_, index) => `${Math.floor(index / 2)}/${index % 2}`)
    expect(oneOfEachFolderFirst(one, itself)).toBe(one)
    expect(oneOfEachFolderFirst(many, itself)).toBe(many)
  })
})

describe('createFolderPreference', () => {
  it('prefers the folder of a sagittal MR image, once', () => {
    const folders = createFolderPreference()
    expect(folders.prefer(from('study/ax/1', AXIAL))).toBeUndefined()
    expect(folders.prefer(from('study/ct/1', SAGITTAL, 'CT'))).toBeUndefined()
    expect(folders.prefer(from('study/t2/1', SAGITTAL))).toBe('study/t2/')
    expect(folders.prefer(from('study/t2/2', SAGITTAL))).toBeUndefined()
  })
})
