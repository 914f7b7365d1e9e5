// Where we are stands in the address: /m/MISSION/PAGE?plan=...; back, forward, reload and a copied address work.
export interface Place { mission: string; page: string; query: URLSearchParams }

export function here(): Place {
  const pieces = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  return { mission: pieces[0] === "m" ? (pieces[1] ?? "") : "", page: pieces[2] ?? "table", query: new URLSearchParams(location.search) };
}

export function address(mission: string, page: string, query: Record<string, string> = {}): string {
  const words = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return `/m/${encodeURIComponent(mission)}/${page}${words ? "?" + words : ""}`;
}

export function go(to: string, instead = false): void {
  if (to === location.pathname + location.search) return;
  // Another state of the same page takes the place of this one; a page that has been left meanwhile says nothing of where we are.
  if (instead && new URL(to, location.origin).pathname !== location.pathname) return;
  if (instead) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  window.dispatchEvent(new PopStateEvent("popstate"));
}

// For <a @click>: a plain click stays in the page.
export function follow(event: MouseEvent): void {
  const link = (event.currentTarget as HTMLAnchorElement);
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

// The token came in the address: the cookie has it now, and nobody should copy or photograph it.
export function forgetToken(): void {
  const query = new URLSearchParams(location.search);
  if (!query.has("token")) return;
  query.delete("token");
  const rest = query.toString();
  history.replaceState(null, "", location.pathname + (rest ? "?" + rest : ""));
}
