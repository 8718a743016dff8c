import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export type Served = {
  readonly origin: string
  /** The files given so far, by their path on disk, in order. */
  readonly fetched: () => readonly string[]
  close(): void
}

/**
 * Serves a folder on a free port of this machine, uncompressed, the same way for every app that is measured. A path that
 * names no file gives index.html, since the apps route in the page.
 */
export async function serveFolder(root: string, headers: Readonly<Record<string, string>>): Promise<Served> {
  const fetched: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const wanted = join(root, normalize(decodeURIComponent(pathname)))
    const file = existsSync(wanted) && statSync(wanted).isFile() ? wanted : join(root, 'index.html')
    fetched.push(file)
    response.writeHead(200, {
      ...headers,
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': statSync(file).size,
      'Cache-Control': 'no-store',
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((listening) => server.listen(0, 'localhost', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://localhost:${port}`,
    fetched: () => fetched,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
