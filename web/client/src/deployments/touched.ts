/** The fields that somebody has put something into since the page was loaded. Frameworks keep a field's default in step with its value, so that the two say little. */
export function touchedFields(document: Document): WeakSet<EventTarget> {
  const touched = new WeakSet<EventTarget>();
  for (const type of ["input", "change"])
    document.addEventListener(
      type,
      ({ target }) => {
        touched.add(target!);
        // It stays one where a page shows it as text later.
        if ((target as HTMLInputElement).type === "password") (target as HTMLElement).dataset.keel = "password";
      },
      true,
    );
  return touched;
}
