import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A disk of its own in a file: ext4 on a loop device, which a test may fill up, copy or throw away. */
export interface LoopDisk {
  /** Where it is mounted. */
  readonly dir: string;
  /** The file that holds its blocks. */
  readonly image: string;
  unmount(): void;
}

/** Why there can be no loop disks here; null where there can. Found out by making one. */
export const loopDiskProblem: string | null = findProblem();

function findProblem(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  const folder = mkdtempSync(join(tmpdir(), 'quietzone-loop-'));
  try {
    const image = join(folder, 'image');
    makeImage(image, 16_000_000);
    mount(image, join(folder, 'disk'));
    run('umount', [join(folder, 'disk')]);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A fresh disk in a folder of its own; the file takes no more room than what is written to it. */
export function makeLoopDisk(folder: string, bytes: number): LoopDisk {
  const image = join(folder, 'image');
  makeImage(image, bytes);
  return mountImage(image);
}

/** Mounts a disk as it is, which replays its journal after a power cut. */
export function mountImage(image: string): LoopDisk {
  const dir = `${image}-disk`;
  mount(image, dir);
  let mounted = true;
  const unmount = (...flags: string[]) => {
    if (mounted) run('umount', [...flags, dir]);
    mounted = false;
  };
  // A server that was killed a moment ago may still hold it.
  onTestFinished(() => unmount('--lazy'));
  return { dir, image, unmount: () => unmount() };
}

function makeImage(image: string, bytes: number): void {
  writeFileSync(image, '');
  truncateSync(image, bytes);
  // No blocks kept back for root, as whom these tests run.
  run('mkfs.ext4', ['-q', '-F', '-m', '0', image]);
}

function mount(image: string, dir: string): void {
  mkdirSync(dir);
  run('mount', ['-o', 'loop,noinit_itable', image, dir]);
}

function run(command: string, args: readonly string[]): void {
  // Debian keeps these out of the path of ordinary users.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` };
  const { status, error, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
  if (error) throw new Error(`${command}: ${error.message}`);
  if (status !== 0) throw new Error(`${command}: ${stderr.trim()}`);
}
