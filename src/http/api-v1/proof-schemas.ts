import { z } from '@hono/zod-openapi';
import { damages, proofDecoders, proofProfiles } from '../../core/designs/proof.ts';
import { symbolSchema } from './design-schemas.ts';

const readings = z.enum(['read', 'missed', 'misread']);

const conditionSchema = z
  .object({
    id: z.string(),
    damage: z.enum(damages),
    label: z.string(),
    format: z.enum(['svg', 'png', 'pdf']),
    readings: z.partialRecord(z.enum(proofDecoders), readings),
  })
  .openapi('ProofCondition');

export const proofSchema = z
  .object({
    ok: z.boolean().openapi({ description: 'Whether it can be printed.' }),
    score: z.number().openapi({ description: '0 to 100.' }),
    stale: z
      .boolean()
      .openapi({ description: 'Of an older design, or of another text than the symbol says now.' }),
    profile: z.enum(proofProfiles),
    matrix: z.int().openapi({ description: 'Of the damage: proofs with another one are not comparable.' }),
    design_version: z.int(),
    proved_at: z.iso.datetime(),
    took_ms: z.number(),
    symbol: symbolSchema,
    decoders: z.array(z.enum(proofDecoders)),
    passed: z.int(),
    total: z.int(),
    weakest: z
      .object({ damage: z.enum(damages), decoder: z.enum(proofDecoders), label: z.string() })
      .nullable(),
    warnings: z.array(z.string()),
    safe_size: z
      .object({
        distance_mm: z.number(),
        dpi: z.number(),
        module_mm: z.number(),
        module_dots: z.int(),
        code_mm: z.number().openapi({ description: 'Least width of the symbol with its quiet zone.' }),
        bound_by: z.enum(['distance', 'printer']),
      })
      .nullable()
      .openapi({
        description:
          'The smallest that is safe from `distance_mm` with a printer of `dpi`; null where some reader does not even read the undamaged files.',
      }),
    conditions: z.array(conditionSchema),
  })
  .openapi('Proof');
