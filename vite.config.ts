import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'
import { CONTENT_SECURITY_POLICY, SECURITY_HEADERS } from './csp.ts'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8')) as {
  version: string
}
const port = Number(process.env['PORT'] ?? 4173)

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), modelPacks()],
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1100,
  },
  // tfjs-wasm rebuilds its own source with Function.toString for its threads: minified, that source no longer runs.
  worker: { format: 'es', rolldownOptions: { output: { minify: false } } },
  server: { port, strictPort: true },
  preview: { port, strictPort: true, headers: SECURITY_HEADERS },
})

/** The policy travels with the page too, so that it holds on any static host. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  }
}

/** Serves `models/` beside the app. */
function modelPacks(): Plugin {
  const source = join(import.meta.dirname, 'models')
  return {
    name: 'model-packs',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir && existsSync(source)) cpSync(source, join(dir, 'models'), { recursive: true })
    },
  }
}
