/** The images and what is done to them. */
export const VIEWING = {
  imageMenu: 'Bild',
  alone: 'Nur diese Ansicht',
  aloneExplained: 'Nur diese Ansicht oder wieder alle (Doppelklick)',
  tiles: {
    show: 'Alle Bilder',
    showExplained: 'Alle Bilder dieser Serie nebeneinander',
    label: (series: string) => `${series}: alle Bilder`,
    image: (number: number, level: string) => (level === '' ? `Bild ${number}` : `Bild ${number}, ${level}`),
  },
  cine: {
    label: 'Cine',
    rate: (images: number) => `${images} Bilder/s`,
    slower: 'Langsamer',
    faster: 'Schneller',
    stop: 'Stopp',
  },
  prior: {
    series: (date: string | undefined, series: string) =>
      `Voruntersuchung ${date ?? 'ohne Datum'}, ${series}`,
    rail: 'Vorher',
    head: (date: string | undefined) => `Vorher, ${date ?? 'ohne Datum'}`,
    headLater: (date: string | undefined) => `Später, ${date ?? 'ohne Datum'}`,
    linked: 'Nach Segmenten mit der aktuellen Untersuchung gekoppelt',
    locating: 'Die Segmente dieser Untersuchung werden gesucht',
    unlinked: 'Nicht gekoppelt: nicht in beiden Untersuchungen wurden Segmente gefunden',
  },
  windows: {
    menu: 'Fenstervorgaben',
    presets: {
      acquired: 'Wie aufgenommen',
      auto: 'Automatisch',
      soft: 'Weich',
      hard: 'Hart',
      fluid: 'Liquor',
    },
    fromFile: 'Aus der Datei',
    unnamed: (number: number) => `Fenster ${number}`,
    values: (center: number, width: number) => `C ${center} W ${width}`,
  },
  annotations: {
    text: 'Text dieser Markierung',
    textPlaceholder: 'Schreiben, dann Enter',
    keys: 'Pfeiltasten verschieben, Leertaste geht von Punkt zu Punkt, Enter beschriftet, Rücktaste löscht',
    point: (number: number) => `Punkt ${number}`,
  },
  anatomyTags: {
    usual: '',
    l6: 'L6 vorhanden',
    'sacralised-l5': 'L5 sakralisiert',
    'lumbarised-s1': 'S1 lumbalisiert',
  },
  panels: {
    series: 'Serienleiste',
    findings: 'Befundleiste',
  },
  keys: {
    change: (action: string) => `Taste ändern: ${action}`,
    press: 'Taste drücken',
    explained: 'Zeile anklicken, dann neue Taste drücken. Esc lässt sie unverändert, Rücktaste entfernt sie.',
    taken: (key: string, action: string) => `${key} ist belegt mit: ${action}.`,
    take: 'Hier verwenden',
    keep: 'Belassen',
    reserved: (key: string) => `${key} kann nicht anders belegt werden.`,
    none: 'keine Taste',
    reset: 'Ursprüngliche Tasten',
  },
} as const
