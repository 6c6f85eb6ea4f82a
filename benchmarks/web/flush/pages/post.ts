/** A request as an application writes it by hand. */
export async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } });
  if (!response.ok) throw new Error(`The server answered ${response.status}.`);
  return await response.json();
}
