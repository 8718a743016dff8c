import { build, install, ROOT } from './setup.mjs'

const port = Number(process.env.PORT ?? 4173)
if (!Number.isInteger(port) || port < 1 || port > 65535) {
  console.error(`start.bad-port: PORT is "${process.env.PORT}"; give a number from 1 to 65535`)
  process.exit(2)
}

install()
build()

const { preview } = await import('vite')
try {
  await preview({ root: ROOT, logLevel: 'warn' })
  console.log(`Cauda is at http://localhost:${port}`)
} catch (error) {
  if (!/already in use/.test(error.message)) throw error
  console.error(
    `start.port-taken: port ${port} is in use by another program; stop it, or choose another with PORT=4174 npm start`,
  )
  process.exit(1)
}
