import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderVcard } from './vcard.ts';

const octets = (text: string): number => new TextEncoder().encode(text).length;
const unfold = (body: string): string => body.replaceAll('\r\n ', '');

test('a contact becomes a vCard 3.0 in the words of RFC 2426', () => {
  const { body } = renderVcard({
    first_name: 'Ann; Marie',
    last_name: 'O,Neill',
    organization: 'Salt \\ Pepper',
    title: 'Cook',
    phones: [
      { type: 'mobile', number: '+4366012345' },
      { type: 'constructor', number: '112' },
    ],
    emails: [{ type: 'work', address: 'ann@example.com' }, { address: 'a@example.org' }],
    urls: ['https://example.com/a,b;c'],
    address: { street: 'Ring 1\nDoor 2', city: 'Wien', postal_code: '1010', country: 'Austria' },
    note: 'Line one\r\nLine two: fine',
    photo: 'https://example.com/ann.jpg',
  });
  expect(body).toBe(
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:O\\,Neill;Ann\\; Marie;;;',
      'FN:Ann\\; Marie O\\,Neill',
      'ORG:Salt \\\\ Pepper',
      'TITLE:Cook',
      'TEL;TYPE=CELL:+4366012345',
      'TEL;TYPE=VOICE:112',
      'EMAIL;TYPE=INTERNET,WORK:ann@example.com',
      'EMAIL;TYPE=INTERNET:a@example.org',
      'URL:https://example.com/a,b;c',
      'ADR:;;Ring 1\\nDoor 2;Wien;;1010;Austria',
      'NOTE:Line one\\nLine two: fine',
      'PHOTO;VALUE=uri:https://example.com/ann.jpg',
      'END:VCARD',
      '',
    ].join('\r\n'),
  );
});

test('the fields that only a contact page has are saved as well', () => {
  const { body } = renderVcard({
    last_name: 'Ono',
    headline: 'Weaver',
    about: 'Silk',
    links: [{ label: 'Shop', url: 'https://example.com/shop' }],
    socials: [{ network: 'My Net;X=1:', url: 'https://social.example/ono' }],
  });
  expect(body).toContain('\r\nTITLE:Weaver\r\nURL:https://example.com/shop\r\nNOTE:Silk\r\n');
  expect(body).toContain('\r\nX-SOCIALPROFILE;TYPE=mynetx1:https://social.example/ono\r\n');
});

test('lines are folded at 75 octets, between characters, and unfold to what was written', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'ß', '日', '🏳️‍🌈', 'ع', ' ', 'é'), maxLength: 200 }),
      (note) => {
        const { body } = renderVcard({ first_name: 'A', note: `x${note}x` });
        const lines = body.split('\r\n');
        for (const line of lines) {
          expect(octets(line)).toBeLessThanOrEqual(75);
          expect(line.isWellFormed()).toBe(true);
        }
        expect(unfold(body)).toContain(`\r\nNOTE:x${note}x\r\n`);
      },
    ),
  );
});

test('a full line is not folded, and one octet more is', () => {
  const full = `NOTE:${'a'.repeat(70)}`;
  expect(renderVcard({ first_name: 'A', note: 'a'.repeat(70) }).body).toContain(`\r\n${full}\r\nEND`);
  expect(renderVcard({ first_name: 'A', note: 'a'.repeat(71) }).body).toContain(`\r\n${full}\r\n a\r\nEND`);
  expect(renderVcard({ first_name: 'A', note: `${'a'.repeat(69)}é` }).body).toContain(
    `\r\nNOTE:${'a'.repeat(69)}\r\n é\r\nEND`,
  );
});

test.each([
  ['Ann Lee', 'attachment; filename="Ann Lee.vcf"'],
  ['Jürgen Groß', `attachment; filename="Jurgen Gross.vcf"; filename*=UTF-8''J%C3%BCrgen%20Gro%C3%9F.vcf`],
  [
    "O'Neill (Zoë)",
    `attachment; filename="O'Neill (Zoe).vcf"; filename*=UTF-8''O%27Neill%20%28Zo%C3%AB%29.vcf`,
  ],
  ['سارة', `attachment; filename="download.vcf"; filename*=UTF-8''%D8%B3%D8%A7%D8%B1%D8%A9.vcf`],
  ['../a"b\\c\u202efcv.', 'attachment; filename="a b c fcv.vcf"'],
  ['a\r\nSet-Cookie: x', 'attachment; filename="a Set-Cookie x.vcf"'],
])('the contact of %j is saved under its name', (name, disposition) => {
  const { headers } = renderVcard({ first_name: name });
  expect(headers['Content-Disposition']).toBe(disposition);
  expect(headers['Content-Type']).toBe('text/vcard; charset=utf-8');
});

test('headers stay in ASCII and on one line whatever the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = renderVcard({ first_name: name }).headers['Content-Disposition'];
      expect(header).toMatch(
        /^attachment; filename="[^"\\\x00-\x1f\x7f-\uffff]+\.vcf"(?:; filename\*=UTF-8''[\w!#$&+\-.^`|~%]+\.vcf)?$/,
      );
    }),
  );
});
