import { ar } from "./ar";
import { ckb } from "./ckb";
import { en, type Key } from "./en";
import { fr } from "./fr";

export type { Key };
export const languages = { en: { name: "English", rtl: false, words: en as Partial<Record<Key, string>> }, ar: { name: "العربية", rtl: true, words: ar }, ckb: { name: "کوردی", rtl: true, words: ckb }, fr: { name: "Français", rtl: false, words: fr } };
export type Language = keyof typeof languages;

let chosen: Language = "en";
export const language = () => chosen;
export function choose(next: Language): void {
  chosen = next;
  document.documentElement.lang = next;
  document.documentElement.dir = languages[next].rtl ? "rtl" : "ltr";
  try { localStorage.setItem("handover.language", next); } catch { /* private window */ }
}
export function begin(): void {
  let kept: string | null = null;
  try { kept = localStorage.getItem("handover.language"); } catch { /* private window */ }
  choose(kept && kept in languages ? (kept as Language) : "en");
}

// The sentence of a key, with {names} filled in.
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const pattern = languages[chosen].words[key] ?? en[key];
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
// A word of the program's own lists ("at_most"): its sentence when there is one, else the word in plain letters.
export function word(group: string, name: string): string {
  const key = `${group}.${name}` as Key;
  return key in en ? t(key) : name.replaceAll("_", " ");
}
