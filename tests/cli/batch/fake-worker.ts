/** A worker whose entries say what becomes of it: `dies`, `hangs`, or anything else, which is answered. */
process.on('message', ({ entry }: { entry: { id: string } }) => {
  if (entry.id === 'dies') process.exit(9)
  if (entry.id === 'hangs') return
  const read = {
    kind: 'failed',
    study: `by ${process.pid}`,
    file: entry.id,
    code: 'study.empty',
    message: '',
  }
  process.send?.({ kind: 'outcome', outcome: { id: entry.id, studies: [read] } })
})
process.on('disconnect', () => process.exit())
