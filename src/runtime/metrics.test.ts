import { expect, test } from 'vitest';
import { classOfFlags, packFlags } from '../core/scans/hit.ts';
import { createMetrics } from './metrics.ts';

test('what was counted is what is shown, by label', async () => {
  const metrics = createMetrics();
  const answered = metrics.redirects('answered', 302);
  answered.count += 3;
  metrics.redirects('answered', 302).count += 1;
  metrics.redirects('unknown', 404).count += 1;
  const bot = classOfFlags(
    packFlags({ kind: 'bot', outcome: 'answered', repeat: false, reason: 'bot_user_agent' }),
  );
  const repeat = classOfFlags(
    packFlags({ kind: 'human', outcome: 'answered', repeat: true, reason: 'repeat_window' }),
  );
  metrics.scansStored(
    new Map([
      [0, 5],
      [bot, 2],
      [repeat, 1],
    ]),
  );
  metrics.scansStored(new Map([[0, 1]]));
  metrics.scansDeferred.count += 2;
  metrics.setSpoolDepth(17);
  metrics.setDrainLag(0.25);
  metrics.hitsSealed.count += 5;
  metrics.packsWritten.count += 3;
  metrics.setSealedLag(3_600);
  metrics.apiRequest('api-v1', 'GET /api/v1/qr', 200, 0.004);
  metrics.apiRequest('api-v1', 'GET /api/v1/qr', 200, 0.02);
  metrics.pictureDrawn('png', 'done', 0.02);
  metrics.pictureDrawn('png', 'refused', 9);
  metrics.setImageJobsWaiting('sheets', 2);
  metrics.imageJobsRefused('pictures').count += 4;
  metrics.imageThreadDeaths('proofs').count += 1;
  metrics.setPictureCacheBytes(1_000);
  metrics.pictureCacheHits.count += 6;
  metrics.proofs('quick', true).count += 1;
  metrics.proofs('full', false).count += 2;
  metrics.uploads('refused').count += 1;
  const text = await metrics.text();
  for (const line of [
    'quietzone_redirects_total{outcome="answered",status="302"} 4',
    'quietzone_redirects_total{outcome="unknown",status="404"} 1',
    'quietzone_scans_total{kind="human",outcome="answered",repeat="no"} 6',
    'quietzone_scans_total{kind="human",outcome="answered",repeat="yes"} 1',
    'quietzone_scans_total{kind="bot",outcome="answered",repeat="no"} 2',
    'quietzone_scans_deferred_total 2',
    'quietzone_scans_dropped_total 0',
    'quietzone_spool_depth 17',
    'quietzone_drain_lag_seconds 0.25',
    'quietzone_sealed_hits_total 5',
    'quietzone_packs_written_total 3',
    'quietzone_seal_errors_total 0',
    'quietzone_sealed_lag_seconds 3600',
    'quietzone_api_requests_total{surface="api-v1",route="GET /api/v1/qr",status="200"} 2',
    'quietzone_api_request_seconds_bucket{surface="api-v1",le="0.005"} 1',
    'quietzone_api_request_seconds_bucket{surface="api-v1",le="+Inf"} 2',
    'quietzone_api_request_seconds_count{surface="api-v1"} 2',
    'quietzone_pictures_total{format="png",outcome="done"} 1',
    'quietzone_pictures_total{format="png",outcome="refused"} 1',
    'quietzone_picture_seconds_bucket{format="png",le="0.025"} 1',
    'quietzone_picture_seconds_count{format="png"} 1',
    'quietzone_image_jobs_waiting{thread="sheets"} 2',
    'quietzone_image_jobs_refused_total{thread="pictures"} 4',
    'quietzone_image_thread_deaths_total{thread="proofs"} 1',
    'quietzone_picture_cache_bytes 1000',
    'quietzone_picture_cache_hits_total 6',
    'quietzone_proofs_total{profile="quick",ok="yes"} 1',
    'quietzone_proofs_total{profile="full",ok="no"} 2',
    'quietzone_uploads_total{outcome="refused"} 1',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  expect(text).toContain('quietzone_process_resident_memory_bytes');
});

test('reading twice does not count twice', async () => {
  const metrics = createMetrics();
  metrics.redirects('answered', 302).count += 1;
  await metrics.text();
  expect(await metrics.text()).toContain('quietzone_redirects_total{outcome="answered",status="302"} 1\n');
});

test('a group of equal latencies counts as many and falls into its bucket, bounds included', async () => {
  const metrics = createMetrics();
  metrics.redirectSeconds.observe(0.002, 500);
  metrics.redirectSeconds.observe(7);
  const lines = (await metrics.text()).split('\n');
  expect(lines).toContain('quietzone_redirect_seconds_bucket{le="0.001"} 0');
  expect(lines).toContain('quietzone_redirect_seconds_bucket{le="0.002"} 500');
  expect(lines).toContain('quietzone_redirect_seconds_bucket{le="1"} 500');
  expect(lines).toContain('quietzone_redirect_seconds_bucket{le="+Inf"} 501');
  expect(lines).toContain('quietzone_redirect_seconds_sum 8');
});

test('every line is in the text format of Prometheus', async () => {
  const metrics = createMetrics();
  metrics.apiRequest('x', 'GET "quoted" \\ route', 404, 1);
  for (const line of (await metrics.text()).split('\n')) {
    expect(line).toMatch(
      /^$|^# (HELP|TYPE) [a-z_][a-z0-9_]* .+$|^[a-z_][a-z0-9_]*(\{([a-z_]+="([^"\\\n]|\\.)*",?)*\})? ([\d.e+-]+|[+-]?(nan|inf))$/i,
    );
  }
});
