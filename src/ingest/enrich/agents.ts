import { isbot } from 'isbot';
import { UAParser } from 'my-ua-parser';
import { type AgentSigns, isPreviewAgent } from '../../core/scans/classify.ts';
import type { DeviceKind } from '../../core/scans/device.ts';
import { isScannerAgent } from '../../core/scans/scanner-agents.ts';
import { createLruMap } from '../lru-map.ts';

/** What a user-agent string tells. */
export interface Agent extends AgentSigns {
  readonly device: DeviceKind;
  /** Such as `iOS`; `Unknown` where nothing is known. */
  readonly os: string;
  readonly browser: string;
}

/** A look-up that remembers: few strings make nearly all requests. */
export function createAgents(entriesMax = 20_000): (userAgent: string) => Agent {
  const known = createLruMap<string, Agent>(entriesMax);
  return (userAgent) => {
    const remembered = known.get(userAgent);
    if (remembered) return remembered;
    const agent = parseAgent(userAgent);
    known.set(userAgent, agent);
    return agent;
  };
}

const nothing: Agent = {
  missing: true,
  scanner: false,
  preview: false,
  bot: false,
  device: 'unknown',
  os: 'Unknown',
  browser: 'Unknown',
};

export function parseAgent(userAgent: string): Agent {
  const text = userAgent.trim();
  if (text === '') return nothing;
  const { browser, os, device } = new UAParser(text).getResult();
  return {
    missing: false,
    scanner: isScannerAgent(text),
    preview: isPreviewAgent(text),
    bot: isbot(text),
    device: deviceOf(device.type, os.name),
    os: os.name === 'Mac OS' ? 'macOS' : (os.name ?? 'Unknown'),
    // The device says mobile already: "Mobile Safari" is Safari.
    browser: browser.name?.replace(/^Mobile /, '') ?? 'Unknown',
  };
}

const desktopSystems =
  /^(Windows|macOS|Mac OS|Linux|Ubuntu|Debian|Fedora|Chromium OS|Chrome OS|FreeBSD|OpenBSD)/;

function deviceOf(type: string | undefined, os: string | undefined): DeviceKind {
  if (type === 'mobile' || type === 'wearable') return 'mobile';
  if (type === 'tablet') return 'tablet';
  if (type === undefined && os !== undefined && desktopSystems.test(os)) return 'desktop';
  return type === undefined && /^(iOS|Android|HarmonyOS)/.test(os ?? '') ? 'mobile' : 'unknown';
}
