/** `device` of the QRA dialect. */
export const deviceKinds = ['mobile', 'tablet', 'desktop', 'unknown'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

/** Names that the QR Track dialect shows as `device`. */
const qrTrackDevices = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux', 'ChromeOS', 'Other'] as const;
export type QrTrackDevice = (typeof qrTrackDevices)[number];

/** @param os and device as stored with a scan */
export function qrTrackDeviceOf(os: string, device: string): QrTrackDevice {
  if (os === 'iOS') return device === 'tablet' ? 'iPad' : 'iPhone';
  if (os === 'iPadOS') return 'iPad';
  if (os === 'macOS') return 'Mac';
  if (os === 'Chrome OS' || os === 'Chromium OS') return 'ChromeOS';
  if (/^(Ubuntu|Debian|Fedora|Linux|Arch|CentOS|Mint|SUSE)/.test(os)) return 'Linux';
  if (os.startsWith('Android') || os === 'HarmonyOS') return 'Android';
  return os.startsWith('Windows') ? 'Windows' : 'Other';
}
