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
  'stat-series-postgres':
    'The same work in the process as on SQLite; the rest is the way to the database server, for several queries of one snapshot',
  'stat-year-sqlite':
    'Reading 65,000 packs takes 95 to 120 ms of it (by hand), adding up their 6 million entries the rest, in code that is not compiled yet; asked again, the sums of the months are remembered. Rows for whole workspaces would help the first question alone, and would have to be kept true when codes are deleted',
  'stat-year-postgres': 'As above',
  'stat-year-large': 'As above',
  'stat-month-large': '',
  'stat-ingest-sqlite':
    'Two cores and one disk for both. The sealer pauses eight times as long as it was kept waiting. The host was busier than in the run at 100 M scans some minutes later, where the same code sealed at two and a half times the rate',
  'stat-ingest-large': 'As above',
  'stat-seal-postgres':
    'Rows are read from the server code by code, and 2,105 writes of the run have a pause of 4 ms and a commit each; no profile was made',
  'stat-seal-write-postgres':
    'The commit waits for the disk of the server, with its defaults. It holds the rows of the packs it writes and of the claim, which nobody who stores scans wants',
  'stat-memory-sqlite':
    'Started from the sources, where each thread holds the compiler of types as well; by hand, from the build, it was 92 MB',
  'stat-memory-postgres': 'As above',
  'stat-memory-large':
    'Started from the build. Buffers of packs that were read and not yet collected; no profile was made',
  'images-svg': '',
  'images-png': '',
  'images-styled-png':
    'Of a design with a gradient, in the pass that draws it; of few colours, packed into a palette, it is slower and a tenth of the size',
  'images-beside':
    'At this load the p99 is mostly that of the disk, with and without drawing: 21 and 15 ms in the run before',
  'start-country': '',
  'start-city':
    'Between 0.77 and 1.06 s from day to day, with the load of the host; by hand no later than before designs came',
  'memory-country':
    '100 MB more than before statistics were built, and as much as before designs were (by hand, from the build); no profile was made since. About 75 MB are pages of mapped files, the Node binary and the database. Of the rest, six threads with a heap each are the largest part; the country file takes 8 MB',
  'memory-city': 'As above; the city files take 134 MB',
  'sign-in-work':
    'A refused sign-in is some 0.2 ms of that thread (by hand), which explains a quarter of the difference; the rest was not looked into, and may be the hashing that shares its core and caches',
  'dashboard-usable':
    'Two cores are shared by server, browser and measurement, and the browser draws in software. At full speed the main thread takes some 0.2 s until then (a trace, by thread time): a third of it reading and compiling scripts, a third drawing the frame and the rows for the first time, the rest styles, layout, paint and what the browser does for each document',
  'dashboard-frames':
    'A page of as many rows of plain text drops none, so what is left is ours: rows that come and go are 1 to 2 ms of script each, by a trace. The longest frames were not looked into',
  'dashboard-frames-plain': 'What the machine can do',
  'dashboard-frames-reading':
    'As above; here the browser draws the picture of each code that comes by, besides its row',
  'dashboard-frames-reading-plain': 'What the machine can do',
  'statistics-page-first':
    'The main thread works some 0.1 s behind the last answer (a trace, by thread time): the lists, the numbers of land and hours, layout and paint. Land, hours and headings are drawn while the answer is on its way; the chart waits for the numbers',
};
