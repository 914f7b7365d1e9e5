// Months as whole numbers since January of year 0, as the plan files write them: YYYY-MM.
export const monthNumber = (text: string): number => { const [year, month] = text.split("-").map(Number); return year * 12 + month - 1; };
export const monthText = (number: number): string => `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((((number % 12) + 12) % 12) + 1).padStart(2, "0")}`;
// A day as a place on the same axis.
export const dayNumber = (text: string): number => monthNumber(text) + (Number(text.slice(8, 10)) - 1) / 31;
export function monthName(text: string, style: "short" | "long" = "short"): string {
  const [year, month] = text.split("-").map(Number);
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", { month: style, year: "numeric", timeZone: "UTC" }).format(new Date(Date.UTC(year, month - 1, 1)));
}
export function dayName(text: string): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(text + "T00:00:00Z"));
}
