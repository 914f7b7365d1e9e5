#include "brief/page_style.h"

namespace handover::brief {
namespace {

// Measures are in px because the charts are: a printed side holds 711 x 1030 px (A4) or 733 x 970 px (Letter)
// inside the margins below, and every chart of full width is drawn 704 px wide.
constexpr const char* kStyle = R"css(
:root{--paper:#fff;--ink:#16202b;--quiet:#55606c;--rule:#c9d0d7;--box:#f3f6f9;--link:#1d4f86;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e8ecf0;--quiet:#a3aeb9;--rule:#3a444e;--box:#1b222a;--link:#8cbcf0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:13px/1.38 "Helvetica Neue",Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif}
main{max-width:704px;margin:0 auto;padding:20px 12px 48px}
h1{font-size:20px;line-height:1.15;margin:0}
h2{font-size:13.5px;margin:14px 0 3px;padding-top:5px;border-top:1.5px solid var(--ink)}
h3{font-size:12px;margin:8px 0 2px}
p,ul{margin:3px 0}ul{padding-left:16px}li{margin:1.5px 0}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
.head{display:flex;justify-content:space-between;align-items:flex-end;gap:16px;border-bottom:3px solid var(--ink);padding-bottom:6px}
.head .q{font-size:11px}
.edition{text-align:right;font-size:11px;white-space:nowrap}.edition b{display:block;font-size:12.5px;text-transform:uppercase;letter-spacing:.06em}
.quiet,.from,.source{color:var(--quiet)}.from{font-size:.82em;white-space:nowrap;margin-left:.25em}
.source{font-size:9.5px;margin:2px 0 0}
.decision{border:1.5px solid var(--ink);background:var(--box);padding:8px 11px;margin:9px 0 4px}
.decision .ask{font-style:italic;margin:0 0 4px}
.decision .answer{font-size:15.5px;line-height:1.28;font-weight:bold;margin:0 0 4px}
.decision h3{margin-top:5px}.answer .from{font-size:9.5px;font-weight:normal}
.assumed{border:1px solid var(--quiet);border-radius:2px;font-size:.8em;padding:0 3px;margin-left:4px;color:var(--quiet);white-space:nowrap}
.verdict{font-weight:bold}
figure{margin:5px 0}figure svg{display:block}
.halves{display:grid;grid-template-columns:1fr 1fr;gap:0 20px}
table{border-collapse:collapse;width:100%;font-size:11px;margin:4px 0;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:bold;font-size:11.5px;padding-bottom:2px}caption .n{color:var(--quiet)}
th{text-align:left;vertical-align:bottom;border-bottom:1.2px solid var(--ink);font-weight:bold;padding:2px 6px 2px 0}
td{vertical-align:top;border-bottom:1px solid var(--rule);padding:2px 6px 2px 0}
tr.strong td{font-weight:bold;background:var(--box)}
.note{font-size:10.5px;color:var(--quiet);margin:2px 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:8px;margin:6px 0}
.card{border:1px solid var(--quiet);padding:5px 8px;font-size:11.5px;break-inside:avoid}
.card h3{margin:0 0 2px;font-size:11.5px}.card .gate{display:inline-block;border:1.5px solid var(--ink);padding:0 4px;margin-right:5px}
.card p{margin:2px 0}
.foot{font-size:9.5px;color:var(--quiet);border-top:1px solid var(--rule);margin-top:8px;padding-top:3px;word-break:break-word}
.annex h2{margin-top:16px}
@media (max-width:620px){.halves{grid-template-columns:1fr}.head{flex-wrap:wrap}}
@media print{
@page{margin:11mm 11mm 10mm}
:root{--paper:#fff;--ink:#000;--quiet:#4a545e;--rule:#b5bcc3;--box:#f3f6f9;--link:#000;color-scheme:light}
body{font-size:11.5px;line-height:1.3;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;padding:0}
.side{break-after:page}
.head{padding-bottom:4px}h1{font-size:18px}h2{margin:8px 0 2px;padding-top:3px;font-size:12.5px}
.decision{padding:6px 9px;margin:6px 0 2px}.decision .answer{font-size:14px}
table{font-size:10px}th,td{padding-top:1px;padding-bottom:1px}.card{font-size:10.2px;padding:3px 6px}.cards{gap:6px;margin:4px 0;grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
figure{margin:3px 0;break-inside:avoid}tr,li{break-inside:avoid}h2,h3,caption{break-after:avoid}
.halves{grid-template-columns:1fr 1fr;gap:0 18px}
p,ul{margin:2px 0}li{margin:.5px 0}
}
)css";

constexpr const char* kDensity[] = {"",
                                    "@media print{.side{font-size:10.8px;line-height:1.27}.side "
                                    "table{font-size:9.6px}.side .card{font-size:9.8px}"
                                    ".side h2{margin-top:6px}}",
                                    "@media print{.side{font-size:10.2px;line-height:1.23}.side "
                                    "table{font-size:9.2px}.side .card{font-size:9.3px}"
                                    ".side h2{margin-top:4px}.decision .answer{font-size:13px}}"};

}  // namespace

std::string page_style(int density) {
  return std::string(kStyle) + kDensity[density];
}

}  // namespace handover::brief
