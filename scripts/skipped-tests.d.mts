export function skippedOfVitest(files: readonly unknown[], root: string): readonly string[]
export function skippedOfPlaywright(suites: readonly unknown[]): readonly string[]
