import { OpenAPIHono, z } from '@hono/zod-openapi';
import { contentSchemaOf } from '../../core/content/registry.ts';
import { type ContentType, contentTypes } from '../../core/content/types.ts';
import { designField } from '../../core/designs/schema.ts';
import { contentSchemaName } from './requests.ts';
import { routes } from './routes.ts';
import { errorSchema, scanSchema } from './schemas.ts';

const description = `Dynamic QR codes: a printed code holds a short link whose destination can be changed at any time.

What a scan is: one request of a short link by a person. The same visitor on the same code within a short window counts once; crawlers, link previews and prefetches are not counted. The visitor's address is hashed before it touches the disk.

Times are RFC 3339: in UTC, and with the offset of \`tz\` in statistics. Bodies are read as JSON whatever their \`Content-Type\` says. Errors are \`{"error": string, "code": string}\`.`;

/** The OpenAPI 3.1 document as JSON text, made from the schemas that parse the requests. */
export function renderDocument(options: { readonly baseUrl: string; readonly version: string }): string {
  const app = new OpenAPIHono();
  const registry = app.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'bearerAuth', {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key of a workspace: `Authorization: Bearer qrf_live_…`',
  });
  for (const { config } of routes) registry.registerPath(config);
  registry.register('Scan', scanSchema);
  registry.register('Error', errorSchema);
  registerJson(registry, 'DesignInput', designField);
  for (const type of contentTypes) registerContent(registry, type);
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Quietzone API',
      version: options.version,
      description,
      license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT.html' },
    },
    servers: [{ url: `${options.baseUrl}/api/v1` }],
    tags: [
      { name: 'QR codes', description: 'Short links that are printed as QR codes.' },
      { name: 'Folders and tags', description: 'How codes are kept in order.' },
      { name: 'Images', description: 'How codes look: designs, files, sheets, and proofs before print.' },
      { name: 'Scans', description: 'Who scanned a code, when and from where.' },
      { name: 'Statistics', description: 'How many, when, where and on what: exact counts.' },
      { name: 'Logos', description: 'Pictures that designs place in the middle of codes.' },
      { name: 'Workspace', description: 'What the key belongs to.' },
    ],
  });
  const { webhooks: _none, ...paths } = document;
  return JSON.stringify(paths, null, 2);
}

type Registry = OpenAPIHono['openAPIRegistry'];

/** The fields of each type as a schema of its own, such as `WifiContent`, made from what checks them. */
function registerContent(registry: Registry, type: ContentType): void {
  const schema = contentSchemaOf(type);
  if (schema !== null) registerJson(registry, contentSchemaName(type), schema);
}

function registerJson(registry: Registry, name: string, schema: z.ZodType): void {
  const { $schema: _draft, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  // JSON Schema 2020-12 is what OpenAPI 3.1 takes; only the library's type for it is narrower.
  registry.registerComponent('schemas', name, json as Parameters<Registry['registerComponent']>[2]);
}
