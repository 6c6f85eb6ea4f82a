using Microsoft.Playwright;

namespace Evenkeel.Browser.Tests.Drafts;

/// <summary>All that the scripts of an origin have stored in a browser.</summary>
internal static class OriginStorage
{
    /// <returns>Names and values of both storages, of all databases, of all caches and of the history's state.</returns>
    public static Task<string> ReadAsync(IPage page) => page.EvaluateAsync<string>(
        """
        async () => {
          const answered = request => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
          const plain = (_, value) => value instanceof Map ? [...value] : value instanceof Set ? [...value] : typeof value === "bigint" ? `${value}`
            : ArrayBuffer.isView(value) ? new TextDecoder("latin1").decode(value) : value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value)
            : value instanceof Blob || value instanceof CryptoKey ? (() => { throw new Error("Cannot be read: " + value); })() : value;
          const found = [{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie];
          for (const { name } of await indexedDB.databases()) {
            const database = await answered(indexedDB.open(name));
            for (const store of database.objectStoreNames) {
              const rows = database.transaction(store).objectStore(store);
              found.push([name, store, await answered(rows.getAllKeys()), await answered(rows.getAll())]);
            }
            database.close();
          }
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const request of await cache.keys()) found.push([request.url, await (await cache.match(request)).text()]);
          }
          return JSON.stringify(found, plain);
        }
        """);
}
