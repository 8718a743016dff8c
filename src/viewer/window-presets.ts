import type { GreyWindow } from '../domain/grey-window.ts'
import type { ImagePixels, StudyImage } from '../domain/study.ts'
import { greyLevels } from './grey-levels.ts'

/**
 * MR values have no unit, so a preset is a pair of percentiles of the image on the screen, its air included:
 * below `low` is black, above `high` is white.
 */
export type WindowPreset = { readonly id: WindowPresetId; readonly low: number; readonly high: number }

export const WINDOW_PRESET_IDS = ['acquired', 'auto', 'soft', 'hard', 'fluid'] as const
export type WindowPresetId = (typeof WINDOW_PRESET_IDS)[number]

/** Keys 1 to 5, in this order. `acquired` is the header's own window, and falls back to `auto`. */
export const WINDOW_PRESETS: readonly WindowPreset[] = [
  { id: 'acquired', low: 1, high: 99.5 },
  { id: 'auto', low: 1, high: 99.5 },
  /** Everything, the brightest fat and fluid included. */
  { id: 'soft', low: 0, high: 100 },
  /** Discs, marrow and ligaments apart; fluid is white. */
  { id: 'hard', low: 20, high: 96 },
  /** Roots in the bright sac: the dark half is black. */
  { id: 'fluid', low: 50, high: 99.9 },
]

/** The window of a preset on one image. */
export function presetWindow(id: WindowPresetId, image: StudyImage, pixels: ImagePixels): GreyWindow {
  if (id === 'acquired') return openingWindow(image, pixels)
  const { low, high } = WINDOW_PRESETS.find((preset) => preset.id === id)!
  return percentileWindow(pixels, low, high)
}

/** The window that an image opens with: the header's where it has one, else from its values. */
export function openingWindow(image: StudyImage, pixels: ImagePixels): GreyWindow {
  const [fromHeader] = image.windows
  if (fromHeader && fromHeader.width > 0 && Number.isFinite(fromHeader.center)) return fromHeader
  return percentileWindow(pixels, 1, 99.5)
}

/** The window from one percentile to another; never empty. */
function percentileWindow(pixels: ImagePixels, low: number, high: number): GreyWindow {
  const levels = greyLevels(pixels)
  const [dark, bright] = [levels.percentile(low), levels.percentile(high)]
  return { center: (dark + bright) / 2, width: Math.max(bright - dark, Math.abs(pixels.slope) || 1) }
}

/** How far the values of an image spread, from the darkest to the brightest 0.5 %: what window drags are scaled by. */
export function greySpread(pixels: ImagePixels): number {
  return percentileWindow(pixels, 0.5, 99.5).width
}
