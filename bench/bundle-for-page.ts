import { build } from 'vite'

/** A module and what it imports as one module script. Packages in `from` are taken from that folder. */
export async function bundleForPage(
  entry: string,
  from: string,
  packages: readonly string[],
): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { alias: Object.fromEntries(packages.map((name) => [name, `${from}/${name}`])) },
    build: {
      write: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } }, // one file: the page is served no other
    },
  })
  const [bundle] = [built].flat()
  if (!bundle || !('output' in bundle)) throw new Error(`bench.no-bundle: ${entry}`)
  return bundle.output[0].code
}
