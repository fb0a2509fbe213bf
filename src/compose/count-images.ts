import type { Images } from '../core/designs/port.ts';
import { AppError } from '../core/errors.ts';
import type { Metrics, WorkOutcome } from '../runtime/metrics.ts';

/** Images that are counted as they are asked for. */
export function countImages(images: Images, metrics: Metrics): Images {
  return {
    weigh: (source, signal) => images.weigh(source, signal),
    outline: (words) => images.outline(words),
    advise: (source, query, proof) => images.advise(source, query, proof),
    contactSheet: (source, report, format, signal, place) =>
      images.contactSheet(source, report, format, signal, place),
    drawSheet: (labels, options, watch) => images.drawSheet(labels, options, watch),
    drawSheetPage: (labels, options, watch) => images.drawSheetPage(labels, options, watch),
    packPictures: (pictures, options, watch) => images.packPictures(pictures, options, watch),
    close: () => images.close(),
    render(source, output) {
      const startedMs = performance.now();
      return told(images.render(source, output), (outcome) =>
        metrics.pictureDrawn(output.format, outcome, (performance.now() - startedMs) / 1000),
      );
    },
    async prove(source, profile, watch) {
      const report = await images.prove(source, profile, watch);
      metrics.proofs(profile, report.ok).count += 1;
      return report;
    },
    readLogo: (upload) =>
      told(images.readLogo(upload), (outcome) => {
        metrics.uploads(outcome).count += 1;
      }),
  };
}

async function told<T>(work: Promise<T>, tell: (outcome: WorkOutcome) => void): Promise<T> {
  try {
    const made = await work;
    tell('done');
    return made;
  } catch (error) {
    tell(outcomeOf(error));
    throw error;
  }
}

function outcomeOf(error: unknown): WorkOutcome {
  if (!(error instanceof AppError)) return 'failed';
  if (error.code === 'unavailable') return 'unavailable';
  return error.code === 'validation_error' ? 'refused' : 'failed';
}
