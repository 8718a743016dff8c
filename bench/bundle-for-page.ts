import { build } from 'vite'

/** A module and what it imports as one module script. Packages in `from` are taken from that folder. */
export async function bundleForPage(entry: string, from: string, packages: readonly string[]): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: Object.fromEntries(packages.map((name) => [name, `${from}/${name}`])) },
    build: { write: false, lib: { entry, formats: ['es'] } },
  })
  const [output] = Array.isArray(built) ? built : [built]
  if (!output || !('output' in output)) throw new Error(`bench.no-bundle: ${entry}`)
  return output.output[0].code
}
