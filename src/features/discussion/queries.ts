import type { Selectable } from 'kysely'
import type { Tables } from '../../store/records/tables.ts'
import type { Context } from '../context.ts'
import type { Mention } from './discussion.ts'

type Target = Pick<Mention, 'kind' | 'id'>

/** A comment as it is stored, with whom it mentions. */
export type StoredComment = Selectable<Tables['comment']> & { mentions: Target[] }

type NewComment = Pick<StoredComment, 'id' | 'kind' | 'name' | 'number' | 'text' | 'at' | 'mentions'>

export async function insertComment(ctx: Context, { mentions, ...comment }: NewComment): Promise<void> {
  await ctx.rows
    .insertInto('comment')
    .values({ ...comment, workspace: ctx.workspace, person: ctx.actor.id, retracted_at: null })
    .execute()
  if (mentions.length > 0)
    await ctx.rows
      .insertInto('mention')
      .values(mentions.map(({ kind, id }) => ({ workspace: ctx.workspace, comment: comment.id, kind, target: id })))
      .execute()
}

/** Takes the text out of a comment, and whom it called with it. */
export async function takeBack(ctx: Context, id: string): Promise<void> {
  await ctx.rows
    .updateTable('comment')
    .set({ text: '', retracted_at: ctx.now() })
    .where('workspace', '=', ctx.workspace)
    .where('id', '=', id)
    .execute()
  await ctx.rows.deleteFrom('mention').where('workspace', '=', ctx.workspace).where('comment', '=', id).execute()
}

/** Comments in the order in which they were made. */
export async function selectComments(
  ctx: Context,
  where: { id?: string; about?: { kind: string; name: string }; after?: string | undefined; limit?: number },
): Promise<StoredComment[]> {
  let query = ctx.rows.selectFrom('comment').selectAll().where('workspace', '=', ctx.workspace)
  if (where.id !== undefined) query = query.where('id', '=', where.id)
  if (where.about) query = query.where('kind', '=', where.about.kind).where('name', '=', where.about.name)
  if (where.after !== undefined) query = query.where('id', '>', where.after)
  if (where.limit !== undefined) query = query.limit(where.limit)
  return withMentions(ctx, await query.orderBy('id').execute())
}

/** What others said to somebody, or to one of their teams, the newest first. */
export async function selectMentioning(
  ctx: Context,
  targets: readonly Target[],
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<StoredComment[]> {
  let query = ctx.rows
    .selectFrom('comment')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('person', '<>', ctx.actor.id)
    .where(on =>
      on.exists(
        on
          .selectFrom('mention')
          .select('mention.comment')
          .whereRef('mention.workspace', '=', 'comment.workspace')
          .whereRef('mention.comment', '=', 'comment.id')
          .where(to =>
            to.or(
              targets.map(({ kind, id }) => to.and([to('mention.kind', '=', kind), to('mention.target', '=', id)])),
            ),
          ),
      ),
    )
  if (before !== undefined) query = query.where('id', '<', before)
  return withMentions(ctx, await query.orderBy('id', 'desc').limit(limit).execute())
}

async function withMentions(ctx: Context, comments: Selectable<Tables['comment']>[]): Promise<StoredComment[]> {
  if (comments.length === 0) return []
  const ids = comments.map(each => each.id)
  const rows = await ctx.rows
    .selectFrom('mention')
    .selectAll()
    .where('workspace', '=', ctx.workspace)
    .where('comment', 'in', ids)
    .orderBy('kind')
    .orderBy('target')
    .execute()
  const of = Map.groupBy(rows, row => row.comment)
  return comments.map(each => ({
    ...each,
    mentions: (of.get(each.id) ?? []).map(({ kind, target }) => ({ kind, id: target })),
  }))
}
