/**
 * Why a target is missed, with the profile that shows it; written by hand, by the id of the figure. Empty where
 * there is nothing to say.
 */
export const remarks: Readonly<Record<string, string>> = {
  'redirect-durable-nginx': '',
  'redirect-durable-bare': '',
  'redirect-missing': '',
  'redirect-errors': '',
  'redirect-alone': '',
  'drain-sqlite': '',
  'drain-postgres': '',
  'sink-sqlite': '',
  'sink-postgres': '',
  'log-page': '',
  'log-totals': '',
  'log-delete': '',
  'log-delete-wait': '',
  'log-bytes': '',
  'images-svg': '',
  'images-png': '',
  'start-country': '',
  'start-city': '',
  'memory-country': '',
  'memory-city': '',
};
