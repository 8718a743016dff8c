import type { Figure } from './figure.ts'

export function print(figures: readonly Figure[]): void {
  for (const each of figures) process.stdout.write(`${JSON.stringify(each)}\n`)
}

/** What a person wants to know meanwhile; standard output is for figures alone. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
