// The script and the style of the page on which proposals are decided. Texts of documents reach the page
// through textContent alone.
#include "report/intake_page.h"

namespace handover::report {

std::string_view intake_page_script() {
  return R"script(
'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const characters = Array.from(data.text);
  const column = {};
  data.columns.forEach((name, i) => { column[name] = i; });
  const rows = data.rows;
  const get = (row, name) => row[column[name]] || '';
  const put = (row, name, value) => { row[column[name]] = value; };
  const proposed = rows.map((row) => row.slice());
  let consequences = data.consequences;
  let current = 0;
  let editing = false;
  let showHighlights = false;
  const textPane = document.getElementById('text');
  const list = document.getElementById('list');
  const message = document.getElementById('message');
  const reader = document.getElementById('reader');
  // As dir="auto" would say, which a browser tells anew with every piece of a long text.
  textPane.dir = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufeff]/u.test(data.text) ? 'rtl' : 'ltr';
  const nearby = 100;  // cards on either side of the current one: a long document has thousands
  const draftKey = 'handover-intake-' + data.source + '-' + data.sha256;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    for (const child of children) made.append(child);
    return made;
  };
  const span = (row) => [Number(get(row, 'begin')), Number(get(row, 'end'))];
  const isHighlight = (row) => get(row, 'table') === 'highlight';
  const isShown = (i) => showHighlights || !isHighlight(rows[i]) || get(rows[i], 'decision') !== '';
  const isPosition = (row) => get(row, 'table') === 'positions';

  // The text in pieces between all ends of spans; a piece knows the proposals that cover it.
  function drawText() {
    const ends = new Set([0, characters.length]);
    rows.forEach((row, i) => { if (isShown(i)) span(row).forEach((place) => ends.add(place)); });
    data.cuts.forEach(([begin, end]) => { ends.add(begin); ends.add(end); });
    const places = Array.from(ends).filter((place) => place >= 0 && place <= characters.length).sort((a, b) => a - b);
    const covering = rows.map((row, i) => [span(row), i]).filter(([, i]) => isShown(i)).sort((a, b) => a[0][0] - b[0][0]);
    textPane.replaceChildren();
    let next = 0;
    let open = [];
    for (let p = 0; p + 1 < places.length; ++p) {
      const begin = places[p];
      const end = places[p + 1];
      open = open.filter(([[, last]]) => last > begin);
      while (next < covering.length && covering[next][0][0] <= begin) open.push(covering[next++]);
      const piece = element('span', { 'data-begin': String(begin) }, characters.slice(begin, end).join(''));
      const cut = data.cuts.find(([first, last]) => first <= begin && end <= last);
      if (cut) { piece.className = 'cut'; piece.title = 'cut: ' + cut[2]; }
      if (open.length) {
        const shortest = open.reduce((a, b) => (b[0][1] - b[0][0] <= a[0][1] - a[0][0] ? b : a));
        piece.className = 'mark ' + kind(rows[shortest[1]]) + (open.some(([, i]) => i === current) ? ' current' : '');
        piece.dataset.row = String(shortest[1]);
      }
      textPane.append(piece);
    }
  }
  function kind(row) {
    if (isHighlight(row)) return 'highlight';
    if (isPosition(row)) return 'position';
    return { date: 'date', count: 'count', said: 'said' }[get(row, 'relation')] || 'other';
  }

  const shownFields = (row) => (isPosition(row)
    ? ['actor', 'issue', 'position_low', 'position_mode', 'position_high', 'salience_low', 'salience_mode', 'salience_high', 'influence_low', 'influence_mode', 'influence_high', 'from', 'note']
    : ['subject', 'relation', 'value', 'approximation', 'low', 'high', 'unit', 'from', 'to', 'area', 'said_by', 'note']);
  const neededFields = (row) => (isPosition(row) ? shownFields(row).slice(0, 11) : ['subject', 'relation', 'value']);
  const missing = (row) => neededFields(row).filter((name) => get(row, name) === '');

  function words(row) {
    const parts = [];
    if (isPosition(row)) return get(row, 'actor') + ' on ' + get(row, 'issue') + ' (' + get(row, 'note') + ')';
    if (get(row, 'subject')) parts.push(get(row, 'subject'));
    const near = get(row, 'approximation');
    if (near && near !== 'exact') parts.push(near);
    if (get(row, 'value')) parts.push(get(row, 'value'));
    if (get(row, 'unit')) parts.push(get(row, 'unit'));
    if (get(row, 'area')) parts.push('in ' + get(row, 'area'));
    if (get(row, 'relation') !== 'date' && get(row, 'from')) parts.push('from ' + get(row, 'from') + (get(row, 'to') ? ' to ' + get(row, 'to') : ''));
    if (get(row, 'said_by')) parts.push('says ' + get(row, 'said_by'));
    return parts.join(' ') || 'an empty row';
  }
  function recordWords(row) {
    const of = Number(get(row, 'of'));
    return get(row, 'rule') + (of > 0 ? ': right in ' + get(row, 'right') + ' of ' + of : ': not measured');
  }

  // The contradictions that this row would open under its subject, and which other subjects it would clash under.
  function consequenceOf(i) {
    const box = element('div', { class: 'consequence' });
    const subject = get(rows[i], 'subject');
    const all = consequences[i] || [];
    const own = all.find((one) => one.subject === subject);
    const changed = get(rows[i], 'value') !== (proposed[i] ? get(proposed[i], 'value') : '');
    if (own) {
      box.append(element('p', { class: 'opens' }, 'Opens a contradiction with ' + own.facts.join(', ') + ': ' + own.reasons.join('; ')
        + (changed ? ' (told for the value as it was proposed)' : '')));
    } else if (data.choices.subject.includes(subject)) {
      box.append(element('p', { class: 'fits' }, 'Contradicts no row on ' + subject + ' in the ledger.'));
    } else if (all.length && !isHighlight(rows[i])) {
      box.append(element('p', {}, 'Would contradict the ledger as: ' + all.map((one) => one.subject).slice(0, 6).join(', ') + (all.length > 6 ? ' ...' : '')));
    }
    return box;
  }

  function drawCard(i) {
    const row = rows[i];
    const decision = get(row, 'decision');
    const card = element('article', { class: 'card ' + kind(row) + (i === current ? ' current' : '') + (decision ? ' ' + decision : ''), 'data-row': String(i), id: 'row-' + i });
    card.append(element('p', { class: 'what' }, element('b', {}, isHighlight(row) ? 'highlight' : get(row, 'relation') || 'position'), ' ', words(row)));
    card.append(element('p', { class: 'quote', dir: 'auto' }, get(row, 'quote').slice(0, 240)));
    card.append(element('p', { class: 'small' }, recordWords(row) + (get(row, 'anchor') ? ' | from ' + get(row, 'anchor') : '')));
    if (i === current) card.append(consequenceOf(i));
    if (decision) card.append(element('p', { class: 'decided' }, decision + ' by ' + get(row, 'decided_by') + ' on ' + get(row, 'decided_on')));
    if (i === current && editing) card.append(form(i));
    return card;
  }
  function drawList() {
    list.replaceChildren();
    const all = rows.map((row, i) => i).filter(isShown);
    const at = Math.max(0, all.findIndex((i) => i >= current));
    all.slice(Math.max(0, at - nearby), at + nearby + 1).forEach((i) => list.append(drawCard(i)));
    progress();
  }
  function progress() {
    const open = rows.filter((row, i) => !isHighlight(row) || get(row, 'decision')).length;
    const done = rows.filter((row) => get(row, 'decision')).length;
    document.getElementById('progress').textContent = done + ' of ' + open + ' decided';
  }
  function redraw() {
    drawText();
    drawList();
    const card = document.getElementById('row-' + current);
    if (card) card.scrollIntoView({ block: 'nearest' });
    const mark = textPane.querySelector('.current');
    if (mark) mark.scrollIntoView({ block: 'center' });
  }

  function form(i) {
    const row = rows[i];
    if (isHighlight(row)) put(row, 'table', 'facts');
    const made = element('div', { class: 'form' });
    shownFields(row).forEach((name) => {
      const input = element('input', { name, 'aria-label': name, autocomplete: 'off' });
      input.value = get(row, name);
      const options = name === 'issue' ? data.choices.issues.map((issue) => issue.id) : data.choices[name];
      if (options) {
        input.setAttribute('list', 'choices-' + name);
        made.append(element('datalist', { id: 'choices-' + name }, ...options.map((value) => element('option', { value }))));
      }
      made.append(element('label', {}, name + ' ', input));
    });
    made.append(element('p', { class: 'small' }, 'Enter keeps the row, Escape leaves it as it was.'));
    return made;
  }
  function openForm(first) {
    editing = true;
    before = rows[current].slice();
    redraw();
    const fields = Array.from(list.querySelectorAll('.form input'));
    const wanted = fields.find((input) => input.name === first) || fields[0];
    if (wanted) { wanted.focus(); wanted.select(); }
  }
  let before = null;
  function closeForm(keep) {
    const row = rows[current];
    if (keep) {
      list.querySelectorAll('.form input').forEach((input) => put(row, input.name, input.value.trim()));
      const lacks = missing(row);
      if (lacks.length) {
        say('Still empty: ' + lacks.join(', '));
        const field = list.querySelector('.form input[name="' + lacks[0] + '"]');
        if (field) field.focus();
        return;
      }
      editing = false;
      decide('edit');
    } else {
      rows[current] = before;
      editing = false;
      redraw();
      list.focus();
    }
  }

  const today = () => {
    const now = new Date();
    const two = (n) => String(n).padStart(2, '0');
    return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
  };
  function named() {
    if (reader.value.trim()) return true;
    say('Write first who decides.');
    reader.focus();
    return false;
  }
  function decide(decision) {
    const row = rows[current];
    put(row, 'decision', decision);
    put(row, 'decided_by', decision ? reader.value.trim() : '');
    put(row, 'decided_on', decision ? today() : '');
    if (!decision && proposed[current]) rows[current] = proposed[current].slice();
    say(decision ? decision + ': ' + words(rows[current]) : 'undone');
    keepDraft();
    if (decision) move(1, false); else redraw();
  }
  function accept() {
    if (!named()) return;
    const row = rows[current];
    const lacks = missing(row);
    if (isHighlight(row) || lacks.length) return openForm(isHighlight(row) ? 'subject' : lacks[0]);
    decide('accept');
  }
  function move(step, undecided) {
    for (let i = current + step; i >= 0 && i < rows.length; i += step) {
      if (!isShown(i) || (undecided && (get(rows[i], 'decision') || isHighlight(rows[i])))) continue;
      current = i;
      break;
    }
    redraw();
  }
  function say(words) { message.textContent = words; }

  // A row by hand from the words marked in the text.
  function placeOf(node, offset) {
    const piece = (node.nodeType === 3 ? node.parentElement : node).closest('[data-begin]');
    if (!piece) return null;
    return Number(piece.dataset.begin) + Array.from(piece.textContent.slice(0, node.nodeType === 3 ? offset : 0)).length;
  }
  function rowFromSelection() {
    const selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !named()) return say('Mark words in the text first.');
    const range = selection.getRangeAt(0);
    const begin = placeOf(range.startContainer, range.startOffset);
    const end = placeOf(range.endContainer, range.endOffset);
    if (begin === null || end === null || end <= begin) return say('Mark words in the text first.');
    const row = data.columns.map(() => '');
    put(row, 'table', 'facts');
    put(row, 'source', data.source);
    put(row, 'known_from', data.published);
    put(row, 'begin', String(begin));
    put(row, 'end', String(end));
    put(row, 'quote', characters.slice(begin, end).join(''));
    put(row, 'document_sha256', data.sha256);
    put(row, 'rule', 'hand');
    put(row, 'right', '0');
    put(row, 'of', '0');
    let at = rows.findIndex((other) => span(other)[0] > begin);
    if (at < 0) at = rows.length;
    rows.splice(at, 0, row);
    proposed.splice(at, 0, null);
    consequences.splice(at, 0, []);
    current = at;
    openForm('subject');
  }

  const quoted = (field) => (/[",\r\n]/.test(field) ? '"' + field.replace(/"/g, '""') + '"' : field);
  const csv = () => [data.columns].concat(rows).map((row) => row.map((field) => quoted(field || '')).join(',') + '\n').join('');
  function save() {
    const link = element('a', { download: data.source + '.csv' });
    link.href = URL.createObjectURL(new Blob([csv()], { type: 'text/csv' }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say('Saved as ' + data.source + '.csv: put it into the mission\'s folder intake/, then handover read MISSION --enter.');
  }
  function keepDraft() {
    try { localStorage.setItem(draftKey, JSON.stringify({ reader: reader.value, rows })); } catch (e) { /* a file may not have storage */ }
  }
  function takeDraft() {
    try {
      const draft = JSON.parse(localStorage.getItem(draftKey));
      if (!draft || !Array.isArray(draft.rows) || draft.rows.length !== rows.length) return;
      draft.rows.forEach((row, i) => { if (row.length === data.columns.length && row[column.decision]) rows[i] = row.map(String); });
      reader.value = String(draft.reader || '');
      say('Decisions of an earlier visit were found in this browser.');
    } catch (e) { /* none */ }
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === reader) {
      if (event.key === 'Enter' || event.key === 'Escape') { reader.blur(); event.preventDefault(); redraw(); }
      return;
    }
    if (editing) {
      if (event.key === 'Enter') { event.preventDefault(); closeForm(true); }
      if (event.key === 'Escape') { event.preventDefault(); closeForm(false); }
      return;
    }
    const actions = {
      a: accept,
      e: () => named() && openForm(),
      r: () => named() && decide('reject'),
      u: () => decide(''),
      j: () => move(1, false), ArrowDown: () => move(1, false),
      k: () => move(-1, false), ArrowUp: () => move(-1, false),
      n: () => move(1, true),
      m: rowFromSelection,
      h: () => { showHighlights = !showHighlights; redraw(); },
      s: save
    };
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  document.getElementById('save').addEventListener('click', save);
  const choose = (event) => {
    const marked = event.target.closest('[data-row]');
    if (!marked || editing || !window.getSelection().isCollapsed) return;
    current = Number(marked.dataset.row);
    redraw();
  };
  textPane.addEventListener('click', choose);
  list.addEventListener('click', choose);
  takeDraft();
  current = Math.max(0, rows.findIndex((row, i) => isShown(i) && !get(row, 'decision')));
  redraw();
  reader.focus();
})();
)script";
}

std::string_view intake_page_style() {
  return R"style(
:root { color-scheme: light; --line: #c9ced6; --ink: #1c2430; --soft: #5a6675; }
* { box-sizing: border-box; }
body { margin: 0; height: 100vh; display: flex; flex-direction: column; font: 15px/1.5 "Liberation Sans", Arial, sans-serif; color: var(--ink); background: #f4f5f7; }
header { padding: 10px 18px 6px; background: #fff; border-bottom: 1px solid var(--line); }
h1 { font-size: 18px; margin: 0; }
header p { margin: 2px 0; color: var(--soft); font-size: 13px; }
.bar { display: flex; gap: 16px; align-items: center; }
.warning { color: #8a3b00; font-weight: bold; }
kbd { font: 12px monospace; border: 1px solid var(--line); border-radius: 3px; padding: 0 5px; background: #f8f9fb; color: var(--ink); }
#message { min-height: 1.4em; color: #0b4f8a; }
main { flex: 1; display: grid; grid-template-columns: 3fr 2fr; min-height: 0; }
main > section { overflow: auto; padding: 16px 20px; }
#text { white-space: pre-wrap; font: 16px/1.65 "Liberation Serif", Georgia, serif; background: #fff; overflow-wrap: anywhere; }
#list { border-left: 1px solid var(--line); }
.cut { color: #8b94a0; background: repeating-linear-gradient(135deg, #f1f2f4 0 6px, #fff 6px 12px); }
.mark { border-bottom: 2px solid; cursor: pointer; }
.mark.date { background: #e6f0fb; border-color: #2f6fb0; }
.mark.count { background: #e8f5e6; border-color: #3c8235; }
.mark.said { background: #fdf3df; border-color: #b27a16; }
.mark.position { background: #f3e8f8; border-color: #80479c; }
.mark.other { background: #eee; border-color: #777; }
.mark.highlight { border-bottom: 1px dotted #888; }
.mark.current { outline: 2px solid #c33; }
.card { background: #fff; border: 1px solid var(--line); border-left: 5px solid #999; border-radius: 4px; padding: 6px 12px; margin: 0 0 8px; }
.card.date { border-left-color: #2f6fb0; }
.card.count { border-left-color: #3c8235; }
.card.said { border-left-color: #b27a16; }
.card.position { border-left-color: #80479c; }
.card.current { box-shadow: 0 0 0 2px #c33; }
.card.accept, .card.edit { background: #eef7ec; }
.card.reject { background: #f6eeee; color: #888; }
.card p { margin: 2px 0; overflow-wrap: anywhere; }
.quote { font-family: "Liberation Serif", Georgia, serif; color: #333; }
.small, .decided { font-size: 12px; color: var(--soft); }
.opens { color: #a02020; }
.fits { color: #2d6a2d; }
.form { display: grid; grid-template-columns: 1fr 1fr; gap: 4px 10px; margin-top: 6px; }
.form label { display: flex; flex-direction: column; font-size: 12px; color: var(--soft); }
.form p { grid-column: 1 / -1; }
input, button { font: inherit; padding: 3px 6px; border: 1px solid #8b94a0; border-radius: 3px; background: #fff; }
@media (max-width: 800px) { body { height: auto; } main { grid-template-columns: 1fr; } #list { border-left: 0; border-top: 1px solid var(--line); } }
)style";
}

}  // namespace handover::report
