import { z } from 'zod';
import { emailAddress, httpUrl, line, phoneNumber, postalAddress, socialNetwork, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';
import { timeZone, wallTime } from './times.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A day may come more than once (a lunch break); closing at or before the opening is on the next day. */
const openingHours = z.strictObject({ day: z.enum(weekdays), opens: wallTime, closes: wallTime });

const schema = z
  .strictObject({
    name: line(),
    about: text().optional(),
    phones: z.array(phoneNumber).max(20).optional(),
    emails: z.array(emailAddress).max(20).optional(),
    website: httpUrl.optional(),
    address: postalAddress.optional(),
    map: httpUrl.optional(),
    hours: z.array(openingHours).max(50).optional(),
    time_zone: timeZone.optional(),
    photos: z.array(httpUrl).max(50).optional(),
    socials: z.array(socialNetwork).max(50).optional(),
  })
  .refine((content) => content.hours === undefined || content.time_zone !== undefined, {
    path: ['time_zone'],
    error: 'is required where there are hours',
  });

export type BusinessContent = z.infer<typeof schema>;

export const businessSpec: ContentSpec<BusinessContent> = { name: 'Business', schema };
