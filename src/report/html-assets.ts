/** The looks of the HTML report: light and dark by the system, verdicts by word and colour, fit for print. */
export const style = `
:root { color-scheme: light dark; --fg: #1a1a1a; --bg: #fff; --soft: #555; --line: #ccc; --code: #f4f4f4;
  --pass: #14632a; --fail: #a40e1a; --advisory: #7a5200; --notApplicable: #555; --known: #0b5a6e; --blocked: #7a1f7a; --mark: #ffe3e3; }
@media (prefers-color-scheme: dark) { :root { --fg: #e8e8e8; --bg: #161616; --soft: #b0b0b0; --line: #444; --code: #222;
  --pass: #7fd494; --fail: #ff9a9a; --advisory: #f0c45c; --notApplicable: #b0b0b0; --known: #7cd0e4; --blocked: #e39ae3; --mark: #4d1f1f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 75rem; padding: 0 1rem 4rem; font: 1rem/1.45 system-ui, sans-serif; color: var(--fg); background: var(--bg); }
header { position: sticky; top: 0; background: var(--bg); border-bottom: 1px solid var(--line); padding-bottom: .5rem; z-index: 1; }
h1 { font-size: 1.2rem; margin: .6rem 0 .3rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; } h2 small { font-weight: 400; }
header pre { margin: 0; white-space: pre-wrap; background: none; padding: 0; }
pre { overflow-x: auto; padding: .6rem; background: var(--code); font: .85rem/1.4 ui-monospace, monospace; }
form { display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center; } input, select { font: inherit; }
details { border-top: 1px solid var(--line); scroll-margin-top: 14rem; } summary { padding: .25rem 0; cursor: pointer; }
.scenario { margin: .2rem 0 .2rem 1.5rem; } .scenario p { margin: .2rem 0; } small, .level, .reason { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .3rem 0; } dt { color: var(--soft); } dd { margin: 0; }
a { color: inherit; } mark { background: var(--mark); color: inherit; } .v { font-weight: 600; display: inline-block; min-width: 4.5rem; }
.totals .v { margin-right: 1rem; } .pass { color: var(--pass); } .fail { color: var(--fail); } .advisory { color: var(--advisory); }
.notApplicable { color: var(--notApplicable); } .known { color: var(--known); } .blocked { color: var(--blocked); }
[hidden] { display: none !important; }
@media print { header { position: static; } form { display: none; } details { break-inside: avoid; } }
`;

/** The filter, and opening the statement that the address names. Without a script everything is still there to read. */
export const script = `
const form = document.querySelector('form');
const show = () => {
  const { text, spec, level, verdict } = Object.fromEntries(new FormData(form));
  const wanted = text.trim().toLowerCase();
  let shown = 0;
  for (const section of document.querySelectorAll('section')) {
    let any = false;
    for (const row of section.querySelectorAll('details')) {
      const inRow = (!spec || section.dataset.spec === spec) && (!level || row.dataset.level === level);
      const head = row.querySelector('summary').textContent.toLowerCase();
      let left = 0;
      for (const scenario of row.querySelectorAll('.scenario')) {
        const fits = inRow && (!verdict || scenario.dataset.verdict === verdict) &&
          (!wanted || head.includes(wanted) || scenario.textContent.toLowerCase().includes(wanted));
        scenario.hidden = !fits;
        if (fits) left += 1;
      }
      row.hidden = left === 0;
      shown += left;
      any ||= left > 0;
    }
    section.hidden = !any;
  }
  form.querySelector('output').textContent = shown + ' scenarios';
};
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
const open = () => {
  const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row) { row.open = true; row.scrollIntoView(); }
};
addEventListener('hashchange', open);
show();
open();
`;
