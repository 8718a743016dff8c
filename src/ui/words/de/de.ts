/** Cauda in German. */
export const DE = { locale: 'de-DE' } as const
