import type { SourceFile } from '../../review/ports.ts'
import type { Session } from '../../review/session.ts'

/** Gives files to the session and marks the moment, from which the time to first pixels and to findings counts. */
export function handOver(
  session: Session,
  files: readonly SourceFile[] | Promise<readonly SourceFile[]>,
): void {
  markHandOver()
  session.openFiles(files)
}

function markHandOver(): void {
  for (const name of ['cauda:files', 'cauda:first-pixels', 'cauda:findings']) performance.clearMarks(name)
  performance.mark('cauda:files')
}
