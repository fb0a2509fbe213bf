import { z } from 'zod';

/** Fields that every dialect takes in the same form. */
export const nameField = z
  .string()
  .trim()
  .min(1, 'use 1 to 255 characters')
  .max(255, 'use 1 to 255 characters');

export const tagsMax = 20;

export const tagField = z.string().trim().min(1).max(50);

export const tagsField = z.array(tagField).max(tagsMax, 'use at most 20 tags');
