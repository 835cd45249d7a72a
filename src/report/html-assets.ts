/** The looks of the HTML report: light and dark by the system, verdicts by sign, word and colour, fit for print. */
export const style = `
:root { color-scheme: light dark; --fg: #1a1a1a; --bg: #fff; --soft: #555; --line: #ccc; --code: #f4f4f4; --link: #0b4fa0;
  --pass: #14632a; --fail: #a40e1a; --advisory: #7a5200; --notApplicable: #555; --known: #0b5a6e; --blocked: #7a1f7a; --mark: #ffd6d6; --lit: #ffe58a; }
@media (prefers-color-scheme: dark) { :root { --fg: #e8e8e8; --bg: #161616; --soft: #b0b0b0; --line: #444; --code: #222; --link: #9cc4ff;
  --pass: #7fd494; --fail: #ff9a9a; --advisory: #f0c45c; --notApplicable: #b0b0b0; --known: #7cd0e4; --blocked: #e39ae3; --mark: #5c2020; --lit: #5a4a00; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 78rem; padding: 0 1rem 4rem; font: 1rem/1.45 system-ui, sans-serif; color: var(--fg); background: var(--bg); }
h1 { font-size: 1.3rem; margin: .8rem 0 .3rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; } h2 small { font-weight: 400; }
a { color: var(--link); } small, .level, .reason, .link, .about dt, dt, s, .at { color: var(--soft); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0 1rem; margin: .3rem 0; } dd { margin: 0; overflow-wrap: anywhere; }
.about, pre, code, .line, .fields { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.v { font-weight: 600; white-space: nowrap; } .totals { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: .8rem 0; padding: 0; list-style: none; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .advisory { color: var(--advisory); }
.notApplicable { color: var(--notApplicable); } .known { color: var(--known); } .blocked { color: var(--blocked); }
.wide { overflow-x: auto; } table { border-collapse: collapse; } th, td { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 400; } .n { text-align: right; }
#chapters > summary { cursor: pointer; } #chapters h2 { display: inline-block; }
form { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center; padding: .5rem 0; margin-top: 1rem; background: var(--bg); border-bottom: 1px solid var(--line); z-index: 1; }
input, select { font: inherit; color: var(--fg); background: var(--code); border: 1px solid var(--soft); border-radius: .2rem; padding: .1rem .3rem; } input::placeholder { color: var(--soft); opacity: 1; }
@media (min-width: 50rem) and (min-height: 30rem) { form { position: sticky; top: 0; } .statement, .chapter, .scenario { scroll-margin-top: 4rem; } }
.statement { border-top: 1px solid var(--line); } .statement > summary { padding: .25rem 0; cursor: pointer; } .statement > summary .v { display: inline-block; min-width: 6rem; }
.scenario { margin: .2rem 0 .6rem 1.5rem; } .scenario p { margin: .2rem 0; } .link { margin: .2rem 0 .8rem 1.5rem; font-size: .85rem; }
.scenario:target, .statement:target > summary { outline: 2px solid var(--link); outline-offset: 1px; }
.steps { margin: .3rem 0; } .steps summary { cursor: pointer; color: var(--soft); } .steps ol { list-style: none; margin: .2rem 0; padding-left: 1.2rem; }
.conversation { background: var(--code); padding: .5rem .7rem; margin: .4rem 0; } .line { padding: .05rem 0; overflow-wrap: anywhere; } .conversation .event { margin: 0 0 0 1.15rem; }
.packet > summary { cursor: pointer; } .octets { display: flex; flex-wrap: wrap; gap: .2rem 2rem; margin: .2rem 0 .6rem 1.2rem; align-items: flex-start; }
pre { margin: 0; overflow-x: auto; max-width: 100%; } i, s, u, em { font-style: normal; text-decoration: none; } .bad { background: var(--mark); outline: 1px solid var(--fail); }
.fields { list-style: none; margin: 0; padding: 0; } .fields li { padding: 0 .3rem; } .fields .d1 { padding-left: 1.2rem; } .fields .d2 { padding-left: 2.4rem; } .fields .d3 { padding-left: 3.6rem; }
.fields .d4 { padding-left: 4.8rem; } .fields .d5, .fields .d6 { padding-left: 6rem; } .lit { background: var(--lit); } .note { flex-basis: 100%; color: var(--fail); margin: 0; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { .scenario, .link { margin-left: .3rem; } td small { display: block; } }
@media print { form, .link { display: none; } .statement, .packet { break-inside: avoid; } }
`;

/**
 * The filter, opening what the address names, and lighting octets by their field and fields by their octet. Without a
 * script everything is still there to read.
 */
export const script = `
const form = document.querySelector('form');
const show = () => {
  const { text, spec, level, verdict } = Object.fromEntries(new FormData(form));
  const wanted = text.trim().toLowerCase();
  let shown = 0;
  for (const section of document.querySelectorAll('.chapter')) {
    let any = false;
    for (const row of section.querySelectorAll('.statement')) {
      const inRow = (!spec || section.dataset.spec === spec) && (!level || row.dataset.level === level);
      const head = wanted && row.querySelector('summary').textContent.toLowerCase();
      let left = 0;
      for (const scenario of row.querySelectorAll('.scenario')) {
        const fits = inRow && (!verdict || scenario.dataset.verdict === verdict) &&
          (!wanted || head.includes(wanted) || scenario.textContent.toLowerCase().includes(wanted));
        scenario.hidden = !fits;
        if (!fits) continue;
        left += 1;
        if (!('again' in scenario.dataset)) shown += 1;
      }
      row.hidden = left === 0;
      any ||= left > 0;
    }
    section.hidden = !any;
  }
  document.getElementById('nothing').hidden = document.querySelector('.chapter:not([hidden])') !== null;
  form.querySelector('output').textContent = shown.toLocaleString('en-US') + (shown === 1 ? ' scenario' : ' scenarios');
};
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
const open = () => {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!place) return;
  if (place.closest('[hidden]')) { form.reset(); show(); }
  for (let at = place; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
  place.scrollIntoView();
};
addEventListener('hashchange', open);
// Octets become elements when somebody points at them: thousands of them would make the page heavy.
const prepare = (pre) => {
  if (pre.dataset.ready) return;
  pre.dataset.ready = '1';
  for (const node of [...pre.childNodes]) {
    if (node.nodeType !== Node.TEXT_NODE) continue;
    const parts = node.data.split(/([0-9a-f]{2})/).map((part, at) => {
      if (at % 2 === 0) return part;
      const octet = document.createElement('i');
      octet.textContent = part;
      return octet;
    });
    node.replaceWith(...parts);
  }
};
const light = (event) => {
  for (const lit of document.querySelectorAll('.lit')) lit.classList.remove('lit');
  const packet = event.target.closest?.('.octets');
  if (packet) prepare(packet.querySelector('pre'));
  const octet = event.target.closest?.('.octets i');
  const field = event.target.closest?.('.fields li');
  if (!packet || (!octet && !field)) return;
  const octets = new Map();
  for (const start of packet.querySelectorAll('s')) {
    let at = parseInt(start.textContent, 16);
    for (let next = start.nextElementSibling; next && next.tagName === 'I'; next = next.nextElementSibling) octets.set(next, at++);
  }
  const inside = (item, at) => at >= +item.dataset.o && at < +item.dataset.o + +item.dataset.n;
  let items = field ? [field] : [...packet.querySelectorAll('.fields li')].filter((item) => inside(item, octets.get(octet)));
  if (octet) items = items.filter((item) => item.dataset.n === items[items.length - 1].dataset.n && item.dataset.o === items[items.length - 1].dataset.o);
  for (const item of items) {
    item.classList.add('lit');
    for (const [element, at] of octets) if (inside(item, at)) element.classList.add('lit');
  }
};
document.addEventListener('pointerover', light);
// The same with the keyboard: arrows walk through the fields.
document.addEventListener('keydown', (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches('.fields')) return;
  event.preventDefault();
  const items = [...event.target.children];
  const at = items.findIndex((item) => item.matches('.lit')) + step;
  const next = items[Math.max(0, Math.min(items.length - 1, at))];
  light({ target: next });
  next.scrollIntoView({ block: 'nearest' });
});
show();
open();
`;
