import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const DEPLOY = join(import.meta.dirname, '..', '..', 'deploy', 'nginx')

export const hasNginx = spawnSync('nginx', ['-v'], { stdio: 'ignore' }).status === 0

/** Serves the folder at `/` and again under `/tools/cauda/`, as docs/deploying.md says. */
export async function startNginx(site: string) {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-nginx-'))
  const [root, subPath] = [await freePort(), await freePort()]
  const config = join(folder, 'nginx.conf')
  await writeFile(config, configuration(folder, site, root, subPath))
  const server = spawn('nginx', ['-p', folder, '-c', config], { stdio: ['ignore', 'ignore', 'inherit'] })
  const atRoot = `http://127.0.0.1:${root}/`
  while (!(await fetch(atRoot).catch(() => undefined))) {
    if (server.exitCode !== null) throw new Error(`nginx ended with exit code ${server.exitCode}`)
    await wait(50)
  }
  return {
    atRoot,
    atSubPath: `http://127.0.0.1:${subPath}/tools/cauda/`,
    async stop(): Promise<void> {
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function configuration(folder: string, site: string, root: number, subPath: number): string {
  return `
daemon off;
user ${process.getuid?.() === 0 ? 'root' : 'nobody'};
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n    ')}
    include ${DEPLOY}/cauda-maps.conf;
    server {
        listen 127.0.0.1:${root};
        root ${site};
        include ${DEPLOY}/cauda-headers.conf;
    }
    server {
        listen 127.0.0.1:${subPath};
        location /tools/cauda/ {
            alias ${site}/;
            include ${DEPLOY}/cauda-headers.conf;
        }
    }
}
`
}

function freePort(): Promise<number> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
