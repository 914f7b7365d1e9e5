// Numbers as a reader needs them: no more digits than the figure has.
export function plain(value: number): string {
  if (!Number.isFinite(value)) return "?";
  const size = Math.abs(value);
  const digits = size >= 99.5 ? 0 : size >= 9.95 ? 1 : size >= 0.995 ? 1 : 2;
  return new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: digits, maximumSignificantDigits: size >= 1000 ? 3 : undefined }).format(value);
}
export const inHundred = (share: number): string => plain(Math.round(100 * share));
export const whole = (value: number): string => new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: 0 }).format(value);
