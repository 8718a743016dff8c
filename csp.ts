/**
 * What the page may do, enforced by the browser: run its own code, talk to its own origin, nothing else.
 * Both workers start from a blob and inherit it (src/worker/start-worker.ts).
 * `wasm-unsafe-eval` compiles WebAssembly; `blob:` workers are the threads of tfjs-wasm; `blob:`/`data:` images are evidence crops.
 * Styles are inline only as attributes that React sets through the DOM, which `style-src 'self'` already allows.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self' blob:",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Headers of every response. Cross-origin isolation gives tfjs-wasm its threads. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}
