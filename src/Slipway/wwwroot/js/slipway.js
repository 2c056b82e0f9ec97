// Every page works without this file. It keeps what is shown true between two answers of the server: the clock goes on,
// old news says that it is old, and nothing that somebody types, opens or has reached is lost while fragments are exchanged.

const $ = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => root.querySelectorAll(selector);
const two = number => String(number).padStart(2, "0");
const clockLike = /\d\d:\d\d/;

// The run's clock. <div data-clock data-now="…" data-t0="…" data-offset="7200" data-speed="60" data-day="d">
// data-now is the run's time when the server wrote it; a fragment or a beat that brings a new one sets the clock.

const anchor = { text: null, run: 0, real: 0 };

function runTime(clock) {
  if (clock.dataset.now !== anchor.text) {
    anchor.text = clock.dataset.now;
    anchor.run = Date.parse(anchor.text);
    anchor.real = performance.now();
  }
  return anchor.run + (performance.now() - anchor.real) * Number(clock.dataset.speed ?? 1);
}

function local(time, clock) {
  const at = new Date(time + Number(clock.dataset.offset ?? 0) * 1000);
  return { hours: at.getUTCHours(), minutes: at.getUTCMinutes(), seconds: at.getUTCSeconds(), text: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}` };
}

function launchTime(since, day) {
  const minutes = Math.floor(Math.abs(since) / 60000);
  const days = Math.floor(minutes / 1440);
  return (since < 0 ? "T−" : "T+") + (days ? `${days} ${day} ` : "") + `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

const put = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };
const turn = (hand, degrees) => hand?.setAttribute("transform", `rotate(${degrees} 50 50)`);

function tick() {
  const clock = $("[data-clock]");
  if (!clock) return;
  const now = runTime(clock), wall = local(now, clock), since = now - Date.parse(clock.dataset.t0);
  put($("[data-tick=main]", clock), launchTime(since, clock.dataset.day));
  put($("[data-tick=seconds]", clock), ":" + two(Math.floor(Math.abs(since) / 1000) % 60));
  put($("[data-tick=local]", clock), wall.text);
  turn($(".hand-h", clock), (wall.hours % 12) * 30 + wall.minutes / 2);
  turn($(".hand-m", clock), wall.minutes * 6);
  turn($(".hand-s", clock), wall.seconds * 6);
  nowLine(now, since, wall, clock);
  for (const left of all("[data-until]")) countDown(left, Date.parse(left.dataset.until) - now);
}

// The now-line hangs at one place; its head tells launch time and local time, or when the server was last heard.
function nowLine(now, since, wall, clock) {
  const line = $("#chart-now[data-from]");
  if (!line) return;
  const [first, last] = line.dataset.x.split(" ").map(parseFloat);
  const from = Date.parse(line.dataset.from), to = Date.parse(line.dataset.to);
  const share = Math.min(1, Math.max(0, (now - from) / (to - from)));
  line.setAttribute("x", `${(first + share * (last - first)).toFixed(2)}%`);
  // Before T-0 launch time is rounded down, as on the server, so that it turns over with the local clock.
  put($("[data-tick=t]", line), launchTime(since < 0 ? since - 59999 : since, clock.dataset.day));
  const head = $("[data-tick=now]", line);
  head.dataset.fresh ??= head.textContent;
  put(head, stale ? head.dataset.seen.replace(clockLike, heard.wall || wall.text) : head.dataset.fresh.replace(clockLike, wall.text));
}

// "45 min": the number goes down; longer stretches wait for the server's words.
function countDown(element, left) {
  const minutes = Math.max(0, Math.floor(left / 60000));
  if (minutes < 90 && /^\D*\d+\D*$/.test(element.textContent)) put(element, element.textContent.replace(/\d+/, minutes));
}

// Freshness. <main data-live="20"> is told by its stream at least every so many seconds: by a fragment, or by the event
// "beat", whose data is the run's time.

const heard = { real: performance.now(), wall: "" };
let stale = false;

function hear() {
  const clock = $("[data-clock]");
  heard.real = performance.now();
  if (clock) heard.wall = local(runTime(clock), clock).text;
  judge();
}

function judge() {
  const live = $("[data-live]");
  const old = !!live && performance.now() - heard.real > Number(live.dataset.live) * 1000;
  if (old === stale) return;
  stale = old;
  document.documentElement.toggleAttribute("data-stale", stale);
  for (const note of all("[data-stale-note]")) {
    note.hidden = !stale;
    const time = $("time", note);
    if (stale && time) put(time, heard.wall);
  }
  tick();
}

document.addEventListener("beat", event => {
  const clock = $("[data-clock]");
  if (clock && event.detail?.data) clock.dataset.now = event.detail.data;
  hear();
});
for (const name of ["htmx:sse:after:connection", "htmx:sse:after:message"]) document.addEventListener(name, hear);
document.addEventListener("visibilitychange", () => { if (!document.hidden) { tick(); judge(); } });

// A line that went silent without an end (its machine hangs, the network is gone) is cut, after which it comes back by
// itself; one that never came about is asked for again, more seldom than one try may take.

const lines = new WeakMap();
const lineTry = 6000;
let revived = 0;

document.addEventListener("htmx:sse:before:connection", event => lines.set(event.target, event.detail.connection));
document.addEventListener("htmx:sse:close", event => lines.delete(event.target));

function revive() {
  if (!stale || document.hidden || performance.now() - revived < lineTry) return;
  revived = performance.now();
  for (const live of all("[data-live]")) {
    if (lines.has(live)) lines.get(live).reader?.cancel();
    else window.htmx?.ajax("GET", live.getAttribute("hx-sse:connect"), { source: live });
  }
}

// A copy that became the main one while its line was down lets people act: its pages are got anew, in which nothing can
// have been written.

let wasConnected = false;

document.addEventListener("htmx:sse:after:connection", async () => {
  const comesBack = wasConnected;
  wasConnected = true;
  if (!comesBack || !$("#copy-line")) return;
  const answer = await fetch(location.href).catch(() => null);
  if (answer?.ok && !(await answer.text()).includes('id="copy-line"')) location.reload();
});

// What answers a page that asks by itself, and is not what it asked for, is not put in its place: a balancer's words while
// no server is there, a refusal. What a page heard of and did not get it asks for again.

document.addEventListener("htmx:before:response", event => {
  const { sourceElement: asked, response } = event.detail.ctx;
  if (response.status < 400) return;
  event.preventDefault();
  askAgain(asked);
});
document.addEventListener("htmx:error", event => askAgain(event.detail.ctx?.sourceElement));

function askAgain(asked) {
  if (asked?.hasAttribute("hx-get")) setTimeout(() => htmx.trigger(asked, "moved"), 2000);
}

// While fragments are exchanged: what was open stays open, what was typed stays typed, and the focus stays where it was.

let kept = null;

// Where an element stands: by its id, else by what it is inside the nearest thing that has one.
function place(element) {
  const holder = element?.closest("[id]");
  return holder && { id: holder.id, inside: holder === element ? null : likeness(element) };
}

function likeness(element) {
  const named = element.name ? `[name="${element.name}"]` : "";
  return element.tagName.toLowerCase() + named + (isTicked(element) || element.tagName === "BUTTON" && named ? `[value="${element.value}"]` : "");
}

function at(place) {
  const holder = document.getElementById(place.id);
  return place.inside ? holder?.querySelector(place.inside) : holder;
}

const isTicked = field => field.type === "checkbox" || field.type === "radio";

function keep() {
  const typed = [...all("input,textarea,select")].filter(field => field.type !== "hidden" && field.type !== "password" && changed(field) && place(field));
  kept = {
    open: [...all("details[open][id]")].map(details => details.id),
    typed: typed.map(field => ({ field, place: place(field), value: field.value, checked: field.checked })),
    focus: document.activeElement === document.body ? null : place(document.activeElement),
    element: document.activeElement,
  };
}

// A page that answers a refused form shows what was typed, which a page that is asked for anew would not.
function changed(field) {
  if (isTicked(field)) return field.checked !== field.defaultChecked || field.checked && answers();
  if (field.tagName === "SELECT") return answers() || [...field.options].some(option => option.selected !== option.defaultSelected);
  return field.value !== field.defaultValue || field.value !== "" && answers();
}

const answers = () => !!$("[data-answers]");

function restore() {
  if (!kept) return;
  for (const id of kept.open) document.getElementById(id)?.setAttribute("open", "");
  for (const { field: before, place, value, checked } of kept.typed) {
    const field = at(place);
    if (!field) { if (!isTicked(before) && before.tagName !== "SELECT") lose(value); }
    else if (isTicked(field)) field.checked = checked;
    // Only the field in which a file was chosen has it.
    else if (field.type === "file") field.replaceWith(before);
    else if (field.value !== value) field.value = value;
  }
  if (kept.focus && !kept.element.isConnected) at(kept.focus)?.focus({ preventScroll: true });
  kept = null;
  tick();
}

// What was typed for an act that somebody else made impossible meanwhile is left to be copied.
function lose(text) {
  const note = $("[data-lost]");
  if (!note || !text.trim()) return;
  note.hidden = false;
  note.append(Object.assign(document.createElement("q"), { textContent: text, dir: "auto" }));
}

document.addEventListener("htmx:before:swap", keep);
document.addEventListener("htmx:after:swap", restore);

// The event "patch" brings only what has changed, as steps: [where, attributes], [where, html to fill it with],
// [where, 0, html to replace it with], [where, n, html to put in before its child n], [where] to remove it, [where, [start,
// finish]] to move it by so many steps of the axis.

function patch(steps) {
  for (const [where, what, html] of steps) {
    const [id, ...path] = where.split("/");
    const element = path.reduce((parent, child) => parent?.children[child], document.getElementById(id));
    if (!element) continue;
    if (what === undefined) element.remove();
    else if (what === 0) element.outerHTML = html;
    else if (typeof what === "string") element.innerHTML = what;
    else if (Array.isArray(what)) element.dataset.at = element.dataset.at.split(" ").map((at, end) => Number(at) + what[end]).join(" ");
    else if (typeof what === "object") for (const name in what) set(element, name, what[name]);
    else if (element.children[what - 1]) element.children[what - 1].insertAdjacentHTML("beforebegin", html);
    else element.insertAdjacentHTML("beforeend", html);
  }
}

function set(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

document.addEventListener("patch", event => {
  keep();
  patch(JSON.parse(event.detail.data));
  for (const task of all(".task[data-at]")) align(task);
  restore();
  alarms();
  links();
});

// A task that is still to come has data-at="start finish", in steps since the beginning of the chart's axis: where its bar
// stands and which times are read aloud for it follows from that.

const isRightToLeft = () => document.documentElement.dir === "rtl";

function align(task) {
  const chart = task.closest(".chart"), { from, unit, span, left } = chart.dataset;
  const [start, finish] = task.dataset.at.split(" ").map(Number);
  const x = at => Number(left) + Math.min(1, Math.max(0, at / span)) * (100 - left);
  const percent = number => `${Math.round(number * 100) / 100}%`;
  const length = Math.max(.02, x(finish) - x(start));
  set(task, "x", percent(isRightToLeft() ? 100 - x(start) - length : x(start)));
  set(task, "width", percent(length));
  const link = task.firstElementChild, words = link.getAttribute("aria-label").split(/(\d\d:\d\d)/);
  [words[words.length - 4], words[words.length - 2]] = [start, finish].map(at => local(Date.parse(from) + at * unit * 1000, chart).text);
  set(link, "aria-label", words.join(""));
}

// What a task waits for is drawn while somebody looks at it: from where that ends to where this begins.

function links() {
  const drawn = $("#chart-links");
  if (!drawn) return;
  const lines = [...all(".task[data-after]:is(:hover, :focus-within, :target)")].flatMap(task => task.dataset.after.split(" ").map(id => link(document.getElementById(`t-${id}`), task)));
  if (lines.length || drawn.childElementCount) drawn.innerHTML = lines.join("");
}

function link(before, task) {
  if (!before) return "";
  const number = (element, name) => parseFloat(element.getAttribute(name));
  const edge = (element, end) => number(element, "x") + (end !== isRightToLeft() ? number(element, "width") : 0);
  const middle = element => number(element.parentNode, "y") + number(element, "y") + .36;
  const [from, to, top, bottom] = [edge(before, true), edge(task, false), middle(before), middle(task)];
  return `<g class="dep"><line x1="${from}%" x2="${from}%" y1="${top}rem" y2="${bottom}rem"/><line x1="${from}%" x2="${to}%" y1="${bottom}rem" y2="${bottom}rem"/></g>`;
}

for (const look of ["pointerover", "pointerout", "focusin", "focusout"]) document.addEventListener(look, links);
addEventListener("hashchange", links);

// Weighty acts: <form data-confirm="dialog-id">; the dialog's own form has method="dialog" and a button with value="yes".
// A form is sent once; a second press while the answer is awaited does nothing.

const confirmed = new WeakSet();

document.addEventListener("submit", event => {
  const form = event.target, dialog = form.dataset.confirm && document.getElementById(form.dataset.confirm);
  if (dialog && !confirmed.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    dialog.returnValue = "";
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      confirmed.add(form);
      form.requestSubmit(submitter);
    }, { once: true });
    dialog.showModal();
    return;
  }
  confirmed.delete(form);
  if (form.method === "dialog") return;
  if (form.hasAttribute("aria-busy")) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  form.setAttribute("aria-busy", "true");
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => { form.removeAttribute("aria-busy"); event.submitter?.removeAttribute("aria-busy"); }, 3000);
}, true);

// Small helps that only a script can give are hidden until here: <button data-script hidden data-print|data-copy="#id">.

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-print],[data-copy]");
  if (!button) return;
  event.preventDefault();
  if ("print" in button.dataset) return window.print();
  const source = $(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  if (button.dataset.copied) put(button, button.dataset.copied);
});

// Alarms: who has acknowledged one is not shown it again; who wants to hears it. Browsers let a page sound after a press.

const sound = $("[data-sound]");
let loud = localStorage.getItem("slipway-sound") === "on", air = null;

function alarms() {
  for (const alarm of all("[data-alarm]")) {
    const id = alarm.dataset.alarm;
    alarm.hidden = document.cookie.split("; ").includes(`slipway-seen-${id.slice(0, id.lastIndexOf("-"))}=${id}`);
    if (alarm.hidden || sessionStorage.getItem("slipway-heard") === alarm.dataset.alarm) continue;
    sessionStorage.setItem("slipway-heard", alarm.dataset.alarm);
    if (loud) beep();
  }
}

function beep() {
  air ??= new AudioContext();
  air.resume();
  for (const after of [0, .35, .7]) {
    const tone = air.createOscillator();
    tone.frequency.value = 880;
    tone.connect(air.destination);
    tone.start(air.currentTime + after);
    tone.stop(air.currentTime + after + .2);
  }
}

function offerSound() {
  if (!sound) return;
  sound.dataset.on ??= sound.textContent;
  put(sound, loud ? sound.dataset.off : sound.dataset.on);
}

sound?.addEventListener("click", () => {
  loud = !loud;
  localStorage.setItem("slipway-sound", loud ? "on" : "off");
  if (loud) beep();
  offerSound();
});
document.addEventListener("htmx:after:swap", alarms);
offerSound();
alarms();

// A chart that is wider than the screen begins a little before now, not with what is long over.
function toNow() {
  const now = $("#chart-now"), box = now?.closest(".scroll");
  if (!box || box.scrollWidth <= box.clientWidth) return;
  const seen = box.getBoundingClientRect(), at = now.getBoundingClientRect();
  box.scrollBy(isRightToLeft() ? at.right - seen.right + seen.width / 2 : at.left - seen.left - seen.width / 2, 0);
}

toNow();
for (const help of all("[data-script]")) help.hidden = false;
$(".problems")?.focus();
hear();
tick();
setInterval(() => { tick(); judge(); revive(); }, 1000);
