import type { JsonObject } from '../json.ts';
import type { ContentType } from './types.ts';

/** What a form shows to start from. Domains are those of RFC 2606, numbers those that nobody has. */
export interface ContentExample {
  readonly destination?: string;
  readonly content?: JsonObject;
}

const site = 'https://example.com';

export const contentExamples: Readonly<Record<ContentType, ContentExample>> = {
  url: { destination: `${site}/menu` },
  phone: { content: { phone: '+442079460123' } },
  sms: { content: { phone: '+442079460123', body: 'Please call me back.' } },
  whatsapp: { content: { phone: '+442079460123', body: 'Hello! I have a question.' } },
  email: { content: { email: 'hello@example.com', subject: 'A table for two', body: 'Hello,\n' } },
  map: { content: { query: 'Stephansplatz 1, Vienna' } },
  wifi: { content: { ssid: 'Cafe Guests', password: 'cappuccino', encryption: 'WPA' } },
  vcard: {
    content: {
      first_name: 'Ada',
      last_name: 'Lovelace',
      organization: 'Example Ltd',
      phones: [{ type: 'work', number: '+442079460123' }],
      emails: [{ type: 'work', address: 'ada@example.com' }],
    },
  },
  vcard_plus: {
    content: {
      first_name: 'Ada',
      last_name: 'Lovelace',
      headline: 'Head of engines',
      about: 'I make machines that weave patterns.',
      links: [{ label: 'Portfolio', url: `${site}/ada` }],
    },
  },
  event: {
    content: {
      title: 'Summer party',
      starts_at: '2027-07-03T18:00',
      ends_at: '2027-07-03T23:00',
      time_zone: 'Europe/Vienna',
      location: 'The garden behind the house',
    },
  },
  app: {
    content: {
      ios_url: 'https://apps.apple.com/app/id0000000000',
      android_url: 'https://play.google.com/store/apps/details?id=com.example',
      fallback_url: `${site}/app`,
    },
  },
  social: { content: { title: 'Follow us', networks: [{ network: 'Instagram', url: `${site}/instagram` }] } },
  multilink: {
    content: {
      title: 'The Corner Cafe',
      about: 'Coffee, cake and a garden.',
      links: [
        { label: 'Menu', url: `${site}/menu` },
        { label: 'Book a table', url: `${site}/book` },
      ],
    },
  },
  landing_page: {
    content: {
      title: 'The Corner Cafe',
      blocks: [
        {
          heading: 'Brunch on Sundays',
          text: 'From ten to two, in the garden when the sun shines.',
          button: { label: 'Book a table', url: `${site}/book` },
        },
      ],
    },
  },
  business: {
    content: {
      name: 'The Corner Cafe',
      about: 'Coffee, cake and a garden.',
      phones: ['+442079460123'],
      website: `${site}/`,
      address: { street: '1 Corner Street', city: 'Vienna', postal_code: '1010', country: 'Austria' },
      hours: [{ day: 'monday', opens: '08:00', closes: '18:00' }],
      time_zone: 'Europe/Vienna',
    },
  },
  menu: {
    content: {
      title: 'Lunch',
      currency: 'EUR',
      sections: [
        {
          name: 'Soups',
          items: [{ name: 'Tomato soup', description: 'With basil and bread.', price: 5.9, tags: ['vegan'] }],
        },
      ],
    },
  },
  product: {
    content: {
      name: 'Oak stool',
      brand: 'Example',
      description: 'A stool that lasts.',
      price: 89,
      currency: 'EUR',
      attributes: [{ name: 'Height', value: '45 cm' }],
    },
  },
  coupon: {
    content: {
      title: 'A coffee on us',
      code: 'WELCOME',
      description: 'With any cake.',
      valid_until: '2027-12-31',
    },
  },
  feedback: { content: { title: 'How was it?', question: 'Tell us about your visit.', kind: 'stars' } },
  file: { content: { media: `${site}/menu.pdf`, title: 'Menu' } },
  images: { content: { title: 'Our rooms', media: [`${site}/room-1.jpg`, `${site}/room-2.jpg`] } },
  video: { content: { url: 'https://video.example/watch/1', title: 'How it is made' } },
  mp3: { content: { media: `${site}/tour.mp3`, title: 'Audio tour', artist: 'Example Museum' } },
  playlist: {
    content: {
      title: 'Songs of the evening',
      tracks: [{ title: 'First song', url: `${site}/first`, artist: 'The Band' }],
    },
  },
};
