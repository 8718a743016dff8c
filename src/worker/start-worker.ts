/**
 * Starts a module worker that the page's content security policy governs: a worker whose script comes over the network has the
 * policy of its own response alone, which a plain static host does not send; one that starts from a blob inherits the page's.
 */
export function startWorker(url: string, name: string): Worker {
  const script = `import ${JSON.stringify(new URL(url, document.baseURI).href)}`
  const blob = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
  return new Worker(blob, { type: 'module', name })
}
