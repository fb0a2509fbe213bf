/**
 * Why a target is missed, with the profile that shows it; written by hand, by the id of the figure. Empty where
 * there is nothing to say.
 */
export const remarks: Readonly<Record<string, string>> = {
  'redirect-durable-nginx':
    'Where the core goes, from the ticks of each thread in /proc over 8 s of load at 48,000/s: 11.9 µs a scan in the main thread (6.8 of them in the kernel: read, write, epoll), 4.4 in the thread of the spool (1.6 in the kernel: write and fdatasync), 2.5 in the drain, which stores beside it. nginx takes 8 to 10 µs for all of its work, and writes nothing. The ratio moved between 0.30 and 0.45 from run to run with the load of the host; without fsync it is 0.48',
  'redirect-durable-bare':
    'As above. Without fsync (`fast`) the ratio is reached: what is missing is the write and fdatasync of the group, on the same core',
  'redirect-missing': '',
  'redirect-errors': '',
  'redirect-alone':
    'Two hand-overs between threads, to the spool and back; between 0.19 and 0.30 ms from run to run',
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
  'memory-country':
    'About 75 MB are pages of mapped files, the Node binary and the database. Of the rest, six threads with a heap each are the largest part; the country file takes 8 MB',
  'memory-city': 'As above; the city files take 134 MB',
};
