/** How the lumbosacral junction is built, as the reader sees it; it decides what L5/S1 means. */
export const ANATOMIES = ['usual', 'l6', 'sacralised-l5', 'lumbarised-s1'] as const
export type Anatomy = (typeof ANATOMIES)[number]
