import type { Code } from '../../core/codes/code.ts';
import type { Core, Settings } from '../../core/core.ts';
import type { NamedAnswer } from '../../core/stats/ask/ask.ts';
import type { Overview } from '../../core/stats/overview/overview.ts';
import { showStatistics } from '../shared/show-statistics.ts';
import { pictureOf } from './render-code.ts';
import type { WireOverview, WireOverviewCode, WireStatistics } from './wire-stats.ts';

export function renderStatistics({ placeSource }: Settings, named: NamedAnswer): WireStatistics {
  return { ...showStatistics(named, (ms) => ms), attribution: placeSource };
}

export function renderOverview(core: Core, overview: Overview): WireOverview {
  const { zone: tz, days, gained, silent, unproved, ...rest } = overview;
  return {
    ...{ tz, ...rest },
    days: days.map(({ startMs, counts: [scans = 0] }) => ({ start: startMs, scans })),
    gained: gained.map(({ code, scans, before }) => ({ ...renderNamed(core, code), scans, before })),
    silent: silent.map(({ code, before, lastScanAt }) => ({
      ...{ ...renderNamed(core, code), before, lastScanAt },
    })),
    unproved: unproved.map((code) => renderNamed(core, code)),
  };
}

function renderNamed(core: Core, code: Code): WireOverviewCode {
  const { id, slug, name } = code;
  return { id, slug, name, picture: pictureOf(core, code) };
}
