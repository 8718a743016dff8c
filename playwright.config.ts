import { defineConfig } from '@playwright/test'

/** Another port, with E2E_PORT, lets two checkouts be tested at once. */
const PORT = Number(process.env['E2E_PORT'] ?? 4199)
const QUIET = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const SANDBOX = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const executablePath = process.env['CHROMIUM_PATH']

/** The built app in a real browser: once on WebGPU (a software adapter will do), once where there is none. */
export default defineConfig({
  testDir: 'e2e',
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  outputDir: 'test-results',
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: { args: [...SANDBOX, ...QUIET], ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'wasm', testIgnore: /webgpu/ },
    {
      name: 'webgpu',
      testMatch: /webgpu/,
      use: {
        launchOptions: {
          args: [...SANDBOX, ...QUIET, '--enable-unsafe-webgpu', '--enable-features=Vulkan'],
          ...(executablePath ? { executablePath } : {}),
        },
      },
    },
  ],
  webServer: {
    command: 'npx vite preview --logLevel warn',
    env: { PORT: String(PORT) },
    port: PORT,
    reuseExistingServer: false,
  },
})
