import { z } from 'zod';
import { emailAddress, httpUrl, line, text } from './fields.ts';
import type { ContentSpec } from './spec.ts';
import { dateOrTime, isDateOnly, isInOrder, timeZone } from './times.ts';

const schema = z
  .strictObject({
    title: line(),
    starts_at: dateOrTime,
    ends_at: dateOrTime.optional(),
    time_zone: timeZone.optional(),
    all_day: z.boolean().optional(),
    location: text().optional(),
    description: text(2000).optional(),
    url: httpUrl.optional(),
    organizer: z.strictObject({ name: line().optional(), email: emailAddress.optional() }).optional(),
  })
  .refine((event) => event.all_day === true || !isDateOnly(event.starts_at), {
    path: ['starts_at'],
    error: 'must have a time of day, or all_day be true',
  })
  .refine((event) => event.all_day === true || event.ends_at === undefined || !isDateOnly(event.ends_at), {
    path: ['ends_at'],
    error: 'must have a time of day, or all_day be true',
  })
  .refine((event) => event.ends_at === undefined || isInOrder(event.starts_at, event.ends_at) === true, {
    path: ['ends_at'],
    error: 'must not be before starts_at, and both with an offset or both without',
  });

export type EventContent = z.infer<typeof schema>;

export const eventSpec: ContentSpec<EventContent> = { name: 'Event', schema };
