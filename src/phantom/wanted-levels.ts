import { CONDITIONS, isCondition } from '../domain/condition.ts'
import { cellKey } from '../domain/decision.ts'
import type { CellKey } from '../domain/decision.ts'
import { diagnoseWith } from '../domain/diagnostic.ts'
import type { DiagnosticCode, DiagnosticFields } from '../domain/diagnostic.ts'
import { isLevel, LEVELS } from '../domain/level.ts'
import type { Level } from '../domain/level.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Failure, Result } from '../domain/result.ts'
import { GRADES, isGrade } from '../domain/severity.ts'
import type { Grade } from '../domain/severity.ts'
import type { PhantomOptions } from './phantom-options.ts'

/** What `--levels` fixes of a phantom; the seed draws the rest. */
export type WantedLevels = Pick<PhantomOptions, 'grades' | 'degeneration' | 'listhesisMm'>

const LENGTHS = { degeneration: [0, 1], listhesisMm: [-12, 15] } as const
type LengthName = keyof typeof LENGTHS

/**
 * Reads grades and shapes wanted for some levels, for example
 * `{"l4_l5": {"spinal_canal_stenosis": "severe", "listhesisMm": 6, "degeneration": 0.8}}`.
 * Fails with `phantom.levels-not-json`, `phantom.unknown-level`, `phantom.unknown-condition`, `phantom.unknown-grade`
 * or `phantom.out-of-range`, whose fields name what was found and what is known.
 */
export function parseWantedLevels(text: string): Result<WantedLevels> {
  const json = parsedObject(text)
  if (json === undefined) return refuse('phantom.levels-not-json', '', { found: text.slice(0, 40) })
  const grades: Partial<Record<CellKey, Grade>> = {}
  const lengths: Record<LengthName, Partial<Record<Level, number>>> = { degeneration: {}, listhesisMm: {} }
  for (const [level, wanted] of Object.entries(json)) {
    if (!isLevel(level)) return refuse('phantom.unknown-level', level, { known: LEVELS.join(', ') })
    if (!isObject(wanted)) return refuse('phantom.levels-not-json', level, { found: String(wanted) })
    for (const [name, value] of Object.entries(wanted)) {
      const subject = `${level}/${name}`
      if (isCondition(name)) {
        if (!isGrade(value))
          return refuse('phantom.unknown-grade', subject, { found: String(value), known: GRADES.join(', ') })
        grades[cellKey(level, name)] = value
      } else if (isLengthName(name)) {
        const [low, high] = LENGTHS[name]
        if (typeof value !== 'number' || !(value >= low && value <= high))
          return refuse('phantom.out-of-range', subject, { found: String(value), low, high })
        lengths[name][level] = value
      } else {
        const known = [...CONDITIONS, ...Object.keys(LENGTHS)].join(', ')
        return refuse('phantom.unknown-condition', subject, { known })
      }
    }
  }
  return succeed({ grades, ...lengths })
}

function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return isObject(json) ? json : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isLengthName(name: string): name is LengthName {
  return name in LENGTHS
}

function refuse<Code extends DiagnosticCode>(
  code: Code,
  subject: string,
  fields: DiagnosticFields[Code],
): Failure {
  return fail(diagnoseWith(code, 'error', subject, fields))
}
