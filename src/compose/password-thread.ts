import { workerData } from 'node:worker_threads';
import { giveWay } from '../runtime/give-way.ts';
import { hashPassword, type ScryptCost, verifyPassword } from '../runtime/password-hash.ts';
import type { PasswordCalls } from './accounts.ts';
import { serveCalls } from './serve-calls.ts';

/** Entry of the thread that hashes passwords: each takes a large part of a second, and redirects go before. */
giveWay();
const cost = workerData as ScryptCost;

serveCalls<PasswordCalls>({
  hash: ([password]) => hashPassword(password, cost),
  verify: ([hash, password]) => verifyPassword(hash, password),
});
