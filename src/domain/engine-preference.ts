/** `auto` takes WebGPU when the browser gives an adapter, else WebAssembly; the others ask for one by name. */
export type EnginePreference = 'auto' | 'webgpu' | 'wasm'

/** The engine that runs, and why. */
export type EngineChoice = {
  readonly backend: 'webgpu' | 'wasm'
  /** The adapter, or the threads and SIMD of WebAssembly, in words. */
  readonly adapter: string
  /** Why not WebGPU, when it is not. */
  readonly because: string | undefined
}
