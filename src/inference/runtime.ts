import { ready, setBackend, backend, removeBackend, env } from '@tensorflow/tfjs-core'
import { getThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type { EnginePreference } from '../domain/engine-preference.ts'
import { diagnose } from '../domain/diagnostic.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Result } from '../domain/result.ts'

type Backend = 'webgpu' | 'wasm'

/** Where the three WebAssembly binaries of tfjs lie: a folder, or a URL for each file name. */
export type WasmPaths = string | Readonly<Record<string, string>>

export type Runtime = {
  readonly backend: Backend
  /** The GPU adapter in its own words, or how WebAssembly runs. */
  readonly adapter: string
  /** Why not WebGPU, when it is not. */
  readonly because: string | undefined
  /** Resolves with the reason when the GPU is lost; never for WebAssembly. */
  readonly lost: Promise<string>
}

/**
 * Starts tfjs: WebGPU when the browser gives an adapter that is a GPU, else WebAssembly, which is far faster than a GPU that
 * software imitates (3.7 s against 104.7 s for one study).
 * Fails only when neither starts, or when a preference names one that does not.
 */
export async function startRuntime(
  preference: EnginePreference,
  wasmPaths: WasmPaths,
): Promise<Result<Runtime>> {
  if (preference === 'wasm') return startWasm(wasmPaths, 'WebAssembly was asked for')
  const gpu = await startWebGpu({ isSoftwareTaken: preference === 'webgpu' })
  if (typeof gpu !== 'string') return succeed(gpu)
  if (preference === 'webgpu') return fail(diagnose('inference.no-webgpu', 'error', '', { because: gpu }))
  return startWasm(wasmPaths, gpu)
}

/** WebAssembly after the GPU was lost, for the rest of the session. */
export async function replaceLostGpu(wasmPaths: WasmPaths, because: string): Promise<Result<Runtime>> {
  removeBackend('webgpu')
  return startWasm(wasmPaths, because)
}

/** The runtime on WebGPU, or why not, in words. */
async function startWebGpu({ isSoftwareTaken }: { isSoftwareTaken: boolean }): Promise<Runtime | string> {
  const gpu = 'navigator' in globalThis ? (navigator as Partial<Navigator>).gpu : undefined
  if (!gpu) return 'this browser has no WebGPU'
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) return 'WebGPU gave no adapter'
  if (!isSoftwareTaken && isSoftware(adapter)) {
    return `WebGPU gave only software (${describeAdapter(adapter)})`
  }
  try {
    await import('@tensorflow/tfjs-backend-webgpu')
    if (!(await setBackend('webgpu'))) return 'tfjs could not start on WebGPU'
    await ready()
  } catch (error) {
    return `WebGPU did not start: ${error instanceof Error ? error.message : String(error)}`
  }
  const { device } = backend() as unknown as Pick<WebGPUBackend, 'device'>
  return {
    backend: 'webgpu',
    adapter: describeAdapter(adapter),
    because: undefined,
    lost: device.lost.then(({ reason, message }) => `the GPU was lost (${message || reason})`),
  }
}

/**
 * The threaded build of tfjs starts eight workers, whatever the machine has. On fewer cores than this they take from the
 * opening study what they will not give back.
 */
const FEWEST_CORES_FOR_THREADS = 4

async function startWasm(wasmPaths: WasmPaths, because: string): Promise<Result<Runtime>> {
  setWasmPaths(wasmPaths)
  if (coresOf(globalThis) < FEWEST_CORES_FOR_THREADS) env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  try {
    if (!(await setBackend('wasm'))) return fail(diagnose('inference.no-engine', 'error', '', { because }))
    await ready()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return fail(
      diagnose('inference.no-engine', 'error', '', { because: `${because}; WebAssembly: ${reason}` }),
    )
  }
  return succeed({
    backend: 'wasm',
    adapter: describeWasm(),
    because,
    lost: new Promise<string>(() => undefined),
  })
}

/** Logical cores, as far as the browser tells; Node's tfjs knows no threads, and is asked nothing. */
function coresOf(scope: { readonly navigator?: { readonly hardwareConcurrency?: number } }): number {
  return scope.navigator?.hardwareConcurrency ?? FEWEST_CORES_FOR_THREADS
}

function describeWasm(): string {
  const simd = env().getBool('WASM_HAS_SIMD_SUPPORT') ? 'SIMD' : 'no SIMD'
  const threads = env().getBool('WASM_HAS_MULTITHREAD_SUPPORT') ? getThreadsCount() : 1
  return `WebAssembly, ${simd}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`
}

/** An adapter that computes on the CPU: the browser says so, or it bears the name of one that does. */
export function isSoftware(adapter: GPUAdapter): boolean {
  const { isFallbackAdapter, info } = adapter as {
    readonly isFallbackAdapter?: boolean
    readonly info?: GPUAdapterInfo & { readonly isFallbackAdapter?: boolean }
  }
  if (isFallbackAdapter === true || info?.isFallbackAdapter === true) return true
  return /swiftshader|llvmpipe|lavapipe|basic render|warp\b|\bcpu\b/i.test(describeAdapter(adapter))
}

function describeAdapter(adapter: GPUAdapter): string {
  const info = (adapter as { info?: GPUAdapterInfo }).info
  const words = [info?.vendor, info?.architecture, info?.description].filter(Boolean)
  return words.length > 0 ? [...new Set(words)].join(' ') : 'unnamed adapter'
}
