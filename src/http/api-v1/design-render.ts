import type { z } from '@hono/zod-openapi';
import type { Advice } from '../../core/designs/advice.ts';
import type { Place } from '../../core/designs/advise.ts';
import type { Budget } from '../../core/designs/budget.ts';
import type { Design } from '../../core/designs/design.ts';
import { warningsOfBudget } from '../../core/designs/judge.ts';
import type { SymbolFacts } from '../../core/designs/picture.ts';
import type { FoundProof } from '../../core/designs/prove.ts';
import { safeSizeOf } from '../../core/designs/safe-size.ts';
import type { DesignVersion } from '../../core/designs/stored.ts';
import { renderTime } from '../shared/rfc3339.ts';
import type { adviceSchema, budgetSchema, designHistorySchema, symbolSchema } from './design-schemas.ts';
import type { proofSchema } from './proof-schemas.ts';

export function renderVersion({
  version,
  design,
  actor,
  at,
}: DesignVersion): z.infer<typeof designHistorySchema>['data'][number] {
  const { kind, id, name } = actor;
  return { version, design, made_by: { kind, id, name }, made_at: renderTime(at) };
}

function renderSymbol(symbol: SymbolFacts): z.infer<typeof symbolSchema> {
  const { version, errorCorrection, mask, size } = symbol;
  return { version, error_correction: errorCorrection, mask, modules: size };
}

export function renderBudget(design: Design, budget: Budget): z.infer<typeof budgetSchema> {
  return {
    design,
    symbol: renderSymbol(budget.symbol),
    safe: budget.safe,
    summary: budget.summary,
    margin: budget.margin,
    worst_block: budget.worstBlock,
    blocks: budget.blocks.map((block) => ({
      block: block.block,
      codewords: block.codewords,
      correctable: block.correctable,
      damaged: block.damaged,
      by_logo: block.byLogo,
      by_eyes: block.byEyes,
      by_frame: block.byFrame,
      by_colors: block.byColors,
    })),
    lost: budget.lost.map(({ part, message, fatal }) => ({ part, message, fatal })),
    suggestions: budget.suggestions.map(({ field, value, also, margin, message }) => ({
      field,
      value,
      also: [...also],
      margin,
      message,
    })),
    warnings: [...warningsOfBudget(budget)],
  };
}

/** To thousandths of a mm, which no press keeps. */
function roundMm(mm: number): number {
  return Math.round(mm * 1000) / 1000;
}

export function renderProof(
  proof: FoundProof,
  quietZone: number,
  { distanceMm, dpi }: Place,
): z.infer<typeof proofSchema> {
  const { report, stale, version, at } = proof;
  const { symbol, weakest } = report;
  const safe = safeSizeOf(report, quietZone, { distanceMm, dpi });
  return {
    ok: report.ok,
    score: report.score,
    stale,
    profile: report.profile,
    matrix: report.matrix,
    design_version: version,
    proved_at: renderTime(at),
    took_ms: report.tookMs,
    symbol: renderSymbol(symbol),
    decoders: [...report.decoders],
    passed: report.passed,
    total: report.total,
    weakest: weakest && { damage: weakest.damage, decoder: weakest.decoder, label: weakest.label },
    warnings: [...report.warnings],
    safe_size: safe && {
      distance_mm: distanceMm,
      dpi,
      module_mm: roundMm(safe.moduleMm),
      module_dots: safe.moduleDots,
      code_mm: roundMm(safe.codeMm),
      bound_by: safe.boundBy,
    },
    conditions: report.conditions.map(({ id, damage, label, format, readings }) => ({
      id,
      damage,
      label,
      format,
      readings: { ...readings },
    })),
  };
}

export function renderAdvice(advice: Advice): z.infer<typeof adviceSchema> {
  const { query } = advice;
  return {
    query: { distance_mm: query.distanceMm, surface: query.surface, dpi: query.dpi, light: query.light },
    module_mm: roundMm(advice.moduleMm),
    bound_by: advice.boundBy,
    module_dots: advice.moduleDots,
    code_mm: roundMm(advice.codeMm),
    picture_mm: roundMm(advice.pictureMm),
    error_correction: advice.errorCorrection,
    contrast_min: advice.contrastMin,
    contrast: Math.round(advice.contrast * 100) / 100,
    version: advice.version,
    modules: advice.modules,
    warnings: [...advice.warnings],
    savings: advice.savings.map(({ codeMm, ...saving }) => ({ ...saving, code_mm: roundMm(codeMm) })),
  };
}
