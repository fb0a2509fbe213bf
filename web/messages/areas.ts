/** Parts of the messages: a file each and language. */
export const areas = [
  'frame',
  'account',
  'codes',
  'types',
  'imports',
  'settings',
  'api',
  'instance',
  'design',
  'print',
  'stats',
  'overview',
  'report',
  'reasons',
] as const;
