/** Splits a body into lines as it arrives. `piece` is called after each part that the network delivered. */
export async function readLines(response: Response, line: (text: string) => void, piece: () => Promise<void> | void): Promise<void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + value).split("\n");
    rest = lines.pop()!;
    for (const text of lines) if (text) line(text);
    await piece();
  }
  if (rest) line(rest);
}
