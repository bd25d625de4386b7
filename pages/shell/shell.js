// Runs before Streamlit does. What the browser's history keeps is decided here, once: a change of page is an entry; a filter,
// a click in a chart, on a name in it or on a number in a sentence changes the entry that is there. So Back leaves the page.
(() => {
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const next = new URL(url ?? location.href, location.href);
    return next.pathname === location.pathname
      ? history.replaceState(state, title, url)
      : push(state, title, url);
  };

  // Where a link of ours leads. One in a picture says only which mark it chooses, as text that Plotly has encoded.
  const target = (link) => {
    if (link.matches(".in-app")) return new URL(link.href);
    const next = new URL(location.href);
    next.searchParams.set("mark", decodeURIComponent(link.href.baseVal.replace("?mark=", "")));
    return next;
  };

  // Whether a click follows its link here, rather than in another tab.
  const follows = (event) =>
    !(event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

  // A place on a page is none of its own in the history.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || !follows(event)) return;
    event.preventDefault();
    location.replace(link.href);
  });

  // Links in our own HTML and in pictures change the page as Streamlit's own do, without loading the app anew.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.in-app") ?? event.target.closest?.(".js-plotly-plot text")?.querySelector("a");
    if (!link || !follows(event)) return;
    const next = target(link);
    if (next.origin !== location.origin) return;
    event.preventDefault();
    if (next.href !== location.href) history.pushState({}, "", next.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
})();

// Streamlit tells a page around it of every run. Where there is none it would hear itself, and hold each message against its
// list of hosts, which takes longer than drawing the navigation.
addEventListener("message", (event) => {
  if (event.source === window && event.data?.stCommVersion) event.stopImmediatePropagation();
}, true);

// Where a link of the navigation leads: it takes along what is said on every page, and what its own page said when it was
// last seen in this tab. The links stand there without either, so that the navigation is not drawn anew with every filter;
// so do those that say only what they add to the address (data-adds).
(() => {
  const without = (path) => [...document.querySelectorAll(".pages a")].find((link) => link.pathname === path)?.dataset.without;
  let kept = { getItem: () => null, setItem: () => {} }; // of a browser that keeps nothing
  try {
    kept = sessionStorage;
  } catch {}
  const note = () => {
    kept.setItem(`said ${location.pathname}`, location.search);
    if (!without(location.pathname)) kept.setItem("said", location.search); // of a page that takes all along
  };
  const push = history.pushState;
  history.pushState = (...given) => {
    push(...given);
    note();
  };
  addEventListener("popstate", note, true);
  note();

  const add = (link) => {
    const next = new URL(location.href);
    for (const [key, value] of new URLSearchParams(link.dataset.adds)) next.searchParams.set(key, value);
    link.href = next.href;
  };
  const lead = ({ target }) => {
    const link = target.closest?.(".pages a, a[data-adds]");
    if (link?.dataset.adds) return add(link);
    if (!link) return;
    const { everywhere, own } = link.closest(".pages").dataset, next = new URL(link.href), left = without(location.pathname);
    next.search = "";
    const take = (search, keys) => {
      for (const [key, value] of new URLSearchParams(search)) {
        if (keys.split(" ").includes(key) && key !== link.dataset.without) next.searchParams.append(key, value);
      }
    };
    take(location.search, everywhere);
    if (left && !next.searchParams.has(left)) take(kept.getItem("said") ?? "", left);
    take(kept.getItem(`said ${next.pathname}`) ?? "", own);
    link.href = next.href;
  };
  for (const kind of ["pointerover", "pointerdown", "focusin", "click"]) document.addEventListener(kind, lead, true);
})();

// Our own HTML and pictures are drawn anew where they change, as the navigation with every page, and the rows of a list with the
// one that is opened: the focus stays on the link that had it. That of a picture comes back with it, a moment after the tasks in
// which a link may have its name. From the list of marks and from a network, where what was chosen makes itself room, the focus
// goes to what lets that go; from there to the link that was opened last, else to the list.
(() => {
  const KINDS = ["a.in-app", ".js-plotly-plot a"];
  const CHOOSING = ".st-key-evidence_list, .st-key-network_picture", CLEARING = ".st-key-clear_mark";
  const found = (selector) => document.querySelector(selector);
  let opened = null;
  const again = (target) => {
    if (target.closest?.(CHOOSING)) return () => found(`${CLEARING} button`);
    if (target.closest?.(CLEARING)) return () => opened?.() ?? found(".st-key-evidence_list input");
    const kind = KINDS.find((one) => target.closest?.(one));
    if (!kind) return null;
    const link = target.closest(kind), text = link.textContent;
    const named = () => [...document.querySelectorAll(kind)].filter((one) => one.textContent === text);
    const at = named().indexOf(link);
    return () => named()[at];
  };
  document.addEventListener("click", ({ target }) => { if (KINDS.some((kind) => target.closest?.(kind))) opened = again(target); }, true);
  let held = null;
  document.addEventListener("pointerdown", () => { held = null; }, true);
  // An option of a list is told to have the focus while its field has it.
  document.addEventListener("focusin", () => { held = again(document.activeElement); });
  new MutationObserver(() => {
    if (held && document.activeElement === document.body) held()?.focus({ preventScroll: true });
  }).observe(document, { subtree: true, childList: true });
})();

// A click right after typing counts for what was typed. Streamlit sends a text when its field is left, which the click does;
// what a button asks for is bound when it is drawn. So the button is pressed when the page has been drawn with that text.
(() => {
  const FIELD = "input:not([role='combobox'], [type='checkbox'], [type='radio'], [type='file'], [type='range']), textarea";
  const BUTTON = ".stButton button, .stDownloadButton button";
  const SENT_WITHIN = 1000, LONGEST = 60_000; // milliseconds until a run begins, and until it has ended
  const running = () => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== "notRunning";
  const named = (name) => [...document.querySelectorAll(BUTTON)].filter((button) => button.textContent === name);
  let field = null, known = "", told = null, held = null;

  const drawn = async () => {
    const start = performance.now();
    for (let began = false; performance.now() - start < (began ? LONGEST : SENT_WITHIN); ) {
      await new Promise(requestAnimationFrame);
      if (began && !running()) return;
      began ||= running();
    }
  };
  const tell = () => {
    if (!field || field.value === known || field.closest('[data-testid="stForm"]')) return;
    known = field.value;
    const own = told = drawn().then(() => { if (told === own) told = null; });
  };
  const hold = (button, place) => {
    if (held) return; // the second of two fast clicks
    const name = button.textContent, at = named(name).indexOf(button), own = held = { place };
    told.then(() => {
      if (held === own) named(name)[at]?.click();
      held = null;
    });
  };
  const under = ({ clientX, clientY }) => document.elementFromPoint(clientX, clientY)?.closest(BUTTON);

  addEventListener("focusin", ({ target }) => {
    if (target.matches?.(FIELD)) [field, known] = [target, target.value];
  }, true);
  addEventListener("focusout", ({ target }) => { if (target === field) tell(); }, true);
  addEventListener("keydown", ({ key, target }) => { if (key === "Enter" && target === field && target.tagName === "INPUT") tell(); }, true);
  // What was pressed is done before what it stands in is closed.
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !held) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  // The button may be disabled, or another element by the time it is let go: then no click comes.
  addEventListener("pointerdown", (event) => {
    const button = event.button ? null : under(event);
    if (!button) return;
    if (field && document.activeElement === field) field.blur();
    if (told) hold(button, event);
  }, true);
  addEventListener("pointerup", ({ clientX, clientY }) => {
    if (held?.place && Math.hypot(clientX - held.place.clientX, clientY - held.place.clientY) > 12) held = { place: null };
  }, true); // led away from the button, and let go
  addEventListener("click", (event) => {
    const button = event.isTrusted && event.target.closest?.(BUTTON);
    if (!button || !told) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    hold(button, null); // by a key; a pointer holds it already
  }, true);
})();

// Streamlit has no translation. What it says of its own accord, in its parts and to screen readers, is said in Chinese here.
(() => {
  const WORDS = {
    "Skip to main content": "跳到正文", "Navigate to home page": "回到总览", "Link to heading": "本节链接", "Sidebar": "导航", "Logo": "标志", "App pages": "页面",
    "Open": "展开", "Close": "关闭", "Clear all": "全部清除", "Clear value": "清除", "Select all": "全选", "Search": "在表中查找",
    "No results": "没有符合的选项", "No options": "没有选项", "No data": "没有数据", "Help": "说明", "Loading...": "正在载入……",
    "Choose an option": "请选择", "Choose options": "请选择", "Choose date": "选择日期", "Choose date range": "选择日期范围",
    "Calendar": "日历", "Previous": "上一个月", "Next": "下一个月", "Fullscreen": "放大", "Close fullscreen": "退出放大",
    "Sort ascending": "升序", "Sort descending": "降序", "Autosize": "自动列宽", "Format": "格式", "Pin column": "固定列",
    "Unpin column": "取消固定", "Hide column": "隐藏列", "Show/hide columns": "显示或隐藏列", "Copy column name": "复制列名",
    "Download as CSV": "下载 CSV", "Clear selection": "清除选择", "Cancel (Escape)": "取消（Esc）", "Rerun": "重新运行",
    "Stop": "停止", "Running...": "正在计算……", "Connecting": "正在连接", "Main menu": "菜单", "Increment": "增加",
    "Decrement": "减少", "Remove file": "移除文件", "Upload": "选择文件", "file upload": "选择文件", "Selected values": "已选的值", "Add row": "增加一行", "Dismiss": "关闭",
    "Suggestions": "可选项", "Show suggestions": "展开", "Collapse sidebar": "收起导航", "Expand sidebar": "展开导航",
    "All selected options have been cleared.": "已全部清除", "Press Enter to apply": "按回车确定", "Script execution error": "页面运行出错",
    "Page not found": "没有这个页面", "Connection error": "连接中断",
    "Previous month": "上一个月", "Next month": "下一个月", "yyyy": "年", "mm": "月", "dd": "日",
  };
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const date = (_, month, day, year) => `所选日期：${year}年${MONTHS.indexOf(month) + 1}月${day}日`;
  const AWAY = "看板的服务没有回应，可能正在重启。重新连上后页面会自己恢复；一直连不上，请联系管理看板的人。";
  const PATTERNS = [
    [/^(Streamlit server is not|Is Streamlit still|Cannot connect to Streamlit|Connection (timed out|failed)|Network error|Failed to fetch).*$/s, AWAY],
    [/^[A-Z]\w*Error(:?)$/, "出错$1"],
    [/^(The page that you have requested|You have requested page).*$/s, "这个地址没有页面，现在看到的是总览。"],
    [/^Use arrow keys to navigate.*$/, "用方向键选日期，回车确定，Esc 关闭。"],
    [/^Connection lost.*$/s, "连接中断，等页面恢复后再试。"],
    [/^Help for (.+)$/, "$1的说明"], [/^Remove (.+)$/, "移除$1"], [/^(.+) removed\.?$/, "已移除$1"], [/^(\d+) options? available\.?$/, "$1 个选项"],
    [/^Shortcut (.+)$/, "快捷键 $1"], [/^(.+), selected$/, "已选$1"],
    [/^Download as PNG: (.+)$/s, "下载为 PNG 图片：$1"], [/^Fullscreen: (.+)$/s, "放大：$1"], [/^(\d+)MB per file$/, "每份文件不超过 $1 MB"],
    [/^Selected Date: (\w+) (\d+), (\d+)$/, date], [/^Choose date, (.+)$/, "选择日期，$1"], [/^(\d+) – [A-Z][a-z]+$/, "$1月"], [/^year, (.+)$/, "$1：年"], [/^month, (.+)$/, "$1：月"], [/^day, (.+)$/, "$1：日"],
  ];
  const SPOKEN = ["aria-label", "aria-valuetext", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
  // Texts of documents are theirs: nothing in them is taken for a word of Streamlit's.
  const OURS = '[data-testid="stHtml"], [data-testid="stMarkdownContainer"] p:not(button p), [data-testid="stText"], article';

  const chinese = (text) => {
    const said = text.trim();
    if (!/[A-Za-z]{2}/.test(said)) return null;
    if (Object.hasOwn(WORDS, said)) return WORDS[said];
    const found = PATTERNS.find(([pattern]) => pattern.test(said));
    return found ? said.replace(...found) : null;
  };
  const mendText = (node) => {
    const said = chinese(node.data);
    if (said !== null && !node.parentElement?.closest(OURS)) node.data = said;
  };
  const mendElement = (element) => {
    for (const name of SPOKEN) {
      const said = element.hasAttribute(name) ? chinese(element.getAttribute(name)) : null;
      if (said !== null) element.setAttribute(name, said);
    }
  };
  const mend = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return mendText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let at = node; at; at = walker.nextNode()) at.nodeType === Node.TEXT_NODE ? mendText(at) : mendElement(at);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(mend);
      else if (change.type === "attributes") mendElement(change.target);
      else mendText(change.target);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN });
})();

// On a pad the page needs the room that the navigation takes: it is put away until it is asked for.
(() => {
  const NARROW = 900;
  if (innerWidth > NARROW) return;
  const looking = new MutationObserver(() => {
    const away = document.querySelector('[data-testid="stSidebarCollapseButton"] button');
    if (!away) return;
    looking.disconnect();
    away.click();
  });
  looking.observe(document, { subtree: true, childList: true });
})();

// A slide is as large as the window lets it be, of 1920 × 1080.
(() => {
  const fit = () => document.documentElement.style.setProperty("--slide", Math.min(innerWidth / 1920, innerHeight / 1080));
  addEventListener("resize", fit);
  fit();
})();

// Whether a presentation is shown, and a key is pressed for it: not in a field or over an opened list.
const presented = (event) =>
  new URLSearchParams(location.search).get("present") === "true" && !(event.ctrlKey || event.altKey || event.metaKey) &&
  !event.target.closest?.("input, textarea") && !document.querySelector("[role='dialog']");

// Keys of a presentation go by the address: each is counted from where the one before led, however fast they are pressed,
// and what lies over a slide stays whatever runs anew. A button of Streamlit's that is pressed again before its run has
// begun would count once.
(() => {
  const STEPS = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -1e9, End: 1e9 };
  const OVER = { KeyN: "各页", KeyM: "议定事项" };
  addEventListener("keydown", (event) => {
    const step = STEPS[event.key], over = OVER[event.code];
    if (!(step || over) || !presented(event)) return;
    const place = document.querySelector(".st-key-briefing_way")?.textContent.match(/共\s*(\d+)\s*页/);
    if (!place || document.querySelector(".blackened")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const next = new URL(location.href), now = Number(next.searchParams.get("slide") ?? 1);
    if (step) next.searchParams.set("slide", Math.min(Math.max(1, now + step), Number(place[1])));
    next.searchParams.delete("mark");
    if (over) next.searchParams.set("over", over);
    if (next.href === location.href) return;
    history.replaceState({}, "", next.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }, true);
})();

// Esc closes what is opened last, wherever the focus is: what lies over the page, which else hears nothing of it once what had
// the focus is gone (and a presentation would end), then the tasks beside a picture.
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.closest?.("input, textarea, [role='dialog'], [data-baseweb='popover']")) return;
  const dialog = document.querySelector("[role='dialog']");
  const close = dialog ? dialog.querySelector("button[aria-label='关闭']") : document.querySelector(".st-key-clear_mark button");
  if (!close || document.querySelector("[data-baseweb='popover'], .blackened")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  close.click();
}, true);

// B and . blacken the screen of a presentation; the next key or click shows it again, and does nothing else.
(() => {
  let black = null;
  const show = (event) => {
    black.remove();
    black = null;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("keydown", (event) => {
    if (black) return show(event);
    if (!/^[bB.。]$/.test(event.key) || !presented(event)) return;
    black = document.createElement("div");
    black.className = "blackened";
    black.addEventListener("click", show);
    document.body.append(black);
  }, true);
})();

// The second press of a double click is none in a chart: it would let go of what the first chose.
addEventListener("mousedown", (event) => {
  if (event.detail > 1 && event.target.closest?.(".js-plotly-plot")) event.stopImmediatePropagation();
}, true);

// What stands where on paper is known before it is printed: the rules for paper and those for the screen change places while
// it is measured; done twice, nothing has changed.
const exchanged = () => {
  for (const sheet of document.styleSheets) {
    if (sheet.href) continue; // of Streamlit, which is the same on paper
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule) || !/print|screen/.test(rule.media.mediaText)) continue;
      rule.media.mediaText = rule.media.mediaText.replace(/print|screen/g, (own) => (own === "print" ? "screen" : "print"));
    }
  }
};
const asOnPaper = (measure) => {
  exchanged();
  try { return measure(); } finally { exchanged(); }
};

// What shows nothing on paper takes no place there either: else it leaves a gap, and parts a heading from what it heads.
(() => {
  // A chart has its height from what follows.
  const PLACES = ".stMain :is(.stElementContainer, [data-testid='stLayoutWrapper']):not(:has(.stPlotlyChart))";
  addEventListener("beforeprint", () => {
    const bare = asOnPaper(() => [...document.querySelectorAll(PLACES)].filter((one) => !one.offsetHeight));
    for (const one of bare) one.classList.add("bare");
  });
  addEventListener("afterprint", () => {
    for (const one of document.querySelectorAll(".bare")) one.classList.remove("bare");
  });
})();

// A chart keeps the width of the screen when it is printed. It is given a box that holds all of it, so that the look of the
// shell can scale it to the sheet, and its text grows by as much as it will be scaled down.
(() => {
  const MM = 96 / 25.4, SHEET = 182 * MM, SHEET_HIGH = 269 * MM; // pixels between the margins of A4
  const HIGH = 200 * MM; // of a chart that has a sheet for itself and its heading
  const LEAST_ROOM = 140 * MM; // a chart that the text above leaves less for goes to the next sheet
  const FOOT = 6 * MM; // below a chart
  const TEXT = 14; // pixels that 10.5 pt are
  const LINE = 1.12; // rows no nearer than so many heights of their text: a chart of more of them goes over several sheets
  const KEYS = ".legend .traces"; // what a colour means, one beside the other
  const ROWS = ".nsewdrag"; // where the rows are drawn, between the axes
  const HEADS = ".xtick > text, .x2tick > text, .xtitle, .x2title, .annotation-text";
  const pictures = (plot) => [...plot.querySelectorAll("svg.main-svg")];
  const box = (element) => element.getBoundingClientRect();

  const bounds = (plot) => {
    const own = box(plot.querySelector(".svg-container"));
    const boxes = pictures(plot).flatMap((svg) => [...svg.querySelectorAll(`text, ${ROWS}, .bg`)]).map(box);
    const all = [own, ...boxes.filter((one) => one.width && one.height)];
    const [left, top] = ["left", "top"].map((side) => Math.min(...all.map((one) => one[side])));
    const [right, bottom] = ["right", "bottom"].map((side) => Math.max(...all.map((one) => one[side])));
    return { x: left - own.left, y: top - own.top, width: right - left, height: bottom - top };
  };
  const least = (plot) => {
    const rows = [...plot.querySelectorAll(".ytick > text")].map((row) => box(row).top).sort((a, b) => a - b);
    const steps = rows.slice(1).map((top, at) => top - rows[at]);
    return steps.length ? (TEXT * LINE) / Math.min(...steps) : 0;
  };
  // What stands above the rows grows upwards: a name that is written downwards would grow into them.
  const above = (plot) => {
    const top = Math.min(...[...plot.querySelectorAll(ROWS)].map((one) => box(one).top));
    return [...plot.querySelectorAll(HEADS)].map((text) => [text, box(text).bottom]).filter(([, bottom]) => bottom <= top + TEXT);
  };
  // Larger text keeps its foot, and goes above the numbers of the first row and what stood below it.
  const raised = (plot, heads) => {
    for (const [text] of heads) text.style.translate = "";
    const top = Math.min(...[...plot.querySelectorAll(ROWS)].map((one) => box(one).top));
    const numbers = [...plot.querySelectorAll(".textpoint text")].map(box).filter((one) => one.top < top);
    const placed = numbers.map((own) => [own, Infinity]);
    for (const [text, bottom] of heads.toSorted((one, other) => other[1] - one[1])) {
      const own = box(text), below = placed.filter(([other, foot]) => foot > bottom + 4 && other.left < own.right && own.left < other.right);
      text.style.translate = `0 ${Math.min(bottom, ...below.map(([other]) => other.top)) - own.bottom}px`;
      placed.push([box(text), bottom]);
    }
  };
  const parted = (keys) => {
    for (const key of keys) key.style.translate = "";
    let before = null;
    for (const key of keys) {
      const own = box(key), near = before && Math.abs(own.top - before.top) < TEXT ? before.right + TEXT - own.left : 0;
      if (near > 0) key.style.translate = `${near}px 0`;
      before = box(key);
    }
  };
  const WHITE = "rgb(255, 255, 255)";
  // A white number that is wider than its square takes the square's colour along: white on white would be cut.
  const framed = (plot) => {
    for (const trace of plot.querySelectorAll(".scatter.trace")) {
      const marks = [...trace.querySelectorAll(".point")];
      for (const [at, text] of [...trace.querySelectorAll(".textpoint text")].entries()) {
        if (text.style.fill !== WHITE || !marks[at] || box(text).width <= box(marks[at]).width) continue;
        text.classList.add("framed");
        text.style.setProperty("--mark", marks[at].style.fill);
      }
    }
  };
  // What is above the first chart leaves it the rest of the first sheet.
  const left = (plot) => asOnPaper(() => {
    const said = [...document.querySelectorAll(".st-key-briefing_slide .findings, .slide-source")]; // of a slide, on one sheet with it
    const rest = SHEET_HIGH - (box(plot).top - box(document.querySelector(".stMainBlockContainer")).top);
    return rest < LEAST_ROOM ? HIGH : rest - FOOT - said.reduce((sum, one) => sum + box(one).height + 2 * FOOT, 0);
  });
  const fit = (plot, at) => {
    if (!plot.querySelector(".svg-container")?.offsetWidth) return;
    const heads = above(plot), smallest = least(plot), room = at ? HIGH : left(plot);
    plot.classList.add("fitting");
    let whole = bounds(plot);
    let scale = 1;
    // Larger text makes a larger picture, which is scaled down by more: until both agree.
    for (let pass = 0, before = 0; pass < 12 && Math.abs(scale - before) > 0.002; pass++) {
      const high = room / whole.height;
      before = pass ? scale : 0;
      scale = Math.min(1, SHEET / whole.width, high < smallest ? 1 : high);
      plot.style.setProperty("--text-on-paper", `${TEXT / scale}px`);
      raised(plot, heads);
      parted(plot.querySelectorAll(KEYS));
      whole = bounds(plot);
    }
    framed(plot);
    for (const [text] of heads) text.classList.toggle("upright", text.childElementCount > 1 && box(text).height > 2 * box(text).width);
    plot.classList.remove("fitting");
    plot.style.setProperty("--shape-on-paper", `${whole.width} / ${whole.height}`);
    plot.style.setProperty("--width-on-paper", `${whole.width * scale}px`);
    for (const svg of pictures(plot)) svg.setAttribute("viewBox", `${whole.x} ${whole.y} ${whole.width} ${whole.height}`);
  };
  const release = (plot) => {
    for (const svg of pictures(plot)) svg.removeAttribute("viewBox");
    for (const one of plot.querySelectorAll(`${HEADS}, ${KEYS}`)) one.style.translate = "";
    for (const one of plot.querySelectorAll(".framed")) one.classList.remove("framed");
  };
  addEventListener("beforeprint", () => document.querySelectorAll(".js-plotly-plot").forEach(fit));
  addEventListener("afterprint", () => document.querySelectorAll(".js-plotly-plot").forEach(release));
})();

// What is folded is not folded on paper, where nobody can open it.
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".pairs-folded:not([open])")];
    for (const one of opened) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });
})();

// A chart taken along as PNG: what Plotly drew, under its heading, over what its signs mean, its scope and its source.
(() => {
  const SCALE = 3, SIDE = 24, HEAD = 30, LINE = 20;
  const nearest = (plot, selector) => [...document.querySelectorAll(`.stMain ${selector}`)]
    .filter((one) => one.checkVisibility() && one.compareDocumentPosition(plot) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  const said = (element) => {
    const copy = element?.cloneNode(true);
    copy?.querySelectorAll('.on-screen, [data-testid="stHeaderActionElements"]').forEach((one) => one.remove());
    return copy?.textContent.trim() ?? "";
  };
  const wrapped = (pen, text, width) => {
    const lines = [""];
    for (const sign of text) {
      if (pen.measureText(lines.at(-1) + sign).width > width) lines.push("");
      lines[lines.length - 1] += sign;
    }
    return lines;
  };
  const loaded = (svg) => new Promise((resolve, reject) => {
    const copy = svg.cloneNode(true), image = new Image();
    copy.querySelectorAll(".hoverlayer").forEach((one) => one.remove());
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  });
  const take = async (plot) => {
    const whole = plot.querySelector(".svg-container"), look = getComputedStyle(document.querySelector(".stApp"));
    const width = whole.offsetWidth + 2 * SIDE;
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    const font = (size, weight = 400) => `${weight} ${size}px ${look.fontFamily}`;
    const heading = [...new Set([said(nearest(plot, "h1")), said(nearest(plot, "h1, h2, h3"))])].filter(Boolean).join(" · ");
    pen.font = font(13);
    const notes = [nearest(plot, ".legend"), document.querySelector(".source-line")]
      .map(said).filter(Boolean).flatMap((text) => wrapped(pen, text, whole.offsetWidth));
    const height = SIDE + HEAD + whole.offsetHeight + LINE * notes.length + SIDE;
    Object.assign(canvas, { width: width * SCALE, height: height * SCALE });
    pen.scale(SCALE, SCALE);
    pen.fillStyle = look.backgroundColor;
    pen.fillRect(0, 0, width, height);
    for (const image of await Promise.all([...plot.querySelectorAll("svg.main-svg")].map(loaded))) {
      pen.drawImage(image, SIDE, SIDE + HEAD, whole.offsetWidth, whole.offsetHeight);
    }
    pen.fillStyle = look.color;
    pen.font = font(18, 600);
    pen.fillText(heading, SIDE, SIDE + 16);
    pen.font = font(13);
    notes.forEach((line, at) => pen.fillText(line, SIDE, SIDE + HEAD + whole.offsetHeight + LINE * (at + 1)));
    Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: `${heading || "图表"}.png` }).click();
  };
  document.addEventListener("click", (event) => {
    const plot = event.target.closest?.(".modebar-btn")?.closest(".js-plotly-plot");
    if (!plot) return;
    event.stopImmediatePropagation();
    take(plot);
  }, true);
})();

// A connection that the server closes because its login is over (1008, pages/shell/login.py) is not opened again by itself,
// which a proxy would take for a sign of life: a page says so, and leads back.
(() => {
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", (event) => event.code === 1008 && location.assign(new URL("ended", document.baseURI)));
    }
  };
})();
