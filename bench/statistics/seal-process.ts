/** Seals a data directory in a process of its own, at the priority that the sealer has; prints `go` when it has begun. */
import { giveWay } from '../../src/runtime/give-way.ts';
import { configOf } from '../quietzone.ts';
import { sealAll } from './sealing.ts';

const [dataDir = '', day = '', url = ''] = process.argv.slice(2);
giveWay();
process.stdout.write('go\n');
const env = url === '' ? {} : { DATABASE_URL: url };
process.stdout.write(`${JSON.stringify(await sealAll(configOf(dataDir, env), Number(day), 0))}\n`);
