/** The images and what is done to them. */
export const VIEWING = {
  imageMenu: 'Image',
  alone: 'This pane alone',
  aloneExplained: 'This pane alone, or all again (double press)',
  tiles: {
    show: 'All images',
    showExplained: 'All images of this series side by side',
    label: (series: string) => `${series}: all images`,
    image: (number: number, level: string) =>
      level === '' ? `Image ${number}` : `Image ${number}, ${level}`,
  },
  cine: {
    label: 'Cine',
    rate: (images: number) => `${images} images/s`,
    slower: 'Slower',
    faster: 'Faster',
    stop: 'Stop',
  },
  prior: {
    series: (date: string | undefined, series: string) => `Prior ${date ?? 'without date'}, ${series}`,
    rail: 'Prior',
    head: (date: string | undefined) => `Prior, ${date ?? 'no date'}`,
    headLater: (date: string | undefined) => `Later study, ${date ?? 'no date'}`,
    linked: 'Linked to the current study by level',
    locating: 'Locating the levels of this study',
    unlinked: 'Not linked: levels were not found in both studies',
  },
  windows: {
    menu: 'Window presets',
    presets: {
      acquired: 'As acquired',
      auto: 'Automatic',
      soft: 'Soft',
      hard: 'Hard',
      fluid: 'Fluid',
    },
    fromFile: 'From the file',
    unnamed: (number: number) => `Window ${number}`,
    values: (center: number, width: number) => `C ${center} W ${width}`,
  },
  annotations: {
    text: 'Words of this annotation',
    textPlaceholder: 'Type, then Enter',
    keys: 'Arrow keys move it, Space goes from point to point, Enter writes on it, Backspace deletes it',
    point: (number: number) => `point ${number}`,
  },
  anatomyTags: {
    usual: '',
    l6: 'L6 present',
    'sacralised-l5': 'L5 sacralised',
    'lumbarised-s1': 'S1 lumbarised',
  },
  panels: {
    series: 'Series panel',
    findings: 'Findings panel',
  },
  keys: {
    change: (action: string) => `Change the key for ${action}`,
    press: 'Press a key',
    explained: 'Press a row, then the new key. Escape leaves it as it is, Backspace takes the key away.',
    taken: (key: string, action: string) => `${key} is the key for ${action}.`,
    take: 'Use it here instead',
    keep: 'Leave it',
    reserved: (key: string) => `${key} cannot be given to anything else.`,
    none: 'no key',
    reset: 'Keys as they were',
  },
} as const
