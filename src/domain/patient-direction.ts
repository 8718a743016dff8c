import { normalize } from './geometry.ts'
import type { Vector3 } from './geometry.ts'

/** A direction counts from about 11.5 degrees of tilt: below, a letter would clutter each slightly tilted image. */
const LEAST_COMPONENT = 0.2

/** Letters for the increasing and the decreasing direction of each LPS axis. H: head, F: feet. */
const AXIS_LETTERS = [
  ['L', 'R'],
  ['P', 'A'],
  ['H', 'F'],
] as const

/** The letters of a direction in the patient (LPS), strongest component first. */
export function directionLetters(direction: Vector3): string {
  return normalize(direction)
    .map((component, axis) => ({ component, axis }))
    .filter(({ component }) => Math.abs(component) >= LEAST_COMPONENT)
    .sort((a, b) => Math.abs(b.component) - Math.abs(a.component))
    .map(({ component, axis }) => AXIS_LETTERS[axis]![component > 0 ? 0 : 1])
    .join('')
}
