#include "brief/page_style.h"

namespace handover::brief {
namespace {

// A printed side is one page high whatever the paper (100vh is the page inside its margins), its type follows
// that height, and its pictures share what the words leave: they grow from `--low` to the height they were
// drawn for
// (`--tall`, set by the writer). Where the words alone are too many, the side runs on to another page;
// nothing is cut. font-size-adjust sets fonts of different build to one height of small letters.
constexpr const char* kStyle = R"css(
:root{--paper:#fff;--ink:#16202b;--quiet:#55606c;--rule:#c9d0d7;--box:#f3f6f9;--link:#1d4f86;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e8ecf0;--quiet:#a3aeb9;--rule:#3a444e;--box:#1b222a;--link:#8cbcf0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:13px/1.38 "Helvetica Neue",Helvetica,Arial,"Liberation Sans","DejaVu Sans","Noto Sans Arabic",sans-serif}
main{max-width:704px;margin:0 auto;padding:20px 12px 48px}
h1{font-size:20px;line-height:1.15;margin:0}
h2{font-size:13.5px;margin:14px 0 3px;padding-top:5px;border-top:1.5px solid var(--ink)}
h3{font-size:12px;margin:8px 0 2px}
p,ul{margin:3px 0}ul{padding-inline-start:16px;padding-inline-end:0}li{margin:1.5px 0}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
.head{display:flex;justify-content:space-between;align-items:flex-end;gap:16px;border-bottom:3px solid var(--ink);padding-bottom:6px}
.head .q{font-size:11px}
.edition{text-align:end;font-size:11px;white-space:nowrap}.edition b{display:block;font-size:12.5px;text-transform:uppercase;letter-spacing:.06em}
[dir=rtl] .ask{font-style:normal}[dir=rtl] .edition b{letter-spacing:normal;text-transform:none}
.quiet,.from,.source{color:var(--quiet)}.from{font-size:.82em;white-space:nowrap;margin-inline-start:.25em}
.source{font-size:9.5px;margin:2px 0 0}
.decision{border:1.5px solid var(--ink);background:var(--box);padding:8px 11px;margin:9px 0 4px}
.decision .ask{font-style:italic;margin:0 0 4px}
.decision .answer{font-size:15.5px;line-height:1.28;font-weight:bold;margin:0 0 4px}
.decision h3{margin-top:5px}.answer .from{font-size:9.5px;font-weight:normal}
.assumed{border:1px solid var(--quiet);border-radius:2px;font-size:.8em;padding:0 3px;margin-inline-start:4px;color:var(--quiet);white-space:nowrap}
.verdict{font-weight:bold}
figure{margin:5px 0}figure svg{display:block}
.pairs{display:grid;grid-template-columns:1fr 1fr;gap:2px 20px}.pairs>figure{min-width:0}
.halves{display:grid;grid-template-columns:1fr 1fr;gap:0 20px}.halves>div{min-width:0}
table{border-collapse:collapse;width:100%;font-size:11px;margin:4px 0;font-variant-numeric:tabular-nums}
caption{text-align:start;font-weight:bold;font-size:11.5px;padding-bottom:2px}caption .n{color:var(--quiet)}
th{text-align:start;vertical-align:bottom;border-bottom:1.2px solid var(--ink);font-weight:bold;padding-block:2px;padding-inline:0 6px}
td{vertical-align:top;border-bottom:1px solid var(--rule);padding-block:2px;padding-inline:0 6px}
tr.strong td{font-weight:bold;background:var(--box)}
.note{font-size:10.5px;color:var(--quiet);margin:2px 0}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:8px;margin:6px 0}
.card{border:1px solid var(--quiet);padding:5px 8px;font-size:11.5px;break-inside:avoid}
.card h3{margin:0 0 2px;font-size:11.5px}.card .gate{display:inline-block;border:1.5px solid var(--ink);padding:0 4px;margin-inline-end:5px}
.card p{margin:2px 0}
.foot{font-size:9.5px;color:var(--quiet);border-top:1px solid var(--rule);margin-top:8px;padding-top:3px;word-break:break-word}
.annex h2{margin-top:16px}
@media (max-width:620px){.halves,.pairs{grid-template-columns:1fr}.head{flex-wrap:wrap}}
@media print{
@page{margin:11mm 11mm 10mm}
:root{--paper:#fff;--ink:#000;--quiet:#4a545e;--rule:#b5bcc3;--box:#f3f6f9;--link:#000;color-scheme:light}
body{font-size:11.5px;line-height:1.3;font-size-adjust:.52;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:none;padding:0}
.head{padding-bottom:4px}h1{font-size:18px}h2{margin:8px 0 2px;padding-top:3px;font-size:12.5px}
.decision{padding:6px 9px;margin:6px 0 2px}.decision .answer{font-size:14px}
table{font-size:10px}th,td{padding-top:1px;padding-bottom:1px}.card{font-size:10.2px;padding:3px 6px}.cards{gap:6px;margin:4px 0}
figure{margin:3px 0;break-inside:avoid}tr,li{break-inside:avoid}h2,h3,caption{break-after:avoid}
.halves{grid-template-columns:1fr 1fr;gap:0 18px}
p,ul{margin:2px 0}li{margin:.5px 0}
.side{min-height:99.6vh;display:flex;flex-direction:column;break-after:page;font-size:min(11px,1.06vh,1.52vw);line-height:1.25}
.side .halves.grow{flex:1 1 auto}
.side .halves.grow>div{display:flex;flex-direction:column}
.side section{display:contents}
.side .pairs{flex:none}.side .pairs figure{flex:none;height:calc(var(--tall)*.78px)}.side .halves>div>section>figure{flex:var(--tall) 0 0px!important}

.side>*,.side .halves>div>section>*{flex:none}
.side h1{font-size:1.6em}.side h2{font-size:1.1em;margin:.5em 0 .15em;padding-top:.2em}.side h3{font-size:1em}
.side table,.side caption{font-size:.9em}.side .card,.side .card h3{font-size:.9em}.side .source,.side .foot{font-size:8px}
.side .decision .answer{font-size:1.22em}
.side li{margin:.1em 0}.side figure{position:relative;flex:var(--tall) 0 0px;min-height:calc(var(--low)*1px);max-height:calc(var(--tall)*1px)}
.side figure svg{position:absolute;inset:0;width:100%;height:100%;max-width:none}
.side .foot{margin-top:auto;padding-top:1px}.side .from{white-space:normal;font-size:.75em}
#side2{font-size:min(10.2px,.97vh,1.36vw);line-height:1.2}#side2 h2{margin-top:.35em}
}
)css";

}  // namespace

std::string page_style() {
  return kStyle;
}

}  // namespace handover::brief
