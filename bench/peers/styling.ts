import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../quietzone.ts';

/** Not among our own packages: it needs a browser's document, which takes another fifty of them. */
const packages = ['qr-code-styling@1.9.2', 'jsdom@31.0.1'];
const folder = join(root, 'node_modules', '.cache', 'quietzone-bench-peers');

/** Draws styled SVGs with the npm package `qr-code-styling`; null where it cannot be installed. */
export function loadStyling(): ((text: string) => Promise<unknown>) | null {
  if (!existsSync(join(folder, 'node_modules', 'qr-code-styling')) && !install()) return null;
  const require = createRequire(join(folder, 'package.json'));
  const { JSDOM } = require('jsdom') as { JSDOM: unknown };
  const { QRCodeStyling } = require('qr-code-styling/lib/qr-code-styling.common.js') as {
    QRCodeStyling: new (options: object) => { getRawData(format: 'svg'): Promise<unknown> };
  };
  const gradient = {
    type: 'linear',
    rotation: 0,
    colorStops: [
      { offset: 0, color: '#0b3d5c' },
      { offset: 1, color: '#5c0b3d' },
    ],
  };
  return (data) =>
    new QRCodeStyling({
      ...{ jsdom: JSDOM, type: 'svg', width: 512, height: 512, margin: 0, data },
      qrOptions: { errorCorrectionLevel: 'H' },
      dotsOptions: { type: 'dots', gradient },
      backgroundOptions: { color: '#ffffff' },
    }).getRawData('svg');
}

function install(): boolean {
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', ['install', '--prefix', folder, ...flags, ...packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return status === 0;
}
