import type { ContentType } from '../../src/http/dashboard/wire-codes.ts';

export const typeGroups = ['web', 'contact', 'place', 'shop', 'media'] as const;
export type TypeGroup = (typeof typeGroups)[number];

/** Where each type stands when one is chosen; their order is that of the page. */
export const typeGroupOf: Readonly<Record<ContentType, TypeGroup>> = {
  url: 'web',
  multilink: 'web',
  landing_page: 'web',
  social: 'web',
  app: 'web',
  vcard: 'contact',
  vcard_plus: 'contact',
  phone: 'contact',
  sms: 'contact',
  whatsapp: 'contact',
  email: 'contact',
  business: 'place',
  map: 'place',
  event: 'place',
  wifi: 'place',
  menu: 'shop',
  product: 'shop',
  coupon: 'shop',
  feedback: 'shop',
  file: 'media',
  images: 'media',
  video: 'media',
  mp3: 'media',
  playlist: 'media',
};

export const allTypes = Object.keys(typeGroupOf) as readonly ContentType[];
