import { expect, test } from 'vitest';
import { plainDesign } from '../../src/core/designs/design.ts';
import { applySuggestion } from './change-field.ts';

test('a suggestion changes the fields that it names, those besides too, and nothing else', () => {
  const logo = { image: 'a', size: 0.4, margin: 1, excavate: true };
  const changed = applySuggestion(
    { ...plainDesign, logo },
    {
      ...{ field: 'logo.size', value: 0.2, margin: 1, message: '' },
      also: [
        { field: 'eyes.ball.color', value: '#000000' },
        { field: 'version', value: 5 },
      ],
    },
  );
  expect(changed).toEqual({
    ...plainDesign,
    version: 5,
    logo: { ...logo, size: 0.2 },
    eyes: { ...plainDesign.eyes, ball: { shape: 'square', color: '#000000' } },
  });
  expect(changed.modules).toBe(plainDesign.modules);
});
