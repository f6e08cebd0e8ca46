import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitepress'

const docs = path.resolve(import.meta.dirname, '..')
const repository = process.env.MANUAL_REPOSITORY

/** As GitHub makes anchors, so that links work there and here. */
function slug(heading) {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-')
}

/** Source files are no pages: they are shown in the repository, or only named where none is given. */
function linksToSources(state) {
  const outside = link => {
    const target = path.resolve(docs, path.dirname(state.env.relativePath), link)
    return /^(\w+:|#)/.test(link) || target.startsWith(docs + path.sep) ? null : path.relative(path.dirname(docs), target)
  }
  for (const block of state.tokens.filter(token => token.type === 'inline')) {
    const open = []
    for (const token of block.children) {
      if (token.type === 'link_close') {
        token.tag = open.pop().tag
      } else if (token.type === 'link_open') {
        open.push(token)
        const source = outside(token.attrGet('href'))
        if (source && repository) {
          token.attrSet('href', `${repository}/blob/main/${source}`)
        } else if (source) {
          token.tag = 'span'
          token.attrs = [['title', source]]
        }
      }
    }
  }
}

/** Braces are text, not expressions of Vue. */
function withoutExpressions(rule) {
  return (...given) => rule(...given).replaceAll('{{', '&#123;&#123;')
}

function markdown(md) {
  md.core.ruler.push('links-to-sources', linksToSources)
  md.renderer.rules.text = withoutExpressions(md.renderer.rules.text)
  md.renderer.rules.code_inline = withoutExpressions(md.renderer.rules.code_inline)
}

/** Pages of parts that are not in this build are left out. */
function sidebar() {
  const isThere = ({ link }) => existsSync(path.join(docs, (link.endsWith('/') ? link + 'index' : link) + '.md'))
  return JSON.parse(readFileSync(path.join(docs, '.vitepress/sidebar.json'), 'utf8'))
    .map(part => ({ ...part, items: part.items.filter(isThere) }))
    .filter(part => part.items.length > 0)
}

export default defineConfig({
  title: 'Kinesis Video for Flink',
  description: 'Manual of the Apache Flink connector for Amazon Kinesis Video Streams',
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  base: process.env.MANUAL_BASE ?? '/',
  // Pages are shown by other programs, too: plain Markdown, without HTML or Vue in it.
  markdown: { html: false, anchor: { slugify: slug }, config: markdown },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    sidebar: sidebar()
  }
})
