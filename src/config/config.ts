import type { MapProvider } from '../core/content/types.ts';
import type { PlaceSource, Settings } from '../core/core.ts';
import type { PlanName, Plans } from '../core/limits/plans.ts';

/** All that can be configured, read once and frozen. Each field's meaning stands in the table of options. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin, without a slash at the end. */
  readonly baseUrl: string;
  /** False when `baseUrl` is the localhost default, which no phone can open. */
  readonly baseUrlSet: boolean;
  readonly trustProxy: readonly string[];
  readonly clientIpHeader: string;
  readonly apiCorsOrigins: readonly string[];
  readonly shutdownMs: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Null for SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Null where single scans are in the database. */
  readonly clickhouseUrl: string | null;
  /** Absolute path of an MMDB file, '' for the one that comes along, `off` for none. */
  readonly geoDb: string;
  /** Absolute paths of lists; null for none. */
  readonly relayNetworks: string | null;
  readonly hostingNetworks: string | null;
  /** 0 = off. */
  readonly repeatWindowMs: number;
  readonly scanDurability: 'safe' | 'fast';
  /** 0 = for ever. */
  readonly scanRetentionDays: number;
  /** 0 = for ever. */
  readonly agentRetentionDays: number;
  readonly scanTiming: boolean;
  readonly mapProvider: MapProvider;
  /** 0 = off. */
  readonly imageCacheBytes: number;
  /** Pictures that may wait to be drawn. */
  readonly imageQueue: number;
  readonly signUp: 'open' | 'closed';
  /** Null: no mail is sent; set together with `mailFrom`. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string | null;
  /** Address without a slash at the end; null without a single sign-on, with both that follow. */
  readonly oidcIssuer: string | null;
  readonly oidcClientId: string | null;
  readonly oidcClientSecret: string | null;
  readonly oidcName: string;
  /** 0 = no limit. */
  readonly qrTrackRequestsPerMinute: number;
  readonly defaultPlan: PlanName;
  readonly plans: Plans;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  readonly demo: boolean;
}

/** CC BY 4.0 asks for it, in these words and with this link. */
const dbIp: PlaceSource = { text: 'IP Geolocation by DB-IP', url: 'https://db-ip.com' };

/** What the rules of the product take from the configuration. */
export function settingsOf(config: Config): Settings {
  const { baseUrl, plans, defaultPlan, mapProvider, qrTrackRequestsPerMinute } = config;
  const ownHosts = [new URL(baseUrl).host];
  const { signUp, oidcName, oidcIssuer } = config;
  const signOnName = oidcIssuer === null ? null : oidcName;
  const accounts = { signUp, signOnName };
  return {
    baseUrl,
    plans,
    defaultPlan,
    qrTrackRequestsPerMinute,
    ...accounts,
    placeSource: config.geoDb === '' ? dbIp : null,
    content: { ownHosts, mapProvider },
  };
}
