import type { Page } from 'playwright'

/** An app under measurement: how to bring it to the same places as the other one. Times are in milliseconds. */
export type MeasuredApp = {
  readonly name: string
  readonly url: string
  /** The study as this app can read it. */
  readonly studyFolder: string
  /** Matches once the page takes files. */
  readonly readySelector: string
  /** Files that the page has fetched, by their path on disk, in order. */
  readonly fetched: () => readonly string[]
  /**
   * From the handing over of files to the first pixels and no further. What a reader needs to find and click a button in
   * between is not counted.
   */
  open(page: Page): Promise<{ readonly firstPixelsMs: number }>
  /**
   * The work that the opening began is done: findings, thumbnails, prefetch. Findings count from the handing over; where
   * there are none, why.
   */
  settle(page: Page): Promise<{ readonly findingsMs: number | string }>
  /** Brings the series with the most images to a pane, with the pointer in its middle, and gives that place in CSS pixels. */
  showLongestSeries(page: Page): Promise<{ readonly x: number; readonly y: number }>
  /** The key that brings another series when the longest is in the pane; PageUp and PageDown undo one another. Undefined where none does. */
  readonly keyToOtherSeries?: 'PageUp' | 'PageDown'
  /** Three panes of 768 x 768 with the longest series in each, scrolling together; the pointer is over the first. Undefined where the app has no such thing. */
  readonly showThreePanes?: (page: Page) => Promise<void>
  /** The number of the image in that pane, from 1. */
  imageNumber(page: Page): Promise<number>
}

/** What an app that only shows images settles with. */
export const NO_ANALYSIS = { findingsMs: 'it has no analysis' }
