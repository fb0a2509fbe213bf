import { hash, randomBytes } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { dayMs } from '../../core/stats/month.ts';

/**
 * Visitors are told apart by a keyed hash of address, user agent and workspace, whose salt changes every UTC
 * day and is then destroyed: nobody, the operator included, can follow a visitor over days or find an address.
 */
export interface VisitorSalts {
  /** Salts by UTC day (`2026-11-21`); days that have no salt get a random one of this node. */
  set(salts: readonly [string, string][]): void;
  /** The salts kept, which is what has to survive a restart. */
  all(): readonly [string, string][];
  /** 47-bit hash under the salt of the hit's day. */
  visitorOf(address: string, userAgent: string, workspace: number, timeMs: number): number;
}

export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

export function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** @param onNewSalt called when a salt had to be made here, before it is used */
export function createVisitorSalts(onNewSalt: () => void): VisitorSalts {
  let salts = new Map<string, string>();
  // The day of the last hit, since nearly every hit is of the same day as the one before.
  let current = { fromMs: 0, salt: '' };
  const saltAt = (timeMs: number) => {
    if (timeMs >= current.fromMs && timeMs < current.fromMs + dayMs && current.fromMs > 0)
      return current.salt;
    const day = dayOf(timeMs);
    let salt = salts.get(day);
    if (salt === undefined) {
      salt = newSalt();
      salts.set(day, salt);
      onNewSalt();
    }
    current = { fromMs: Date.parse(day), salt };
    return salt;
  };
  return {
    set(fresh) {
      salts = new Map(fresh);
      current = { fromMs: 0, salt: '' };
    },
    all: () => [...salts],
    visitorOf(address, userAgent, workspace, timeMs) {
      const subject = `${saltAt(timeMs)}\n${plainAddress(address)}\n${workspace}\n${userAgent}`;
      // 12 hex digits are 48 bits; the lowest is dropped.
      return Math.floor(Number.parseInt(hash('sha256', subject, 'hex').slice(0, 12), 16) / 2);
    },
  };
}

/** An IPv4 address is the same visitor whether it came over a v4 or a dual-stack socket. */
function plainAddress(address: string): string {
  return address.startsWith('::ffff:') && isIPv4(address.slice(7)) ? address.slice(7) : address;
}
