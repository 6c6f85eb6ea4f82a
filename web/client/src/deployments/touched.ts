/** The fields that somebody has put something into since the page was loaded. Frameworks keep a field's default in step with its value, so that the two say little. */
export function touchedFields(document: Document): WeakSet<EventTarget> {
  const touched = new WeakSet<EventTarget>();
  for (const type of ["input", "change"]) document.addEventListener(type, ({ target }) => touched.add(target!), true);
  return touched;
}
