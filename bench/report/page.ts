import type { Circumstances, Machine } from '../machine.ts';
import { remarks } from '../remarks.ts';
import type { Figure, Section, SectionResult } from '../section.ts';
import { type Target, targets, unmeasured } from '../targets.ts';

/** One section as measured, with its circumstances: sections of one page can come from different runs. */
export type Measured = SectionResult & Circumstances & { readonly quick: boolean };

export type Report = Readonly<Record<string, Measured>>;

const warning = `> **Quick run.** These numbers prove that the benchmark works and nothing else: rounds are too short, the data
> too small, and the machine may have been busy. Do not quote them.
`;

export function renderPage(sections: readonly Section[], report: Report): string {
  const measured = sections.filter(({ name }) => report[name]);
  const all = measured.map(({ name }) => report[name] as Measured);
  const parts = [
    '# Benchmarks',
    '<!-- Written by `npm run bench`. Do not edit; remarks stand in bench/remarks.ts. -->',
    ...(all.some(({ quick }) => quick) ? [warning] : []),
    `Targets are those of the design; ratios compare programs of one run on one machine. Everything that was measured
stands in [benchmarks.json](benchmarks.json).`,
    renderMissed(sections, report),
    ...measured.map((section) => renderSection(section, report[section.name] as Measured)),
    renderUnmeasured(sections, report),
  ];
  return `${parts.join('\n\n')}\n`.replaceAll(/\n{3,}/g, '\n\n');
}

function renderMissed(sections: readonly Section[], report: Report): string {
  const figures = sections.flatMap(({ name }) => report[name]?.figures ?? []);
  const judged = figures.filter(({ id }) => targets[id]);
  const missed = judged.filter((figure) => !isReached(figure, targets[figure.id] as Target));
  const count = `${judged.length - missed.length} of ${judged.length} targets measured here are reached.`;
  if (missed.length === 0) return count;
  const lines = missed.map((figure) => {
    const remark = remarks[figure.id] || 'the reason is not written down yet';
    const ratio = figure.peer ? ` (${renderRatio(figure)} of ${figure.peer.name})` : '';
    return `- ${figure.what}: ${renderMeasured(figure)}${ratio}, wanted ${targets[figure.id]?.text}: ${remark}.`;
  });
  return `${count} Missed:\n\n${lines.join('\n')}`;
}

function renderSection({ title, method }: Section, measured: Measured): string {
  const { date, command, commit, dirty, seconds, loadBefore } = measured;
  const tree = dirty ? ', with changes that are not committed' : '';
  const head = ['what', 'target', 'measured', 'beside it', 'ratio to the peer', 'verdict', 'remark'];
  const rows = measured.figures.map(renderRow);
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const load = `load of the machine before ${loadBefore.toFixed(2)}`;
  return [
    `## ${title}`,
    method,
    table,
    ...measured.notes,
    `\`${command}\` on ${date}, ${Math.round(seconds)} s; commit ${commit}${tree}; ${load}.`,
    renderMachine(measured.machine),
  ].join('\n\n');
}

function renderRow(figure: Figure): string[] {
  const target = targets[figure.id];
  const { peer } = figure;
  const ratio = peer
    ? `${renderRatio(figure)} of ${peer.name} (${renderNumber(peer.measured)}${figure.unit})`
    : '';
  const verdict = target ? (isReached(figure, target) ? 'reached' : '**missed**') : '';
  const cells = [
    figure.what,
    target?.text ?? '',
    renderMeasured(figure),
    figure.detail ?? '',
    ratio,
    verdict,
  ];
  return [...cells, remarks[figure.id] ?? ''].map((cell) => cell.replaceAll('|', '\\|'));
}

function isReached(figure: Figure, target: Target): boolean {
  const value = target.of === 'ratio' ? ratioOf(figure) : figure.measured;
  return (
    value >= (target.least ?? Number.NEGATIVE_INFINITY) && value <= (target.most ?? Number.POSITIVE_INFINITY)
  );
}

function ratioOf(figure: Figure): number {
  return figure.peer ? figure.measured / figure.peer.measured : Number.NaN;
}

/** A peer of which nothing was counted has no ratio. */
function renderRatio(figure: Figure): string {
  const ratio = ratioOf(figure);
  return Number.isFinite(ratio) ? ratio.toFixed(2) : 'no ratio';
}

function renderMeasured({ measured, unit }: Figure): string {
  return `${renderNumber(measured)}${unit === '/s' ? unit : unit && ` ${unit}`}`;
}

/** Three digits that mean something, and no more. */
function renderNumber(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}

function renderMachine(machine: Machine): string {
  const { cpu, cores, memoryGb, system, kernel, node, nginx, wrk, pinned } = machine;
  const tools = [
    `Node ${node}`,
    nginx ?? 'no nginx',
    wrk ?? 'no wrk',
    pinned ? 'pinned by taskset' : 'not pinned',
  ];
  return `${cpu}, ${cores} cores, ${memoryGb} GB; ${system}, ${kernel}; ${tools.join(', ')}.`;
}

function renderUnmeasured(sections: readonly Section[], report: Report): string {
  const left = sections
    .filter(({ name }) => !report[name])
    .map(({ title }) => `- ${title}: this section was not run.`);
  const beyond = unmeasured.map(({ what, target, why }) => `- ${what} (wanted: ${target}): ${why}.`);
  return ['## Not measured', [...left, ...beyond].join('\n')].join('\n\n');
}
