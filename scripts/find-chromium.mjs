import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { bin } from './setup.mjs'

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** A Chrome or Chromium: one that is here, else Playwright's download, else Debian's package. Throws when none can be had. */
export async function findChromium() {
  const found = installed() ?? (await playwrights()) ?? debians()
  if (found) return found
  throw new Error(
    'test.no-chromium: no Chrome or Chromium was found, and none could be installed; install one, or set CHROMIUM_PATH to its program',
  )
}

function installed() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [process.env.CHROMIUM_PATH, ...onPath, ...ELSEWHERE].find((path) => path && existsSync(path))
}

async function playwrights() {
  const { chromium } = await import('playwright')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  spawnSync(bin('playwright'), ['install', 'chromium'], { stdio: 'inherit', timeout: 300_000 })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function debians() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).error) return undefined
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
  spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] })
  return installed()
}
