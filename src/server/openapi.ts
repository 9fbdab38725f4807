import { z } from 'zod'
import type { AnyOperation } from '../features/operation.ts'

type Json = Record<string, unknown>

/** Every operation as an OpenAPI 3.1 document. */
export function openApiOf(
  operations: readonly AnyOperation[],
  { version, title }: { version: string; title: string },
): Json {
  const nouns = [...new Set(operations.map(nounOf))]
  return {
    openapi: '3.1.0',
    info: {
      title,
      version,
      description:
        'Every verb of Plumbline. Reads can also be asked by GET, with the input in the query. Writes may carry an Idempotency-Key, and run once under one key.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }, { session: [] }],
    tags: nouns.map(name => ({ name })),
    paths: Object.fromEntries(operations.map(each => [`/${each.operation}`, pathOf(each)])),
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key made with “plumbline key create”' },
        session: { type: 'apiKey', in: 'cookie', name: 'plumbline.session_token' },
      },
      schemas: { Problem: PROBLEM },
      responses: {
        Problem: {
          description: 'What is wrong and what to do',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  }
}

const nounOf = ({ operation }: AnyOperation): string => operation.split('.')[0] ?? operation

function pathOf(operation: AnyOperation): Json {
  const common = {
    tags: [nounOf(operation)],
    summary: operation.does,
    description: `Needs ${operation.needs}.`,
    responses: {
      200: {
        description: 'The answer',
        content: { 'application/json': { schema: schemaOf(operation.output, 'output') } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
  const post = {
    ...common,
    operationId: operation.operation,
    ...(operation.reads ? {} : { parameters: [IDEMPOTENCY] }),
    requestBody: { content: { 'application/json': { schema: schemaOf(operation.input, 'input') } } },
  }
  if (!operation.reads) return { post }
  return { get: { ...common, operationId: `${operation.operation}.get`, parameters: [INPUT] }, post }
}

const IDEMPOTENCY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A word of your own for this write; sent again, it is carried out once',
  schema: { type: 'string', maxLength: 100 },
}

const INPUT = {
  name: 'input',
  in: 'query',
  required: false,
  description: 'The whole input as JSON; its fields may also stand in the query one by one',
  schema: { type: 'string' },
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Json
  return rest
}

const PROBLEM = {
  type: 'object',
  required: ['title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { enum: ['invalid', 'forbidden', 'not_found', 'conflict', 'limit', 'unavailable'] },
    detail: { type: 'string', description: 'A sentence: what is wrong and what to do' },
    problems: {
      type: 'array',
      description: 'Everything that is wrong, each with its place',
      items: {
        type: 'object',
        properties: {
          path: { type: 'array', items: { type: ['string', 'integer'] } },
          code: { type: 'string' },
          message: { type: 'string' },
          repair: { type: 'string' },
        },
      },
    },
  },
}
