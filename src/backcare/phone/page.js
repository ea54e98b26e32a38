"use strict";
// The sound is the clock: all that is shown is a function of its `currentTime`, in seconds of the session.

/**
 * @typedef {{kind: string, at: number, seconds: number, name: string, halfway: boolean, ticks: boolean,
 *   stretch: string | null, head: string, is_ahead: boolean, side: string | null, side_text: string,
 *   place: string, repeat: string, label: string, lines: string[], then: string[], tip: string, next: string,
 *   shows: "start" | "in" | "hold" | "out" | "cycle", reps: {count: number, seconds: number} | null,
 *   back: number, before: number, again: number | null, lead: number | null, anew: number | null}} Phase
 * @typedef {{name: string, frames: string[]}} Path
 * @typedef {{side: string | null, box: [number, number, number, number], captions: string[], feels: boolean,
 *   paths: Path[]}} Figure
 * @typedef {{title: string, seconds: number, length: string, safety: string, stretches: string[], needs: string,
 *   notices: string[], standing: string, warnings: {ask: string, signs: string[]}[], farewell: string,
 *   stopped: string, feel: string, last: string, phases: Phase[], figures: {[stretch: string]: Figure},
 *   words: {at: number, text: string}[]}} SessionData
 * @typedef {{index: number, phase: Phase, done: number, left: number, rep: number}} Moment
 */

const LONG_PAUSE = 60; // seconds: after this the user is out of position, and the turn starts anew
const JUST_BEGUN = 2; // seconds into a turn in which going back means the one before
const TICKS = 3; // seconds at the end of a phase that are marked
const HALFWAY_SHOWN = 2; // seconds
const EARLY = 0.1; // seconds before the end of the way back in, so that no start is heard twice
const NUMBERS = /-?[\d.]+/g;
const SVG = "http://www.w3.org/2000/svg";
const STRAIGHT = { until: Infinity, then: 0 }; // no jump

/** @type {SessionData} */
const session = JSON.parse(find("session-data").textContent ?? "");
const phases = session.phases;

// --- where a time is, and where a key leads: functions of a time alone

/** @param {number} time @returns {Moment} */
function momentAt(time) {
  const index = phases.findLastIndex((phase) => phase.at <= time + 1e-6);
  const phase = phases[index];
  const done = Math.min(Math.max(time - phase.at, 0), phase.seconds);
  const rep = phase.reps ? Math.min(Math.floor((done + 1e-6) / phase.reps.seconds) + 1, phase.reps.count) : 0;
  return { index, phase, done, left: phase.seconds - done, rep };
}

/** @param {number} time @param {number} paused for how long @returns where it goes on, at `until` with a jump */
function leadBack(time, paused) {
  const { phase } = momentAt(time);
  if (paused > LONG_PAUSE) return { from: phase.anew ?? time, ...STRAIGHT };
  if (phase.lead === null) return { from: time, ...STRAIGHT };
  return { from: phase.lead, until: phase.at - EARLY, then: time };
}

/** @param {number} seconds @returns {string} minutes and seconds, rounded up */
function clock(seconds) {
  const whole = Math.max(0, Math.ceil(seconds - 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @param {Moment} moment @returns {string} what stands for a tone, and the breath of a hold */
function cueOf({ phase, done, left, rep }) {
  if (phase.reps && rep === phase.reps.count) return session.last;
  if (phase.ticks && left > 0 && left <= TICKS) return "●".repeat(Math.ceil(left));
  if (phase.halfway && left <= phase.seconds / 2 && left > phase.seconds / 2 - HALFWAY_SHOWN) return "halfway";
  return phase.kind === "hold" ? `breath ${done % 10 < 4 ? "in" : "out"}` : "";
}

/** @param {Moment} moment @param {boolean} still @returns {number} how far the figure has come, 0 to 1 */
function shareOf({ phase, done }, still) {
  const share = phase.seconds ? done / phase.seconds : 1;
  switch (phase.shows) {
    case "in": return still ? 1 : share;
    case "out": return still ? 0 : 1 - share;
    case "hold": return 1;
    case "cycle": return still || !phase.reps ? 0.5 : (share * phase.reps.count) % 1;
    default: return 0;
  }
}

/** @param {string[]} frames @param {number} share 0 to 1 of the way through them @returns {string} */
function mixed(frames, share) {
  const at = share * (frames.length - 1);
  const number = Math.min(Math.floor(at), frames.length - 2);
  if (number < 0 || !frames[number + 1]) return frames[Math.max(number, 0)]; // a hole closes at once
  const after = frames[number + 1].match(NUMBERS) ?? [];
  let n = 0;
  return frames[number].replace(NUMBERS, (one) => (+one + (+after[n++] - +one) * (at - number)).toFixed(2));
}

// --- what is seen

/** @param {string} id @returns {HTMLElement} */
function find(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} id @param {string} text written only where it is another one */
function write(id, text) {
  const place = find(id);
  if (place.textContent !== text) place.textContent = text;
}

/** @param {string} tag @param {string} textContent @returns {HTMLElement} */
function newElement(tag, textContent) {
  return Object.assign(document.createElement(tag), { textContent });
}

/** @param {HTMLElement} list @param {string[]} texts */
function fillList(list, texts) {
  list.replaceChildren(...texts.map((text) => newElement("li", text)));
}

const sound = /** @type {HTMLAudioElement} */ (find("sound"));
const still = matchMedia("(prefers-reduced-motion: reduce)");
let isBegun = false;
let isStopped = false;
let isInterrupted = false; // by the warning signs
/** @type {Phase | undefined} */
let shownPhase;
let shownShare = -1;
/** @type {{element: SVGPathElement, frames: string[]}[]} */
let shapes = [];

/** Show the moment that is heard. */
function draw() {
  const time = sound.currentTime;
  const isOver = isStopped || (isBegun && time >= session.seconds);
  find("start").hidden = isBegun;
  find("session").hidden = !isBegun || isOver;
  find("bars").hidden = find("keys").hidden = !isBegun || isOver;
  find("end").hidden = !isOver;
  find("once-more").hidden = isStopped;
  write("farewell", isStopped ? session.stopped : session.farewell);
  if (!isBegun || isOver) return;
  const moment = momentAt(time);
  if (moment.phase !== shownPhase) drawPhase(moment.phase);
  shownPhase = moment.phase;
  drawCount(moment, time);
  drawPose(moment);
}

/** @param {Moment} moment @param {number} time */
function drawCount(moment, time) {
  const { phase, left, rep } = moment;
  write("phase", sound.paused ? "Paused" : phase.name);
  write("pause", sound.paused ? "Go on" : "Pause");
  find("session").classList.toggle("paused", sound.paused);
  const seconds = left < 100 ? `${Math.ceil(Math.max(0, left - 1e-6))}` : clock(left);
  const digits = phase.reps ? `${rep} of ${phase.reps.count}` : seconds;
  write("digits", digits);
  find("digits").classList.toggle("long", digits.length > 3);
  write("cue", cueOf(moment));
  write("left", `${clock(session.seconds - time)} left`);
  /** @type {HTMLProgressElement} */ (find("phase-bar")).value = phase.seconds ? moment.done / phase.seconds : 1;
  /** @type {HTMLProgressElement} */ (find("session-bar")).value = time / session.seconds;
}

/** @param {Phase} phase */
function drawPhase(phase) {
  find("session").dataset.kind = phase.kind;
  write("place", [phase.place, phase.repeat].filter(Boolean).join(", ") || session.title);
  write("side", phase.side_text);
  write("head", (phase.is_ahead ? "Next: " : "") + (phase.head || session.title));
  write("label", phase.lines.length ? phase.label : "");
  fillList(find("lines"), phase.lines);
  find("then").hidden = !phase.then.length;
  fillList(find("then-lines"), phase.then);
  write("tip", phase.tip);
  write("next", phase.next);
  find("again").hidden = phase.again === null;
  drawFigure(phase);
  describe(phase);
}

/** @param {Phase} phase */
function drawFigure(phase) {
  const figure = phase.stretch ? session.figures[phase.stretch] : undefined;
  const picture = find("picture");
  find("figure").hidden = !figure;
  shownShare = -1;
  shapes = [];
  if (!figure) return;
  const isMirrored = Boolean(phase.side && figure.side && phase.side !== figure.side);
  const [left, top, width, height] = figure.box;
  const group = document.createElementNS(SVG, "g");
  if (isMirrored) group.setAttribute("transform", "scale(-1 1)");
  for (const { name, frames } of figure.paths) {
    const element = document.createElementNS(SVG, "path");
    element.setAttribute("class", name);
    shapes.push({ element, frames });
    group.append(element);
  }
  picture.replaceChildren(group);
  picture.setAttribute("viewBox", [isMirrored ? -left - width : left, top, width, height].join(" "));
  picture.dataset.shows = phase.shows;
  const isAtStart = ["start", "out"].includes(phase.shows);
  const caption = phase.shows === "cycle" ? "" : figure.captions[isAtStart ? 0 : 1];
  picture.setAttribute("aria-label", [phase.head, phase.side_text, caption].filter(Boolean).join(", "));
  write("caption", caption);
  write("feel", figure.feels && !isAtStart ? `● ${session.feel}` : "");
}

/** @param {Moment} moment */
function drawPose(moment) {
  const share = shareOf(moment, still.matches);
  if (share === shownShare) return;
  const changed = shapes.filter(({ frames }) => frames.length > 1 || shownShare < 0);
  for (const { element, frames } of changed) element.setAttribute("d", mixed(frames, share));
  shownShare = share;
}

// --- what is heard, and the lock screen

/** @type {{until: number, then: number}} */
let jump = STRAIGHT;
let pausedAt = 0; // milliseconds of the wall clock; 0 where nothing is to be led back from
let [saidUntil, frame] = [0, 0];
/** @type {WakeLockSentinel | undefined} */
let wakeLock;

/** Go to any place of the session, and straight on from there. @param {number} time */
function moveTo(time) {
  pausedAt = 0;
  jump = STRAIGHT;
  seek(time);
}

/** @param {number} time */
function playFrom(time) {
  moveTo(time);
  play();
}

/** @param {number} time */
function seek(time) {
  say("");
  saidUntil = time;
  sound.currentTime = time;
}

/** Say what is due, where the sound has no voice, and jump where a way back in has ended. */
function follow() {
  const time = sound.currentTime;
  if (!sound.paused && time >= jump.until) moveTo(jump.then);
  if ((!sound.paused || sound.ended) && "speechSynthesis" in window) {
    for (const { at, text } of session.words) if (at >= saidUntil && at <= time && time - at < 1) say(text);
    saidUntil = Math.max(saidUntil, time + 1e-6);
  }
  draw();
}

/** Say words, or nothing more, by the browser's own voice. @param {string} text */
function say(text) {
  if (session.words.length) window.speechSynthesis?.cancel();
  if (text) speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(text), { lang: "en-GB" }));
}

/** Tell the lock screen what is played. @param {Phase} phase */
function describe(phase) {
  if (!("mediaSession" in navigator)) return;
  const title = [phase.name, phase.head].filter(Boolean).join(" · ");
  const artist = phase.side_text || session.title;
  navigator.mediaSession.metadata = new MediaMetadata({ title, artist, album: session.title });
  navigator.mediaSession.setPositionState?.({ duration: sound.duration, position: sound.currentTime });
}

/** Keep the screen from going dark while it plays, where the browser allows that. */
async function stayAwake() {
  if (sound.paused || document.hidden || !navigator.wakeLock) return;
  wakeLock = await navigator.wakeLock.request("screen").catch(() => undefined);
}

function onPlay() {
  if (isStopped) return sound.pause();
  const paused = pausedAt ? (Date.now() - pausedAt) / 1000 : 0;
  if (pausedAt && sound.currentTime < session.seconds) {
    const interrupted = Number.isFinite(jump.until) ? jump.then : sound.currentTime;
    const { from, until, then } = leadBack(interrupted, paused);
    jump = { until, then };
    if (from !== sound.currentTime) seek(from);
  }
  pausedAt = 0;
  void stayAwake();
  step();
}

function onPause() {
  if (!sound.ended) pausedAt = Date.now();
  say("");
  void wakeLock?.release();
  draw();
}

/** Draw with every frame of the display while it plays. */
function step() {
  cancelAnimationFrame(frame);
  follow();
  if (!sound.paused && !document.hidden) frame = requestAnimationFrame(step);
}

// --- keys

const play = () => void sound.play().catch(draw); // it was paused before it began
const toggle = () => (sound.paused ? play() : sound.pause());
const again = () => playFrom(momentAt(sound.currentTime).phase.again ?? sound.currentTime);

/** This one again; at its start, the one before. */
function goBack() {
  const { phase, done } = momentAt(sound.currentTime);
  playFrom(done < JUST_BEGUN ? phase.before : phase.back);
}

/** The next phase, or the end; in a pause it goes on, as in the terminal. */
function goNext() {
  if (sound.paused) play();
  else playFrom(phases[momentAt(sound.currentTime).index + 1]?.at ?? session.seconds);
}

function begin() {
  isBegun = true;
  playFrom(0);
  find("pause").focus();
}

function openWarnings() {
  isInterrupted = !sound.paused;
  sound.pause();
  find("stop").hidden = find("keys").hidden;
  write("close", isInterrupted ? "Go on" : "Close");
  /** @type {HTMLDialogElement} */ (find("warnings")).showModal();
}

function stopForToday() {
  isStopped = true;
  isInterrupted = false;
  /** @type {HTMLDialogElement} */ (find("warnings")).close();
  draw();
}

/** @type {{[key: string]: () => void}} */
const KEYS = {
  n: goNext, ArrowRight: goNext, Enter: goNext, b: goBack, ArrowLeft: goBack, r: again, p: toggle, " ": toggle,
  w: openWarnings,
};

/** @param {KeyboardEvent} event */
function onKey(event) {
  const isOpen = /** @type {HTMLDialogElement} */ (find("warnings")).open;
  const isClick = event.target instanceof HTMLButtonElement && ["Enter", " "].includes(event.key);
  if (event.ctrlKey || event.metaKey || event.altKey || isOpen || isClick) return;
  const action = KEYS[event.key.length > 1 ? event.key : event.key.toLowerCase()];
  if (!action || (find("keys").hidden && action !== openWarnings)) return;
  event.preventDefault();
  action();
}

/** A place that was chosen on the lock screen. @param {MediaSessionActionDetails} details */
function seekTo({ seekTime }) {
  moveTo(seekTime ?? sound.currentTime);
}

/** Make the sound of the text that holds it. */
function load() {
  const text = find("sound-data");
  const bytes = Uint8Array.from(atob(text.textContent ?? ""), (char) => char.charCodeAt(0));
  sound.src = URL.createObjectURL(new Blob([bytes], { type: text.dataset.type }));
  text.remove();
}

/** Write what stays as it is, and give every key its work. */
function prepare() {
  for (const id of /** @type {const} */ (["length", "safety", "needs", "standing"])) write(id, session[id]);
  for (const id of /** @type {const} */ (["stretches", "notices"])) fillList(find(id), session[id]);
  for (const { ask, signs } of session.warnings) {
    const list = newElement("ul", "");
    fillList(list, signs);
    find("signs").append(newElement("p", ask), list);
  }
  const clicks = {
    begin, "once-more": begin, back: goBack, pause: toggle, "next-phase": goNext, again, help: openWarnings,
    stop: stopForToday,
  };
  for (const [id, action] of Object.entries(clicks)) find(id).addEventListener("click", action);
  find("warnings").addEventListener("close", () => isInterrupted && play());
  document.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", () => (void stayAwake(), step()));
  const events = { play: onPlay, pause: onPause, ended: follow, timeupdate: follow, seeked: follow };
  for (const [type, action] of Object.entries(events)) sound.addEventListener(type, action);
  if (!("mediaSession" in navigator)) return;
  /** @type {{[action in MediaSessionAction]?: MediaSessionActionHandler}} */
  const actions = { play, pause: () => sound.pause(), previoustrack: goBack, nexttrack: goNext, seekto: seekTo };
  for (const [action, handler] of Object.entries(actions)) {
    try {
      navigator.mediaSession.setActionHandler(/** @type {MediaSessionAction} */ (action), handler);
    } catch { /* a browser that knows no such action has no button for it */ }
  }
}

prepare();
load();
draw();
