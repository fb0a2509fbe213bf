import { z } from 'zod';
import { exactLine } from './fields.ts';
import type { ContentSpec, TextMeaning } from './spec.ts';

/** IEEE 802.11, 9.4.2.2: a network's name has at most 32 octets. */
const ssidOctetsMax = 32;

const schema = z
  .strictObject({
    ssid: exactLine(ssidOctetsMax).refine((ssid) => new TextEncoder().encode(ssid).length <= ssidOctetsMax, {
      error: `must be at most ${ssidOctetsMax} bytes of UTF-8`,
    }),
    password: exactLine().optional(),
    encryption: z.enum(['WPA', 'WEP', 'nopass']).optional(),
    hidden: z.boolean().optional(),
    tracked: z.boolean().optional(),
  })
  .refine((content) => content.password === undefined || content.encryption !== 'nopass', {
    path: ['password'],
    error: 'must be left out where the encryption is nopass',
  })
  .refine((content) => content.password !== undefined || (content.encryption ?? 'nopass') === 'nopass', {
    path: ['password'],
    error: 'is required, or the encryption nopass',
  });

export type WifiContent = z.infer<typeof schema>;

export const wifiSpec: ContentSpec<WifiContent> = {
  name: 'WiFi',
  schema,
  readText: readWifiText,
  qrTrackFields: {
    ssid: (value) => ['ssid', value],
    pass: (value) => ['password', value],
    enc: (value) => ['encryption', encryptionOf(value)],
  },
  imageText: (content) => (content.tracked === true ? null : wifiText(content)),
};

/** What phones read to join a network, as the ZXing project wrote it down and all cameras follow it. */
export function wifiText({ ssid, password, encryption, hidden }: WifiContent): string {
  const type = encryption ?? (password === undefined ? 'nopass' : 'WPA');
  const secret = password === undefined ? '' : `P:${escapeField(password)};`;
  return `WIFI:T:${type};S:${escapeField(ssid)};${secret}${hidden === true ? 'H:true;' : ''};`;
}

function escapeField(value: string): string {
  return value.replace(/[\\;,:"]/g, '\\$&');
}

function readWifiText(text: string): TextMeaning | undefined {
  const fields = readWifiFields(text);
  if (fields === undefined) return undefined;
  const [ssid, password, type] = [fields.get('S'), fields.get('P'), fields.get('T')];
  return {
    content: {
      ssid,
      ...(password && { password }),
      ...(type && { encryption: encryptionOf(type) }),
      ...(fields.get('H')?.toLowerCase() === 'true' && { hidden: true }),
    },
  };
}

/**
 * Undefined unless every character is accounted for: a password with a bare `;` must not lose its end. The last
 * `;` or both may be missing; fields that nobody here knows, such as `PH2`, are among the answer.
 */
function readWifiFields(text: string): ReadonlyMap<string, string> | undefined {
  const body = /^WIFI:((?:[A-Z\d]+:(?:\\.|[^\\;])*(?:;|$))*);?\s*$/is.exec(text)?.[1];
  const fields = body?.matchAll(/([A-Z\d]+):((?:\\.|[^\\;])*)(?:;|$)/gis);
  return (
    fields &&
    new Map(
      [...fields].map(([, name = '', value = '']) => [name.toUpperCase(), value.replace(/\\(.)/gs, '$1')]),
    )
  );
}

/** The names that routers and forms give to the three; anything else is left for the schema to refuse. */
function encryptionOf(value: unknown): unknown {
  const name = typeof value === 'string' ? value.toLowerCase() : '';
  if (/^(?:wpa[23]?)(?:[/ -](?:wpa[23]|psk|personal))*$/.test(name)) return 'WPA';
  if (name === 'wep') return 'WEP';
  return ['nopass', 'none', 'open'].includes(name) ? 'nopass' : value;
}
