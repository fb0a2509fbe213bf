import type { ContentType } from '../../core/content/types.ts';
import type { JsonObject } from '../../core/json.ts';

interface DemoCode {
  readonly name: string;
  readonly type: ContentType;
  readonly destination?: string;
  readonly content?: JsonObject;
  readonly tags: readonly string[];
  /** Human scans on an average day. */
  readonly scansPerDay: number;
}

/** A small café and the things that it has printed. Numbers and domains are those kept for examples. */
export const demoCodes: readonly DemoCode[] = [
  {
    name: 'Table menu',
    type: 'url',
    destination: 'https://cafe.example.com/menu',
    tags: ['tables'],
    scansPerDay: 62,
  },
  {
    name: 'Window poster',
    type: 'url',
    destination: 'https://cafe.example.com/spring',
    tags: ['posters'],
    scansPerDay: 34,
  },
  {
    name: 'Flyer city fair',
    type: 'url',
    destination: 'https://cafe.example.com/fair?utm_source=flyer',
    tags: ['flyers'],
    scansPerDay: 21,
  },
  {
    name: 'Guest Wi-Fi',
    type: 'wifi',
    content: { ssid: 'Example Cafe', password: 'flat-white-please', encryption: 'WPA', tracked: true },
    tags: ['tables'],
    scansPerDay: 27,
  },
  {
    name: 'Business card',
    type: 'vcard',
    content: {
      first_name: 'Ann',
      last_name: 'Example',
      organization: 'Example Cafe',
      phones: [{ type: 'work', number: '+12025550123' }],
      emails: [{ type: 'work', address: 'ann@example.com' }],
      urls: ['https://cafe.example.com'],
    },
    tags: ['cards'],
    scansPerDay: 4,
  },
  {
    name: 'Book a table',
    type: 'phone',
    content: { phone: '+12025550123' },
    tags: ['posters'],
    scansPerDay: 6,
  },
  {
    name: 'Ask us on WhatsApp',
    type: 'whatsapp',
    content: { phone: '+12025550123', body: 'Hello, is there a free table tonight?' },
    tags: ['posters'],
    scansPerDay: 9,
  },
  {
    name: 'Write to us',
    type: 'email',
    content: { email: 'hello@example.com', subject: 'From your receipt' },
    tags: ['receipts'],
    scansPerDay: 3,
  },
  {
    name: 'Way to the cafe',
    type: 'map',
    content: { latitude: 52.520008, longitude: 13.404954, label: 'Example Cafe' },
    tags: ['flyers'],
    scansPerDay: 12,
  },
  {
    name: 'Follow us',
    type: 'social',
    destination: 'https://social.example.com/examplecafe',
    tags: ['receipts'],
    scansPerDay: 11,
  },
  {
    name: 'Our app',
    type: 'app',
    content: {
      ios_url: 'https://apps.apple.com/app/id000000000',
      android_url: 'https://play.google.com/store/apps/details?id=com.example.cafe',
      fallback_url: 'https://cafe.example.com/app',
    },
    tags: ['receipts'],
    scansPerDay: 7,
  },
  {
    name: 'Latte art evening',
    type: 'event',
    content: {
      title: 'Latte art evening',
      starts_at: '2030-05-17T18:30:00+02:00',
      ends_at: '2030-05-17T21:00:00+02:00',
      location: 'Example Cafe',
      description: 'Bring a friend and a steady hand.',
    },
    tags: ['posters'],
    scansPerDay: 5,
  },
];
