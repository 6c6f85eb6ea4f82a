/** The browser reports tasks of 50 ms and more; anything that it reports here ran in a page with one contender and nothing else. */
export function watchLongTasks(): { longest(): Promise<number> } {
  let longest = 0;
  const note = (entries: PerformanceEntryList) => {
    for (const { duration } of entries) longest = Math.max(longest, duration);
  };
  const observer = new PerformanceObserver(list => note(list.getEntries()));
  observer.observe({ type: "longtask" });
  return {
    async longest() {
      // An entry is queued after its task has ended.
      await new Promise(resolve => setTimeout(resolve, 0));
      note(observer.takeRecords());
      observer.disconnect();
      return longest;
    },
  };
}
