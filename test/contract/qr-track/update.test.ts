import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Call, qrTrackClient, scan } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { baseUrl, startProgram, type TestProgram } from '../../support/program.ts';

let program: TestProgram;
let call: Call;
beforeAll(async () => {
  program = await startProgram();
  call = qrTrackClient(program, await program.key('qr-track'));
});
afterAll(() => program.stop());

const url = { type: 'url', destination: 'https://example.com/a', label: 'Flyer' };

async function create(body: object = url): Promise<{ uuid: string; slug: string }> {
  const answer = await call('POST', '', body);
  return { uuid: answer.body.uuid, slug: answer.body.short_url.slice(`${baseUrl}/p/`.length) };
}

test('QR Track Decided 7: update answers 200 with its fields, and the next scan goes to the new destination', async () => {
  const { uuid, slug } = await create();
  const answer = await call('POST', `?uuid=${uuid}`, { destination: 'https://example.com/b' });
  expect(answer).toMatchObject({ status: 200 });
  expect(answer.body).toEqual({
    status: 'updated',
    uuid,
    type: 'url',
    destination: 'https://example.com/b',
    label: 'Flyer',
    short_url: `${baseUrl}/p/${slug}`,
    qr_image_url: `${baseUrl}/img/${slug}.png`,
  });
  await eventually(async () => {
    expect((await scan(program, slug)).headers.get('location')).toBe('https://example.com/b');
  });
});

test('QR Track Decided 7: target and title are taken too, and the type never changes', async () => {
  const { uuid } = await create();
  const answer = await call('POST', `?uuid=${uuid}`, {
    target: 'https://example.com/c',
    title: 'Poster',
    type: 'wifi',
    x: 1,
  });
  expect(answer.body).toMatchObject({ type: 'url', destination: 'https://example.com/c', label: 'Poster' });
});

describe('QR Track Decided 7: is_active', () => {
  test.each([
    [false, true],
    [0, 1],
    ['0', '1'],
  ])('%j pauses and %j resumes', async (off, on) => {
    const { uuid, slug } = await create();
    const isActive = async () => {
      const { codes } = (await call('GET', '')).body;
      return codes.find((code: { uuid: string }) => code.uuid === uuid).is_active;
    };
    await call('POST', `?uuid=${uuid}`, { is_active: off });
    expect(await isActive()).toBe(false);
    await eventually(async () => expect((await scan(program, slug)).status).toBe(200));
    await call('POST', `?uuid=${uuid}`, { is_active: on });
    expect(await isActive()).toBe(true);
    await eventually(async () => expect((await scan(program, slug)).status).toBe(302));
  });

  test('anything else is a 400', async () => {
    const { uuid } = await create();
    expect((await call('POST', `?uuid=${uuid}`, { is_active: 'maybe' })).status).toBe(400);
  });
});

test('QR Track Decided 7: a per-type field alone changes just itself', async () => {
  const wifi = await create({ type: 'wifi', ssid: 'Lobby', pass: 'first123', enc: 'WPA' });
  const changed = await call('POST', `?uuid=${wifi.uuid}`, { pass: 'second12' });
  expect(changed.body.destination).toBe('WIFI:T:WPA;S:Lobby;P:second12;;');
  const opened = await call('POST', `?uuid=${wifi.uuid}`, { enc: 'nopass', pass: '' });
  expect(opened.body.destination).toBe('WIFI:T:nopass;S:Lobby;;');
  const mail = await create({ type: 'email', email: 'a@example.com', subject: 'Old', body: 'Text' });
  const subject = await call('POST', `?uuid=${mail.uuid}`, { subject: 'New' });
  expect(subject.body.destination).toBe('mailto:a@example.com?subject=New&body=Text');
});

test('QR Track Decided 7: an empty destination beside a field is no destination', async () => {
  const { uuid } = await create({ type: 'wifi', ssid: 'Lobby', pass: 'first123', enc: 'WPA' });
  for (const empty of [{ destination: '' }, { target: '' }, { destination: null, target: '', content: '' }]) {
    const answer = await call('POST', `?uuid=${uuid}`, { ...empty, ssid: 'Lobby2' });
    expect(answer.body.destination).toBe('WIFI:T:WPA;S:Lobby2;P:first123;;');
  }
});

test('QR Track Decided 7: nothing to change is said in the words of the dialect', async () => {
  const { uuid } = await create({ type: 'wifi', ssid: 'Lobby', pass: 'first123', enc: 'WPA' });
  expect((await call('POST', `?uuid=${uuid}`, { destination: '' })).body.error).toBe(
    'Nothing to change: send at least one of destination, label, is_active, logo, ssid, pass, enc.',
  );
});

test('QR Track Decided 7: a whole destination replaces all fields', async () => {
  const mail = await create({ type: 'email', email: 'a@example.com', subject: 'Old' });
  const whole = await call('POST', `?uuid=${mail.uuid}`, { destination: { email: 'b@example.com' } });
  expect(whole.body.destination).toBe('mailto:b@example.com');
});

describe('QR Track Decided 7: nothing to change, or a wrong value, is a 400', () => {
  test.each([
    [{}],
    [{ unknown: 1 }],
    [{ type: 'wifi' }],
    [{ destination: 'nonsense' }],
    [{ destination: 7 }],
    ['[]'],
    ['{'],
  ])('%j', async (body) => {
    const { uuid } = await create();
    const answer = await call('POST', `?uuid=${uuid}`, body);
    expect(answer).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    expect((await call('GET', `?uuid=${uuid}`)).body.destination).toBe(url.destination);
  });
});

test('QR Track Measured and Decided 4: unknown is a 404, empty a 400, the slug is as good as the uuid', async () => {
  const { uuid, slug } = await create();
  const edit = { label: 'New' };
  for (const id of ['01a2000e-1f1f-7341-9e25-da414181c231', 'none', '%00', "'"]) {
    const answers = [await call('GET', `?uuid=${id}`), await call('POST', `?uuid=${id}`, edit)];
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 404, body: { error: 'QR Code not found' } });
  }
  for (const answer of [await call('GET', '?uuid='), await call('POST', '?uuid=', edit)]) {
    expect(answer).toMatchObject({ status: 400, body: { error: 'uuid must not be empty' } });
  }
  expect((await call('POST', `?uuid=${slug}`, edit)).body).toMatchObject({ uuid, label: 'New' });
});
