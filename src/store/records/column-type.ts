import {
  CreateTableNode,
  type DataTypeNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  RawNode,
  type RootOperationNode,
} from 'kysely'
import type { Engine } from './migration.ts'

/**
 * Makes a column type of a migration mean the same on both engines.
 *
 * `text` compares and sorts by code point, `integer` has 64 bits and `real` is a double: PostgreSQL's `text` would sort
 * by the server's language, its `integer` ends at 2³¹ and its `real` is single. On SQLite tables are STRICT, so that a
 * value of the wrong type is refused there as PostgreSQL refuses it.
 */
export function columnTypes(engine: Engine): KyselyPlugin {
  const transformer = engine === 'postgres' ? new PostgresTypes() : new StrictTables()
  return {
    transformQuery: ({ node, queryId }: PluginTransformQueryArgs): RootOperationNode =>
      transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  }
}

const SAME: Record<string, string> = { text: 'text collate "C"', integer: 'bigint', real: 'double precision' }

class PostgresTypes extends OperationNodeTransformer {
  protected override transformDataType(node: DataTypeNode): DataTypeNode {
    const same = SAME[node.dataType]
    return same ? (RawNode.createWithSql(same) as unknown as DataTypeNode) : node
  }
}

class StrictTables extends OperationNodeTransformer {
  protected override transformCreateTable(node: CreateTableNode): CreateTableNode {
    return CreateTableNode.cloneWithEndModifier(node, RawNode.createWithSql('strict'))
  }
}
