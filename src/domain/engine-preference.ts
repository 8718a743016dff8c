/** `auto` takes WebGPU when the browser gives an adapter, else WebAssembly; the others ask for one by name. */
export type EnginePreference = 'auto' | 'webgpu' | 'wasm'
