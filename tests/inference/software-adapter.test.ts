import { describe, expect, it } from 'vitest'
import { isSoftware } from '../../src/inference/runtime.ts'

const adapter = (info: object, isFallbackAdapter?: boolean) =>
  ({ info, isFallbackAdapter }) as unknown as GPUAdapter

describe('a WebGPU adapter', () => {
  it.each([
    [{ vendor: 'google', architecture: 'swiftshader' }],
    [{ vendor: 'mesa', description: 'llvmpipe (LLVM 17.0.6, 256 bits)' }],
    [{ vendor: 'microsoft', description: 'Microsoft Basic Render Driver' }],
    [{ vendor: '', isFallbackAdapter: true }],
  ])('is software: %o', (info) => expect(isSoftware(adapter(info))).toBe(true))

  it('is software where the adapter itself says so', () => expect(isSoftware(adapter({}, true))).toBe(true))

  it.each([
    [{ vendor: 'nvidia', architecture: 'ampere' }],
    [{ vendor: 'apple', architecture: 'common-3' }],
    [{ vendor: 'intel', architecture: 'gen-12lp', description: 'Intel(R) Iris(R) Xe Graphics' }],
    [{}],
  ])('is a GPU: %o', (info) => expect(isSoftware(adapter(info, false))).toBe(false))
})
