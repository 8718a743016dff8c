import { bin, build, install, run } from './setup.mjs'

// Builds the app and packs it with what an administrator needs into release/.

install()
build()
run(bin('tsx'), ['deploy/release/write-release.ts'])
