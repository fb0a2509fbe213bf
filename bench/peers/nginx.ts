import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort, waitForAnswer } from '../ports.ts';
import { start } from '../processes.ts';

export interface Peer {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** One worker that looks the path up in a map and answers 302; nothing is logged. */
function renderConfig(folder: string, port: number, destinations: ReadonlyMap<string, string>): string {
  const lines = [...destinations].map(([slug, destination]) => `    /p/${slug} "${destination}";`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off;
master_process off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
${temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}
  access_log off;
  keepalive_requests 100000000;
  map_hash_max_size 65536;
  map_hash_bucket_size 128;
  map $uri $destination {
    default "";
${lines.join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    location /p/ {
      if ($destination = "") { return 404; }
      return 302 $destination;
    }
  }
}
`;
}

export async function startNginx(
  folder: string,
  core: number | null,
  destinations: ReadonlyMap<string, string>,
): Promise<Peer> {
  const port = await findFreePort();
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, renderConfig(folder, port, destinations));
  const nginx = start({ core, command: 'nginx', args: ['-p', folder, '-c', file] });
  const [slug] = destinations.keys();
  await waitForAnswer(port, `/p/${slug}`, 302, { timeoutMs: 10_000 }).catch((cause: unknown) => {
    throw new Error(`nginx does not answer: ${nginx.errors()}`, { cause });
  });
  return { port, pid: nginx.child.pid ?? 0, stop: () => nginx.stop() };
}
