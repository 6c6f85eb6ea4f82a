/** Whether nobody is typing into the page. */
export function isSafeMoment(page: Document | undefined = globalThis.document): boolean {
  const focused = page?.activeElement as HTMLElement | null | undefined;
  return page?.visibilityState === "hidden" || !(focused?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(focused?.tagName ?? ""));
}
