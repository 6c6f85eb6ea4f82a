const HEAD = /<head(?:\s[^>]*)?>/i;
const CHARSET = /<meta\s+charset=[^>]*>/i;

/** The page with the name of its build in it: after the charset, which has to be among the first bytes. */
export function withBuild(html: string, build: string, path: string): string {
  const place = CHARSET.exec(html) ?? HEAD.exec(html);
  if (!place) throw new Error(`evenkeel: ${path} has no <head> for the name of its build.`);
  const at = place.index + place[0].length;
  return `${html.slice(0, at)}\n    <meta name="evenkeel-build" content="${build}">${html.slice(at)}`;
}
