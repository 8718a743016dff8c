import { DataError } from './datasets/csv.ts'

/** What the operating system says where a path cannot be read or written; Node's code and the words for it. */
const NO_ACCESS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'a read-only disk',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a file stands where a folder should be',
  EISDIR: 'a folder stands where a file should be',
  ENOENT: 'it does not exist',
}
const EXPECTED_FAILURE = 3

/**
 * The exit code of `command`. A mistake in a data set and a path that cannot be used are told in one line and end with 3;
 * anything else that is thrown is a bug and stays one.
 */
export async function tellExpectedFailures(command: () => Promise<number>): Promise<number> {
  try {
    return await command()
  } catch (error) {
    const said = error instanceof DataError ? error.message : noAccess(error as NodeJS.ErrnoException)
    if (said === undefined) throw error
    process.stderr.write(`${said}\n`)
    return EXPECTED_FAILURE
  }
}

function noAccess({ code, path, syscall }: NodeJS.ErrnoException): string | undefined {
  const why = NO_ACCESS[code ?? '']
  if (why === undefined || path === undefined || syscall === undefined) return undefined
  return `cli.no-access: ${path}: ${why}; check the path, its permissions and the free space`
}
